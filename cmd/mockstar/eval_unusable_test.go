package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAJudgeWhoseRepliesCannotBeUsedIsNotMeasured(t *testing.T) {
	suite, dir := littleSuite(t), t.TempDir()
	script := filepath.Join(dir, "script.yaml")
	require.NoError(t, os.WriteFile(script, []byte("- prompt: grade\n  repeat: true\n  reply: Sure! I would give a 4.\n"), 0o600))
	out, rec, base := filepath.Join(dir, "run"), filepath.Join(dir, "rec"), filepath.Join(dir, "base")
	const why = "have no level (18 invalid), so that nothing can be said of the grading; the first of them: case a: there is no JSON object with the nonce"
	code, text, errs := mockstar(t, "eval", "run", suite, "--model", "stub:"+script, "--out", out)
	require.Equal(t, 6, code, errs)
	require.Contains(t, errs, "inconclusive: 18 of 18 marks "+why)
	require.Contains(t, text, "its reply began: “Sure! I would give a 4.”")
	require.Contains(t, text, "verdict: INCONCLUSIVE (18 of 18 marks have no level (18 invalid); ")
	code, text, errs = mockstar(t, "eval", "record", suite, "--model", "stub:"+script, "-o", rec)
	require.Equal(t, 6, code, errs)
	require.Contains(t, text, "4 replies of stub:")
	require.Contains(t, errs, why)
	code, report, errs := mockstar(t, "eval", "merge", out, "--format", "json")
	require.Equal(t, 6, code, errs)
	file := filepath.Join(dir, "report.json")
	require.NoError(t, os.WriteFile(file, []byte(report), 0o600))
	for _, run := range []string{out, file} {
		code, _, errs = mockstar(t, "eval", "bless", run, "--reason", "x", "-o", base)
		require.Equal(t, 2, code)
		require.Contains(t, errs, "none of its 18 marks has a level: a gate would have nothing to compare\nthe first of them: case a: there is no JSON")
		require.NoFileExists(t, base)
	}
	code, text, errs = mockstar(t, "eval", "run", suite, "--model", "stub:"+script, "--format", "junit")
	require.Equal(t, 6, code, errs)
	require.Contains(t, text, `<testcase classname="`)
	require.Contains(t, text, `name="replies that can be used"`)
	require.Positive(t, readJUnit(t, text).Skipped)
}
