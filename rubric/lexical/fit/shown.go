package main

import (
	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/scale"
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
		signs, table := tabulate(ss, leastShown, shows)
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
			ws, b := table.Fit(y, make([]scale.Hold, len(signs)), shownLasso, shownRidge)
			w := &trait.Words{Base: round(b), Weights: map[element.Sign]float64{}}
			for j, v := range ws {
				if v = round(v); v != 0 {
					w.Weights[signs[j]] = v
				}
			}
			out[trait.OwnOf(q, c)] = w
		}
	}
	return out
}

// shows reports whether s may tell what a sentence speaks to: a word may, and
// what the sentence does, but not where it stands nor who acts in it.
func shows(s element.Sign) bool {
	return s.Second == "" && element.Held(s, element.Act) != scale.Never && !element.Personal(s)
}
