package evals_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/internal/llm"
	"mockstar/interviewer"
	"mockstar/prompts"
	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

func shipped(t testing.TB) *evals.Suite {
	t.Helper()
	s, err := evals.Load("../testdata/suites/dev.yaml", guide(t))
	require.NoError(t, err)
	return s
}

// some is every nth case of the shipped suite, for what holds of few as of many.
func some(t testing.TB, n int) *evals.Suite {
	t.Helper()
	b, err := os.ReadFile("../testdata/graded/dev.jsonl")
	require.NoError(t, err)
	var cases strings.Builder
	i := 0
	for line := range strings.Lines(string(b)) {
		if i++; i%n == 0 {
			cases.WriteString(line)
		}
	}
	dir := folder(t, "suite.yaml", smallSuite+"layout: graded\n", "cases.jsonl", cases.String())
	s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
	require.NoError(t, err)
	return s
}

func small(t testing.TB) *evals.Suite {
	t.Helper()
	dir := folder(t, "suite.yaml", smallSuite, "cases.jsonl", smallCases)
	s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
	require.NoError(t, err)
	return s
}

func header(s *evals.Suite) evals.Header { return s.Header("test", evals.RunEmbedded, "embedded", 1) }

// graderFunc is a grader made of a function.
type graderFunc func(context.Context, rubric.Question, rubric.Answer) (rubric.Sheet, error)

func (f graderFunc) Grade(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
	return f(ctx, q, a)
}

// flat grades everything with the given level, as far as the words of the
// answer are quotable.
func flat(level rubric.Level) graderFunc {
	return func(_ context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		var fs []rubric.Finding
		for _, c := range q.Criteria {
			fs = append(fs, rubric.Finding{Criterion: c.ID, Level: level, Quotes: []string{a[0].Text}})
		}
		return q.Assess(a, fs), nil
	}
}

// run runs s in a folder of its own and returns the folder.
func run(t testing.TB, s *evals.Suite, r evals.Runner) string {
	t.Helper()
	dir := t.TempDir()
	h := header(s)
	h.Shard, h.Samples = r.Shard.String(), len(r.Graders)
	st, err := evals.Create(dir, h)
	require.NoError(t, err)
	require.NoError(t, r.Run(t.Context(), s, st))
	require.NoError(t, st.Close())
	return dir
}

func report(t testing.TB, dirs ...string) *evals.Report {
	t.Helper()
	h, results, err := evals.Results(dirs...)
	require.NoError(t, err)
	r, err := evals.NewReport(h, results)
	require.NoError(t, err)
	return r
}

func asJSON(t testing.TB, r *evals.Report) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, r.WriteJSON(&b))
	return b.String()
}

func TestReportsDoNotDependOnConcurrency(t *testing.T) {
	s := some(t, 4)
	var first string
	for _, n := range []int{1, 8, 64} {
		got := asJSON(t, report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{lexical.New()}, Concurrency: n})))
		if first == "" {
			first = got
		}
		require.Equal(t, first, got, "concurrency %d", n)
	}
}

func TestResumePaysNoFinishedCallAgain(t *testing.T) {
	// Four rounds are stopped after 50 results. Each may still keep what two
	// other workers have under way, so 208 of the 240 at most: every round has
	// something left to stop, and the last something to do.
	s := large(t, 240)
	whole := asJSON(t, report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(2)}})))

	var mu sync.Mutex
	asked := map[string]int{}
	counting := graderFunc(func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		mu.Lock()
		asked[a[0].Text]++
		mu.Unlock()
		return flat(2)(ctx, q, a)
	})
	dir := t.TempDir()
	for i := range 5 {
		st, err := evals.Resume(dir, header(s))
		require.NoError(t, err)
		ctx, stop := context.WithCancel(t.Context())
		left := 50
		r := evals.Runner{Graders: []interviewer.Grader{counting}, Concurrency: 3, Watch: func(evals.Result) {
			if left--; left == 0 && i < 4 {
				stop()
			}
		}}
		err = r.Run(ctx, s, st)
		if i < 4 {
			require.ErrorIs(t, err, context.Canceled)
		} else {
			require.NoError(t, err)
		}
		stop()
		require.NoError(t, st.Close())
		tear(t, dir)
	}
	for text, n := range asked {
		require.Equal(t, 1, n, "asked %d times: %.40s", n, text)
	}
	require.Len(t, asked, s.Count)
	require.Equal(t, whole, asJSON(t, report(t, repaired(t, s, dir))))
}

