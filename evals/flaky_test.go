package evals_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/rubric"
)

// read is a report on cases of two marks that were read three times each.
func read(t *testing.T, cases [][2][3]rubric.Level) *evals.Report {
	t.Helper()
	r, err := evals.NewReport(evals.Header{Suite: "s@1:0", Title: "s", Samples: 3, Cases: len(cases)}, func(yield func(evals.Result, error) bool) {
		for i, marks := range cases {
			for sample := range 3 {
				res := evals.Result{Seq: i, ID: fmt.Sprint("c", i), Sample: sample, Group: fmt.Sprint("g", i), Question: "q", Kind: rubric.Story, Words: 9}
				for k, name := range []string{"depth", "breadth"} {
					m := evals.Mark{Criterion: name, Level: marks[k][sample], Top: 5}
					if m.Level == 0 {
						m.Unscored = rubric.Invalid
					}
					res.Marks = append(res.Marks, m)
				}
				if !yield(res, nil) {
					return
				}
			}
		}
	})
	require.NoError(t, err)
	return r
}

func TestEachCaseHasItsFlipRate(t *testing.T) {
	steady := [3]rubric.Level{3, 3, 3}
	cases := [][2][3]rubric.Level{
		{steady, steady},
		{{3, 4, 3}, steady},                // two pairs of three, and none: a third
		{{1, 2, 3}, {4, 4, 5}},             // all, and two of three
		{{3, 0, 3}, steady},                // a reading without a level says nothing of levels: no flip
		{{0, 0, 2}, {0, 3, 0}},             // nothing was given a level twice
		{{0, 4, 2}, steady},                // flips between the others
		{steady, steady}, {steady, steady}, // of other groups
	}
	r := read(t, cases)
	var got []string
	for _, f := range r.FlakyCases {
		got = append(got, fmt.Sprintf("%s %s %d", f.Case, f.Flips, len(f.Marks)))
	}
	require.Equal(t, []string{"c2 0.833 2", "c5 0.500 1", "c1 0.333 1"}, got)
	require.InDelta(t, (2./3+1+2./3+1)/14, r.Health.Flips.Value, 1e-9, "of fourteen marks that were given a level twice")
	require.True(t, r.Health.Flips.HasInterval())
	for name, write := range map[string]func(io.Writer) error{"text": r.WriteText, "md": r.WriteMarkdown} {
		var b strings.Builder
		require.NoError(t, write(&b))
		require.Contains(t, b.String(), "flaky: 4 marks in 3 of 8 cases", name)
		require.Contains(t, b.String(), "c2 0.83: depth [1 2 3], breadth [4 4 5]\n", name)
		require.Contains(t, b.String(), "c5 0.50: depth [- 4 2]\n", name)
		require.Regexp(t, `flip rate between readings\s+0\.238 \\?\[0\.\d+, 0\.\d+\]!`, b.String(), name)
	}
	var page strings.Builder
	require.NoError(t, r.WriteHTML(&page))
	require.Contains(t, page.String(), "<td>c2<td>0.83<td>breadth<td>[4 4 5]")
}

func TestNoFlakyCaseIsSilenced(t *testing.T) {
	var cases [][2][3]rubric.Level
	for range 60 {
		cases = append(cases, [2][3]rubric.Level{{3, 4, 3}, {3, 3, 3}})
	}
	r := read(t, cases)
	require.Len(t, r.FlakyCases, 60)
	var b strings.Builder
	require.NoError(t, r.WriteText(&b))
	require.Contains(t, b.String(), "\n  c49 0.33: depth [3 4 3]\n  and 10 cases more, which flip less; json and html have all\n")
}
