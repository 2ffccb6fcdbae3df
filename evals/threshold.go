package evals

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"mockstar/evals/metric"
)

// A Threshold is a bound that a suite sets to a figure, whatever it was before.
type Threshold struct {
	Figure  string   `json:"figure"`
	Of      string   `json:"of,omitempty"` // a criterion, a kind of question or a slice; all marks when empty
	AtLeast *float64 `json:"at_least,omitempty"`
	AtMost  *float64 `json:"at_most,omitempty"`
}

// bounded are the figures that can be bounded, with where each is found.
var bounded = map[string]func(*Report, Section) metric.Estimate{
	"kappa":      func(_ *Report, s Section) metric.Estimate { return s.Row(TheJudge).Figure(quadratic) },
	"exact":      func(_ *Report, s Section) metric.Estimate { return s.Row(TheJudge).Figure(exact) },
	"within-one": func(_ *Report, s Section) metric.Estimate { return s.Row(TheJudge).Figure(withinOne) },
	"error":      func(_ *Report, s Section) metric.Estimate { return s.Row(TheJudge).Figure(absolute) },
	"leniency":   func(_ *Report, s Section) metric.Estimate { return s.Row(TheJudge).Figure(leniency) },
	"lead":       func(_ *Report, s Section) metric.Estimate { return s.Lead },
	"score":      func(r *Report, _ Section) metric.Estimate { return r.Health.Score },
	"flips":      func(r *Report, _ Section) metric.Estimate { return r.Health.Flips },
	"unscored":   func(r *Report, _ Section) metric.Estimate { return r.Health.unscored() },
}

// whole are the figures that only all marks together have.
var whole = []string{"score", "flips", "unscored"}

func (s *Suite) readThreshold(p *page, n *yaml.Node) {
	var t Threshold
	p.mapping(n, "a threshold",
		field{"figure", true, func(n *yaml.Node) {
			if t.Figure = p.text(n); bounded[t.Figure] == nil {
				p.at(n, "there is no figure %q; there are %s", t.Figure, strings.Join(sortedKeys(bounded), ", "))
			}
		}},
		field{"of", false, func(n *yaml.Node) {
			if t.Of = p.text(n); slices.Contains(whole, t.Figure) {
				p.at(n, "%s is a figure of all marks together", t.Figure)
			}
		}},
		field{"at_least", false, func(n *yaml.Node) { t.AtLeast = new(float64); p.number(t.AtLeast, -100, 100)(n) }},
		field{"at_most", false, func(n *yaml.Node) { t.AtMost = new(float64); p.number(t.AtMost, -100, 100)(n) }},
	)
	if t.AtLeast == nil && t.AtMost == nil {
		p.at(n, "a threshold needs at_least or at_most")
	}
	s.Thresholds = append(s.Thresholds, t)
}

// A ThresholdResult is how a figure stands to its bound.
type ThresholdResult struct {
	Threshold
	Value   metric.Estimate `json:"value"`
	Outcome metric.Outcome  `json:"outcome"` // inconclusive where the figure does not exist
}

func (r *Report) thresholds() []ThresholdResult {
	out := []ThresholdResult{}
	for _, t := range r.Header.Thresholds {
		res := ThresholdResult{Threshold: t, Value: metric.Estimate{Undefined: "there are no marks of " + t.Of}, Outcome: metric.Inconclusive}
		if s, ok := r.section(t.Of); ok {
			res.Value = bounded[t.Figure](r, s)
		}
		switch v := res.Value; {
		case v.Undefined != "":
		case t.AtLeast != nil && v.Value < *t.AtLeast, t.AtMost != nil && v.Value > *t.AtMost:
			res.Outcome = metric.Regression
		default:
			res.Outcome = metric.Pass
		}
		out = append(out, res)
	}
	return out
}

// section finds a part of the report by name; the whole when it is empty.
func (r *Report) section(name string) (Section, bool) {
	if name == "" {
		return r.Overall, true
	}
	for _, s := range slices.Concat(r.Criteria, r.Kinds, r.Slices) {
		if s.Name == name {
			return s, true
		}
	}
	return Section{}, false
}

// Asked says what is bounded and how: "kappa of result at least 0.6".
func (t Threshold) Asked() string {
	s := t.Figure
	if t.Of != "" {
		s += " of " + t.Of
	}
	if t.AtLeast != nil {
		s += fmt.Sprintf(" at least %g", *t.AtLeast)
	}
	if t.AtMost != nil {
		s += fmt.Sprintf(" at most %g", *t.AtMost)
	}
	return s
}

// Line shows the threshold, the figure and what became of it.
func (r ThresholdResult) Line() string {
	state := map[metric.Outcome]string{metric.Pass: "kept", metric.Regression: "MISSED", metric.Inconclusive: "can't be told"}[r.Outcome]
	if r.Value.Undefined != "" {
		return fmt.Sprintf("%-14s %s: %s", state, r.Asked(), r.Value.Undefined)
	}
	return fmt.Sprintf("%-14s %s: %s", state, r.Asked(), short(r.Value))
}
