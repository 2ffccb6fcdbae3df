package evals_test

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
	"mockstar/rubric"
)

const related = smallSuite + `relations:
  - change: pad
    allow: 0.5
    expect:
      - {criteria: [task], must: stay, by: 1}
      - {must: not-rise}
  - change: i-to-we
    expect:
      - {criteria: [action], must: drop}
`

func relatedSuite(t *testing.T) *evals.Suite {
	t.Helper()
	dir := folder(t, "suite.yaml", related, "cases.jsonl", smallCases)
	s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
	require.NoError(t, err)
	return s
}

// byLength gives padded answers two levels more.
func byLength(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
	level := rubric.Level(2)
	if len(a[0].Text) > 200 {
		level = 4
	}
	return flat(level)(ctx, q, a)
}

func TestAJudgeThatRewardsPaddingIsCaught(t *testing.T) {
	r := report(t, run(t, relatedSuite(t), evals.Runner{Graders: []interviewer.Grader{graderFunc(byLength)}}))
	pad, we := r.Relations[0], r.Relations[1]
	require.Equal(t, 2, pad.Cases)
	require.InDelta(t, 1, pad.Violations.Value, 1e-9, "every mark rose by two")
	require.InDelta(t, 2, pad.Shift.Value, 1e-9)
	require.True(t, pad.Failed)
	require.NotEmpty(t, pad.Examples)
	require.Equal(t, 1, we.Cases, "only one of the answers says I")
	require.Equal(t, 1, we.Marks, "only action is spoken of")
	require.InDelta(t, 1, we.Violations.Value, 1e-9, "it did not drop")
	require.False(t, we.Failed, "nothing is allowed or forbidden")
	var text bytes.Buffer
	require.NoError(t, r.WriteText(&text))
	require.Contains(t, text.String(), "FAILED")
}

func TestAJudgeThatHoldsItsLevelsPasses(t *testing.T) {
	r := report(t, run(t, relatedSuite(t), evals.Runner{Graders: []interviewer.Grader{flat(1)}}))
	for _, rel := range r.Relations {
		require.Zero(t, rel.Violations.Value, rel.Change)
		require.False(t, rel.Failed)
	}
}

func TestChangedAnswersTakeNoPartInAgreementAndDoNotDependOnOrder(t *testing.T) {
	s := relatedSuite(t)
	one := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{graderFunc(byLength)}}))
	require.Equal(t, 2, one.Cases)
	require.Equal(t, 1, one.Overall.Marks)
	many := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{graderFunc(byLength)}, Concurrency: 8}))
	require.Equal(t, asJSON(t, one), asJSON(t, many))
}

func TestRelationsAreReadStrictly(t *testing.T) {
	for name, tt := range map[string]struct{ from, to, err string }{
		"an unknown change":    {"change: pad", "change: polish", `there is no change "polish"; there are add-headings`},
		"a change given twice": {"change: i-to-we", "change: pad", `the change "pad" stands twice`},
		"an unknown demand":    {"must: drop", "must: shine", `"shine" should be one of`},
		"an unknown field":     {"allow: 0.5", "permit: 0.5", `unknown field "permit"`},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, "suite.yaml", strings.Replace(related, tt.from, tt.to, 1), "cases.jsonl", smallCases)
			_, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
			require.ErrorContains(t, err, tt.err)
		})
	}
}
