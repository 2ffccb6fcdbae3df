package main

import (
	"context"

	"mockstar/internal/llm/models"
	"mockstar/interviewer"
	"mockstar/rubric"
	"mockstar/rubric/grade"
	"mockstar/rubric/lexical"
)

// grader makes the grader for a spec. Several samples give the median reading
// of one model; several models, with commas between, make a panel.
func (a *app) grader(spec string, samples int, perCriterion bool) (interviewer.Grader, error) {
	if samples < 1 || samples > maxSamples {
		return nil, usagef("grade: --samples must be from 1 to %d", maxSamples)
	}
	var judges []interviewer.Grader
	for _, name := range models.Split(spec) {
		if name == embedded { // deterministic, so one reading is all of them
			judges = append(judges, lexical.New())
			continue
		}
		m, err := a.open(name)
		if err != nil {
			return nil, err
		}
		for k := range samples {
			judges = append(judges, &grade.Grader{Model: m, Name: name, PerCriterion: perCriterion, Sample: k})
		}
	}
	if len(judges) == 1 {
		return judges[0], nil
	}
	return panel{judges, spec}, nil
}

// A panel grades with several judges, or several readings of one, and returns
// the median of what they say.
type panel struct {
	judges []interviewer.Grader
	name   string
}

func (p panel) Grade(ctx context.Context, q rubric.Question, ans rubric.Answer) (rubric.Sheet, error) {
	var readings []rubric.Sheet
	for _, g := range p.judges {
		s, err := g.Grade(ctx, q, ans)
		if err != nil {
			return rubric.Sheet{}, err
		}
		readings = append(readings, s)
	}
	sheet := q.Median(readings)
	sheet.Model = p.name
	return sheet, nil
}