// tear leaves half a line behind, as a killed process does.
func tear(t *testing.T, dir string) {
	f, err := os.OpenFile(filepath.Join(dir, "results.jsonl"), os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString(`{"seq":3,"id":"ha`)
	require.NoError(t, errors.Join(err, f.Close()))
}

func repaired(t *testing.T, s *evals.Suite, dir string) string {
	st, err := evals.Resume(dir, header(s))
	require.NoError(t, err)
	require.NoError(t, st.Close())
	return dir
}

func TestACaseThatFailsIsAnOutcomeAndIsTriedAgain(t *testing.T) {
	s := small(t)
	down := true
	grader := graderFunc(func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		if down && strings.Contains(a[0].Text, "paired") {
			return rubric.Sheet{}, &llm.Error{Kind: llm.Unavailable, Provider: "test", Err: errors.New("down")}
		}
		return flat(4)(ctx, q, a)
	})
	dir := run(t, s, evals.Runner{Graders: []interviewer.Grader{grader}})
	r := report(t, dir)
	require.Equal(t, []evals.Failure{{Case: "a", Error: "test: down"}}, r.Failures)
	failed := r.Health.Outcomes["failed"]
	require.Positive(t, failed)
	require.Equal(t, failed, r.Health.LevelWorst.Unscored)
	require.Less(t, r.Health.LevelWorst.Value, r.Health.LevelBest.Value)
	require.InDelta(t, 0, r.Health.ErrorBest.Value, 1e-9, "nothing labelled was scored")
	require.InDelta(t, 2, r.Health.ErrorWorst.Value, 1e-9, "the reference is 3 of 5")

	down = false
	st, err := evals.Resume(dir, header(s))
	require.NoError(t, err)
	again := evals.Runner{Graders: []interviewer.Grader{grader}}
	require.NoError(t, again.Run(t.Context(), s, st))
	require.NoError(t, st.Close())
	require.Empty(t, report(t, dir).Failures)
}

func TestFault20ErrorsThatConcernEveryCaseEndTheRun(t *testing.T) {
	for _, kind := range []llm.Kind{llm.Auth, llm.NotFound, llm.Quota, llm.Invalid, llm.Stale} {
		t.Run(kind.String(), func(t *testing.T) {
			s := small(t)
			calls := 0
			grader := graderFunc(func(context.Context, rubric.Question, rubric.Answer) (rubric.Sheet, error) {
				calls++
				return rubric.Sheet{}, &llm.Error{Kind: kind, Err: errors.New("no")}
			})
			st, err := evals.Create(t.TempDir(), header(s))
			require.NoError(t, err)
			r := evals.Runner{Graders: []interviewer.Grader{grader}}
			err = r.Run(t.Context(), s, st)
			var call *llm.Error
			require.ErrorAs(t, err, &call)
			require.Equal(t, kind, call.Kind)
			require.Equal(t, 1, calls)
			require.NoError(t, st.Close())
		})
	}
}

// TestABrokenPromptEndsTheRun: no provider failed, and to go on would not help.
func TestABrokenPromptEndsTheRun(t *testing.T) {
	s, calls := small(t), 0
	grader := graderFunc(func(context.Context, rubric.Question, rubric.Answer) (rubric.Sheet, error) {
		calls++
		return rubric.Sheet{}, &prompts.BrokenError{Name: "grade", Err: errors.New("grade.md.tmpl:17: no field")}
	})
	st, err := evals.Create(t.TempDir(), header(s))
	require.NoError(t, err)
	r := evals.Runner{Graders: []interviewer.Grader{grader}}
	require.ErrorContains(t, r.Run(t.Context(), s, st), "mend prompts/grade.md.tmpl")
	require.Equal(t, 1, calls)
	require.NoError(t, st.Close())
}

