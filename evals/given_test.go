package evals_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// TestARunWithoutReferencesShowsWhatWasGiven: people who bring answers and no
// labels want to see the levels first.
func TestARunWithoutReferencesShowsWhatWasGiven(t *testing.T) {
	var cases strings.Builder
	for i := range 25 {
		fmt.Fprintf(&cases, `{"id":"c%02d","group":"g%d","question":"mentoring","answer":"I paired with each of them."}`+"\n", i, i)
	}
	s, err := evals.Load(folder(t, "suite.yaml", smallSuite, "cases.jsonl", cases.String())+"/suite.yaml", guide(t))
	require.NoError(t, err)
	g := damagedFlat(func(g *rubric.Grade) {
		if g.Criterion == "task" {
			g.Level, g.Unscored = 0, rubric.Unverified
		}
	})
	r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{g}}))
	for format, write := range map[string]func(*bytes.Buffer) error{
		"text": func(b *bytes.Buffer) error { return r.WriteText(b) },
		"md":   func(b *bytes.Buffer) error { return r.WriteMarkdown(b) },
		"html": func(b *bytes.Buffer) error { return r.WriteHTML(b) },
	} {
		var b bytes.Buffer
		require.NoError(t, write(&b))
		require.Regexp(t, `c19 \(mentoring\): (score [0-9.]+|no score): situation 3, task unverified, `, b.String(), format)
		require.NotContains(t, b.String(), "c20 (mentoring)", format)
		require.Contains(t, b.String(), "and 5 more cases: --format json lists the level of every mark", format)
		require.Contains(t, b.String(), "the lines of the cases", format)
		require.NotContains(t, b.String(), "weighted kappa  ", format)
	}
	require.Contains(t, asJSON(t, r), `"c24 situation 3 - g24"`, "where the text says that the rest is")

	var b bytes.Buffer
	require.NoError(t, report(t, run(t, small(t), evals.Runner{Graders: []interviewer.Grader{g}})).WriteText(&b))
	require.NotContains(t, b.String(), "levels given, by case", "with a label there is something to measure")
}

func TestAnExaminerThatHeardNothingAnywhereIsWarnedOf(t *testing.T) {
	s := small(t)
	for level, warned := range map[rubric.Level]bool{1: true, 2: false} {
		var b bytes.Buffer
		require.NoError(t, report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(level)}})).WriteText(&b))
		require.Equal(t, warned, strings.Contains(b.String(), "marks the lowest level: it listens for words"), "level %d", level)
	}
	h, results, err := evals.Results(run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(1)}}))
	require.NoError(t, err)
	h.Run = evals.RunLive
	r, err := evals.NewReport(h, results)
	require.NoError(t, err)
	require.NotContains(t, strings.Join(r.Claims, "\n"), "lowest level", "a model may mean it")
}
