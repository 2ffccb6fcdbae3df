package evals

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

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
				require.Contains(t, b.String(), "weighted kappa", format)
				require.Contains(t, b.String(), "reader", format)
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

// A terminal has 80 columns, and breaks longer lines in the middle of words.
func TestTheTablesOfAReportFitATerminal(t *testing.T) {
	wide := metric.Estimate{Value: -0.1111, Lo: -0.4999, Hi: 0.3777, N: 9999, Groups: 6}
	s := oneSection(9999, wide).Overall
	s.Name, s.Nearer = strings.Repeat("kind=tells ", 9), metric.Sign{Rows: 1891, Groups: 139}
	for i := range s.Rows {
		for j := range s.Rows[i].Figures {
			s.Rows[i].Figures[j].Estimate = wide
		}
	}
	h := CriterionHealth{Criterion: strings.Repeat("long-", 9)}
	share := metric.Estimate{Value: 0.99}
	h.Modal, h.ReferenceModal, h.Leniency, h.Length, h.ErrorBest, h.ErrorWorst, h.Flips = share, share, wide, wide, share, share, share
	h.ErrorBest.Unscored = 1
	var b bytes.Buffer
	writeRows(&b, s)
	writeSections(&b, "by slice", []Section{s})
	writeHealth(&b, []CriterionHealth{h}, 1)
	for line := range strings.Lines(b.String()) {
		line = strings.TrimRight(line, "\n")
		if sentence := strings.HasPrefix(line, "agreement") || strings.Contains(line, "would tell"); !sentence {
			require.LessOrEqual(t, utf8.RuneCountInString(line), 80, line)
		}
	}
	require.Contains(t, b.String(), "~1891/139")
}
