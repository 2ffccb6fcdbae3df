package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What can be known before is said before: nothing is paid for a command that
// cannot be carried out.
func TestNothingIsPaidBeforeAllSuitesAreChecked(t *testing.T) {
	p, suite, other := newPaidModel(t), littleSuite(t), littleSuite(t)
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		return name
	}
	typo := write("typo.yaml", "name: typo\nverson: 1\n")
	held := write("held.yaml", "name: held\nversion: 1\ntitle: Held again\nkind: interview\ntranscripts:\n  - {file: probed.jsonl, purpose: its words, grades: recorded}\n")
	b, err := os.ReadFile("../../testdata/transcripts/probed.jsonl")
	require.NoError(t, err)
	write("probed.jsonl", string(b))

	// A baseline of other cases.
	run, strange := filepath.Join(dir, "run"), filepath.Join(dir, "strange.baseline")
	code, _, errs := p.mockstar(t.Context(), "eval", "run", suite, "--out", run)
	require.Equal(t, 0, code, errs)
	code, _, errs = p.mockstar(t.Context(), "eval", "bless", run, "--reason", "the first", "-o", strange)
	require.Equal(t, 0, code, errs)
	text, err := os.ReadFile(strange)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(strange, []byte(strings.NewReplacer("\na ", "\nx ", "\nd ", "\ny ").Replace(string(text))), 0o600))

	out := filepath.Join(dir, "out")
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"run", suite, "--baseline", strange}, strange + " and " + suite + ": compare runs: they have no case and criterion in common"},
		{[]string{"run", suite, typo}, `verson`},
		{[]string{"run", suite, held, "--out", out}, held + " holds interviews, which are held once and whole"},
		{[]string{"run", suite, other, "--out", out}, "would both be in " + filepath.Join(out, "little")},
		{[]string{"record", suite, typo, "-o", out}, `verson`},
		{[]string{"record", suite, held, "-o", out, "--samples", "2"}, held + " holds interviews"},
		{[]string{"plan", suite, typo, "-o", out}, `verson`},
		{[]string{"plan", suite, suite, "-o", out, "--format", "json"}, "the format json takes one suite at a time"},
	} {
		code, stdout, errs := p.mockstar(t.Context(), append(append([]string{"eval"}, tt.args...), "--model", "openai:gpt-5-mini")...)
		require.Equal(t, 2, code, "%q: %s", tt.args, errs)
		require.Contains(t, errs, tt.says)
		require.Empty(t, stdout)
		require.NoDirExists(t, out)
	}
	require.Zero(t, p.calls())
}

// --max-cost bounds the command, and not each of its suites.
func TestABudgetHoldsForAllSuitesTogether(t *testing.T) {
	p, suite, other, dir := newPaidModel(t), littleSuite(t), littleSuite(t), t.TempDir()
	second := filepath.Join(filepath.Dir(other), "second.yaml")
	require.NoError(t, os.Rename(other, second))
	// An answer costs 0.0012 USD, so a suite of two 0.0023: the second begins, and stops in its middle.
	args := []string{"eval", "run", suite, second, "--model", "openai:gpt-5-mini", "--prices", costTable(t), "--concurrency", "1", "--max-cost", "0.003"}
	code, _, errs := p.mockstar(t.Context(), append(args, "--out", dir)...)
	require.Equal(t, 2, code)
	require.Contains(t, errs, "stopped, as the calls have cost 0.003 USD (--max-cost)\nraise it and go on with --resume")
	require.Equal(t, 3, p.calls())

	args[len(args)-1] = "1"
	code, out, errs := p.mockstar(t.Context(), append(args, "--out", dir, "--resume")...)
	require.Equal(t, 0, code, errs)
	require.Equal(t, 4, p.calls(), "what was finished is not paid again")
	require.Equal(t, 2, strings.Count(out, "cost: 0.0023 USD"))

	// Its first suite has cost all there is: the second is not begun.
	args[len(args)-1] = "0.0023"
	code, _, errs = p.mockstar(t.Context(), args...)
	require.Equal(t, 2, code)
	require.Contains(t, errs, "nothing was kept")
	require.Equal(t, 6, p.calls())
}

func TestAPlanOfOneSuiteIsOneDocument(t *testing.T) {
	code, out, errs := mockstar(t, "eval", "plan", littleSuite(t), "--model", "openai:gpt-5-mini", "-o", t.TempDir(), "--format", "json")
	require.Equal(t, 0, code, errs)
	require.NoError(t, json.Unmarshal([]byte(out), new(map[string]any)))
}

func TestARecordThatFailsInALaterSuiteSaysWhatTheEarlierOnesCostAndEndedIn(t *testing.T) {
	p, suite, later, dir := newPaidModel(t), littleSuite(t), manyCases(t, 6), t.TempDir()
	code, out, errs := p.mockstar(t.Context(), "eval", "record", suite, later, "--model", "openai:gpt-5-mini", "-o", filepath.Join(dir, "paid"), "--prices", costTable(t), "--concurrency", "1", "--max-cost", "0.003")
	require.Equal(t, exitUsage, code, out)
	require.Contains(t, errs, "until "+later+" failed, what was asked for cost 0.0023 USD and 0.0012 USD\n")
	require.Contains(t, errs, "what was recorded is kept; run the same command to go on")

	script := filepath.Join(dir, "script.yaml")
	require.NoError(t, os.WriteFile(script, []byte(strings.Repeat("- reply: I would give a 4.\n", 4)+"- fail: quota\n  repeat: true\n"), 0o600))
	code, out, errs = mockstar(t, "eval", "record", suite, later, "--model", "stub:"+script, "-o", filepath.Join(dir, "useless"), "--concurrency", "1")
	require.Equal(t, exitProvider, code, out)
	require.Contains(t, errs, "inconclusive: 18 of 18 marks have no level")
	require.Contains(t, errs, "stub: quota, as scripted")
}
