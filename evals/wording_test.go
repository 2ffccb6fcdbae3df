package evals

import (
	"bytes"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals/metric"
)

// oneSection is a report of sixty marks, of which the judge gave scored a level.
func oneSection(scored int, lean metric.Estimate) *Report {
	figure := metric.Estimate{Value: -0.0004, N: scored, Unscored: 60 - scored}
	s := Section{Name: "all criteria", Marks: 60, Rows: []Row{
		{Who: TheJudge, Figures: []Figure{{exact, figure}, {quadratic, figure}, {absolute, figure}, {leniency, lean}}},
		{Who: Constant, Figures: []Figure{{quadratic, figure}, {leniency, lean}}},
	}}
	return &Report{Header: Header{Title: "T", Suite: "s@1:0"}, Overall: s, Slices: []Section{s}, table: &table{}}
}

func TestFiguresSayOfHowManyMarksTheyAre(t *testing.T) {
	for _, tt := range []struct {
		name      string
		scored    int
		head, row string
	}{
		{"marks without a level", 45, "greement with the reference, all criteria, 45 of 60 marks (15 have no level and count in no figure)", "45/60"},
		{"all have one", 60, "greement with the reference, all criteria, 60 marks", "60"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := oneSection(tt.scored, metric.Estimate{})
			for format, write := range map[string]func(io.Writer) error{"text": r.WriteText, "md": r.WriteMarkdown, "html": r.WriteHTML} {
				var b bytes.Buffer
				require.NoError(t, write(&b))
				require.Regexp(t, `\b`+tt.row+`[ <]`, b.String(), format)
				require.Contains(t, b.String(), "weighted kappa [95 %]", format)
				require.Contains(t, b.String(), "readers κ", format)
				require.NotContains(t, b.String(), "-0.00", format)
				if format != "md" { // which has a row for all
					require.Contains(t, b.String(), tt.head, format)
				}
			}
		})
	}
}

func TestAMeanDifferenceSaysToWhichSide(t *testing.T) {
	for want, e := range map[string]metric.Estimate{
		"0.200 [0.100, 0.300] too lenient":   {Value: 0.2, Lo: 0.1, Hi: 0.3},
		"-0.200 [-0.300, -0.100] too strict": {Value: -0.2, Lo: -0.3, Hi: -0.1},
		"0.100 [-0.100, 0.300]":              {Value: 0.1, Lo: -0.1, Hi: 0.3},
		"0.100":                              {Value: 0.1, Lo: 0.1, Hi: 0.1},
		"-":                                  {Undefined: "there are no marks"},
	} {
		s := oneSection(60, e).Overall
		require.Equal(t, want, s.Row(TheJudge).figure(leniency))
		r := &Report{Health: Health{Signs: Signs{Leniency: e}}}
		require.Contains(t, r.healthLines(), "leniency, in levels         "+want)
		require.NotContains(t, s.Row(Constant).figure(leniency), "too", "a constant is not blamed")
	}
}
