package main

import (
	"context"
	"fmt"

	"mockstar/evals"
	"mockstar/interviewer/ask"
)

// holdSuite holds the golden interviews of a suite again, in plain words: what
// is compared is the course, and no model decides that.
func (a *app) holdSuite(ctx context.Context, s *evals.Suite, o evalOptions) error {
	if o.baseline != "" || o.out != "" || o.format == "html" {
		return usagef("eval run: interviews are compared turn by turn; --baseline, --out and html do not apply")
	}
	b, err := a.bench(a.spec(), o.judgeOptions)
	if err != nil {
		return err
	}
	courses, err := s.Hold(ctx, ask.Plain{}, b.graders[0])
	if err != nil {
		return err
	}
	r := &evals.InterviewReport{Header: s.Header(program(), b.run, a.spec(), 1), Courses: courses}
	switch o.format {
	case "json":
		err = a.writeJSON(r)
	case "junit":
		err = r.WriteJUnit(a.out)
	default:
		err = r.WriteText(a.out)
	}
	if err != nil {
		return err
	}
	if n := r.Broken(); n > 0 {
		return fmt.Errorf("%w: %d of %d interviews took another course", errGate, n, len(courses))
	}
	return nil
}
