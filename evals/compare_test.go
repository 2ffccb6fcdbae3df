package evals_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/evals/metric"
	"mockstar/interviewer"
	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// damaged changes what a grader says about some criteria.
func damaged(e interviewer.Grader, change func(*rubric.Grade)) graderFunc {
	return func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		s, err := e.Grade(ctx, q, a)
		for i := range s.Grades {
			change(&s.Grades[i])
		}
		return s, err
	}
}

func marksOf(t *testing.T, s *evals.Suite, g interviewer.Grader) evals.Marks {
	t.Helper()
	m, err := evals.ReadMarks(run(t, s, evals.Runner{Graders: []interviewer.Grader{g}, Concurrency: 2}))
	require.NoError(t, err)
	return m
}

// remembered grades every answer once, however often it is asked.
func remembered(g interviewer.Grader) graderFunc {
	var mu sync.Mutex
	sheets := map[string]rubric.Sheet{}
	return func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		key := q.ID + "\n" + a[0].Text
		mu.Lock()
		s, ok := sheets[key]
		mu.Unlock()
		if !ok {
			var err error
			if s, err = g.Grade(ctx, q, a); err != nil {
				return s, err
			}
			mu.Lock()
			sheets[key] = s
			mu.Unlock()
		}
		s.Grades = slices.Clone(s.Grades)
		return s, nil
	}
}

func TestTheGateOnTheShippedSuite(t *testing.T) {
	s := shipped(t)
	examiner := remembered(lexical.New())
	base := marksOf(t, s, examiner)
	tests := []struct {
		name    string
		change  func(*rubric.Grade)
		outcome metric.Outcome
		blames  string
	}{
		{"an unchanged examiner passes", func(*rubric.Grade) {}, metric.Pass, ""},
		{"a trait that counts for nothing is a regression", func(g *rubric.Grade) {
			if g.Criterion == "result" {
				g.Level = 1
			}
		}, metric.Regression, "result"},
		{"a criterion a level too low is a regression", func(g *rubric.Grade) {
			if g.Criterion == "situation" {
				g.Level = max(1, g.Level-1)
			}
		}, metric.Regression, "situation"},
		// Among some sixty criteria twelve answers rarely show enough; they
		// must not pass for all that.
		{"a criterion of twelve answers turned upside down does not pass", func(g *rubric.Grade) {
			if g.Criterion == "shared-framework" {
				g.Level = 6 - g.Level
			}
		}, metric.Inconclusive, ""},
		{"a judge that abstains is a regression", func(g *rubric.Grade) {
			if g.Criterion == "task" {
				g.Level, g.Unscored = 0, rubric.Unverified
			}
		}, metric.Regression, "marks without a level"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := evals.Compare(base, marksOf(t, s, damaged(examiner, tt.change)), 0)
			require.NoError(t, err)
			require.Equal(t, tt.outcome, c.Outcome)
			var text bytes.Buffer
			require.NoError(t, c.WriteText(&text))
			if tt.blames != "" {
				require.Regexp(t, "regression +"+tt.blames, text.String())
			}
		})
	}
}

// marks makes levels of n cases in one criterion; level gives each its level.
func marks(n int, level func(i int) rubric.Level) evals.Marks {
	m := evals.Marks{Suite: "s@1:0", Cluster: evals.ByCase}
	for i := range n {
		id := fmt.Sprintf("c%03d", i)
		m.Entries = append(m.Entries, evals.Entry{Case: id, Group: id, Criterion: "depth", Level: level(i), Reference: 4})
	}
	return m
}

