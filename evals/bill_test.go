package evals_test

import (
	"context"
	"errors"
	"iter"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/internal/llm"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// priced is a table in which a token of openai:dear costs a millionth of a
// dollar, one out of its cache a tenth of that, and one of openai:cheap half.
func priced(t *testing.T) *evals.Prices {
	t.Helper()
	dir := folder(t, "prices.yaml", "date: 2026-01-02\nmodels:\n  openai:dear: [1, 1, 0.1]\n  openai:cheap: [0.5, 0.5]\n")
	p, err := evals.LoadPrices(filepath.Join(dir, "prices.yaml"))
	require.NoError(t, err)
	return p
}

// usage is a model each of whose calls takes u.
func usage(u llm.Usage, calls *int) llm.Model {
	return llm.ModelFunc(func(context.Context, llm.Request) iter.Seq2[llm.Chunk, error] {
		return func(yield func(llm.Chunk, error) bool) {
			*calls++
			yield(llm.Chunk{Text: "four", Finish: llm.Stop, Usage: u}, nil)
		}
	})
}

// calling grades everything 2 and calls each of ms for it.
func calling(ms ...llm.Model) interviewer.Grader {
	return graderFunc(func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		for _, m := range ms {
			if _, err := llm.Ask(ctx, m, llm.Request{System: "twelve bytes", Messages: []llm.Message{{Role: llm.User, Text: a[0].Text}}}); err != nil {
				return rubric.Sheet{}, err
			}
		}
		return flat(2)(ctx, q, a)
	})
}

func TestACallIsBilledAtThePriceOfItsOwnModel(t *testing.T) {
	p, calls := priced(t), 0
	m := usage(llm.Usage{Input: 1_000_000}, &calls)
	for name, tt := range map[string]struct {
		models []llm.Model
		cost   float64 // of each case
		spent  string
	}{
		"one model":                        {[]llm.Model{p.Bill(m, "openai:dear")}, 1, "2.0000 USD"},
		"a panel of two":                   {[]llm.Model{p.Bill(m, "openai:cheap"), p.Bill(m, "openai:dear")}, 1.5, "3.0000 USD"},
		"a panel that a free model leads":  {[]llm.Model{p.Bill(m, "stub:x"), p.Bill(m, "ollama:x"), p.Bill(m, "openai:dear")}, 1, "2.0000 USD"},
		"a panel with one of unknown cost": {[]llm.Model{p.Bill(m, "openai:dear"), p.Bill(m, "openai:new")}, 1, "2.0000 USD, and 2 calls whose price is not known"},
		"unknown cost alone":               {[]llm.Model{p.Bill(m, "openai:new")}, 0, "not known, for 2 calls"},
		"what a provider's cache had":      {[]llm.Model{p.Bill(usage(llm.Usage{Input: 1_000_000, Cached: 900_000}, &calls), "openai:dear")}, 0.19, "0.3800 USD"},
		"no price for what a cache had":    {[]llm.Model{p.Bill(usage(llm.Usage{Input: 1_000_000, Cached: 900_000}, &calls), "openai:cheap")}, 0.5, "1.0000 USD"},
	} {
		t.Run(name, func(t *testing.T) {
			r := report(t, run(t, small(t), evals.Runner{Graders: []interviewer.Grader{calling(tt.models...)}}))
			require.InDelta(t, 2*tt.cost, r.Cost, 1e-3)
			require.Equal(t, tt.spent, r.Spent())
		})
	}
}

func TestTokensThatNobodyCountsAreGuessed(t *testing.T) {
	calls := 0
	m := priced(t).Bill(usage(llm.Usage{Unknown: true}, &calls), "openai:dear")
	r := report(t, run(t, small(t), evals.Runner{Graders: []interviewer.Grader{calling(m)}}))
	require.Positive(t, r.Cost, "else a budget would never be reached")
}

func TestAFailedReadingIsBilledToo(t *testing.T) {
	failing := llm.ModelFunc(func(context.Context, llm.Request) iter.Seq2[llm.Chunk, error] {
		return func(yield func(llm.Chunk, error) bool) {
			if yield(llm.Chunk{Usage: llm.Usage{Input: 500_000}}, nil) {
				yield(llm.Chunk{}, &llm.Error{Kind: llm.Unavailable, Err: errors.New("down")})
			}
		}
	})
	r := report(t, run(t, small(t), evals.Runner{Graders: []interviewer.Grader{calling(priced(t).Bill(failing, "openai:dear"))}}))
	require.Len(t, r.Failures, 2)
	require.InDelta(t, 1, r.Cost, 1e-9)
}

func TestWhatWasSaidBeforeAFailureIsBilledUncounted(t *testing.T) {
	for said, cost := range map[string]float64{"": 0, "forty characters of a verdict, cut short ": 10e-6} {
		failing := llm.ModelFunc(func(context.Context, llm.Request) iter.Seq2[llm.Chunk, error] {
			return func(yield func(llm.Chunk, error) bool) {
				if yield(llm.Chunk{Text: said}, nil) {
					yield(llm.Chunk{}, &llm.Error{Kind: llm.Unavailable, Err: errors.New("down")})
				}
			}
		})
		ctx, spent := evals.WithBudget(t.Context(), 0)
		_, err := llm.Ask(ctx, priced(t).Bill(failing, "openai:dear"), llm.Request{})
		require.Error(t, err)
		usd, unpriced := spent()
		require.InDelta(t, cost, usd, 1e-9, "what nobody counted is guessed where something was said")
		require.Zero(t, unpriced)
	}
}

// What is recorded is not paid again, so that a budget lets a recording end
// that was stopped.
func TestABudgetIsNotSpentOnWhatIsRecorded(t *testing.T) {
	s, dir, calls := large(t, 12), t.TempDir(), 0
	round := func() error {
		m, err := evals.Record(priced(t).Bill(usage(llm.Usage{Input: 500_000}, &calls), "openai:dear"), dir, "openai:dear", func(string) {})
		require.NoError(t, err)
		st, err := evals.Create(t.TempDir(), header(s))
		require.NoError(t, err)
		r := evals.Runner{Graders: []interviewer.Grader{calling(m)}, MaxCost: 2.5}
		return errors.Join(r.Run(t.Context(), s, st), st.Close())
	}
	for range 2 {
		require.ErrorIs(t, round(), evals.ErrBudget)
	}
	require.NoError(t, round())
	require.NoError(t, round(), "all of it is recorded")
	require.Equal(t, 12, calls)
}
