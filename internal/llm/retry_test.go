package llm_test

import (
	"context"
	"errors"
	"iter"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
)

// hang is a step that lasts until the call is cancelled.
type hang struct{}

// scripted plays one row of steps per call: strings are text, errors end it.
func scripted(calls *int, rows ...[]any) llm.Model {
	return llm.ModelFunc(func(ctx context.Context, _ llm.Request) iter.Seq2[llm.Chunk, error] {
		return func(yield func(llm.Chunk, error) bool) {
			row := rows[min(*calls, len(rows)-1)]
			*calls++
			for _, step := range row {
				switch step := step.(type) {
				case string:
					if !yield(llm.Chunk{Text: step}, nil) {
						return
					}
				case llm.Usage:
					if !yield(llm.Chunk{Usage: step}, nil) {
						return
					}
				case error:
					yield(llm.Chunk{}, step)
					return
				case hang:
					<-ctx.Done()
					yield(llm.Chunk{}, ctx.Err())
					return
				}
			}
			yield(llm.Chunk{Finish: llm.Stop}, nil)
		}
	})
}

func fail(k llm.Kind) *llm.Error { return &llm.Error{Kind: k, Err: errors.New("busy")} }

func TestRetry(t *testing.T) {
	waits := func(d time.Duration) *llm.Error {
		return &llm.Error{Kind: llm.RateLimited, Wait: d, Err: errors.New("slow down")}
	}
	full := llm.RetryOptions{Rand: func() float64 { return 1 }}
	tests := []struct {
		name     string
		rows     [][]any
		opts     llm.RetryOptions
		wantText string
		wantErr  string
		calls    int
		took     time.Duration
	}{
		{"one call is enough when it works", [][]any{{"a"}}, full, "a", "", 1, 0},
		{"calls again while nothing was read", [][]any{{fail(llm.Unavailable)}, {fail(llm.Truncated)}, {"a"}}, full, "a", "", 3, 1500 * time.Millisecond},
		{"waits double up to 30 s and stop at 10 calls", [][]any{{fail(llm.Unavailable)}}, full, "", "gave up after 10 calls: busy", 10, 121500 * time.Millisecond},
		{"is committed by the first text", [][]any{{"a", fail(llm.Unavailable)}, {"b"}}, full, "a", "busy", 1, 0},
		{"usage alone commits nothing", [][]any{{llm.Usage{Input: 7}, fail(llm.Unavailable)}, {"b"}}, full, "b", "", 2, 500 * time.Millisecond},
		{"waits exactly as long as it was told", [][]any{{waits(90 * time.Second)}, {"a"}}, full, "a", "", 2, 90 * time.Second},
		{"is told too long a wait at once", [][]any{{waits(121 * time.Second)}, {"a"}}, full, "", "slow down", 1, 0},
		{"does not wait past the total", [][]any{{waits(100 * time.Second)}}, llm.RetryOptions{Total: 250 * time.Second}, "", "gave up after 3 calls: slow down", 3, 200 * time.Second},
		{"does not repeat what cannot get better: quota", [][]any{{fail(llm.Quota)}}, full, "", "busy", 1, 0},
		{"does not repeat what cannot get better: auth", [][]any{{fail(llm.Auth)}}, full, "", "busy", 1, 0},
		{"does not repeat what cannot get better: not found", [][]any{{fail(llm.NotFound)}}, full, "", "busy", 1, 0},
		{"does not repeat what cannot get better: invalid", [][]any{{fail(llm.Invalid)}}, full, "", "busy", 1, 0},
		{"does not repeat an error of unknown make", [][]any{{errors.New("odd")}}, full, "", "odd", 1, 0},
		{"offline gets three calls", [][]any{{fail(llm.Offline)}}, full, "", "gave up after 3 calls: busy", 3, 1500 * time.Millisecond},
		{"empty gets two calls", [][]any{{fail(llm.Empty)}}, full, "", "gave up after 2 calls: busy", 2, 500 * time.Millisecond},
		{"the error may set its own number of calls", [][]any{{&llm.Error{Kind: llm.NotFound, Tries: 2, Err: errors.New("html")}}}, full, "", "gave up after 2 calls: html", 2, 500 * time.Millisecond},
		{"one attempt means one call", [][]any{{fail(llm.Unavailable)}, {"a"}}, llm.RetryOptions{Attempts: 1}, "", "busy", 1, 0},
		{"a call that hangs leaves time for a second one", [][]any{{hang{}}, {"a"}}, full, "a", "", 2, 5*time.Minute + 500*time.Millisecond},
		{"two calls that hang use up the total", [][]any{{hang{}}}, full, "", "gave up after 2 calls: no whole reply in time", 2, 10 * time.Minute},
		{"the provider's last error is reported, not our deadline", [][]any{{fail(llm.RateLimited)}, {hang{}}}, full, "", "gave up after 3 calls: busy", 3, 10 * time.Minute},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				calls, start := 0, time.Now()
				m := llm.Retry(scripted(&calls, tt.rows...), tt.opts)
				r, err := llm.Collect(m.Generate(t.Context(), llm.Request{}))
				if tt.wantErr == "" {
					require.NoError(t, err)
				} else {
					require.EqualError(t, err, tt.wantErr)
				}
				require.Equal(t, tt.wantText, r.Text)
				require.Equal(t, tt.calls, calls)
				require.Equal(t, tt.took, time.Since(start))
			})
		})
	}
}

func TestRetryParksWithATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		m := llm.Retry(scripted(&calls, []any{&llm.Error{Kind: llm.RateLimited, Wait: time.Hour, Err: errors.New("later")}}), llm.RetryOptions{})
		_, err := llm.Collect(m.Generate(t.Context(), llm.Request{}))
		var e *llm.Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, time.Hour, e.Wait)
		require.True(t, e.Temporary())
		require.Contains(t, e.Hint, time.Now().Add(time.Hour).Format("2006-01-02 15:04:05"))
	})
}

func TestRetryTellsOfEachWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		var seen []llm.Attempt
		m := llm.Retry(scripted(&calls, []any{fail(llm.Unavailable)}, []any{fail(llm.RateLimited)}, []any{"a"}), llm.RetryOptions{
			Rand:   func() float64 { return 0.5 },
			Notify: func(a llm.Attempt) { seen = append(seen, a) },
		})
		_, err := llm.Collect(m.Generate(t.Context(), llm.Request{}))
		require.NoError(t, err)
		require.Equal(t, []llm.Attempt{
			{N: 1, Err: fail(llm.Unavailable), Wait: 250 * time.Millisecond},
			{N: 2, Err: fail(llm.RateLimited), Wait: 500 * time.Millisecond},
		}, seen)
	})
}

func TestRetryStopsWaitingWhenCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		m := llm.Retry(scripted(&calls, []any{&llm.Error{Kind: llm.RateLimited, Wait: time.Minute, Err: errors.New("slow down")}}), llm.RetryOptions{})
		_, err := llm.Collect(m.Generate(ctx, llm.Request{}))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorContains(t, err, "slow down")
		require.Equal(t, 1, calls)
	})
}

func TestAskRepeatsAReplyThatBrokeOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		m := llm.Retry(scripted(&calls, []any{llm.Usage{Input: 3}, "hal", fail(llm.Truncated)}, []any{"whole"}), llm.RetryOptions{})
		r, err := llm.Ask(t.Context(), m, llm.Request{})
		require.NoError(t, err)
		require.Equal(t, "whole", r.Text)
		require.Equal(t, 3, r.Usage.Input, "what the broken call used is counted")
		require.Equal(t, 2, calls)
	})
}

func TestAskReturnsNoFragment(t *testing.T) {
	calls := 0
	r, err := llm.Ask(t.Context(), scripted(&calls, []any{"hal", fail(llm.Truncated)}), llm.Request{})
	require.EqualError(t, err, "busy")
	require.Empty(t, r.Text)
}

func TestRedact(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"a known secret", "bad key topsecret!", "bad key [key]"},
		{"a known secret, escaped", "GET /?key=topsecret%21", "GET /?key=[key]"},
		{"an unknown key by its shape", "Incorrect API key provided: sk-proj-abc_DEF123456", "Incorrect API key provided: [key]"},
		{"an authorization header", "sent Authorization: Bearer abcdef.123456", "sent Authorization: [key]"},
		{"a password in a URL", "dial https://me:pass@host/v1", "dial https://[key]@host/v1"},
		{"ordinary words", "the model is overloaded", "the model is overloaded"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := llm.Redact(&llm.Error{Kind: llm.Auth, Provider: "p", Hint: tt.in, Err: errors.New(tt.in)}, "topsecret!")
			require.EqualError(t, err, "p: "+tt.want)
			var e *llm.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, tt.want, e.Hint)
			require.Equal(t, llm.Auth, e.Kind)
			require.NotContains(t, e.Unwrap().Error(), "topsecret")
		})
	}
	require.NoError(t, llm.Redact(nil, "x"))
}
