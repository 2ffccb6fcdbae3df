package evals_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/evals/metric"
	"mockstar/interviewer"
	"mockstar/rubric"
)

func TestJUnitNamesChangedAnswersThatFailed(t *testing.T) {
	dir := folder(t, "suite.yaml", smallSuite+"relations: [{change: pad, expect: [{must: not-rise}]}]\n", "cases.jsonl", smallCases)
	s, err := evals.Load(dir+"/suite.yaml", guide(t))
	require.NoError(t, err)
	var first string
	for c, err := range s.Cases() {
		require.NoError(t, err)
		first = c.Answer
		break
	}
	failing := graderFunc(func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		if strings.Contains(a[0].Text, first) && a[0].Text != first {
			return rubric.Sheet{}, errors.New("the line was cut")
		}
		return flat(3)(ctx, q, a)
	})
	r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{failing}}))
	require.Len(t, r.Failures, 1)
	var b bytes.Buffer
	require.NoError(t, r.WriteJUnit(&b))
	require.Contains(t, b.String(), `errors="1"`)
	require.Contains(t, b.String(), `message="the line was cut"`)
	require.Contains(t, b.String(), "changed by pad")
}

func TestJUnitHasTheOutcomeOfAllCriteriaTogether(t *testing.T) {
	right := func(i, c int) rubric.Level { return rubric.Level(2 + (i/2+c)%4) }
	for n, want := range map[int]string{4: "skipped", 12: "failure"} {
		r := report(t, run(t, small(t), evals.Runner{Graders: []interviewer.Grader{flat(3)}}))
		var err error
		r.Gate, err = evals.Compare(grid(n, right), grid(n, func(int, int) rubric.Level { return 1 }), 0)
		require.NoError(t, err)
		var b bytes.Buffer
		require.NoError(t, r.WriteJUnit(&b))
		require.Regexp(t, `name="`+metric.AllTogether+`">\s*<`+want+` message="farther`, b.String())
	}
}