func TestCompareHasThreeOutcomes(t *testing.T) {
	four := func(int) rubric.Level { return 4 }
	tests := []struct {
		name    string
		n       int
		head    func(i int) rubric.Level
		outcome metric.Outcome
	}{
		{"the same levels pass, however few", 2, four, metric.Pass},
		{"one mark of forty moved is within the noise", 40, func(i int) rubric.Level { return rubric.Level(4 - b2i(i == 7)) }, metric.Pass},
		{"half of forty marks a level down is a regression", 40, func(i int) rubric.Level { return rubric.Level(4 - i%2) }, metric.Regression},
		{"a quarter of eight can be told neither way", 8, func(i int) rubric.Level { return rubric.Level(4 - b2i(i%4 == 0)) }, metric.Inconclusive},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := evals.Compare(marks(tt.n, four), marks(tt.n, tt.head), 0)
			require.NoError(t, err)
			require.Equal(t, tt.outcome, c.Outcome)
			if tt.outcome == metric.Inconclusive {
				require.Greater(t, c.Nearness[0].Needed, tt.n)
			}
		})
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestCompareDoesNotPassWhatItDidNotSee(t *testing.T) {
	four := func(int) rubric.Level { return 4 }
	head := marks(40, four)
	head.Entries = head.Entries[:30]
	c, err := evals.Compare(marks(40, four), head, 0)
	require.NoError(t, err)
	require.Equal(t, metric.Inconclusive, c.Outcome)
	require.Equal(t, 10, c.Dropped)

	other := marks(40, four)
	for i := range other.Entries {
		other.Entries[i].Criterion = "breadth"
	}
	_, err = evals.Compare(marks(40, four), other, 0)
	require.ErrorIs(t, err, evals.ErrOtherCases)
}

func TestABaselineReadsBackAsItWas(t *testing.T) {
	s := small(t)
	dir := run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(3)}})
	m := report(t, dir).Marks()
	m.Reason = "the first\nof all"
	var text bytes.Buffer
	require.NoError(t, m.WriteBaseline(&text))
	require.Contains(t, text.String(), "\na action 3 3 ann\n")
	require.Contains(t, text.String(), "\nb action 3 - bob\n")
	file := filepath.Join(t.TempDir(), "b")
	require.NoError(t, os.WriteFile(file, text.Bytes(), 0o600))
	got, err := evals.ReadMarks(file)
	require.NoError(t, err)
	m.Reason = "the first of all"
	require.Equal(t, m, got)

	byDir, err := evals.ReadMarks(dir)
	require.NoError(t, err)
	require.Equal(t, m.Entries, byDir.Entries)
	require.NoError(t, os.WriteFile(file, []byte(asJSON(t, report(t, dir))), 0o600))
	byJSON, err := evals.ReadMarks(file)
	require.NoError(t, err)
	require.Equal(t, m.Entries, byJSON.Entries)
}

func TestIntervalsOfFewGroupsAreMarked(t *testing.T) {
	moved := func(i int) rubric.Level { return rubric.Level(4 - b2i(i%4 == 0)) }
	for n, few := range map[int]bool{8: true, 40: false} {
		c, err := evals.Compare(marks(n, func(int) rubric.Level { return 4 }), marks(n, moved), 0)
		require.NoError(t, err)
		var b bytes.Buffer
		require.NoError(t, c.WriteText(&b))
		require.Equal(t, few, strings.Contains(b.String(), "]!, p "), n)
		require.Equal(t, few, strings.Contains(b.String(), "intervals marked ! rest on fewer than 10 groups"), n)
	}
}

func TestNoEffectIsNegative(t *testing.T) {
	three, four := func(int) rubric.Level { return 3 }, func(int) rubric.Level { return 4 }
	for _, e := range []float64{-1, -0.0001, 1e-300, math.NaN(), math.Inf(1), 6} {
		_, err := evals.Compare(marks(12, four), marks(12, three), e)
		require.ErrorContains(t, err, "should be from 0.01 to 4", e)
	}
}

