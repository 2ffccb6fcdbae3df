package main

import (
	"context"
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
