package main

import (
	_ "embed"
	"fmt"
	"html/template"

	"mockstar/internal/screen"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// A page is one self-contained HTML report: no script, nothing loaded from
// anywhere, and a policy that forbids both.
type page struct {
	Title   string
	Made    string
	Score   *float64
	Drills  []interviewer.Drill
	Reviews []interviewer.Review
	Said    []pageLine
}

type pageLine struct {
	By   rubric.Speaker
	Text string
}

//go:embed page.html.tmpl
var pageTemplate string

func debriefPage(d interviewer.Debrief, turns []interviewer.Turn) page {
	p := page{Title: "Debrief", Score: d.Score, Drills: d.Practise, Reviews: d.Questions}
	for _, t := range turns {
		switch {
		case t.Kind == interviewer.Replied:
			p.Said = append(p.Said, pageLine{rubric.Candidate, t.Text})
		case t.Text != "":
			p.Said = append(p.Said, pageLine{rubric.Interviewer, t.Text})
		}
		if t.Kind == interviewer.Graded {
			p.Made = made(t.Origin)
		}
	}
	return p
}

func (a *app) writePage(p page) error {
	t := template.Must(template.New("page").Funcs(template.FuncMap{
		"bar":     func(l, top rubric.Level) string { return screen.Bar(int(l), int(top)) },
		"because": because,
		"before":  before,
		"wavers":  wavers,
		"clean":   screen.Clean,
		"line":    scoreLine,
		"reason":  reason,
		"score":   func(f *float64) string { return fmt.Sprintf("%.1f", *f) },
		"goal":    goal,
	}).Parse(pageTemplate))
	if err := t.Execute(a.out, p); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}
