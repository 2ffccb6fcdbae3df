package stub_test

import (
	"context"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/stub"
)

func ask(prompt, text string) llm.Request {
	return llm.Request{Prompt: prompt, Messages: []llm.Message{{Role: llm.User, Text: text}}}
}

func TestModelFollowsItsScript(t *testing.T) {
	tests := []struct {
		name, script string
		req          llm.Request
		text         string
		finish       llm.Finish
		err          string
	}{
		{"a reply to what was wanted", "- {want: [cat, dog], reply: a b}", ask("ask@1:ff", "dog and cat"), "a b", llm.Stop, ""},
		{"a step in JSON lines", `{"want":"cat","prompt":"ask","reply":"a b"}`, ask("ask@1:ff", "cat"), "a b", llm.Stop, ""},
		{"a surprise in the text", "- {want: cat, reply: a}", ask("ask", "a dog"), "", "", `stub: request 1 (prompt "ask"): step 1 wants "cat" in the last message, which is "a dog"`},
		{"a surprise in the prompt", "- {prompt: grade, reply: a}", ask("ask@1", "x"), "", "", `stub: request 1 (prompt "ask@1"): step 1 is for prompt "grade"`},
		{"a refusal", "- refuse: I would rather not", ask("", ""), "I would rather not", llm.Refused, ""},
		{"a reply that reached its limit", "- {reply: a b, finish: length}", ask("", ""), "a b", llm.Length, ""},
		{"a status", "- fail: 503", ask("", ""), "", "", "stub (503): failed, as scripted"},
		{"a kind", "- fail: quota", ask("", ""), "", "", "stub: quota, as scripted"},
		{"a reply that breaks off after some runes", "- {reply: grüße an alle, cut: 3}", ask("", ""), "grü", "", "stub: the reply broke off, as scripted"},
		{"the nonce of the request", `- reply: '{"nonce":"{{nonce}}"}'`, ask("", "nonce: aaaaaaaaaaaaaaaa\nanswer\nnonce: 0123456789abcdef\n"), `{"nonce":"0123456789abcdef"}`, llm.Stop, ""},
		{"a nonce where the request has none", `- reply: '{{nonce}}'`, ask("grade", "my nonce: is 1"), "", "", `stub: reply to prompt "grade": no line "nonce: HEX" in the last message`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := stub.Parse([]byte(tt.script))
			require.NoError(t, err)
			r, err := llm.Collect(m.Generate(t.Context(), tt.req))
			if tt.err != "" {
				require.EqualError(t, err, tt.err)
			} else {
				require.NoError(t, err)
			}
			require.Equal(t, tt.text, r.Text)
			require.Equal(t, tt.finish, r.Finish)
		})
	}
}

func TestModelStreamsWordByWord(t *testing.T) {
	var got []string
	for c, err := range stub.New(stub.Step{Reply: "one two  three"}).Generate(t.Context(), ask("", "")) {
		require.NoError(t, err)
		got = append(got, c.Text)
	}
	require.Equal(t, []string{"one ", "two ", " ", "three", ""}, got)
}

func TestStepsThatRepeatFillIn(t *testing.T) {
	m := stub.New(
		stub.Step{Prompt: "ask", Reply: "why?", Repeat: true},
		stub.Step{Prompt: "grade", Reply: "first"},
		stub.Step{Prompt: "grade", Reply: "second"},
	)
	var got []string
	for _, prompt := range []string{"ask@1", "grade@1", "ask@1", "ask@1", "grade@1", "ask@1"} {
		r, err := llm.Ask(t.Context(), m, ask(prompt, ""))
		require.NoError(t, err)
		got = append(got, r.Text)
	}
	require.Equal(t, []string{"why?", "first", "why?", "why?", "second", "why?"}, got)
	require.NoError(t, m.Done())
	_, err := llm.Ask(t.Context(), m, ask("grade@1", ""))
	require.EqualError(t, err, `stub: request 7 (prompt "grade@1"): the script is exhausted`)
	require.Len(t, m.Requests(), 7)
}

func TestDoneNamesStepsThatWereNotAskedFor(t *testing.T) {
	m := stub.New(stub.Step{Reply: "a"}, stub.Step{Prompt: "grade", Want: []string{"x"}, Reply: "b"})
	_, err := llm.Ask(t.Context(), m, ask("", ""))
	require.NoError(t, err)
	require.EqualError(t, m.Done(), `follow script: step 2 (grade, wants ["x"]) was not asked for`)
}

func TestScriptedFailuresDriveTheRetryLoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, err := stub.Parse([]byte("- {fail: 429, retry_after: 7s}\n- {reply: half, cut: 2}\n- {reply: whole, delay: 2s}"))
		require.NoError(t, err)
		start := time.Now()
		r, err := llm.Ask(t.Context(), llm.Retry(m, llm.RetryOptions{Rand: func() float64 { return 0 }}), ask("", ""))
		require.NoError(t, err)
		require.Equal(t, "whole", r.Text)
		require.Equal(t, 9*time.Second, time.Since(start))
		require.NoError(t, m.Done())
	})
}

func TestDelayEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := llm.Ask(ctx, stub.New(stub.Step{Reply: "a", Wait: time.Hour}), ask("", ""))
		require.ErrorIs(t, err, context.DeadlineExceeded)
	})
}

func TestParseRefuses(t *testing.T) {
	tests := []struct{ name, script, err string }{
		{"nothing", "", "it has no steps"},
		{"an unknown field", "- {replay: a}", "replay"},
		{"an unknown field in JSON", `{"replay":"a"}`, "replay"},
		{"a field given twice in JSON", `{"reply":"a","reply":"b"}`, "line 1"},
		{"a step without an outcome", "- want: a", "step 1: a step has one of reply, refuse and fail"},
		{"a step with two outcomes", "- {reply: a, fail: 500}", "step 1: a step has one of reply, refuse and fail"},
		{"a status of success", "- fail: 200", "give an HTTP status from 400 to 599"},
		{"an unknown kind", "- fail: sad", `fail "sad" is no kind of error`},
		{"an unknown finish", "- {reply: a, finish: bored}", `finish "bored"`},
		{"a delay without a unit", "- {reply: a, delay: '5'}", `delay is "5"`},
		{"a wait without a failure", "- {reply: a, retry_after: 5s}", "retry_after goes with fail"},
		{"a want that is no text", "- {reply: a, want: [1]}", "want holds 1"},
		{"all problems at once", "- {reply: a, cut: -1}\n- want: b", "step 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := stub.Load(fstest.MapFS{"s": {Data: []byte(tt.script)}}, "s")
			require.ErrorContains(t, err, tt.err)
		})
	}
}
