package evals

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"mockstar/evals/metric"
)

//go:embed report.html.tmpl
var pageTemplate string

// WriteHTML writes the report as one page that loads nothing and runs no
// script; its policy forbids both.
func (r *Report) WriteHTML(w io.Writer) error {
	t := template.Must(template.New("report").Funcs(template.FuncMap{
		"made": r.made, "health": r.healthLines, "value": value, "shown": Entry.shown,
		"columns":  func() []string { return columns[:] },
		"cells":    Section.cells,
		"heading":  func(s Section) string { return strings.ToUpper(s.heading()[:1]) + s.heading()[1:] },
		"row":      Row.figure,
		"labels":   func() []string { return howToLabel },
		"unlisted": r.unlisted,
		"healthBy": func() string {
			var b strings.Builder
			writeHealth(&b, r.HealthBy, healthMost)
			return b.String()
		},
		"lines":       RelationResult.lines,
		"told":        Moved.told,
		"lead":        Section.lead,
		"verdict":     Section.verdict,
		"dash":        func(e Entry) string { return orDash(e.Reference) },
		"calibration": calibrationChart,
		"confusion":   func() template.HTML { return confusionChart(r.Confusion) },
		"kappas":      func() template.HTML { return kappas(r.Criteria) },
		"leads":       func() template.HTML { return leads(append(slices.Clone(r.Criteria), r.Slices...)) },
		"differences": func() template.HTML { return differences(r.Gate) },
		"changed":     func() []Moved { return r.Gate.Changed[:min(looks, len(r.Gate.Changed))] },
		"unshown":     func() int { return max(0, len(r.Gate.Changed)-looks) },
		"what":        func(f worded) string { return f.what },
		"findings":    func() []worded { return r.Gate.open() },
	}).Parse(pageTemplate))
	if err := t.Execute(w, r); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

func kappas(sections []Section) template.HTML {
	var spans []span
	for _, s := range sections {
		spans = append(spans, spanOf(s.Name, s.Row(TheJudge).Figure(quadratic)))
	}
	return forest(spans, "weighted kappa by criterion, with intervals", 0, 0.5, 1)
}

func leads(sections []Section) template.HTML {
	var spans []span
	for _, s := range sections {
		one := spanOf(s.Name, s.Lead)
		one.ok = one.ok && s.Lead.HasInterval()
		spans = append(spans, one)
	}
	return forest(spans, "how many levels nearer to the reference than length alone, with intervals", -1, 0, 1, 2)
}

// differences shows what a change did to each criterion that it touched: left
// of -effect is where the gate stops.
func differences(c *Comparison) template.HTML {
	touched := map[string]bool{}
	for _, m := range c.Changed {
		touched[m.After.Criterion] = true
	}
	var spans []span
	for _, f := range c.Nearness {
		if f.Change.Undefined != "" || f.Change.Value != 0 || f.Outcome != metric.Pass || touched[f.Criterion] {
			spans = append(spans, spanOf(f.Criterion, f.Change))
		}
	}
	return forest(spans, "levels nearer to the reference than before, by criterion, with intervals", -1, -c.Effect, 0, 1)
}
