package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestARecordThatGoesOnWithARunThatKeptNoReplySaysSo(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no shell to copy the hint into")
	}
	p, suite, dir := newPaidModel(t), littleSuite(t), filepath.Join(t.TempDir(), "run")
	kept := filepath.Join(t.TempDir(), "my replies")
	code, _, errs := p.mockstar(t.Context(), "eval", "run", suite, "--model", "openai:gpt-5-mini", "--out", dir)
	require.Equal(t, 0, code, errs)
	record := []string{"eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", kept}
	code, out, errs := p.mockstar(t.Context(), append(record, "--out", dir, "--resume")...)
	require.Equal(t, 2, code, out)
	require.Empty(t, out, "no success")
	require.Contains(t, errs, "2 of 2 replies that the run in "+dir+" rests on were never recorded")
	_, hint, _ := strings.Cut(errs, "without --out: mockstar ")
	code, out, errs = p.mockstar(t.Context(), words(t, hint)...)
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "2 replies of openai:gpt-5-mini are kept")
	require.Equal(t, 4, p.calls())
	code, _, errs = p.mockstar(t.Context(), "eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", kept, "--resume")
	require.Equal(t, 2, code)
	require.Contains(t, errs, "name it with --out DIR")
}

// It counts, and keeps when it prunes, what was recorded before the resume too.
func TestARecordThatGoesOnCountsAllRepliesAndTheCallsOfNow(t *testing.T) {
	for name, tt := range map[string]struct {
		more []string
		cost string
	}{
		"a price that is known":     {[]string{"--prices", costTable(t)}, "now cost 0.0012 USD\n"},
		"a price that is not known": {[]string{"--prices", noPrices(t), "--prune"}, "now cost not known, for 1 calls\n"},
	} {
		t.Run(name, func(t *testing.T) {
			p, suite, dir, kept := newPaidModel(t), littleSuite(t), filepath.Join(t.TempDir(), "run"), filepath.Join(t.TempDir(), "rec")
			record := append([]string{"eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", kept, "--out", dir, "--concurrency", "1"}, tt.more...)
			ctx, stop := context.WithCancel(t.Context())
			p.onCall = func() {
				if p.calls() == 2 {
					stop()
				}
			}
			code, _, errs := p.mockstar(ctx, record...)
			require.Equal(t, exitInterrupted, code, errs)
			p.onCall = func() {}
			made := p.calls()
			code, out, errs := p.mockstar(t.Context(), append(record, "--resume")...)
			require.Equal(t, 0, code, errs)
			require.Equal(t, made+1, p.calls())
			require.Contains(t, out, "2 replies of openai:gpt-5-mini are kept in "+kept)
			require.Contains(t, out, tt.cost)
			code, _, errs = p.mockstar(t.Context(), "eval", "run", suite, "--model", "replay:"+kept)
			require.Equal(t, 0, code, errs)
		})
	}
}

// noPrices is a table without the model.
func noPrices(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "other.yaml")
	require.NoError(t, os.WriteFile(name, []byte("date: 2026-01-02\nmodels:\n  openai:another: [1, 2]\n"), 0o600))
	return name
}

func TestARecordWithAFolderForTheRunThatFailedIsToldToResume(t *testing.T) {
	m, dir := newAwayModel(t), t.TempDir()
	record := []string{"eval", "record", manyCases(t, 3), "--model", "openai:m", "-o", filepath.Join(dir, "rec"), "--out", filepath.Join(dir, "run")}
	code, _, errs := m.mockstar(t.Context(), record...)
	require.Equal(t, exitProvider, code)
	require.Contains(t, errs, "\nadd --resume to the same command to record the rest\n")
	code, _, errs = m.mockstar(t.Context(), append(record, "--resume")...)
	require.Equal(t, exitProvider, code)
	require.Contains(t, errs, "\nrun the same command to record the rest\n")
}

func TestARecordThatCannotBeginDoesNotSayThatTheSameCommandGoesOn(t *testing.T) {
	p, suite, kept := newPaidModel(t), littleSuite(t), filepath.Join(t.TempDir(), "rec")
	code, _, errs := p.mockstar(t.Context(), "eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", kept)
	require.Equal(t, 0, code, errs)
	for model, why := range map[string]string{
		"openai:other":   "holds recordings of openai:gpt-5-mini, not of openai:other\nkeep one folder for each model\n",
		"stub:no-script": "no such file",
	} {
		code, _, errs = p.mockstar(t.Context(), "eval", "record", suite, "--model", model, "-o", kept)
		require.Equal(t, 2, code, errs)
		require.Contains(t, errs, why)
		require.NotContains(t, errs, "run the same command")
	}
}

func TestAFolderOfRecordingsThatIsNotThereIsToldAsSuch(t *testing.T) {
	p, suite, dir := newPaidModel(t), littleSuite(t), t.TempDir()
	kept := filepath.Join(dir, "judge-a")
	code, _, errs := p.mockstar(t.Context(), "eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", kept)
	require.Equal(t, 0, code, errs)
	require.NoError(t, os.Mkdir(filepath.Join(dir, "judge-b"), 0o700), "it holds none")
	code, _, errs = p.mockstar(t.Context(), "eval", "run", suite, "--model", "replay:"+filepath.Join(dir, "jugde-a"))
	require.Equal(t, 5, code, errs)
	require.Contains(t, errs, "there is no folder "+filepath.Join(dir, "jugde-a")+"\ndid you mean judge-a?\n")
	code, _, errs = p.mockstar(t.Context(), "eval", "run", suite, "--model", "replay:"+filepath.Join(dir, "nowhere"))
	require.Equal(t, 5, code, errs)
	require.NotContains(t, errs, "did you mean")
	require.Contains(t, errs, "there is no folder "+filepath.Join(dir, "nowhere")+"\nrecord a model: mockstar eval record "+suite+" --model openai:NAME -o "+filepath.Join(dir, "nowhere")+"\n")
	code, _, errs = p.mockstar(t.Context(), "eval", "run", suite, "--model", "replay:"+suite)
	require.Equal(t, 5, code, errs)
	require.Contains(t, errs, suite+" is no folder\nname the folder that it is in\n")
}

