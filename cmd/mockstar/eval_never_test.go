package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
)

func TestAShardThatWasNeverRecordedIsCountedAndRecordedAlone(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no shell to copy the hint into")
	}
	p, suite, kept, out := newPaidModel(t), manyCases(t, 6), filepath.Join(t.TempDir(), "rec"), t.TempDir()
	code, _, errs := p.mockstar(t.Context(), "eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", kept, "--shard", "1/2")
	require.Equal(t, 0, code, errs)
	first := p.calls()
	require.Greater(t, first, 0)
	require.Less(t, first, 5)
	replay := []string{"eval", "run", suite, "--model", "replay:" + kept, "--shard", "2/2", "--out"}
	code, _, errs = p.mockstar(t.Context(), append(replay, filepath.Join(out, "missed"))...)
	require.Equal(t, exitStale, code, errs)
	require.Contains(t, errs, fmt.Sprintf("%d cases of shard 2/2 were never recorded in %s: %[1]d of %[1]d calls have no recording; nothing that was recorded has changed", 6-first, kept))
	_, hint, ok := strings.Cut(errs, "record again: mockstar ")
	require.True(t, ok, errs)
	require.NoError(t, os.RemoveAll(kept))
	code, text, errs := p.mockstar(t.Context(), words(t, hint)...)
	require.Equal(t, 0, code, errs)
	require.Equal(t, 6, p.calls(), "the calls of the shard alone")
	code, _, errs = p.mockstar(t.Context(), append(replay, filepath.Join(out, "whole"))...)
	require.Equal(t, 0, code, errs)
	_, again, _ := strings.Cut(text, "replay them: mockstar ")
	code, _, errs = p.mockstar(t.Context(), words(t, strings.Replace(again, "--out DIR", "--out "+filepath.Join(out, "again"), 1))...)
	require.Equal(t, 0, code, errs)
}

func TestAMissingSecondTryIsNoCaseThatWasNeverRecorded(t *testing.T) {
	suite, dir := littleSuite(t), t.TempDir()
	script, kept := filepath.Join(dir, "script.yaml"), filepath.Join(dir, "rec")
	require.NoError(t, os.WriteFile(script, []byte("- prompt: grade\n  repeat: true\n  reply: Sure! I would give a 4.\n"), 0o600))
	record := []string{"eval", "record", suite, "--model", "stub:" + script, "-o", kept, "--filter"}
	code, _, errs := mockstar(t, append(record, "id=a")...)
	require.Equal(t, exitInconclusive, code, errs)
	forgetSecondTry(t, kept)
	replay := []string{"eval", "run", suite, "--model", "replay:" + kept}
	code, _, errs = mockstar(t, append(replay, "--filter", "id=a")...)
	require.Equal(t, exitStale, code, errs)
	require.Contains(t, errs, "the second try for a recorded verdict that broke the contract was never recorded in "+kept+": 1 of 2 calls have no recording")
	code, _, errs = mockstar(t, replay...)
	require.Equal(t, exitStale, code, errs)
	require.Contains(t, errs, "1 case of this suite and the second try for a recorded verdict that broke the contract were never recorded in "+kept+": 2 of 3 calls have no recording")
	code, out, errs := mockstar(t, "eval", "plan", suite, "--model", "stub:"+script, "-o", kept)
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "\n1 case of this suite and the second try for a recorded verdict that broke the contract were never recorded; nothing that was recorded has changed\n")
}

// forgetSecondTry deletes the one recording of a second try in dir.
func forgetSecondTry(t *testing.T, dir string) {
	t.Helper()
	all, err := evals.Recordings(dir)
	require.NoError(t, err)
	require.Len(t, all, 2)
	for _, r := range all {
		if len(r.Request.Messages) > 1 {
			require.NoError(t, os.Remove(filepath.Join(dir, r.Key+".json")))
			return
		}
	}
	require.Fail(t, "there was no second try")
}
