package evals_test

import (
	"context"
	"flag"
	"iter"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/internal/llm"
	"mockstar/internal/llm/replay"
	"mockstar/interviewer"
	"mockstar/rubric/grade"
	"mockstar/rubric/grade/judge"
)

var update = flag.Bool("update", false, "make the shipped recordings and interviews anew")

const (
	recordings = "../testdata/recordings/honest"
	scripted   = "stub:honest" // what the recordings name as their model
)

func replaySuite(t *testing.T) *evals.Suite {
	t.Helper()
	s, err := evals.Load("../testdata/suites/replay.yaml", guide(t))
	require.NoError(t, err)
	return s
}

// honest is a script that grades as if it were a model.
func honest() llm.Model {
	levels := judge.Honest{"situation": 4, "task": 3, "action": 4, "result": 2, "insight": 3}
	return llm.ModelFunc(func(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
		return func(yield func(llm.Chunk, error) bool) {
			r, err := llm.Collect(levels.Generate(ctx, req))
			// Words stand in for tokens, so that plans have something to add up.
			usage := llm.Usage{Input: len(strings.Fields(req.System)), Output: len(strings.Fields(r.Text))}
			yield(llm.Chunk{Text: r.Text, Finish: r.Finish, Model: r.Model, Usage: usage}, err)
		}
	})
}

// grading runs the replay suite on m and returns where the results are.
func grading(t *testing.T, s *evals.Suite, m llm.Model) (string, error) {
	t.Helper()
	dir := t.TempDir()
	st, err := evals.Create(dir, s.Header("test", evals.RunStub, scripted, 1))
	require.NoError(t, err)
	r := evals.Runner{Graders: []interviewer.Grader{&grade.Grader{Model: m, Name: scripted}}}
	err = r.Run(t.Context(), s, st)
	require.NoError(t, st.Close())
	return dir, err
}

// record runs the replay suite on m, keeping its replies in dir, and returns
// the calls that m got.
func record(t *testing.T, dir string, m llm.Model) (calls int) {
	t.Helper()
	counted := llm.ModelFunc(func(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
		calls++
		return m.Generate(ctx, req)
	})
	keep, err := evals.Record(counted, dir, scripted, func(string) {})
	require.NoError(t, err)
	_, err = grading(t, replaySuite(t), keep)
	require.NoError(t, err)
	return calls
}

// reworded changes one word of the grading prompt on its way to m.
func reworded(m llm.Model) llm.Model {
	return llm.ModelFunc(func(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
		req.System = strings.Replace(req.System, "these criteria", "those criteria", 1)
		req.Prompt = "grade@3:0123456789ab"
		return m.Generate(ctx, req)
	})
}

func TestShippedRecordingsReplayWithoutAModel(t *testing.T) {
	if *update {
		require.NoError(t, os.RemoveAll(recordings))
		record(t, recordings, honest())
	}
	player, err := replay.Open(recordings)
	require.NoError(t, err)
	require.Equal(t, scripted, player.Spec(), "the recordings say that a script made them")
	s := replaySuite(t)
	dir, err := grading(t, s, player)
	require.NoError(t, err, "when a prompt or a rubric changed: go test ./evals -run ShippedRecordings -update")
	r := report(t, dir)
	require.Empty(t, r.Failures)
	require.Equal(t, s.Count, r.Cases)
	require.Positive(t, r.Usage.Output)
	require.Contains(t, r.Claims[0], "claims nothing about grading quality")
}

func TestOneChangedWordOfAPromptFailsTheReplay(t *testing.T) {
	player, err := replay.Open(recordings)
	require.NoError(t, err)
	_, err = grading(t, replaySuite(t), reworded(player))
	var call *llm.Error
	require.ErrorAs(t, err, &call)
	require.Equal(t, llm.Stale, call.Kind)
	for _, want := range []string{
		"grade case ",             // which case
		"is not recorded",         // what is wrong
		"template: was grade@",    // what changed
		"is grade@3:0123456789ab", //
		"- Grade an answer from",  // the line as it was
		"+ Grade an answer from",  // and as it is
		"by those criteria",
	} {
		require.ErrorContains(t, err, want)
	}
	require.Contains(t, call.Hint, "made by a script ("+scripted+")", "how to get them again")
	require.Contains(t, call.Hint, "go test ./evals -run ShippedRecordings -update")
	require.Contains(t, call.Hint, "mockstar eval record SUITE --model openai:NAME -o DIR")
}

func TestRecordAsksOnlyForWhatIsNotThere(t *testing.T) {
	dir := t.TempDir()
	count := replaySuite(t).Count
	require.Equal(t, count, record(t, dir, honest()))
	require.Zero(t, record(t, dir, honest()), "what is recorded is not paid again")
	_, err := evals.Record(honest(), dir, "openai:other", func(string) {})
	require.ErrorContains(t, err, "keep one folder for each model")
}

func TestPlanTellsWhatAChangeMakesStaleAndWhatItCosts(t *testing.T) {
	prices, err := evals.LoadPrices("")
	require.NoError(t, err)
	s, dir := replaySuite(t), t.TempDir()
	plan := func(spec string) *evals.Plan {
		p, err := evals.PlanRecording(t.Context(), s, evals.Replies{Dir: dir, Spec: spec, Samples: 1}, prices)
		require.NoError(t, err)
		return p
	}
	p := plan("openai:gpt-4.1")
	require.Equal(t, s.Count, p.Calls)
	require.Len(t, p.Stale, s.Count)
	require.Positive(t, *p.Cost, "guessed from lengths")
	require.Zero(t, p.From)

	require.Nil(t, plan("openai:made-up").Cost, "an unknown price is not nothing")

	record(t, dir, honest())
	p = plan(scripted)
	require.Equal(t, s.Count, p.Recorded)
	require.Empty(t, p.Stale)
	require.Zero(t, p.Usage)

	dir = t.TempDir()
	_, err = grading(t, s, reworded(replay.Recorder(honest(), dir, scripted)))
	require.NoError(t, err)
	p = plan(scripted)
	require.Len(t, p.Stale, s.Count)
	require.Equal(t, s.Count, p.From)
	require.Positive(t, p.Usage.Output, "as the mean of what was recorded")
	require.Contains(t, p.Stale[0].Why, "template: was grade@3:0123456789ab")
}

func TestRecordingsHoldNothingSecret(t *testing.T) {
	all, err := evals.Recordings(recordings)
	require.NoError(t, err)
	require.NotEmpty(t, all)
	for _, r := range all {
		b, err := os.ReadFile(recordings + "/" + r.Key + ".json")
		require.NoError(t, err)
		require.NotRegexp(t, `(?i)authorization|api[-_]key|bearer|"headers?"`, string(b))
	}
}
