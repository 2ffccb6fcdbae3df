package main

import (
	_ "embed"
	"fmt"
	"html/template"
	"strings"

	"mockstar/internal/screen"
)

//go:embed progress.html.tmpl
var progressTemplate string

// The chart of one criterion: a dot a grade, level 1 at the bottom.
const (
	chartStep   = 14
	chartBottom = 40
	chartLevel  = 9
)

type dot struct{ X, Y int }

func dots(ps []practice) []dot {
	var out []dot
	for i, p := range ps {
		out = append(out, dot{4 + i*chartStep, chartBottom - chartLevel*(int(p.Level)-1)})
	}
	return out
}

func (a *app) writeProgressPage(trends []trend) error {
	t := template.Must(template.New("progress").Funcs(template.FuncMap{
		"clean": screen.Clean,
		"dots":  dots,
		"width": func(ps []practice) int { return 8 + len(ps)*chartStep },
		"points": func(ps []practice) string {
			var b strings.Builder
			for _, d := range dots(ps) {
				fmt.Fprintf(&b, "%d,%d ", d.X, d.Y)
			}
			return strings.TrimSpace(b.String())
		},
	}).Parse(progressTemplate))
	if err := t.Execute(a.out, trends); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}
