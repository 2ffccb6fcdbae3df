package main

import (
	"mockstar/rubric"
	"mockstar/rubric/lexical/fit/internal/learn"
	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/trait"
)

// How much evidence the weight of a sign for one criterion has to outdo.
const (
	leastShown = 4 // sentences with the sign
	shownLasso = 2
	shownRidge = 10
)

// fitShown fits, for each of the questions' own criteria, the signs of the
// sentences that speak to it.
func fitShown(as []*answer, questions []rubric.Question) trait.Shown {
	out := trait.Shown{}
	for _, q := range questions {
		var ss []signed
		for _, a := range as {
			if a.Question == q.ID && a.Kind != offTopic {
				ss = append(ss, a.labelled...)
			}
		}
		if len(ss) == 0 {
			continue
		}
		table := learn.NewTable(signsOf(ss, shows), leastShown, element.Sign.Compare)
		n := 0
		for _, c := range q.Criteria {
			if trait.IsStar(c.ID) {
				continue
			}
			y := make([]float64, len(ss))
			for i := range ss {
				y[i] = ss[i].own[n]
			}
			n++
			weights, base := table.Fit(y, func(element.Sign) learn.Hold { return learn.Free }, shownLasso, shownRidge)
			out[trait.OwnOf(q, c)] = &trait.Words{Base: base, Weights: weights}
		}
	}
	return out
}
