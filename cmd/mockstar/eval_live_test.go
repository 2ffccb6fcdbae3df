package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
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
		if r.Schema == "" { // words, never twice the same
			return llmtest.Reply{Text: fmt.Sprintf("In my own words, for the time %d: please go on.", p.calls()), Usage: llm.Usage{Input: 2000, Output: 500, Cached: 1500}}
		}
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
	for _, bad := range []string{"-1", "NaN", "Inf", "two"} {
		code, _, errs = p.mockstar(t.Context(), "eval", "run", suite, "--max-cost", bad)
		require.Equal(t, 2, code, bad)
		require.Contains(t, errs, "give an amount of USD, such as 2.50; 0 is no limit", bad)
	}
	require.Equal(t, 3, p.calls())
	code, _, errs = p.mockstar(t.Context(), "eval", "run", suite, "--model", "embedded,openai:nobody-knows", "--max-cost", "0")
	require.Equal(t, 0, code, errs)
	require.Equal(t, 5, p.calls(), "0 is no limit, so that no price is needed")
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

// The same interview is in it twice, and its first words are asked for once.
func TestInterviewsAreRecordedAndReplayed(t *testing.T) {
	const interviews = "name: held\nversion: 1\ntitle: Held again\nkind: interview\ntranscripts:\n" +
		"  - {file: probed.jsonl, purpose: its words, grades: recorded, say: ['in my own words']}\n" +
		"  - {file: probed.jsonl, purpose: its grades, grades: judge}\n"
	p, dir := newPaidModel(t), t.TempDir()
	suite, kept := filepath.Join(dir, "held.yaml"), filepath.Join(dir, "kept")
	b, err := os.ReadFile("../../testdata/transcripts/probed.jsonl")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "probed.jsonl"), b, 0o600))
	require.NoError(t, os.WriteFile(suite, []byte(interviews), 0o600))

	code, _, errs := p.mockstar(t.Context(), "eval", "run", suite, "--model", "replay:"+kept)
	require.Equal(t, 5, code)
	require.Contains(t, errs, "mockstar eval record "+suite+" --model", "no placeholder")
	record := []string{"eval", "record", suite, "--model", "openai:gpt-5-mini", "-o"}
	code, _, errs = p.mockstar(t.Context(), append(record, kept+"-1", "--max-cost", "0.001")...)
	require.Equal(t, 2, code)
	require.Contains(t, errs, "stopped, as the calls have cost 0.001 USD (--max-cost)\nwhat was recorded is kept; run the same command to go on")
	require.Equal(t, 1, p.calls())
	code, out, errs := p.mockstar(t.Context(), append(record, kept)...)
	require.Equal(t, 0, code, errs)
	require.Regexp(t, `^\d+ replies of openai:gpt-5-mini are kept in .*; what was asked for now cost 0\.\d+ USD`, out)
	paid := p.calls()
	require.Greater(t, paid, 5)
	files, err := filepath.Glob(filepath.Join(kept, "*.json"))
	require.NoError(t, err)
	require.Len(t, files, paid-1, "no request was made twice")

	first, text, errs := p.mockstar(t.Context(), "eval", "run", suite, "--model", "replay:"+kept)
	require.Contains(t, []int{0, 1}, first, errs)
	require.Contains(t, text, "replay run: recorded replies of a real model")
	require.Contains(t, text, "- ok     probed.jsonl", "its words are those that were recorded")
	code, again, _ := p.mockstar(t.Context(), "eval", "run", suite, "--model", "replay:"+kept)
	require.Equal(t, first, code)
	require.Equal(t, text, again)
	require.Equal(t, paid, p.calls())

	code, _, errs = p.mockstar(t.Context(), "eval", "plan", suite, "--model", "openai:gpt-5-mini", "-o", kept)
	require.Equal(t, 2, code)
	require.Contains(t, errs, "bound what it may cost with --max-cost")
}

func TestAnInterruptedRunSaysHowToGoOn(t *testing.T) {
	p, suite, dir := newPaidModel(t), littleSuite(t), filepath.Join(t.TempDir(), "run")
	ctx, stop := context.WithCancel(t.Context())
	p.onCall = stop
	code, _, errs := p.mockstar(ctx, "eval", "run", suite, "--model", "openai:gpt-5-mini", "--out", dir)
	require.Equal(t, exitInterrupted, code)
	require.Contains(t, errs, "what was finished is kept in "+dir+"; --resume goes on with it")
}
