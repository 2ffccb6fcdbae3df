package evals

import (
	"fmt"
	"slices"
	"strings"

	"mockstar/rubric"
)

// A Fault is why a case has marks without a level.
type Fault struct {
	Case  string `json:"case"`
	Why   string `json:"why"`
	Reply string `json:"reply,omitempty"` // how the reply began

	seq, sample int
}

// behind reports whether r stands before f in the suite.
func (f *Fault) behind(r Result) bool {
	return f == nil || r.Seq < f.seq || r.Seq == f.seq && r.Sample < f.sample
}

// line is the fault for people, without words of the reply.
func (f *Fault) line() string {
	return "the first of them: case " + f.Case + ": " + strings.TrimSuffix(f.Why, ".")
}

// unscoredFigure is what a suite bounds that allows for marks without a level.
const unscoredFigure = "unscored"

// useless are the outcomes of marks whose reply could not be used; an answer
// that gives no chance to show something is none of them.
var useless = []rubric.Unscored{rubric.Invalid, rubric.Unverified, rubric.Refused, rubric.TooLong}

// unusable says that most replies could not be used, or that no mark has a level
// for whatever reason. Marks of cases that failed at the provider are not
// counted. A suite that bounds the share of marks without a level has said
// itself how many it takes.
func (r *Report) unusable() string {
	bounds := slices.ContainsFunc(r.Header.Thresholds, func(t Threshold) bool { return t.Figure == unscoredFigure })
	if r.Header.Shard != "" || bounds {
		return ""
	}
	marks, without, bad := r.Health.Marks, 0, 0
	var why []string
	for _, name := range sortedKeys(r.Health.Outcomes) {
		n := r.Health.Outcomes[name]
		if o := rubric.Unscored(name); o == Failed || o == Absent {
			marks -= n
			continue
		} else if slices.Contains(useless, o) {
			bad += n
		}
		without += n
		why = append(why, fmt.Sprintf("%d %s", n, name))
	}
	if marks == 0 || without < marks && 2*bad <= marks {
		return ""
	}
	return fmt.Sprintf("%d of %d marks have no level (%s)", without, marks, strings.Join(why, ", "))
}

// Unusable says of a run that says nothing of the grading that it does not, and
// what was wrong first.
func (r *Report) Unusable() string {
	what := r.unusable()
	if what == "" {
		return ""
	}
	what += ", so that nothing can be said of the grading"
	if r.Fault != nil {
		what += "; " + r.Fault.line()
	}
	return what
}

// allowIt says how a suite takes a run of which little can be used.
const allowIt = "to take such a run all the same, say so in the suite: gate: {thresholds: [{figure: " + unscoredFigure + ", at_most: 1}]}"

// warnUnusable opens a report that says nothing.
func (r *Report) warnUnusable() []string {
	what := r.Unusable()
	if what == "" {
		return nil
	}
	return []string{"! " + what, allowIt}
}
