package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAShardMeasuresAndTheMergeJudges: a part of a suite misses a bound by
// chance, and a matrix of shards would break by it.
func TestAShardMeasuresAndTheMergeJudges(t *testing.T) {
	suite, dir := littleSuite(t), t.TempDir()
	b, err := os.ReadFile(suite)
	require.NoError(t, err)
	text := strings.Replace(string(b), "gate: {cluster: case}", "gate: {cluster: case, thresholds: [{figure: score, at_least: 5}, {figure: flips, at_most: 0}]}", 1) +
		"relations: [{change: pad, allow: 0, expect: [{must: drop}]}, {change: swap-gender, allow: 0, expect: [{must: stay}]}]\n"
	require.NoError(t, os.WriteFile(suite, []byte(text), 0o600))
	baseline := filepath.Join(dir, "a base")
	require.NoError(t, os.WriteFile(baseline, []byte("# suite: little@1:0\n\na action 5 3 ann\nz action 1 - zoe\n"), 0o600))
	shards := []string{filepath.Join(dir, "1"), filepath.Join(dir, "2")}
	const held = "verdict: MEASURED (shard 1/2 alone is held to nothing; eval merge holds the whole to 2 thresholds, 2 changed answers, the --baseline it is given)\n"
	code, out, errs := mockstar(t, "eval", "run", suite, "--baseline", baseline, "--shard", "1/2", "--out", shards[0])
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, held)
	require.NotContains(t, out, "MISSED")
	require.NotContains(t, out, "against the baseline")
	require.Contains(t, errs, "the baseline is left to the merge of the shards: mockstar eval merge DIR... --baseline '"+baseline+"'\n")
	code, again, errs := mockstar(t, "eval", "run", suite, "--shard", "1/2", "--out", shards[0], "--resume")
	require.Equal(t, 0, code, errs)
	require.Equal(t, out, again)
	code, out, errs = mockstar(t, "eval", "run", suite, "--shard", "2/2", "--out", shards[1], "--format", "junit")
	require.Equal(t, 0, code, errs)
	j := readJUnit(t, out)
	require.Zero(t, j.Failures+j.Skipped)
	require.Contains(t, j.Properties[0].Value, "MEASURED (shard 2/2 alone is held to nothing; ")

	code, out, errs = mockstar(t, "eval", "merge", shards[0], shards[1], "--baseline", baseline)
	require.Equal(t, 1, code, errs)
	require.Contains(t, out, "verdict: FAILED (against the baseline: inconclusive")
	require.Contains(t, out, "thresholds: 1 of 2 missed, 1 of 2 can't be told; changed answers: 1 of 2 missed, 1 of 2 can't be told")

	whole := filepath.Join(dir, "whole")
	code, out, errs = mockstar(t, "eval", "run", suite, "--shard", "1/1", "--out", whole)
	require.Equal(t, 1, code, "the one shard of one is the whole: "+errs)
	code, merged, _ := mockstar(t, "eval", "merge", whole)
	require.Equal(t, 1, code)
	require.Equal(t, out, merged)
}
