package evals

import (
	"fmt"
	"io"
)

// A Failure is a reading that the provider failed at.
type Failure struct {
	Case   string `json:"case"` // and how its answer was changed
	Error  string `json:"error"`
	Hint   string `json:"hint,omitempty"`   // what to do about it, where that is known
	Sample int    `json:"sample,omitempty"` // which reading, from 0
	Change Change `json:"change,omitempty"`
}

func failure(r Result) Failure {
	f := Failure{Case: r.ID, Error: r.Error, Hint: r.Hint, Sample: r.Sample, Change: r.Change}
	if r.Change != "" {
		f.Case += " changed by " + string(r.Change)
	}
	return f
}

// name tells the readings of a case apart where there are several.
func (f Failure) name() string {
	if f.Sample == 0 {
		return f.Case
	}
	return fmt.Sprintf("%s (reading %d)", f.Case, f.Sample+1)
}

// Failed says how much the provider failed at: answers as they are and, apart
// from them, changed ones.
func (r *Report) Failed() string {
	cases, readings, changed := 0, 0, 0
	for _, c := range r.table.cases {
		if c.failed != "" {
			cases++
		}
	}
	for _, f := range r.Failures {
		if f.Change == "" {
			readings++
		} else {
			changed++
		}
	}
	out := fmt.Sprintf("%d of %d cases failed at the provider", cases, r.Cases)
	if r.Header.Samples > 1 {
		out = fmt.Sprintf("%d of %d readings, in %d of %d cases, failed at the provider", readings, r.Cases*r.Header.Samples, cases, r.Cases)
	}
	if changed > 0 {
		out += fmt.Sprintf(", and %d changed answers", changed)
	}
	return out
}

// Hint is what to do about most of the failures, such as when to come back;
// empty where nobody says.
func (r *Report) Hint() string {
	count, most := map[string]int{}, ""
	for _, f := range r.Failures {
		if f.Hint == "" {
			continue
		}
		if count[f.Hint]++; count[f.Hint] > count[most] {
			most = f.Hint
		}
	}
	return most
}

// writeFailures lists the first failures, of a provider that is away there may
// be as many as answers.
func (r *Report) writeFailures(w io.Writer, line func(Failure) string) {
	for _, f := range r.Failures[:min(looks, len(r.Failures))] {
		fmt.Fprintln(w, line(f))
	}
	if more := len(r.Failures) - looks; more > 0 {
		fmt.Fprintln(w, line(Failure{Case: fmt.Sprintf("and %d more", more), Error: "--format json has all"}))
	}
}
