package main

import (
	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

// penalty is the strength of the ridge: how many answers' worth of evidence a
// weight has to outdo.
const penalty = 30

// fit fits the named model to rs. Its cut points are tuned on values predicted
// for authors that were left out, so that they fit unseen authors.
func fit(model string, rs []row) scale.Model {
	var values []float64
	var levels []int
	for _, a := range authors(rs) {
		others, own := without(rs, a)
		m := weigh(model, others)
		for _, r := range own {
			values = append(values, value(&m, r))
			levels = append(levels, r.level)
		}
	}
	m := weigh(model, rs)
	m.Cuts = scale.FitCuts(values, levels)
	return m
}

// weigh fits weights to the rows whose gate is open: the gate decides the rest.
func weigh(model string, rs []row) scale.Model {
	var x [][]float64
	var y []float64
	for _, r := range rs {
		if r.gate == 1 {
			x, y = append(x, r.x), append(y, float64(r.level))
		}
	}
	var falling []bool
	for _, t := range trait.For(model) {
		falling = append(falling, t.Falling)
	}
	w, b := scale.Ridge(x, y, falling, penalty)
	return scale.Model{Weights: w, Intercept: b}
}

func value(m *scale.Model, r row) float64 { return trait.Gated(m.Value(r.x), r.gate) }

// crossValidate grades every row by a model that never saw its author.
func crossValidate(model string, rs []row) []int {
	graded := map[*sample]map[string]int{}
	for _, a := range authors(rs) {
		others, own := without(rs, a)
		m := fit(model, others)
		for _, r := range own {
			if graded[r.sample] == nil {
				graded[r.sample] = map[string]int{}
			}
			graded[r.sample][r.criterion] = m.Cuts.Level(value(&m, r))
		}
	}
	out := make([]int, len(rs))
	for i, r := range rs {
		out[i] = graded[r.sample][r.criterion]
	}
	return out
}
