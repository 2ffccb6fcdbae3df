package main

import (
	"math"

	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

// penalty is the strength of the ridge of the topic model and of the baselines:
// how many answers' worth of evidence a weight has to outdo.
const penalty = 100

// penalties are those that the models of criteria may choose from.
var penalties = []float64{30, 100, 300}

// matchWeight is how often a pair that belongs together counts: each sample
// has one of them among some sixteen.
const matchWeight = 8

// fitTopic fits the topic model.
func fitTopic(ps []pair) scale.Model {
	var x [][]float64
	var y []float64
	for _, p := range ps {
		times := 1
		if p.y == 1 {
			times = matchWeight
		}
		for range times {
			x, y = append(x, p.x), append(y, p.y)
		}
	}
	w, b := scale.Ridge(x, y, falling(trait.TopicModel), penalty)
	return scale.Model{Weights: w, Intercept: b}
}

// fit fits the named model to rs. Its penalty and its cut points are chosen by
// values predicted for authors that were left out, so that they fit unseen
// authors.
func fit(model string, rs []row, topic *scale.Model) scale.Model {
	var best scale.Model
	least := math.Inf(1)
	for _, lambda := range penalties {
		values, levels := leftOut(model, rs, topic, lambda)
		wrong := 0.0
		for i, v := range values {
			wrong += (v - float64(levels[i])) * (v - float64(levels[i]))
		}
		if wrong < least {
			least, best = wrong, weigh(model, rs, topic, lambda)
			best.Cuts = scale.FitCuts(values, levels)
		}
	}
	return best
}

// leftOut predicts each row from those of other authors.
func leftOut(model string, rs []row, topic *scale.Model, lambda float64) (values []float64, levels []int) {
	for _, a := range folds(rs) {
		others, own := without(rs, a)
		m := weigh(model, others, topic, lambda)
		for _, r := range own {
			values = append(values, value(model, &m, topic, r))
			levels = append(levels, r.level)
		}
	}
	return values, levels
}

// weigh fits weights to the rows whose gate is open: the gate decides the rest.
func weigh(model string, rs []row, topic *scale.Model, lambda float64) scale.Model {
	var x [][]float64
	var y []float64
	for _, r := range rs {
		if gate(model, topic, r) == 1 && !(model == trait.OwnModel && r.Kind == offTopic) {
			x, y = append(x, r.x), append(y, float64(r.level))
		}
	}
	w, b := scale.Ridge(x, y, falling(model), lambda)
	return scale.Model{Weights: w, Intercept: b}
}

func falling(model string) []bool {
	var out []bool
	for _, t := range trait.For(model) {
		out = append(out, t.Falling)
	}
	return out
}

func gate(model string, topic *scale.Model, r row) float64 {
	return trait.Gate(model, &trait.View{}, topic.Value(r.topic))
}

func value(model string, m, topic *scale.Model, r row) float64 {
	return trait.Gated(m.Value(r.x), gate(model, topic, r))
}

// crossValidate grades every row by models that never saw its author.
func crossValidate(model string, c corpus) []int {
	rs := c.rows[model]
	type key struct {
		*sample
		criterion string
	}
	graded := map[key]int{}
	for _, a := range folds(rs) {
		topic := fitTopic(withoutPairs(c.pairs, a))
		others, own := without(rs, a)
		m := fit(model, others, &topic)
		for _, r := range own {
			graded[key{r.sample, r.criterion}] = min(m.Cuts.Level(value(model, &m, &topic, r)), r.ceiling)
		}
	}
	out := make([]int, len(rs))
	for i, r := range rs {
		out[i] = graded[key{r.sample, r.criterion}]
	}
	return out
}
