package evals

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"

	"mockstar/evals/metric"
)

//go:embed report.html.tmpl
var pageTemplate string

// WriteHTML writes the report as one page that loads nothing and runs no
// script; its policy forbids both.
func (r *Report) WriteHTML(w io.Writer) error {
	t, err := template.New("report").Funcs(template.FuncMap{
		"made": r.made, "health": r.healthLines, "short": short, "value": value, "shown": Entry.shown,
		"figure":      func(s Section, who, name string) metric.Estimate { return s.Row(who).Figure(name) },
		"lines":       RelationResult.lines,
		"lead":        Section.lead,
		"verdict":     Section.verdict,
		"dash":        func(e Entry) string { return orDash(e.Reference) },
		"calibration": calibrationChart,
		"confusion":   func() template.HTML { return confusionChart(r.Confusion) },
		"kappas":      func() template.HTML { return kappas(r.Criteria) },
		"leads":       func() template.HTML { return leads(append(slices.Clone(r.Criteria), r.Slices...)) },
		"changed":     func() []Moved { return r.Gate.Changed[:min(looks, len(r.Gate.Changed))] },
		"findings":    func() []metric.Finding { return append(slices.Clone(r.Gate.Nearness), r.Gate.Lost) },
	}).Parse(pageTemplate)
	if err != nil {
		panic(err) // the template is compiled in
	}
	if err := t.Execute(w, r); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

func kappas(sections []Section) template.HTML {
	return forest(sections, func(s Section) (float64, float64, float64, bool) {
		e := s.Row(TheJudge).Figure(quadratic)
		return e.Value, e.Lo, e.Hi, e.Undefined == ""
	}, 0, 1, "weighted kappa by criterion, with intervals")
}

func leads(sections []Section) template.HTML {
	return forest(sections, func(s Section) (float64, float64, float64, bool) {
		return s.Lead.Value, s.Lead.Lo, s.Lead.Hi, s.Lead.HasInterval()
	}, -1, 2, "how many levels nearer to the reference than length alone, with intervals")
}
