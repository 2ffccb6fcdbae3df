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
	"kappa":        func(_ *Report, s Section) metric.Estimate { return s.Row(TheJudge).Figure(quadratic) },
	"exact":        func(_ *Report, s Section) metric.Estimate { return s.Row(TheJudge).Figure(exact) },
	"within-one":   func(_ *Report, s Section) metric.Estimate { return s.Row(TheJudge).Figure(withinOne) },
	"error":        func(_ *Report, s Section) metric.Estimate { return s.Row(TheJudge).Figure(absolute) },
	"leniency":     func(_ *Report, s Section) metric.Estimate { return s.Row(TheJudge).Figure(leniency) },
	"lead":         func(_ *Report, s Section) metric.Estimate { return s.Lead },
	"score":        func(r *Report, _ Section) metric.Estimate { return r.Health.Score },
	"flips":        func(r *Report, _ Section) metric.Estimate { return r.Health.Flips },
	unscoredFigure: func(r *Report, _ Section) metric.Estimate { return r.Health.unscored() },
}

// ranges are where figures lie; an error has no end that all rubrics share.
var ranges = map[string][2]float64{
	"kappa": {-1, 1}, "exact": {0, 1}, "within-one": {0, 1}, "score": {1, 5}, "flips": {0, 1}, unscoredFigure: {0, 1}, "error": {0, 100},
}

// whole are the figures that only all marks together have.
var whole = []string{"score", "flips", unscoredFigure}

func (s *Suite) readThreshold(p *page, n *yaml.Node) {
	var t Threshold
	bound := func(b **float64) func(*yaml.Node) {
		return func(n *yaml.Node) {
			*b = new(float64)
			within, ok := ranges[t.Figure]
			if !ok {
				within = [2]float64{-100, 100} // of levels
			}
			before := len(p.problems)
			if p.number(*b, within[0], within[1])(n); ok && len(p.problems) > before {
				p.problems[before].Message += ", as " + t.Figure + " is"
			}
		}
	}
	p.mapping(n, "a threshold",
		field{"figure", true, func(n *yaml.Node) {
			if t.Figure = p.text(n); bounded[t.Figure] == nil {
				p.at(n, "there is no figure %q; there are %s%s", t.Figure, strings.Join(sortedKeys(bounded), ", "), orMeant(t.Figure, sortedKeys(bounded)))
			}
		}},
		field{"of", false, func(n *yaml.Node) {
			if t.Of = p.text(n); slices.Contains(whole, t.Figure) {
				p.at(n, "%s is a figure of all marks together", t.Figure)
			}
			p.parts = append(p.parts, n)
		}},
		field{"at_least", false, bound(&t.AtLeast)},
		field{"at_most", false, bound(&t.AtMost)},
	)
	if t.AtLeast == nil && t.AtMost == nil {
		p.at(n, "a threshold needs at_least or at_most")
	}
	s.Thresholds = append(s.Thresholds, t)
}

// checkParts refuses thresholds of a part that no case has. A part may still be
// absent from a run of some of the cases.
func (s *Suite) checkParts(p *page) error {
	if len(p.parts) == 0 {
		return nil
	}
	has := map[string]bool{}
	for c, err := range s.Cases() {
		if err != nil {
			return err
		}
		q, _ := s.doc.Question(c.Question)
		has[string(q.Kind)] = true
		for _, id := range criteriaOf(q) {
			has[id] = true
		}
		for key, value := range c.Slices {
			has[key+"="+value] = true
		}
	}
	for _, n := range p.parts {
		if of := strings.TrimSpace(n.Value); !has[of] {
			p.at(n, "no case has a criterion, a kind of question or a slice %q (a slice is NAME=VALUE)%s", of, orMeant(of, sortedKeys(has)))
		}
	}
	return nil
}

// A ThresholdResult is how a figure stands to its bound.
type ThresholdResult struct {
	Threshold
	Value   metric.Estimate `json:"value"`
	Outcome metric.Outcome  `json:"outcome"` // inconclusive where the figure does not exist
}

func (r *Report) thresholds() []ThresholdResult {
	out := []ThresholdResult{}
	if r.Header.Shard != "" {
		return out // a merge judges
	}
	for _, t := range r.Header.Thresholds {
		res := ThresholdResult{Threshold: t, Value: metric.Estimate{Undefined: "no mark of " + t.Of + " has a reference level"}, Outcome: metric.Inconclusive}
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

// limitState says what became of a limit: of a threshold, of what a relation or
// attacks may do.
func limitState(o metric.Outcome) string {
	switch o {
	case metric.Pass:
		return "kept"
	case metric.Regression:
		return "MISSED"
	case metric.Inconclusive:
		return "can't be told"
	}
	return ""
}

// Line shows the threshold, the figure and what became of it.
func (r ThresholdResult) Line() string {
	state := limitState(r.Outcome)
	if r.Value.Undefined != "" {
		return fmt.Sprintf("%-14s %s: %s", state, r.Asked(), r.Value.Undefined)
	}
	return fmt.Sprintf("%-14s %s: %s", state, r.Asked(), short(r.Value))
}
