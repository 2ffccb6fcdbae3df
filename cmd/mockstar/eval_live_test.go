package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/llmtest"
	"mockstar/rubric/grade/judge"
)

// A paidModel is a server that speaks OpenAI's protocol and grades as
// judge.Honest does: 2,000 tokens in, 1,500 of them from its cache, 500 out.
type paidModel struct {
	server *llmtest.Server
	onCall func() // before it answers
}

func newPaidModel(t *testing.T) *paidModel {
	p := &paidModel{onCall: func() {}}
	p.server = llmtest.OpenAI(t, func(r llmtest.Request) llmtest.Reply {
		p.onCall()
		levels := judge.Honest{"situation": 4, "task": 3, "action": 4, "result": 2, "insight": 3}
		reply, err := llm.Ask(context.Background(), levels, llm.Request{Messages: r.Messages, Schema: json.RawMessage(r.Schema)})
		if err != nil {
			t.Error(err)
		}
		return llmtest.Reply{Text: reply.Text, Usage: llm.Usage{Input: 2000, Output: 500, Cached: 1500}}
	})
	return p
}

func (p *paidModel) calls() int { return len(p.server.Requests()) }

// mockstar runs the program with the server as OpenAI's.
func (p *paidModel) mockstar(ctx context.Context, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(ctx, args, streams{strings.NewReader(""), &out, &errs}, func(name string) string {
		return map[string]string{"OPENAI_BASE_URL": p.server.URL + "/v1"}[name]
	})
	return code, out.String(), errs.String()
}

// costs is a table in which a call of openai:gpt-5-mini to the server costs
// 0.25 x 500 + 0.025 x 1500 + 2 x 500 millionths of a dollar.
const costs = "date: 2026-01-02\nmodels:\n  openai:gpt-5-mini: [0.25, 2, 0.025]\n"

func costTable(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "prices.yaml")
	require.NoError(t, os.WriteFile(name, []byte(costs), 0o600))
	return name
}

func TestABudgetHoldsForEveryModelOfAPanel(t *testing.T) {
	p, suite := newPaidModel(t), littleSuite(t)
	code, out, errs := p.mockstar(t.Context(), "eval", "run", suite, "--model", "embedded,openai:gpt-5-mini", "--prices", costTable(t), "--max-cost", "1")
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "(3000 from a cache), 1000 out; cost: 0.0023 USD", "what a cache had costs less")

	code, _, errs = p.mockstar(t.Context(), "eval", "run", suite, "--model", "embedded,openai:gpt-5-mini", "--concurrency", "1", "--max-cost", "1e-7")
	require.Equal(t, 2, code)
	require.Contains(t, errs, "stopped, as the calls have cost 1e-7 USD (--max-cost)\nnothing was kept: raise it, or name a folder with --out DIR")
	require.Equal(t, 3, p.calls(), "one of two answers")

	code, _, errs = p.mockstar(t.Context(), "eval", "run", suite, "--model", "ollama:x,openai:nobody-knows", "--max-cost", "1")
	require.Equal(t, 2, code)
	require.Contains(t, errs, "what openai:nobody-knows costs is not known")
	for _, bad := range []string{"-1", "0", "NaN", "Inf", "two"} {
		code, _, errs = p.mockstar(t.Context(), "eval", "run", suite, "--max-cost", bad)
		require.Equal(t, 2, code, bad)
		require.Contains(t, errs, "give an amount of USD above 0", bad)
	}
	require.Equal(t, 3, p.calls())
}

func TestARecordingThatABudgetStoppedIsFinishedByTheSameCommand(t *testing.T) {
	p, suite, dir := newPaidModel(t), littleSuite(t), t.TempDir()
	record := func() (int, string, string) {
		return p.mockstar(t.Context(), "eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", dir, "--prices", costTable(t), "--max-cost", "0.001", "--concurrency", "1")
	}
	code, _, errs := p.mockstar(t.Context(), "eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", dir, "--max-cost", "two")
	require.Equal(t, 2, code)
	require.NotContains(t, errs, "what was recorded", "it never began")
	code, _, errs = record()
	require.Equal(t, 2, code)
	require.Contains(t, errs, "what was recorded is kept; run the same command to go on")
	require.NotContains(t, errs, "--resume", "there is no run to resume")
	for _, spent := range []string{"0.0012 USD", "nothing"} {
		code, out, errs := record()
		require.Equal(t, 0, code, errs)
		require.Contains(t, out, "2 replies of openai:gpt-5-mini are kept in "+dir+"; what was asked for now cost "+spent)
	}
	require.Equal(t, 2, p.calls(), "nothing is paid twice")
}

func TestAnInterruptedRunSaysHowToGoOn(t *testing.T) {
	p, suite, dir := newPaidModel(t), littleSuite(t), filepath.Join(t.TempDir(), "run")
	ctx, stop := context.WithCancel(t.Context())
	p.onCall = stop
	code, _, errs := p.mockstar(ctx, "eval", "run", suite, "--model", "openai:gpt-5-mini", "--out", dir)
	require.Equal(t, exitInterrupted, code)
	require.Contains(t, errs, "what was finished is kept in "+dir+"; --resume goes on with it")
}