func TestABrokenBaselineIsNamed(t *testing.T) {
	for name, tt := range map[string]struct{ text, err string }{
		"a line of two words":          {"# suite: s@1:0\n\na b\n", "line 3: should be CASE CRITERION"},
		"a level of zero":              {"# suite: s@1:0\n\na b 0 3 g\n", `the level "0" of a b`},
		"a reference that is no level": {"# suite: s@1:0\n\na b 1 x g\n", `the reference "x" of a b`},
		"a negative effect":            {"# suite: s@1:0\n# effect: -1\n\na b 1 1 g\n", "line 2: the smallest drop to stop for is -1 levels"},
		"an effect that is no number":  {"# suite: s@1:0\n# effect: NaN\n\na b 1 1 g\n", "line 2: the smallest drop to stop for is NaN levels"},
		"an unknown cluster":           {"# suite: s@1:0\n# cluster: team\n\na b 1 1 g\n", `line 2: the cluster "team" should be group or case`},
		"a report of no effect":        {`{"header":{"suite":"s@1:0","effect":-1},"levels":["a b 1 1 g"]}`, "the smallest drop to stop for is -1 levels"},
		"nothing":                      {"", "it holds none"},
		"some other JSON":              {"{}", "no report of eval run"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := evals.ReadMarks(filepath.Join(folder(t, "x", tt.text), "x"))
			require.ErrorContains(t, err, tt.err)
		})
	}
}

// grid has the levels of n cases in criteria of two questions: each case has
// the three of its own.
func grid(n int, level func(i, criterion int) rubric.Level) evals.Marks {
	m := evals.Marks{Suite: "s@1:0", Cluster: evals.ByCase}
	for i := range n {
		for c := range 3 {
			id := fmt.Sprintf("c%03d", i)
			m.Entries = append(m.Entries, evals.Entry{Case: id, Group: id, Criterion: fmt.Sprintf("q%d-%d", i%2, c), Level: level(i, c), Reference: rubric.Level(2 + (i/2+c)%4)})
		}
	}
	return m
}

func TestAJudgeThatIsDeadIsNotAMatterOfChance(t *testing.T) {
	right := func(i, c int) rubric.Level { return rubric.Level(2 + (i/2+c)%4) }
	dead := func(int, int) rubric.Level { return 1 }
	c, err := evals.Compare(grid(12, right), grid(12, dead), 0)
	require.NoError(t, err)
	require.Equal(t, metric.Regression, c.Outcome)
	text := func() string {
		var b bytes.Buffer
		require.NoError(t, c.WriteText(&b))
		return b.String()
	}
	require.Regexp(t, `regression +all criteria together: farther from the reference by 2.500.* p 0.0005 after Holm \(bound 0.04\)\n`, text())
	require.Contains(t, text(), "! all 36 marks have level 1 now, and had 4 different ones")

	c, err = evals.Compare(grid(4, right), grid(4, dead), 0)
	require.NoError(t, err)
	require.Equal(t, metric.Inconclusive, c.Outcome, "four signs are alike once in sixteen times")
	require.Regexp(t, `inconclusive +all criteria together: farther .* about 6 cases \(18 marks\) would show the loss seen, and there are 4\n`, text())
	require.Regexp(t, `^these cases cannot tell whether grading got worse; all criteria together: farther from .* there are 4; all 12 marks have level 1 now`, c.Why())
	require.Equal(t, metric.Inconclusive, c.Nearness[len(c.Nearness)-1].Outcome, "in JSON as in text")
	require.NotRegexp(t, `would show that less`, text(), "what is asked for shows the loss, not that there is none")
}

func TestAllCriteriaTogetherAreShownWhenTheyPass(t *testing.T) {
	right := func(i, c int) rubric.Level { return rubric.Level(2 + (i/2+c)%4) }
	c, err := evals.Compare(grid(80, right), grid(80, func(i, c int) rubric.Level { return right(i, c) - rubric.Level(b2i(i == 7 && c == 0)) }), 0)
	require.NoError(t, err)
	require.Equal(t, metric.Pass, c.Outcome)
	var b bytes.Buffer
	require.NoError(t, c.WriteText(&b))
	require.Regexp(t, `pass +all criteria together: farther from the reference by 0.004`, b.String())
}

