package main

import (
	"slices"

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

// fitShown fits, for each of the questions own criteria, the signs of the
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
		signs, table := shownTable(ss)
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

func shownTable(ss []signed) ([]element.Sign, *scale.Signs) {
	count := map[element.Sign]int{}
	for _, s := range ss {
		for _, sign := range s.signs {
			if sign.Second == "" && !placed(sign) && !element.Personal(sign) {
				count[sign]++
			}
		}
	}
	var signs []element.Sign
	for s, n := range count {
		if n >= leastShown {
			signs = append(signs, s)
		}
	}
	slices.SortFunc(signs, compareSigns)
	index := map[element.Sign]int{}
	for i, s := range signs {
		index[s] = i
	}
	rows := make([][]int, len(ss))
	for i, s := range ss {
		for _, sign := range s.signs {
			if j, ok := index[sign]; ok {
				rows[i] = append(rows[i], j)
			}
		}
	}
	return signs, scale.NewSigns(rows, len(signs))
}

// placed reports whether s tells where a sentence stands: that says nothing of
// what it speaks to.
func placed(s element.Sign) bool { return element.Held(s, element.Act) == scale.Never }
