package main

import (
	"sync"

	"mockstar/rubric/lexical/fit/internal/learn"
	"mockstar/rubric/lexical/internal/fitted"
	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

// penalty is the strength of the ridge of the topic model and of the baselines:
// how many answers' worth of evidence a weight has to outdo.
const penalty = 100

// usual is how the forests of criteria are grown: as well as any of a few others
// on authors left out, and among the smallest of those.
var usual = learn.Growth{Trees: 150, Depth: 3, Rate: 0.05, Least: 12, Shrink: 3, Rows: 0.6, Traits: 0.5}

// matchWeight is how often a pair that belongs together counts: each sample
// has one of them among some sixteen.
const matchWeight = 8

// fitTopic fits the topic model.
func fitTopic(ps []pair) scale.Line {
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
	w, b := learn.Ridge(x, y, falling(trait.TopicModel), penalty)
	for j := range w {
		w[j] = learn.Round(w[j])
	}
	return scale.Line{Weights: w, Intercept: learn.Round(b)}
}

// fit fits the named model to rs. Its cut points are chosen by values that trees
// grown on other authors predict, so that they fit unseen authors.
func (c *corpus) fit(model string, rs []row, topic *scale.Line) scale.Model {
	values, levels := c.leftOut(model, rs, topic)
	cuts := learn.Cuts(values, levels)
	for k := range cuts {
		cuts[k] = learn.Round(cuts[k])
	}
	return scale.Model{Forest: c.grow(model, rs, topic), Cuts: cuts}
}

// leftOut predicts each row from those of other authors.
func (c *corpus) leftOut(model string, rs []row, topic *scale.Line) (values []float64, levels []int) {
	for g := range groups {
		others, own := without(rs, g)
		if len(own) == 0 {
			continue
		}
		f := c.grow(model, others, topic)
		for _, r := range own {
			values = append(values, value(model, &f, topic, r))
			levels = append(levels, r.level)
		}
	}
	return values, levels
}

// grow fits a forest to the rows whose gate is open: the gate decides the rest.
func (c *corpus) grow(model string, rs []row, topic *scale.Line) scale.Forest {
	var traits []learn.Trait
	for _, t := range trait.For(model) {
		traits = append(traits, learn.Trait{Name: t.Name, Falling: t.Falling})
	}
	var x [][]float64
	var y []float64
	for _, r := range rs {
		if gate(model, topic, r) == 1 && (trait.IsStar(model) || r.Kind != offTopic) {
			x, y = append(x, r.x), append(y, float64(r.level))
		}
	}
	return learn.Boost(x, y, traits, c.growth)
}

func falling(model string) []bool {
	var out []bool
	for _, t := range trait.For(model) {
		out = append(out, t.Falling)
	}
	return out
}

func gate(model string, topic *scale.Line, r row) float64 {
	return trait.Gate(model, &trait.View{}, topic.Value(r.topic))
}

func value(model string, f *scale.Forest, topic *scale.Line, r row) float64 {
	return trait.Gated(f.Value(r.x), gate(model, topic, r))
}

// levelOf is the level that the examiner would give r.
func levelOf(model string, m *scale.Model, topic *scale.Line, r row) int {
	return min(m.Cuts.Level(value(model, &m.Forest, topic, r)), r.ceiling)
}

// fitAll fits everything to all samples. What the sentences of an answer state
// is told, while the models are fitted, by weights that never saw its author:
// as it will be for answers to come.
func fitAll(c *corpus) *fitted.All {
	f := &fitted.All{Learned: c.without(none, none), Topic: fitTopic(c.pairs(none)), Models: map[string]scale.Model{}}
	rows := c.rows(none)
	for _, name := range trait.Fitted {
		f.Models[name] = c.fit(name, rows[name], &f.Topic)
	}
	return f
}

// embedded grades every row by models that never saw its author.
func embedded(c *corpus) graded {
	var parts [groups]graded
	var all sync.WaitGroup
	for g := range groups {
		all.Go(func() {
			parts[g] = embeddedWithout(c, g)
		})
	}
	all.Wait()
	out := graded{}
	for _, p := range parts {
		for name, xs := range p {
			out[name] = append(out[name], xs...)
		}
	}
	return out
}

// embeddedWithout grades the rows of group g by models that never saw it.
func embeddedWithout(c *corpus, g int) graded {
	out := graded{}
	topic, rows := fitTopic(c.pairs(g)), c.rows(g)
	for _, name := range trait.Fitted {
		others, own := without(rows[name], g)
		m := c.fit(name, others, &topic)
		for _, r := range own {
			out[name] = append(out[name], graded1{r, levelOf(name, &m, &topic, r)})
		}
	}
	return out
}
