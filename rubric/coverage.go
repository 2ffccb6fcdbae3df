package rubric

import "slices"

// An Opportunity says which questions let a candidate show a criterion.
type Opportunity struct {
	Criterion string   `json:"criterion"` // criteria of several questions that share an id count as one
	Asked     []string `json:"asked"`     // ids of questions asked that grade it, in the order asked
	Others    []string `json:"others"`    // ids of the document's other questions that grade it
}

// Opportunities returns, for each criterion of d in the order of first
// mention, the questions that give a chance to show it. One with none Asked is
// left out by an interview of these questions, however well it goes.
func (d *Document) Opportunities(asked []Question) []Opportunity {
	var ids []string
	for _, q := range d.Questions {
		for _, c := range q.Criteria {
			if !slices.Contains(ids, c.ID) {
				ids = append(ids, c.ID)
			}
		}
	}
	os := []Opportunity{}
	for _, id := range ids {
		o := Opportunity{Criterion: id, Asked: grading(asked, id), Others: []string{}}
		for _, q := range grading(d.Questions, id) {
			if !slices.Contains(o.Asked, q) {
				o.Others = append(o.Others, q)
			}
		}
		os = append(os, o)
	}
	return os
}

// grading returns the ids of the questions that grade a criterion.
func grading(qs []Question, criterion string) []string {
	ids := []string{}
	for _, q := range qs {
		if _, ok := q.Criterion(criterion); ok {
			ids = append(ids, q.ID)
		}
	}
	return ids
}
