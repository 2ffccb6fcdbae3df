package main

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// junit is what a CI system reads.
type junit struct {
	Tests      int `xml:"tests,attr"`
	Failures   int `xml:"failures,attr"`
	Errors     int `xml:"errors,attr"`
	Skipped    int `xml:"skipped,attr"`
	Properties []struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	} `xml:"properties>property"`
	Cases []struct {
		Class   string    `xml:"classname,attr"`
		Name    string    `xml:"name,attr"`
		Failure *junitWhy `xml:"failure"`
		Error   *junitWhy `xml:"error"`
		Skipped *junitWhy `xml:"skipped"`
	} `xml:"testcase"`
}

type junitWhy struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

func readJUnit(t *testing.T, text string) junit {
	t.Helper()
	var j junit
	require.NoError(t, xml.Unmarshal([]byte(text), &j), text)
	seen := map[string]bool{}
	for _, c := range j.Cases {
		require.False(t, seen[c.Class+"\n"+c.Name], "two tests are called %s", c.Name)
		seen[c.Class+"\n"+c.Name] = true
	}
	require.Equal(t, j.Tests, len(j.Cases))
	require.Greater(t, len(j.Properties), 1, "it says what made it")
	require.Equal(t, "verdict", j.Properties[0].Name)
	want := "^(PASSED|MEASURED) "
	if j.Failures > 0 {
		want = "^FAILED "
	} else if j.Skipped > 0 {
		want = "^INCONCLUSIVE "
	}
	if j.Failures == 0 && j.Errors > 0 && strings.HasPrefix(j.Properties[0].Value, "INCOMPLETE ") {
		return j // what the provider failed at is an error, and may leave limits open
	}
	require.Regexp(t, want, j.Properties[0].Value, "the verdict says what the tests do")
	return j
}

// TestJUnitIsNeverGreenerThanTheExitCode: a CI system that reads the file alone
// must not take a run for good that ended badly.
func TestJUnitIsNeverGreenerThanTheExitCode(t *testing.T) {
	suite, dir := littleSuite(t), t.TempDir()
	b, err := os.ReadFile(suite)
	require.NoError(t, err)
	first, baseline := filepath.Join(dir, "run"), filepath.Join(dir, "b")
	code, _, errs := mockstar(t, "eval", "run", suite, "--out", first)
	require.Equal(t, 0, code, errs)
	code, _, errs = mockstar(t, "eval", "bless", first, "--reason", "x", "-o", baseline)
	require.Equal(t, 0, code, errs)
	was, err := os.ReadFile(baseline)
	require.NoError(t, err)
	more := filepath.Join(dir, "more")
	require.NoError(t, os.WriteFile(more, append(was, "z action 3 3 zoe\n"...), 0o600))
	const gate = "gate: {cluster: case}\n"
	for name, tt := range map[string]struct {
		add, baseline string
		code          int
		is            string // in the test that tells
	}{
		"all is well":                {"", baseline, 0, ""},
		"a relation that is broken":  {"relations: [{change: pad, allow: 0, expect: [{must: drop}]}]\n", "", 1, "must drop"},
		"a relation that is kept":    {"relations: [{change: pad, allow: 1, expect: [{must: drop}]}]\n", "", 0, ""},
		"a relation with no mark":    {"relations: [{change: swap-gender, allow: 0, expect: [{must: not-rise}]}]\n", "", 6, "no answer holds anything to change"},
		"a threshold that is missed": {"gate: {cluster: case, thresholds: [{figure: score, at_least: 5}]}\n", "", 1, "score at least 5"},
		"a mark that is missing now": {"", more, 6, "1 marks of the base are missing now"},
		"a figure that is not there": {"gate: {cluster: case, thresholds: [{figure: flips, at_most: 0}]}\n", "", 6, "flips at most 0"},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(string(b), gate, "", 1) + tt.add
			if !strings.Contains(tt.add, "gate:") {
				text += gate
			}
			require.NoError(t, os.WriteFile(suite, []byte(text), 0o600))
			args := []string{"eval", "run", suite, "--format", "junit"}
			if tt.baseline != "" {
				args = append(args, "--baseline", tt.baseline)
			}
			code, out, errs := mockstar(t, args...)
			require.Equal(t, tt.code, code, errs)
			j := readJUnit(t, out)
			require.Equal(t, code == 1, j.Failures > 0)
			require.Equal(t, code == 6, j.Skipped > 0)
			told := tt.is == ""
			for _, c := range j.Cases {
				for _, why := range []*junitWhy{c.Failure, c.Skipped} {
					told = told || why != nil && strings.Contains(why.Message+why.Text, tt.is)
				}
			}
			require.True(t, told, out)
		})
	}
}

func TestJUnitOfInterviewsSaysWhatMadeItAndNamesEachOnce(t *testing.T) {
	code, out, errs := mockstar(t, "eval", "run", "../../testdata/suites/interviews.yaml", "--format", "junit")
	require.Equal(t, 0, code, errs)
	j := readJUnit(t, out)
	require.Contains(t, out, "embedded run")
	require.Contains(t, out, "made by mockstar")
	require.Equal(t, 7, j.Tests)
}

// A run that recordings do not fit, the everyday end of a changed prompt, has no
// report, and says so where a CI system looks.
func TestARunThatDidNotFinishSaysSoInItsReport(t *testing.T) {
	suite, none := littleSuite(t), filepath.Join(t.TempDir(), "none")
	require.NoError(t, os.Mkdir(none, 0o700))
	for name, run := range map[string][]string{
		"answers":    {"eval", "run", suite, "--model", "replay:" + none},
		"interviews": {"eval", "run", "../../testdata/suites/interviews.yaml", "--model", "replay:../../testdata/recordings/honest"},
	} {
		t.Run(name, func(t *testing.T) {
			written := map[string]string{}
			formats := []string{"text", "junit", "md", "json"}
			if name == "answers" {
				formats = append(formats, "html") // interviews have no page
			}
			for _, format := range formats {
				code, out, errs := mockstar(t, append(run, "--format", format)...)
				require.Equal(t, 5, code, errs)
				require.Contains(t, errs, "mockstar eval record "+run[2]+" ")
				written[format] = out
			}
			require.Empty(t, written["text"], "who reads text reads errors too")
			var x junit
			require.NoError(t, xml.Unmarshal([]byte(written["junit"]), &x), written["junit"])
			require.Equal(t, 1, x.Errors)
			require.Contains(t, x.Cases[0].Error.Text, "mockstar eval record "+run[2]+" ")
			require.Regexp(t, "^NOT FINISHED: ", x.Properties[0].Value)
			var v struct{ Suite, Error string }
			require.NoError(t, json.Unmarshal([]byte(written["json"]), &v))
			require.Equal(t, strings.TrimSpace(x.Cases[0].Error.Text), v.Error)
			require.Regexp(t, `(?s)^## .*\n\*\*Verdict: NOT FINISHED: .*\n`+"```text\n.*mockstar eval record .*```\n$", written["md"])
			if name == "answers" {
				require.Contains(t, written["html"], "mockstar eval record ")
			}
		})
	}
}
