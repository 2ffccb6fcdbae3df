package evals

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"mockstar/evals/metric"
)

// An AgreementReport is how far raters agree on the answers they have in
// common.
type AgreementReport struct {
	Program  string             `json:"program"`
	Source   string             `json:"source"` // the ratings: name:hash
	Claims   []string           `json:"claims"` // what the numbers are worth
	Ratings  int                `json:"ratings"`
	Answers  int                `json:"answers"`
	Criteria []string           `json:"criteria"`
	Raters   []RaterSummary     `json:"raters"`
	Sections []AgreementSection `json:"sections"`
	// Intervals says how the intervals were made.
	Intervals string `json:"intervals"`
}

// A RaterSummary is what one rater does, whatever the others do.
type RaterSummary struct {
	Rater    string          `json:"rater"`
	Unscored int             `json:"unscored"`
	Mean     metric.Estimate `json:"mean"`
	// Modal is the share of the rater's levels on the most frequent one.
	Modal metric.Estimate `json:"modal"`
}

// An AgreementSection is the agreement of some raters on one criterion, or on
// all of them when Criterion is empty.
type AgreementSection struct {
	Criterion string   `json:"criterion"`
	Raters    []string `json:"raters"`
	Figures   []Figure `json:"figures"`
}

// A Figure is one statistic of a section.
type Figure struct {
	Name     string          `json:"name"`
	Estimate metric.Estimate `json:"estimate"`
}

// Figure finds a figure by name.
func (s AgreementSection) Figure(name string) (metric.Estimate, bool) {
	for _, f := range s.Figures {
		if f.Name == name {
			return f.Estimate, true
		}
	}
	return metric.Estimate{}, false
}

// maxPairs bounds how many pairs of raters get a section each; among more
// raters only what all have in common is worth reading.
const maxPairs = 6

const intervals = "95 % BCa bootstrap over answers (2000 resamples, fixed seed); rates of independent answers: Wilson, rule of three at 0 and 1"

// Agree compares raters on the cases they both rated, a case being one
// criterion of one answer. Without names it compares all raters in the file.
// Two raters get every figure for pairs, the first against the second: a
// positive difference means that the first is more lenient. More than two get
// what is defined for many, and the figures of each pair while they are few.
// With several criteria there is a section for each and one for all together.
func Agree(ratings []Rating, raters []string) (AgreementReport, error) {
	table := tabulate(ratings)
	there := slices.Sorted(maps.Keys(table.raters))
	if len(raters) == 0 {
		raters = there
	}
	for i, r := range raters {
		if !table.raters[r] {
			return AgreementReport{}, fmt.Errorf("compare raters: nobody is called %q; there are %s", r, strings.Join(there, ", "))
		}
		if slices.Contains(raters[:i], r) {
			return AgreementReport{}, fmt.Errorf("compare raters: %q is named twice", r)
		}
	}
	if len(raters) < 2 {
		return AgreementReport{}, fmt.Errorf("compare raters: it takes two, and there is only %s", strings.Join(raters, ", "))
	}
	report := AgreementReport{Intervals: intervals, Claims: []string{amongRaters}, Ratings: len(ratings), Answers: table.answers(), Criteria: table.criteria}
	for _, r := range raters {
		report.Raters = append(report.Raters, table.summary(r))
	}
	for _, criterion := range table.sections() {
		if len(raters) > 2 {
			report.Sections = append(report.Sections, table.among(criterion, raters))
		}
		if len(raters)*(len(raters)-1)/2 > maxPairs {
			continue
		}
		for i, a := range raters {
			for _, b := range raters[i+1:] {
				report.Sections = append(report.Sections, table.between(criterion, a, b))
			}
		}
	}
	return report, nil
}

// amongRaters is what agreement says, and what it does not.
const amongRaters = "agreement of these raters with each other: it does not say which of them is right, nor whether a person, a model or a script gave a level"

// A ratingTable holds ratings by case, in order of answer and criterion.
type ratingTable struct {
	cases    []ratedCase
	raters   map[string]bool
	criteria []string
}

type ratedCase struct {
	id, criterion string
	by            map[string]Rating
}

func tabulate(ratings []Rating) ratingTable {
	type key struct{ id, criterion string }
	at := map[key]int{}
	t := ratingTable{raters: map[string]bool{}}
	criteria := map[string]bool{}
	for _, r := range ratings {
		k := key{r.ID, r.Criterion}
		i, ok := at[k]
		if !ok {
			i = len(t.cases)
			at[k] = i
			t.cases = append(t.cases, ratedCase{r.ID, r.Criterion, map[string]Rating{}})
		}
		t.cases[i].by[r.Rater] = r
		t.raters[r.Rater] = true
		criteria[r.Criterion] = true
	}
	t.criteria = slices.Sorted(maps.Keys(criteria))
	// The order of lines in a file must not reach a resample.
	slices.SortFunc(t.cases, func(a, b ratedCase) int {
		return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.criterion, b.criterion))
	})
	return t
}

// answers counts those that anybody rated.
func (t ratingTable) answers() int {
	n := 0
	for i, c := range t.cases { // in order of their ids
		if i == 0 || c.id != t.cases[i-1].id {
			n++
		}
	}
	return n
}

// sections are the criteria to report on; "" is all of them together.
func (t ratingTable) sections() []string {
	if len(t.criteria) == 1 {
		return t.criteria
	}
	return append([]string{""}, t.criteria...)
}

func (t ratingTable) summary(rater string) RaterSummary {
	var levels []float64
	var ids []string
	unscored := 0
	for _, c := range t.cases {
		if r, ok := c.by[rater]; ok && r.Unscored {
			unscored++
		} else if ok {
			levels, ids = append(levels, r.Level), append(ids, c.id)
		}
	}
	s := RaterSummary{Rater: rater, Unscored: unscored}
	s.Mean = metric.Bootstrap(ids, metric.OfMean(levels), metric.Resampling{})
	s.Modal = metric.Estimate{N: len(levels), Undefined: notWhole}
	if !slices.ContainsFunc(levels, isFraction) {
		mode, _, _ := metric.Mode(levels) // of no levels there is no share either
		s.Modal = metric.Share(ids, equal(levels, mode), metric.Resampling{})
	}
	s.Mean.Unscored, s.Modal.Unscored = unscored, unscored
	return s
}

func equal(levels []float64, to float64) []bool {
	out := make([]bool, len(levels))
	for i, l := range levels {
		out[i] = l == to
	}
	return out
}
