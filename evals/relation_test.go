package evals_test

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/evals/metric"
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
	require.Contains(t, text.String(), "MISSED")
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
		"an unknown change":                        {"change: pad", "change: polish", `there is no change "polish"; there are add-headings`},
		"a change given twice":                     {"change: i-to-we", "change: pad", `the change "pad" stands twice`},
		"an unknown demand":                        {"must: drop", "must: shine", `"shine" should be one of`},
		"a criterion that no question has":         {"criteria: [action]", "criteria: [acton]", `no question of the document`},
		"room to move where it says nothing":       {"must: drop}", "must: drop, by: 1}", "must: drop takes no by"},
		"room to rise where none may":              {"must: not-rise}", "must: not-rise, by: 0}", "must: not-rise takes no by"},
		"a criterion of which two things are said": {"- {must: not-rise}", "- {criteria: [task], must: not-rise}", `the criterion "task" stands twice`},
		"two expectations of all others":           {"- {criteria: [task], must: stay, by: 1}", "- {must: stay, by: 1}", "only one expectation can be of all other criteria"},
		"an unknown field":                         {"allow: 0.5", "permit: 0.5", `unknown field "permit"`},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, "suite.yaml", strings.Replace(related, tt.from, tt.to, 1), "cases.jsonl", smallCases)
			_, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
			require.ErrorContains(t, err, tt.err)
		})
	}
}

// relation runs a suite of one relation and returns how it held.
func relation(t *testing.T, yaml string, g interviewer.Grader) evals.RelationResult {
	t.Helper()
	dir := folder(t, "suite.yaml", smallSuite+"relations:\n"+yaml, "cases.jsonl", smallCases)
	s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
	require.NoError(t, err)
	return report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{g}})).Relations[0]
}

func TestARelationThatTestsNothingDoesNotPass(t *testing.T) {
	const drop = "  - {change: i-to-we, allow: 0, expect: [{criteria: [action], must: drop}]}\n"
	for name, tt := range map[string]struct {
		yaml    string
		judge   interviewer.Grader
		outcome metric.Outcome
		why     string
	}{
		"no answer to change":       {"  - {change: swap-gender, allow: 0, expect: [{must: not-rise}]}\n", flat(3), metric.Inconclusive, "no answer holds anything to change"},
		"no mark of that criterion": {"  - {change: pad, allow: 0, expect: [{criteria: [shared-framework], must: not-rise}]}\n", flat(3), metric.Inconclusive, "none of 2 cases has a mark to compare"},
		"lowest levels cannot drop": {drop, flat(1), metric.Inconclusive, "none of 1 cases has a mark to compare"},
		"a drop that did not come":  {drop, flat(3), metric.Regression, "of 1 marks 1 did not drop, as they must; the share is 1.000, and the suite allows 0"},
		"nothing is asked":          {"  - {change: swap-gender, expect: [{must: not-rise}]}\n", flat(3), metric.Pass, ""},
		"padding that pays": {"  - {change: pad, allow: 0.1, expect: [{criteria: [task], must: stay, by: 1}, {must: not-rise}]}\n", graderFunc(byLength), metric.Regression,
			"16 rose, as they must not and 2 moved farther than they may; the share is 1.000, and the suite allows 0.1"},
	} {
		t.Run(name, func(t *testing.T) {
			r := relation(t, tt.yaml, tt.judge)
			require.Equal(t, tt.outcome, r.Outcome, r.Why())
			require.Equal(t, tt.outcome == metric.Regression, r.Failed)
			require.Contains(t, r.Why(), tt.why)
		})
	}
}

func TestRelationsComeFirstAndSayWhatIsAllowed(t *testing.T) {
	stands := func(allow string, g interviewer.Grader) string {
		dir := folder(t, "suite.yaml", smallSuite+"relations:\n  - {change: pad, "+allow+"expect: [{must: not-rise}]}\n", "cases.jsonl", smallCases)
		s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
		require.NoError(t, err)
		r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{g}}))
		for format, of := range map[string]struct {
			write       func(io.Writer) error
			first, then string
		}{
			"text": {r.WriteText, "\nchanged answers\n", "\nagreement with the reference"},
			"md":   {r.WriteMarkdown, "### Changed answers\n", "### All\n"},
			"html": {r.WriteHTML, "<h2>Changed answers</h2>", "<h2>Agreement with the reference, "},
		} {
			var b bytes.Buffer
			require.NoError(t, of.write(&b))
			first, then := strings.Index(b.String(), of.first), strings.Index(b.String(), of.then)
			require.Positive(t, first, format)
			require.Greater(t, then, first, format)
		}
		var b bytes.Buffer
		require.NoError(t, r.WriteText(&b))
		_, line, ok := strings.Cut(b.String(), "  violated ")
		require.True(t, ok)
		line, _, _ = strings.Cut(line, "  ")
		return line
	}
	require.Equal(t, "1.000 [0.000, 1.000] of 0.1 allowed: MISSED ~", stands("allow: 0.1, ", graderFunc(byLength)), "two groups rule nothing out")
	require.Equal(t, "0.000 [0.000, 1.000] of 0.1 allowed: kept ~", stands("allow: 0.1, ", flat(3)))
	require.Equal(t, "0.000 [0.000, 1.000] of 1 allowed: kept", stands("allow: 1, ", flat(3)))
	require.Equal(t, "1.000 [0.000, 1.000]", stands("", graderFunc(byLength)), "nothing is bounded")
}
