package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// keptRun is a run that is kept in a folder, and its suite.
func keptRun(t *testing.T) (suite, dir string) {
	t.Helper()
	suite, dir = manyCases(t, 8), filepath.Join(t.TempDir(), "run")
	code, _, errs := mockstar(t, "eval", "run", suite, "--out", dir)
	require.Equal(t, 0, code, errs)
	return suite, dir
}

func TestFault83DamagedResultsAreExit4WhoeverReadsThem(t *testing.T) {
	suite, dir := keptRun(t)
	name := filepath.Join(dir, "results.jsonl")
	whole, err := os.ReadFile(name)
	require.NoError(t, err)
	readers := [][]string{
		{"eval", "merge", dir}, {"eval", "compare", dir, dir}, {"eval", "bless", dir, "--reason", "r", "-o", filepath.Join(t.TempDir(), "b")},
		{"eval", "run", suite, "--baseline", dir}, {"eval", "run", suite, "--out", dir, "--resume"},
	}
	require.NoError(t, os.WriteFile(name, bytes.Replace(whole, []byte(`"id"`), []byte(`"id!`), 1), 0o600))
	for _, args := range readers {
		code, _, errs := mockstar(t, args...)
		require.Equal(t, exitDamaged, code, "%v: %s", args, errs)
		require.Contains(t, errs, "results.jsonl:1 is damaged", args)
		require.Contains(t, errs, "delete that line, then go on with the run by its own command and --resume", args)
	}
	_, rest, _ := bytes.Cut(whole, []byte("\n"))
	require.NoError(t, os.WriteFile(name, rest, 0o600))
	code, _, errs := mockstar(t, "eval", "run", suite, "--out", dir, "--resume")
	require.Equal(t, 0, code, errs)

	require.NoError(t, os.WriteFile(name, whole[:len(whole)-9], 0o600))
	for _, args := range readers[:4] {
		code, _, errs := mockstar(t, args...)
		require.Equal(t, exitDamaged, code, "%v: %s", args, errs)
		require.Contains(t, errs, "was cut off: the run was killed, or goes on still", args)
	}
	code, _, errs = mockstar(t, readers[4]...)
	require.Equal(t, 0, code, "resuming mends it: %s", errs)
	for _, args := range readers {
		code, _, errs := mockstar(t, args...)
		require.Equal(t, 0, code, "%v: %s", args, errs)
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "run.json"), []byte("{\n"), 0o600))
	for _, args := range readers {
		code, _, errs := mockstar(t, args...)
		require.Equal(t, exitDamaged, code, "%v: %s", args, errs)
		require.Contains(t, errs, "run.json is damaged", args)
	}
}

func TestFault81ASecondRunInAFolderIsRefused(t *testing.T) {
	p, suite, dir := newPaidModel(t), littleSuite(t), filepath.Join(t.TempDir(), "run")
	args := []string{"eval", "run", suite, "--model", "openai:gpt-5-mini", "--concurrency", "1", "--out", dir}
	var code int
	var errs string
	p.onCall = func() {
		p.onCall = func() {}
		code, _, errs = p.mockstar(t.Context(), append(args, "--resume")...)
	}
	first, _, said := p.mockstar(t.Context(), args...)
	require.Equal(t, 0, first, said)
	require.Equal(t, exitUsage, code)
	require.Regexp(t, `open run in .*: process \d+ has it open; finish there first`, errs)
	require.Equal(t, 2, p.calls(), "nothing is paid twice")
}
