package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// evalCommand runs `mockstar eval ARGS` and returns the results, what was said
// beside them, and the exit code.
func evalCommand(t *testing.T, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	a := newApp(streams{strings.NewReader(stdin), &out, &errs}, func(string) string { return "" })
	c := newEval(a)
	c.SilenceErrors, c.SilenceUsage = true, true
	c.SetOut(a.out)
	c.SetArgs(args)
	code = a.exit(t.Context(), c.ExecuteContext(t.Context()))
	return out.String(), errs.String(), code
}

const threeRatings = `{"id":"a1","criterion":"depth","rater":"judge","level":4}
{"id":"a1","criterion":"depth","rater":"human","level":3}
{"id":"a2","criterion":"depth","rater":"judge","level":2}
{"id":"a2","criterion":"depth","rater":"human","level":2}
{"id":"a3","criterion":"depth","rater":"judge","level":null}
{"id":"a3","criterion":"depth","rater":"human","level":5}
`

func TestEvalAgreePrintsTheFirstRaterAgainstTheSecond(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ratings.jsonl")
	require.NoError(t, os.WriteFile(file, []byte(threeRatings), 0o600))
	out, errs, code := evalCommand(t, "", "agree", file, "--raters", "judge,human")
	require.Equal(t, 0, code, errs)
	sum := sha256.Sum256([]byte(threeRatings))
	require.True(t, strings.HasPrefix(out, fmt.Sprintf("ratings.jsonl:%x: 6 ratings of 3 answers on depth\nmade by mockstar ", sum[:6])), out)
	require.Contains(t, out, "it does not say which of them is right")
	require.Contains(t, out, "judge against human on depth\n  2 cases, 1 more without the levels to compare\n")
	require.Regexp(t, `mean difference +0\.500`, out)
	require.Empty(t, errs)
}

func TestEvalAgreeWritesJSONWithNullForWhatDoesNotExist(t *testing.T) {
	out, errs, code := evalCommand(t, threeRatings[:strings.Index(threeRatings, `{"id":"a2"`)], "agree", "-", "--format", "json")
	require.Equal(t, 0, code, errs)
	var report struct {
		Sections []struct {
			Raters  []string
			Figures []struct {
				Name     string
				Estimate struct {
					Value     *float64
					Undefined string
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &report))
	require.Equal(t, []string{"human", "judge"}, report.Sections[0].Raters)
	for _, f := range report.Sections[0].Figures {
		if f.Name == "Pearson" {
			require.Nil(t, f.Estimate.Value)
			require.Equal(t, "needs at least 2 cases, has 1", f.Estimate.Undefined)
			return
		}
	}
	t.Fatal("the report has no correlation")
}

func TestEvalAgreeSaysWhatToMend(t *testing.T) {
	for name, c := range map[string]struct {
		stdin string
		args  []string
		want  string
	}{
		"a file that is not there": {"", []string{"agree", "nowhere.jsonl"}, "read ratings: open nowhere.jsonl"},
		"a line that is no rating": {"{}\n", []string{"agree", "-"}, `read ratings: standard input:1: "id" is missing or empty`},
		"a rater nobody knows":     {threeRatings, []string{"agree", "-", "--raters", "judge,bob"}, `nobody is called "bob"; there are human, judge`},
		"a format nobody writes":   {threeRatings, []string{"agree", "-", "--format", "xml"}, `unknown --format "xml"; there are text, json`},
	} {
		t.Run(name, func(t *testing.T) {
			out, errs, code := evalCommand(t, c.stdin, c.args...)
			require.Equal(t, exitUsage, code)
			require.Contains(t, errs, c.want)
			require.Empty(t, out)
		})
	}
}

func TestEvalAgreeMakesNamesFromAFileHarmless(t *testing.T) {
	out, _, code := evalCommand(t, strings.ReplaceAll(threeRatings, "judge", `\u001b[31mjudge`), "agree", "-")
	require.Equal(t, 0, code)
	require.NotContains(t, out, "\x1b")
}
