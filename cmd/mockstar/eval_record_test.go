package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
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
