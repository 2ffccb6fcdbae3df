package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"mockstar/evals"
	"mockstar/internal/llm/models"
	"mockstar/interviewer"
	"mockstar/interviewer/ask"
	"mockstar/rubric/grade"
	"mockstar/rubric/lexical"
)

// holdSuite holds the golden interviews of a suite again. The course is
// compared, which no model decides; a model given words it, and its words are
// held to the assertions of each golden.
func (a *app) holdSuite(ctx context.Context, s chosen, o evalOptions) error {
	r, err := a.holdAgain(ctx, s.Suite, o)
	if err != nil {
		return a.unfinished(s.Suite, a.hintFor(err, o, s.name), o.format)
	}
	switch o.format {
	case "json":
		err = r.WriteJSON(a.jsonOut())
	case "junit":
		err = r.WriteJUnit(a.out)
	case "md":
		err = r.WriteMarkdown(a.out)
	default:
		err = a.writeText(r.WriteText)
	}
	if err != nil {
		return err
	}
	if v := r.Verdict(); v.Bad() {
		return fmt.Errorf("%w: %s", errGate, strings.Join(v.Missed, "; "))
	}
	return nil
}

// holdAgain holds the interviews of a suite with the model asked for.
func (a *app) holdAgain(ctx context.Context, s *evals.Suite, o evalOptions) (*evals.InterviewReport, error) {
	spec := a.spec()
	if len(models.Split(spec)) > 1 {
		return nil, usagef("eval run: one model speaks in an interview; --model takes a list only where answers are graded")
	}
	every, err := parseRate(o.rate)
	if err != nil {
		return nil, err
	}
	most, err := a.budget(&o)
	if err != nil {
		return nil, err
	}
	m, run, err := a.judge(spec, o.judgeOptions, every)
	if err != nil {
		return nil, err
	}
	var asker interviewer.Asker = ask.Plain{}
	var grader interviewer.Grader = lexical.New()
	if m != nil { // one model in both parts, so that a script is followed from its start to its end
		asker, grader = ask.Model{Model: m}, gradedBy(&grade.Grader{Model: m, Name: spec, PerCriterion: o.perCriterion})
	}
	ctx, spent := evals.WithBudget(ctx, most)
	courses, err := s.Hold(ctx, asker, grader)
	if errors.Is(err, evals.ErrBudget) {
		return nil, usagef("eval: stopped, as the calls have cost %s USD (--max-cost)", o.maxCost) // no folder would keep what was held
	}
	if err != nil {
		return nil, err
	}
	r := &evals.InterviewReport{Header: s.Header(build(), run, spec, 1), Courses: courses}
	r.Cost, r.Unpriced = spent()
	*o.paid += r.Cost
	return r, nil
}