func TestFault88ABudgetStopsTheRunAndCountsWhatWasSpentBefore(t *testing.T) {
	s := large(t, 20)
	dir := t.TempDir()
	calls := 0
	paid := priced(t).Bill(usage(llm.Usage{Input: 250_000}, &calls), "openai:dear")
	r := evals.Runner{Graders: []interviewer.Grader{calling(paid)}, MaxCost: 2.5}
	for range 2 {
		st, err := evals.Resume(dir, header(s))
		require.NoError(t, err)
		require.ErrorIs(t, r.Run(t.Context(), s, st), evals.ErrBudget)
		require.NoError(t, st.Close())
	}
	require.Equal(t, 10, calls, "none more after the resume")
	kept := report(t, dir)
	require.Positive(t, kept.Missing, "what is not paid for is left to be resumed")
}

func TestWhatIsUnderWayWhenARunEndsIsCounted(t *testing.T) {
	for name, tt := range map[string]struct {
		most   float64 // USD
		end    error   // of the reading that does not wait
		want   string
		cost   float64 // of two readings at half a dollar
		failed int
	}{
		"the money is spent: it is finished": {most: 0.5, want: evals.ErrBudget.Error(), cost: 1},
		"the key is wrong: it is cut off":    {end: &llm.Error{Kind: llm.Auth, Err: errors.New("no such key")}, want: "no such key", cost: 0.5, failed: 1},
	} {
		t.Run(name, func(t *testing.T) {
			s, dir, calls := large(t, 20), t.TempDir(), 0
			paid := calling(priced(t).Bill(usage(llm.Usage{Input: 500_000}, &calls), "openai:dear"))
			synctest.Test(t, func(t *testing.T) {
				first, waits := make(chan bool, 1), make(chan struct{})
				first <- true
				g := graderFunc(func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
					select {
					case <-first: // pays, and is under way until nothing else is
						sheet, err := paid.Grade(ctx, q, a)
						close(waits)
						select {
						case <-ctx.Done():
							return rubric.Sheet{}, ctx.Err()
						case <-time.After(time.Hour):
							return sheet, err
						}
					default:
						<-waits
						if tt.end != nil {
							return rubric.Sheet{}, tt.end
						}
						return paid.Grade(ctx, q, a)
					}
				})
				st, err := evals.Create(dir, header(s))
				require.NoError(t, err)
				r := evals.Runner{Graders: []interviewer.Grader{g}, Concurrency: 2, MaxCost: tt.most}
				require.ErrorContains(t, errors.Join(r.Run(t.Context(), s, st), st.Close()), tt.want)
			})
			kept := report(t, dir)
			require.InDelta(t, tt.cost, kept.Cost, 1e-3)
			require.Len(t, kept.Failures, tt.failed)
			require.Equal(t, 20-int(2*tt.cost), kept.Missing, "the rest is left to be resumed")
		})
	}
}

// Providers move names to other models. What answered is kept and told.
func TestWhatIsAnotherModel(t *testing.T) {
	const warning = "this run is not comparable with others"
	for _, tt := range []struct {
		asked, reported string
		another         bool
	}{
		{"openai:gpt-5", "gpt-5", false},
		{"openai:gpt-5", "GPT-5-2026-08-07", false},
		{"openai:gpt-4", "gpt-4-0613", false},
		{"openai:openai/gpt-5", "gpt-5", false},
		{"anthropic:claude-haiku-latest", "claude-haiku-20260101", false},
		{"ollama:llama3", "llama3:latest", false},
		{"openai:gpt-5", "gpt-5-mini", true},
		{"openai:gpt-5-mini", "gpt-5", true},
		{"openai:claude-3", "claude-3-5", true},
		{"openai:gpt-5,anthropic:claude-x", "gpt-5, claude-x-20260101", false},
		{"openai:gpt-5,anthropic:claude-x", "gpt-5-nano, claude-x", true},
		{"embedded,openai:gpt-5", "gpt-5", false},
		{"embedded,openai:gpt-5", "gpt-5-mini", true},
	} {
		r := by(t, evals.RunLive, tt.reported, 3)
		h := r.Header
		h.Model = tt.asked
		again, err := evals.NewReport(h, func(yield func(evals.Result, error) bool) {
			yield(evals.Result{ID: "a", Group: "a", Question: "mentoring", Model: tt.reported}, nil)
		})
		require.NoError(t, err)
		require.Equal(t, tt.another, strings.Contains(strings.Join(again.Claims, "\n"), warning), "%s, %s", tt.asked, tt.reported)
	}
}

