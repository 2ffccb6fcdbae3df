package evals_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/evals/metric"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// failing is a grader whose provider fails at every answer that holds one of
// words.
func failing(words ...string) graderFunc {
	return func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(a[0].Text, w) }) {
			return rubric.Sheet{}, errors.New("the line was cut")
		}
		return flat(3)(ctx, q, a)
	}
}

// abstaining gives no level, for the given reason.
func abstaining(why rubric.Unscored) graderFunc {
	return func(_ context.Context, q rubric.Question, _ rubric.Answer) (rubric.Sheet, error) {
		var s rubric.Sheet
		for _, c := range q.Criteria {
			s.Grades = append(s.Grades, rubric.Grade{Criterion: c.ID, Unscored: why})
		}
		return s, nil
	}
}

func TestAReadingThatFailedIsToldWhicheverItIsAndInWhateverOrder(t *testing.T) {
	good, bad := flat(3), failing("")
	for _, graders := range [][]interviewer.Grader{{bad, good}, {good, bad}, {bad, good, good}, {good, bad, good}, {good, good, bad},
		{bad, abstaining(rubric.Invalid), abstaining(rubric.Unverified)}, {abstaining(rubric.Unverified), bad, abstaining(rubric.Invalid)}} {
		dir := run(t, some(t, 60), evals.Runner{Graders: graders})
		h, results, err := evals.Results(dir)
		require.NoError(t, err)
		var all []evals.Result
		for r, err := range results {
			require.NoError(t, err)
			all = append(all, r)
		}
		cases := h.Cases
		var reports []string
		for range 2 {
			r, err := evals.NewReport(h, func(yield func(evals.Result, error) bool) {
				for _, one := range all {
					if !yield(one, nil) {
						return
					}
				}
			})
			require.NoError(t, err)
			require.Len(t, r.Failures, cases)
			require.Equal(t, evals.Partial, r.Verdict().Conclusion)
			require.Equal(t, fmt.Sprintf("%d of %d readings, in %d of %d cases, failed at the provider", cases, cases*len(graders), cases, cases), r.Failed())
			reports = append(reports, asJSON(t, r))
			slices.Reverse(all)
		}
		require.Equal(t, reports[0], reports[1])
		_, err = evals.ReadBlessing(dir)
		require.ErrorContains(t, err, "failed at the provider")
		asReport := folder(t, "report.json", reports[0])
		_, err = evals.ReadBlessing(filepath.Join(asReport, "report.json"))
		require.ErrorContains(t, err, "failed at the provider")
	}
}

// The provider took a level away only where the readings it failed at could
// have made one.
func TestAMarkHasNoLevelByTheProviderOnlyWhereItsReadingsWouldHaveMadeOne(t *testing.T) {
	for _, tt := range []struct {
		graders []interviewer.Grader
		want    string
	}{
		{[]interviewer.Grader{failing("")}, "failed"},
		{[]interviewer.Grader{flat(3), failing("")}, "failed"},
		{[]interviewer.Grader{flat(3), abstaining(rubric.Invalid), failing("")}, "failed"},
		{[]interviewer.Grader{abstaining(rubric.Declined), abstaining(rubric.Invalid), failing("")}, "declined"},
	} {
		r := report(t, run(t, small(t), evals.Runner{Graders: tt.graders}))
		require.Equal(t, map[string]int{tt.want: r.Health.Marks}, r.Health.Outcomes)
	}
}

func TestARelationSaysWhatTheProviderLeftUncompared(t *testing.T) {
	dir := folder(t, "suite.yaml", smallSuite+"relations: [{change: pad, expect: [{must: not-rise}]}]\n", "cases.jsonl", smallCases)
	s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
	require.NoError(t, err)
	calls := 0
	firstFails := graderFunc(func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		if calls++; calls == 1 {
			return failing("")(ctx, q, a)
		}
		return flat(3)(ctx, q, a)
	})
	r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{firstFails}}))
	require.Equal(t, "1 of 2 cases failed at the provider", r.Failed())
	require.Positive(t, r.Relations[0].Unread)
	for _, write := range []func(io.Writer) error{r.WriteText, r.WriteMarkdown} {
		var b strings.Builder
		require.NoError(t, write(&b))
		require.Contains(t, b.String(), fmt.Sprintf("%d marks are not compared: the provider failed at the answer as it is", r.Relations[0].Unread))
	}
}

// Three hundred raters are as good as three.
func TestAMarkMayHaveMoreRatersThanAByteCounts(t *testing.T) {
	const raters = 300
	r, err := evals.NewReport(evals.Header{Suite: "s@1:0", Title: "s", Samples: 1, Cases: 1}, func(yield func(evals.Result, error) bool) {
		m := evals.Mark{Criterion: "depth", Level: 3, Top: 5, Reference: 3, Ratings: map[string]rubric.Level{}}
		for k := range raters {
			m.Ratings[fmt.Sprintf("r%03d", k)] = 3
		}
		m.Ratings["r299"] = 4 // the last rater differs from all others
		yield(evals.Result{ID: "c", Group: "g", Question: "q", Words: 9, Marks: []evals.Mark{m}}, nil)
	})
	require.NoError(t, err)
	exact := r.Overall.Row(evals.OtherReader).Figure("exact agreement")
	require.InDelta(t, 298./300, exact.Value, 1e-9)
}

// What the provider failed at is no loss of the judge's, on either side.
func TestProviderFailuresAreNoRegression(t *testing.T) {
	s := large(t, 60)
	good := marksOf(t, s, flat(3))
	half := marksOf(t, s, failing("1", "2", "3", "4")) // of the numbers that the answers hold
	none := marksOf(t, s, failing(""))
	for _, pair := range [][2]evals.Marks{{good, half}, {half, good}, {good, none}, {half, half}} {
		c, err := evals.Compare(pair[0], pair[1], 0)
		require.NoError(t, err)
		require.Equal(t, metric.Inconclusive, c.Outcome)
		require.Positive(t, c.Failed)
		require.Equal(t, metric.Pass, c.Lost.Outcome)
		require.Empty(t, c.Changed)
		require.Contains(t, c.Why(), fmt.Sprintf("the provider failed at %d marks that both runs have", c.Failed))
		var b strings.Builder
		require.NoError(t, c.WriteText(&b))
		require.Contains(t, b.String(), "they are left out, and what is missing is no loss of the judge's")
	}
	worse := marksOf(t, s, graderFunc(func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		if strings.Contains(a[0].Text, "7") {
			return failing("")(ctx, q, a)
		}
		return flat(1)(ctx, q, a)
	}))
	c, err := evals.Compare(good, worse, 0)
	require.NoError(t, err)
	require.Equal(t, metric.Regression, c.Outcome, "what is left shows it")
}

func TestTheShareWithoutALevelIsOfWhatTheJudgeWasAsked(t *testing.T) {
	dir := folder(t, "suite.yaml", smallSuite+"gate: {thresholds: [{figure: unscored, at_most: 0.1}]}\n", "cases.jsonl", smallCases)
	s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
	require.NoError(t, err)
	for _, tt := range []struct {
		grader graderFunc
		want   evals.Conclusion
	}{{flat(3), evals.Kept}, {failing("paired"), evals.Partial}, {failing(""), evals.Partial}, {abstaining(rubric.Invalid), evals.Broken}} {
		require.Equal(t, tt.want, report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{tt.grader}})).Verdict().Conclusion)
	}
}