func TestCompareNamesWhatSetsTheSuitesApart(t *testing.T) {
	four := func(int) rubric.Level { return 4 }
	bound := []string{"kappa at least 0.6"}
	for name, tt := range map[string]struct {
		change func(*evals.Marks)
		want   string
	}{
		"the cluster":      {func(m *evals.Marks) { m.Cluster = evals.ByGroup }, "independent was each case and is each group"},
		"the effect":       {func(m *evals.Marks) { m.Effect = 0.5 }, "the smallest drop to stop for was 0.25 and is 0.5"},
		"a threshold more": {func(m *evals.Marks) { m.Asks = append(bound, "score at least 3") }, "it asks for score at least 3 now"},
		"a threshold less": {func(m *evals.Marks) { m.Asks = nil }, "it asks no more for kappa at least 0.6"},
		"a label":          {func(m *evals.Marks) { m.Entries[3].Reference = 5 }, "1 marks have another reference"},
		"a group":          {func(m *evals.Marks) { m.Entries[3].Group = "x" }, "1 marks are of another group"},
		"a case":           {func(m *evals.Marks) { m.Entries = m.Entries[:39] }, "only marks that both have are compared"},
		"a word":           {func(*evals.Marks) {}, "but not in marks, references, groups or bounds: words of the answers or of the suite may be others"},
	} {
		t.Run(name, func(t *testing.T) {
			base, head := marks(40, four), marks(40, four)
			base.Asks, head.Asks = bound, bound
			head.Suite = "s@1:1"
			tt.change(&head)
			c, err := evals.Compare(base, head, 0)
			require.NoError(t, err)
			require.Equal(t, "the suites differ (s@1:0, now s@1:1): "+tt.want, c.Warnings[0])
		})
	}
}

func TestABaselineKeepsWhatItsSuiteAskedFor(t *testing.T) {
	dir := folder(t, "suite.yaml", smallSuite+"gate: {thresholds: [{figure: kappa, at_least: 0.6}]}\n"+
		"relations: [{change: pad, allow: 0.01, expect: [{criteria: [situation], must: stay, by: 1}, {must: not-rise}]}, {change: shuffle, expect: [{must: stay}]}]\n", "cases.jsonl", smallCases)
	s, err := evals.Load(dir+"/suite.yaml", guide(t))
	require.NoError(t, err)
	m := marksOf(t, s, flat(3))
	want := []string{"kappa at least 0.6", "pad (situation stay by 1, all others not-rise) at most 0.01"}
	require.Equal(t, want, m.Asks)
	var b bytes.Buffer
	require.NoError(t, m.WriteBaseline(&b))
	read, err := evals.ReadMarks(folder(t, "b", b.String()) + "/b")
	require.NoError(t, err)
	require.Equal(t, want, read.Asks)
}

// The median of several readings of one judge is better than one of its
// readings: that is no change of the judge.
func TestOtherNumbersOfReadingsTellOfNoChange(t *testing.T) {
	made := func(samples int, level rubric.Level) evals.Marks {
		m := evals.Marks{Suite: "s@1:0", Samples: samples}
		for i := range 60 {
			m.Entries = append(m.Entries, evals.Entry{Case: fmt.Sprintf("c%02d", i), Criterion: "a", Level: level, Reference: 4, Group: fmt.Sprint("g", i)})
		}
		return m
	}
	for _, tt := range []struct {
		base, head int
		outcome    metric.Outcome
	}{{3, 3, metric.Regression}, {0, 1, metric.Regression}, {3, 1, metric.Inconclusive}, {1, 3, metric.Inconclusive}} {
		c, err := evals.Compare(made(tt.base, 4), made(tt.head, 2), 0)
		require.NoError(t, err)
		require.Equal(t, tt.outcome, c.Outcome, "%d and %d readings", tt.base, tt.head)
		require.Equal(t, tt.outcome == metric.Inconclusive, strings.Contains(c.Why(), "compare runs with the same --samples"))
	}
	var b strings.Builder
	require.NoError(t, made(3, 4).WriteBaseline(&b))
	name := filepath.Join(t.TempDir(), "b")
	require.NoError(t, os.WriteFile(name, []byte(b.String()), 0o600))
	m, err := evals.ReadMarks(name)
	require.NoError(t, err)
	require.Equal(t, 3, m.Samples)
}