func TestAFitIsToldInAPanelToo(t *testing.T) {
	s := small(t)
	s.Fitted = []string{"embedded"}
	require.True(t, s.Header("test", evals.RunLive, "openai:x,embedded", 1).Fitted)
	require.False(t, s.Header("test", evals.RunLive, "openai:x,openai:embedded", 1).Fitted)
}

func TestFault48AnotherModelThanAskedForIsStoredAndWarnedOf(t *testing.T) {
	s := small(t)
	answering := func(models ...string) *evals.Report {
		t.Helper()
		h := s.Header("test", evals.RunLive, "openai:gpt-x", 1)
		dir, n := t.TempDir(), 0
		st, err := evals.Create(dir, h)
		require.NoError(t, err)
		r := evals.Runner{Graders: []interviewer.Grader{graderFunc(func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
			sheet, err := flat(3)(ctx, q, a)
			sheet.Origin.Model = models[n%len(models)]
			n++
			return sheet, err
		})}}
		require.NoError(t, errors.Join(r.Run(t.Context(), s, st), st.Close()))
		return report(t, dir)
	}
	const warning = "this run is not comparable with others"
	text := func(r *evals.Report) string {
		var b bytes.Buffer
		require.NoError(t, r.WriteText(&b))
		return b.String()
	}
	dated := answering("gpt-x-2026-11-01")
	require.NotContains(t, text(dated), warning)
	other := answering("gpt-mini")
	require.Equal(t, []string{"gpt-mini"}, other.Models)
	require.Contains(t, text(other), "openai:gpt-x was asked for, and the provider says it was gpt-mini: "+warning)
	require.Contains(t, text(answering("gpt-x-1", "gpt-x-2")), warning)

	c, err := evals.Compare(dated.Marks(), other.Marks(), 0)
	require.NoError(t, err)
	require.Equal(t, []string{"the models that the provider reported differ: gpt-x-2026-11-01, now gpt-mini; what changed may be their doing"}, c.Warnings)
	c, err = evals.Compare(dated.Marks(), dated.Marks(), 0)
	require.NoError(t, err)
	require.Empty(t, c.Warnings)
}

func TestSamplesShowWhichMarksFlip(t *testing.T) {
	r := report(t, run(t, small(t), evals.Runner{Graders: []interviewer.Grader{flat(3), flat(4), flat(3)}, Concurrency: 4}))
	require.Len(t, r.Flaky, r.Health.Marks)
	require.Equal(t, []rubric.Level{3, 4, 3}, r.Flaky[0].Readings)
	require.InDelta(t, 2.0/3, r.Health.Flips.Value, 1e-9)
	require.InDelta(t, 2.0/3, r.HealthBy[0].Flips.Value, 1e-9)
	for _, write := range []func(io.Writer) error{r.WriteText, r.WriteMarkdown, r.WriteHTML} {
		var b bytes.Buffer
		require.NoError(t, write(&b))
		require.Contains(t, b.String(), "[3 4 3]", "flaky marks are listed, not silenced")
	}
}

func TestAStubRunClaimsNothing(t *testing.T) {
	s := small(t)
	dir := t.TempDir()
	st, err := evals.Create(dir, s.Header("test", evals.RunStub, "stub:x", 1))
	require.NoError(t, err)
	require.NoError(t, st.Close())
	var b bytes.Buffer
	require.NoError(t, report(t, dir).WriteText(&b))
	require.Contains(t, b.String(), "claims nothing about grading quality")
	require.Contains(t, b.String(), "2 CASES ARE MISSING")
}
