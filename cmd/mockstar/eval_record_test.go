package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
)

func TestEvalReplayIsHermeticAndSaysThatItIsAStub(t *testing.T) {
	code, out, errs := mockstar(t, "eval", "run", "../../testdata/suites/replay.yaml", "--model", "replay:../../testdata/recordings/honest")
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "claims nothing about grading quality")
	require.Empty(t, errs, "no host is named: nothing is sent")
}

func TestEvalReplayOfWhatWasNotRecordedIsStale(t *testing.T) {
	suite := littleSuite(t)
	code, _, errs := mockstar(t, "eval", "run", suite, "--model", "replay:../../testdata/recordings/honest")
	require.Equal(t, 5, code)
	require.Contains(t, errs, "is not recorded")
	require.Contains(t, errs, "mockstar eval record "+suite+" --model openai:NAME", "a command that can be copied")
	code, _, errs = mockstar(t, "eval", "run", littleSuite(t), "--model", "replay:"+filepath.Join(t.TempDir(), "nowhere"))
	require.Equal(t, 5, code, errs)
}

func TestEvalPlanMakesNoCallAndNamesThePrice(t *testing.T) {
	code, out, errs := mockstar(t, "eval", "plan", littleSuite(t), "--model", "openai:gpt-4.1", "-o", t.TempDir())
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "2 calls, 0 recorded, 2 to record")
	require.Regexp(t, `cost: about 0\.\d+ USD at the prices of \d{4}-\d\d-\d\d`, out)
}

// awkward is the name of a folder that a shell reads as several words, and that has a
// comma as a panel has.
const awkward = "it's my $HOME, & more"

// words are what a shell makes of the first line of text.
func words(t *testing.T, text string) []string {
	t.Helper()
	line, _, _ := strings.Cut(text, "\n")
	out, err := exec.CommandContext(t.Context(), "sh", "-c", `printf '%s\0' `+line).Output()
	require.NoError(t, err, line)
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
}

// Whoever follows a hint must get there.
func TestTheHintOfAMissRecordsWhatIsMissing(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no shell to copy the hint into")
	}
	p, suite, prices := newPaidModel(t), littleSuite(t), costTable(t)
	folder := filepath.Join(t.TempDir(), awkward)
	require.NoError(t, os.Rename(filepath.Dir(suite), folder))
	suite = filepath.Join(folder, filepath.Base(suite))
	for name, more := range map[string][]string{
		"several samples":          {"--samples", "2"},
		"one criterion a call":     {"--per-criterion"},
		"both of one case":         {"--samples", "2", "--per-criterion", "--filter", "id=a"},
		"another document":         {"--document", "../../rubric/bank/senior-ai-engineer"},
		"nothing but the defaults": nil,
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), awkward)
			record := []string{"eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", dir, "--prices", prices}
			code, _, errs := p.mockstar(t.Context(), append(record, "--filter", "id=d")...)
			require.Equal(t, 0, code, errs)
			replay := append([]string{"eval", "run", suite, "--model", "replay:" + dir}, more...)
			code, _, errs = p.mockstar(t.Context(), replay...)
			require.Equal(t, 5, code)
			_, hint, ok := strings.Cut(errs, "record again: mockstar ")
			require.True(t, ok, errs)
			code, out, errs := p.mockstar(t.Context(), words(t, hint)...)
			require.Equal(t, 0, code, errs)
			code, _, errs = p.mockstar(t.Context(), replay...)
			require.Equal(t, 0, code, errs)
			_, again, _ := strings.Cut(out, "replay them: mockstar ")
			code, _, errs = p.mockstar(t.Context(), words(t, again)...)
			require.Equal(t, 0, code, errs)
			code, _, errs = p.mockstar(t.Context(), append(replay, "--max-cost", "1")...)
			require.Equal(t, 0, code, "the price of a recording is known: %s", errs)
			code, out, errs = p.mockstar(t.Context(), "doctor", "--home", t.TempDir(), "--model", "replay:"+dir)
			require.Equal(t, 0, code, errs)
			require.Equal(t, 1, strings.Count(out, "model "), "one model, not a panel: %s", out)
		})
	}
}

