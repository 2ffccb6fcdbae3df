package main

import (
	"mockstar/rubric/lexical/fit/internal/learn"
	"mockstar/rubric/lexical/internal/element"
)

// How much evidence the weight of a sign has to outdo.
const (
	leastSentences = 6 // with the sign
	lasso          = 3
	ridge          = 15
)

// fitElements fits the weights of signs to what sentences state.
func fitElements(ss []signed) *element.Model {
	m := &element.Model{Weights: map[element.Sign]*element.Strength{}}
	table := learn.NewTable(signsOf(ss, anySign), leastSentences, element.Sign.Compare)
	y := make([]float64, len(ss))
	for e := range element.Count {
		for i, s := range ss {
			y[i] = s.Strength[e]
		}
		var weights map[element.Sign]float64
		weights, m.Base[e] = table.Fit(y, func(s element.Sign) learn.Hold { return held(s, e) }, lasso, ridge)
		for s, w := range weights {
			if m.Weights[s] == nil {
				m.Weights[s] = &element.Strength{}
			}
			m.Weights[s][e] = w
		}
	}
	return m
}

// signsOf lists the wanted signs of each sentence.
func signsOf(ss []signed, wanted func(element.Sign) bool) [][]element.Sign {
	out := make([][]element.Sign, len(ss))
	for i, s := range ss {
		for _, sign := range s.signs {
			if wanted(sign) {
				out[i] = append(out[i], sign)
			}
		}
	}
	return out
}

func anySign(element.Sign) bool { return true }