func TestCasesThatWereNeverRecordedAreNoChange(t *testing.T) {
	p, suite, kept := newPaidModel(t), manyCases(t, 6), filepath.Join(t.TempDir(), "rec")
	record := []string{"eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", kept}
	code, _, errs := p.mockstar(t.Context(), append(record, "--filter", "id=c0")...)
	require.Equal(t, 0, code, errs)
	replay := []string{"eval", "run", suite, "--model", "replay:" + kept, "--concurrency", "1"} // the first case is the one that is told
	plan := []string{"eval", "plan", suite, "--model", "openai:gpt-5-mini", "-o", kept}
	code, _, errs = p.mockstar(t.Context(), replay...)
	require.Equal(t, 5, code, errs)
	require.Contains(t, errs, "5 cases of this suite were never recorded in "+kept+": 5 of 6 calls have no recording")
	require.NotContains(t, errs, "nearest")
	require.Contains(t, errs, "\nrecord again: mockstar eval record "+suite)
	code, out, errs := p.mockstar(t.Context(), plan...)
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "\n5 cases of this suite were never recorded; nothing that was recorded has changed\n")
	require.NotContains(t, out, "nearest")

	cases := filepath.Join(filepath.Dir(suite), "cases.jsonl")
	b, err := os.ReadFile(cases)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(cases, []byte(strings.Replace(string(b), "engineer 0", "engineer zero", 1)), 0o600))
	code, _, errs = p.mockstar(t.Context(), replay...)
	require.Equal(t, 5, code, errs)
	require.Contains(t, errs, "engineer zero", "an answer that did change is told as before")
	require.NotContains(t, errs, "never recorded")
}

func TestAPlanTellsAChangeOnceAndTheCommandThatRecords(t *testing.T) {
	p, suite, kept, doc := newPaidModel(t), manyCases(t, 6), filepath.Join(t.TempDir(), "my replies"), t.TempDir()
	code, _, errs := p.mockstar(t.Context(), "eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", kept)
	require.Equal(t, 0, code, errs)
	changeBank(t, doc)
	plan := []string{"eval", "plan", suite, "--model", "openai:gpt-5-mini", "-o", kept, "--document", doc, "--prices", costTable(t)}
	code, out, errs := p.mockstar(t.Context(), plan...)
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "0 recorded, 6 to record")
	require.Equal(t, 1, strings.Count(out, "question or rubric, in the instructions"), out)
	require.Contains(t, out, "\ncase c0, case c1, case c2 and 3 more: ")
	_, hint, ok := strings.Cut(out, "\nrecord them: mockstar ")
	require.True(t, ok, out)
	code, _, errs = p.mockstar(t.Context(), words(t, hint)...)
	require.Equal(t, 0, code, errs)
	code, out, errs = p.mockstar(t.Context(), plan...)
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "6 recorded, 0 to record")
	require.NotContains(t, out, "record them")
}

// changeBank writes the bank to dir with other words for one question.
func changeBank(t *testing.T, dir string) {
	t.Helper()
	require.NoError(t, os.CopyFS(dir, os.DirFS("../../rubric/bank/senior-ai-engineer")))
	name := filepath.Join(dir, "mentoring.yaml")
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	text := strings.Replace(string(b), "Let's talk about the people", "Let us talk about the people", 1)
	require.NotEqual(t, string(b), text)
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
}

func TestAPlanForAScriptNamesNoCommandThatCannotWork(t *testing.T) {
	code, out, errs := mockstar(t, "eval", "plan", littleSuite(t), "--model", "stub:honest", "-o", "../../testdata/recordings/honest")
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "2 to record")
	require.Contains(t, out, "cost: nothing; a script replies\n")
	require.Contains(t, out, "\nno script honest is here: make its recordings anew the way they were made,\nor record a model: mockstar eval record ")
	require.NotContains(t, out, "--model stub:honest")
	require.NotContains(t, out, " USD")
}

func TestAShardThatIsResumedIsHeldToItsOwnReplies(t *testing.T) {
	p, suite, dir, kept := newPaidModel(t), manyCases(t, 6), filepath.Join(t.TempDir(), "run"), filepath.Join(t.TempDir(), "rec")
	shard := []string{suite, "--model", "openai:gpt-5-mini", "--out", dir, "--shard", "1/2"}
	code, _, errs := p.mockstar(t.Context(), append([]string{"eval", "run"}, shard...)...)
	require.Equal(t, 0, code, errs)
	made := p.calls()
	require.Less(t, made, 6)
	resume := append([]string{"eval", "record", "-o", kept, "--resume"}, shard...)
	code, _, errs = p.mockstar(t.Context(), resume...)
	require.Equal(t, 2, code, errs)
	_, hint, _ := strings.Cut(errs, "without --out: mockstar ")
	code, _, errs = p.mockstar(t.Context(), words(t, hint)...)
	require.Equal(t, 0, code, errs)
	require.Equal(t, 2*made, p.calls(), "the replies of the shard alone")
	code, out, errs := p.mockstar(t.Context(), resume...)
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, fmt.Sprintf("%d replies of openai:gpt-5-mini are kept in %s; what was asked for now cost nothing", made, kept))
}