func TestADamagedRecordingIsMendedByItsHint(t *testing.T) {
	p, suite, dir := newPaidModel(t), littleSuite(t), filepath.Join(t.TempDir(), "my replies")
	record := []string{"eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", dir}
	code, _, errs := p.mockstar(t.Context(), record...)
	require.Equal(t, 0, code, errs)
	all, err := filepath.Glob(filepath.Join(dir, "*.json"))
	require.NoError(t, err)
	require.Len(t, all, 2)
	require.NoError(t, os.Truncate(all[0], 100))
	for _, args := range [][]string{{"eval", "run", suite, "--model", "replay:" + dir}, record, {"eval", "plan", suite, "--model", "openai:gpt-5-mini", "-o", dir}} {
		code, _, errs = p.mockstar(t.Context(), args...)
		require.Equal(t, exitDamaged, code, errs)
		require.Contains(t, errs, "read recording "+filepath.Base(all[0])+": it is damaged")
		require.Contains(t, errs, "delete it: rm '"+all[0]+"'\nrecord again: mockstar eval record "+suite+" --model openai:gpt-5-mini -o '"+dir+"'")
	}
	require.NoError(t, os.Remove(all[0]))
	code, _, errs = p.mockstar(t.Context(), record...)
	require.Equal(t, 0, code, errs)
	require.Equal(t, 3, p.calls(), "the one that was damaged")
}

const changedSuite = `name: little
version: 1
title: Two answers
kind: grading
readers: people
cases: cases.jsonl
relations:
  - {change: pad, allow: 1, expect: [{must: not-rise}]}
  - {change: i-to-we, allow: 1, expect: [{must: not-rise}]}
`

func TestAPlanCountsTheCallsThatRecordMakes(t *testing.T) {
	suite := littleSuite(t)
	require.NoError(t, os.WriteFile(suite, []byte(changedSuite), 0o600))
	for name, more := range map[string][]string{
		"changed answers":      nil,
		"several samples":      {"--samples", "3"},
		"one criterion a call": {"--per-criterion"},
	} {
		t.Run(name, func(t *testing.T) {
			p, dir := newPaidModel(t), t.TempDir()
			plan := func() (all evals.Plan) {
				t.Helper()
				code, out, errs := p.mockstar(t.Context(), append([]string{"eval", "plan", suite, "--model", "openai:gpt-5-mini", "-o", dir, "--format", "json"}, more...)...)
				require.Equal(t, 0, code, errs)
				require.NoError(t, json.Unmarshal([]byte(out), &all))
				return all
			}
			before := plan()
			require.Zero(t, p.calls())
			code, _, errs := p.mockstar(t.Context(), append([]string{"eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", dir, "--filter", "id=a"}, more...)...)
			require.Equal(t, 0, code, errs)
			half := plan()
			require.Equal(t, before.Calls, half.Calls)
			require.Equal(t, p.calls(), half.Recorded)
			require.NotEmpty(t, half.Stale)
			code, _, errs = p.mockstar(t.Context(), append([]string{"eval", "record", suite, "--model", "openai:gpt-5-mini", "-o", dir}, more...)...)
			require.Equal(t, 0, code, errs)
			require.Equal(t, before.Calls, p.calls())
			after := plan()
			require.Equal(t, before.Calls, after.Recorded)
			require.Empty(t, after.Stale)
		})
	}
	code, out, errs := newPaidModel(t).mockstar(t.Context(), "eval", "plan", suite, "--model", "openai:gpt-5-mini", "-o", t.TempDir(), "--filter", "id=a")
	require.Equal(t, 0, code, errs)
	require.Contains(t, out, "case a, case a changed by pad, case a changed by i-to-we: nothing was recorded yet")
}

func TestEvalRecordAndPlanSayWhatTheyNeed(t *testing.T) {
	suite := littleSuite(t)
	for name, tt := range map[string]struct {
		args []string
		err  string
	}{
		"a record without a folder":          {[]string{"record", suite, "--model", "openai:x"}, "-o DIR"},
		"a record of what has no replies":    {[]string{"record", suite, "-o", "x"}, "embedded has no replies to keep"},
		"a record of recordings":             {[]string{"record", suite, "-o", "x", "--model", "replay:y"}, "name one model to record"},
		"a pruning shard":                    {[]string{"record", suite, "-o", "x", "--model", "openai:x", "--prune", "--shard", "1/2"}, "--prune would delete the others"},
		"a plan without a folder":            {[]string{"plan", suite, "--model", "openai:x"}, "-o DIR"},
		"a plan for the embedded examiner":   {[]string{"plan", suite, "-o", "x"}, "name the model"},
		"a plan over another model's folder": {[]string{"plan", suite, "--model", "openai:x", "-o", "../../testdata/recordings/honest"}, "keep one folder for each model"},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, errs := mockstar(t, append([]string{"eval"}, tt.args...)...)
			require.Equal(t, 2, code)
			require.Contains(t, errs, tt.err)
		})
	}
}
