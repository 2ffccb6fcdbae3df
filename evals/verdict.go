package evals

import (
	"fmt"
	"strings"

	"mockstar/evals/metric"
)

// Conclusion is what all that was asked of a run comes to.
type Conclusion string

const (
	Broken    Conclusion = "failed"       // something that was asked for is missed
	Partial   Conclusion = "incomplete"   // nothing is missed, and some answers were not graded
	Unsettled Conclusion = "inconclusive" // something cannot be told
	Kept      Conclusion = "passed"
	Unasked   Conclusion = "measured" // there is no baseline, no threshold and no allowance, or it is a shard
)

// A Verdict sums up a report. The exit code of a run goes by it.
type Verdict struct {
	Conclusion Conclusion `json:"conclusion"`
	Parts      []string   `json:"parts"` // a few words on each thing that was asked
	// Missed and Open say in full what is missed and what cannot be told.
	Missed []string `json:"missed"`
	Open   []string `json:"open"`
}

// gotWorse and cannotTell are what a gate says that does not pass.
const (
	gotWorse   = "grading got worse"
	cannotTell = "these cases cannot tell whether grading got worse"
)

// Why says what an outcome of the gate means; nothing where it passes.
func (c *Comparison) Why() string {
	switch c.Outcome {
	case metric.Regression:
		return gotWorse
	case metric.Inconclusive:
		return strings.Join(append([]string{cannotTell}, c.doubts()...), "; ")
	}
	return ""
}

// Verdict sums up the baseline, the thresholds, the relations and what failed.
func (r *Report) Verdict() Verdict {
	v := Verdict{Conclusion: Unasked, Parts: []string{}, Missed: []string{}, Open: []string{}}
	say := func(o metric.Outcome, why string) {
		switch o {
		case metric.Regression:
			v.Missed = append(v.Missed, why)
		case metric.Inconclusive:
			v.Open = append(v.Open, why)
		}
	}
	if r.Gate != nil {
		say(r.Gate.Outcome, r.Gate.Why())
		part := "against the baseline: " + string(r.Gate.Outcome)
		if n := r.Gate.Added; n > 0 {
			part += fmt.Sprintf(" (it lacks %d marks)", n)
		}
		v.Parts = append(v.Parts, part)
	}
	var thresholds, relations tally
	for _, t := range r.Thresholds {
		thresholds.add(t.Outcome)
		if t.Value.Undefined != "" {
			say(t.Outcome, fmt.Sprintf("the suite asks for %s, and that cannot be told: %s", t.Asked(), t.Value.Undefined))
		} else {
			say(t.Outcome, fmt.Sprintf("the suite asks for %s, and it is %s", t.Asked(), t.Value))
		}
	}
	for _, rel := range r.Relations {
		say(rel.Outcome, rel.Why())
		if rel.Allow != nil {
			relations.add(rel.Outcome)
		}
	}
	v.Parts = append(v.Parts, thresholds.words("thresholds")...)
	v.Parts = append(v.Parts, relations.words("changed answers")...)
	asked := len(v.Parts) > 0
	if what := r.unusable(); what != "" {
		v.Open = append(v.Open, r.Unusable())
		v.Parts = append(v.Parts, what)
	}
	if r.Header.Shard != "" {
		v.Parts = append(v.Parts, r.Header.deferred())
	} else if !asked {
		v.Parts = append(v.Parts, "no baseline, no thresholds and no changed answers to hold it to")
	}
	if len(r.Failures) > 0 {
		v.Parts = append(v.Parts, r.Failed())
	}
	switch {
	case len(v.Missed) > 0:
		v.Conclusion = Broken
	case len(r.Failures) > 0:
		v.Conclusion = Partial
	case len(v.Open) > 0:
		v.Conclusion = Unsettled
	case asked:
		v.Conclusion = Kept
	}
	return v
}

// deferred says what a shard is not held to. A part of the cases tells less
// than all of them do, and most of what it misses it misses by chance.
func (h Header) deferred() string {
	var to []string
	allowed := 0
	for _, r := range h.Relations {
		if r.Allow != nil {
			allowed++
		}
	}
	for _, asked := range []struct {
		n    int
		what string
	}{{len(h.Thresholds), "thresholds"}, {allowed, "changed answers"}} {
		if asked.n > 0 {
			to = append(to, fmt.Sprintf("%d %s", asked.n, asked.what))
		}
	}
	to = append(to, "the --baseline it is given")
	return fmt.Sprintf("shard %s alone is held to nothing; eval merge holds the whole to %s", h.Shard, strings.Join(to, ", "))
}

// String is the verdict as one line.
func (v Verdict) String() string {
	return fmt.Sprintf("%s (%s)", strings.ToUpper(string(v.Conclusion)), strings.Join(v.Parts, "; "))
}

// Bad reports whether a run with the verdict ends with another exit code than 0.
func (v Verdict) Bad() bool { return v.Conclusion != Kept && v.Conclusion != Unasked }

// A tally counts outcomes of the same sort.
type tally struct{ all, missed, open int }

func (t *tally) add(o metric.Outcome) {
	t.all++
	switch o {
	case metric.Regression:
		t.missed++
	case metric.Inconclusive:
		t.open++
	}
}

// words are a part of a verdict; none of nothing.
func (t tally) words(what string) []string {
	var did []string
	if t.missed > 0 {
		did = append(did, fmt.Sprintf("%d of %d missed", t.missed, t.all))
	}
	if t.open > 0 {
		did = append(did, fmt.Sprintf("%d of %d can't be told", t.open, t.all))
	}
	switch {
	case t.all == 0:
		return nil
	case len(did) == 0:
		return []string{fmt.Sprintf("%s: %d of %d kept", what, t.all, t.all)}
	}
	return []string{what + ": " + strings.Join(did, ", ")}
}
