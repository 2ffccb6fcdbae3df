package evals_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// faulty gives flat levels, but none to the criteria that is says.
func faulty(why rubric.Unscored, is func(q rubric.Question, a rubric.Answer, i int) bool) graderFunc {
	return func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		s, err := flat(3)(ctx, q, a)
		for i := range s.Grades {
			if is(q, a, i) {
				s.Grades[i].Level, s.Grades[i].Unscored = 0, why
				s.Origin.Fault, s.Origin.Reply = "there is no JSON", "Sure!\x1b[31m\nI would give\t<b>"+a[0].Text
			}
		}
		return s, err
	}
}

func TestARunOfWhichNoReplyCouldBeUsedSaysNothing(t *testing.T) {
	all := func(rubric.Question, rubric.Answer, int) bool { return true }
	but := func(n int) func(rubric.Question, rubric.Answer, int) bool {
		return func(_ rubric.Question, _ rubric.Answer, i int) bool { return i >= n }
	}
	s := small(t)
	marks := len(report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(3)}})).HealthBy)
	require.Greater(t, marks, 3)
	for name, tt := range map[string]struct {
		grader     graderFunc
		shard      evals.Shard
		suite      string
		conclusion evals.Conclusion
	}{
		"no reply could be used":                     {faulty(rubric.Invalid, all), evals.Shard{}, "", evals.Unsettled},
		"most could not":                             {faulty(rubric.Unverified, but(marks/2-1)), evals.Shard{}, "", evals.Unsettled},
		"most could":                                 {faulty(rubric.Refused, but(marks/2+1)), evals.Shard{}, "", evals.Unasked},
		"nothing could be assessed":                  {faulty(rubric.NotAssessable, all), evals.Shard{}, "", evals.Unsettled},
		"most answers gave no chance to show it":     {faulty(rubric.NotAssessable, but(1)), evals.Shard{}, "", evals.Unasked},
		"the suite takes it":                         {faulty(rubric.Invalid, all), evals.Shard{}, "gate: {thresholds: [{figure: unscored, at_most: 1}]}\n", evals.Kept},
		"the suite bounds it":                        {faulty(rubric.Invalid, all), evals.Shard{}, "gate: {thresholds: [{figure: unscored, at_most: 0.1}]}\n", evals.Broken},
		"a shard measures and the merge says it":     {faulty(rubric.Invalid, all), evals.Shard{Index: 1, Of: 2}, "", evals.Unasked},
		"what is bounded is another figure of these": {faulty(rubric.Invalid, all), evals.Shard{}, "gate: {thresholds: [{figure: score, at_least: 1}]}\n", evals.Unsettled},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, "suite.yaml", smallSuite+tt.suite, "cases.jsonl", smallCases)
			s, err := evals.Load(dir+"/suite.yaml", guide(t))
			require.NoError(t, err)
			r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{tt.grader}, Shard: tt.shard}))
			require.Equal(t, tt.conclusion, r.Verdict().Conclusion, r.Verdict())
		})
	}
}

func TestTheFirstReplyThatCouldNotBeUsedIsShown(t *testing.T) {
	s := small(t)
	r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{faulty(rubric.Invalid, func(rubric.Question, rubric.Answer, int) bool { return true })}, Concurrency: 4}))
	require.Equal(t, "a", r.Fault.Case, "the first of the suite, whatever came first")
	none := faulty(rubric.Invalid, func(rubric.Question, rubric.Answer, int) bool { return true })
	var parts []string
	for i := range 5 { // the parts that have a case, in either order
		dir := run(t, s, evals.Runner{Graders: []interviewer.Grader{none}, Shard: evals.Shard{Index: i + 1, Of: 5}})
		if report(t, dir).Cases > 0 {
			parts = append(parts, dir)
		}
	}
	require.Len(t, parts, 2)
	require.Equal(t, "a", report(t, parts[0], parts[1]).Fault.Case)
	require.Equal(t, "a", report(t, parts[1], parts[0]).Fault.Case)
	var text, md, junit, page bytes.Buffer
	require.NoError(t, r.WriteText(&text))
	require.NoError(t, r.WriteMarkdown(&md))
	require.NoError(t, r.WriteJUnit(&junit))
	require.NoError(t, r.WriteHTML(&page))
	n := r.Health.Marks
	require.Regexp(t, `\n! \d+ of \d+ marks have no level \(\d+ invalid\), so that nothing can be said of the grading; the first of them: case a: there is no JSON\n  its reply began: “Sure! \[31m I would give <b>I paired with`, text.String())
	require.Equal(t, 1, strings.Count(text.String(), "its reply began"))
	require.Contains(t, text.String(), "figure: unscored, at_most: 1", "how a suite takes it")
	require.Contains(t, r.Verdict().Open[0], "case a: there is no JSON")
	require.Len(t, r.Health.Outcomes, 1)
	require.Equal(t, n, r.Health.Outcomes["invalid"])
	for _, out := range []string{md.String(), junit.String(), page.String()} {
		require.Contains(t, out, "there is no JSON")
	}
	require.Contains(t, page.String(), "The reply began: <q>Sure! [31m I would give &lt;b&gt;I paired")
	require.NotContains(t, md.String()+junit.String(), "I paired", "no words of answers on the pages of a CI system")
	require.Contains(t, junit.String(), `skipped="1"`)
	require.Contains(t, asJSON(t, r), `"reply": "Sure! [31m I would give`)

	few := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{faulty(rubric.Invalid, func(_ rubric.Question, _ rubric.Answer, i int) bool { return i == 0 })}}))
	text.Reset()
	require.NoError(t, few.WriteText(&text))
	require.Contains(t, text.String(), "the first of them: case a: there is no JSON\n", "where marks without a level are counted")
}

func TestBlessNamesWhatItsGateCanHardlyStop(t *testing.T) {
	right := func(i, c int) rubric.Level { return rubric.Level(2 + (i/2+c)%4) }
	bless := func(n int, cluster evals.Cluster) string {
		m := grid(n, right)
		m.Cluster = cluster
		for i := range m.Entries {
			m.Entries[i].Group = string(m.Entries[i].Case[3])
		}
		var b bytes.Buffer
		require.NoError(t, m.WriteBaseline(&b))
		blessing, err := evals.ReadBlessing(folder(t, "b", b.String()) + "/b")
		require.NoError(t, err)
		return strings.Join(blessing.Doubts, "\n")
	}
	require.Equal(t, "one criterion alone will hardly stop a change: to show a loss on one of 6 takes at least 9 cases that all lose, and 6 of the criteria have fewer than twice as many; all criteria together take 6. "+
		"What helps: more cases; `thresholds` in the suite's gate, which hold whatever chance does", bless(12, evals.ByCase))
	require.Contains(t, bless(60, evals.ByGroup), "at least 9 groups that all lose")
	require.Contains(t, bless(60, evals.ByGroup), "`cluster: case` in the suite's gate, which asks of these 60 cases alone")
	require.Contains(t, bless(4, evals.ByCase), "nor will all criteria together, which take 6 of which there are 4")
	require.Contains(t, bless(34, evals.ByCase), "at least 9 cases", "seventeen that half lose are too few")
	require.Empty(t, bless(36, evals.ByCase))
}
