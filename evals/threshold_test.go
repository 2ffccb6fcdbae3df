package evals_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/evals/metric"
	"mockstar/interviewer"
	"mockstar/rubric"
)

const bounds = smallSuite + `gate:
  thresholds:
    - {figure: error, at_most: 0.5}
    - {figure: error, of: action, at_most: 2}
    - {figure: score, at_least: 4, at_most: 4}
    - {figure: unscored, at_most: 0}
    - {figure: flips, at_most: 0.1}
    - {figure: exact, of: task, at_least: 0}
`

func TestThresholdsAreKeptMissedOrCannotBeTold(t *testing.T) {
	dir := folder(t, "suite.yaml", bounds, "cases.jsonl", smallCases)
	s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
	require.NoError(t, err)
	r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(4)}}))
	var got []metric.Outcome
	for _, res := range r.Thresholds {
		got = append(got, res.Outcome)
	}
	require.Equal(t, []metric.Outcome{metric.Regression, metric.Pass, metric.Pass, metric.Pass, metric.Inconclusive, metric.Inconclusive}, got,
		"the one labelled mark is one level off, all scores are 4, and nothing was read twice")
	for name, write := range map[string]func(*bytes.Buffer) error{
		"text":  func(b *bytes.Buffer) error { return r.WriteText(b) },
		"md":    func(b *bytes.Buffer) error { return r.WriteMarkdown(b) },
		"html":  func(b *bytes.Buffer) error { return r.WriteHTML(b) },
		"junit": func(b *bytes.Buffer) error { return r.WriteJUnit(b) },
	} {
		var b bytes.Buffer
		require.NoError(t, write(&b))
		require.Contains(t, b.String(), "MISSED", name)
		require.Contains(t, b.String(), "error at most 0.5", name)
	}
}

func TestThresholdsAreReadStrictly(t *testing.T) {
	for name, tt := range map[string]struct{ from, to, err string }{
		"an unknown figure":      {"{figure: error, at_most: 0.5}", "{figure: charm, at_most: 0.5}", `there is no figure "charm"; there are error, exact, flips`},
		"no bound":               {"{figure: error, at_most: 0.5}", "{figure: error}", "needs at_least or at_most"},
		"a part of the mean":     {"{figure: score, at", "{figure: score, of: action, at", "score is a figure of all marks together"},
		"a bound that is a text": {"at_most: 0.5}", "at_most: low}", `"low" should be a plain number`},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, "suite.yaml", strings.Replace(bounds, tt.from, tt.to, 1), "cases.jsonl", smallCases)
			_, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
			require.ErrorContains(t, err, tt.err)
		})
	}
}

func TestFabricatedQuotesAreCounted(t *testing.T) {
	inventing := graderFunc(func(_ context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		var fs []rubric.Finding
		for _, c := range q.Criteria {
			fs = append(fs, rubric.Finding{Criterion: c.ID, Level: 2, Quotes: []string{a[0].Text, "words that nobody ever said"}})
		}
		return q.Assess(a, fs), nil
	})
	r := report(t, run(t, small(t), evals.Runner{Graders: []interviewer.Grader{inventing}}))
	require.Equal(t, r.Health.Marks, r.Health.Fabricated, "one for each mark")
	require.Equal(t, 2*r.Health.Marks, r.Health.Quotes)
	var b bytes.Buffer
	require.NoError(t, r.WriteText(&b))
	require.Contains(t, b.String(), "quotes not in the answer    18 of 36")
}

func TestMoreCriteriaThanATableHoldsAreRefused(t *testing.T) {
	_, err := evals.NewReport(evals.Header{Samples: 1}, func(yield func(evals.Result, error) bool) {
		for i := range 40_000 {
			r := evals.Result{Seq: i, ID: fmt.Sprint(i), Group: "g", Question: "q", Marks: []evals.Mark{{Criterion: fmt.Sprint("c", i), Level: 1, Top: 5}}}
			if !yield(r, nil) {
				return
			}
		}
	})
	require.ErrorContains(t, err, "more than 32767 different criteria")
}
