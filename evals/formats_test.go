package evals_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// hostileReport is the report of a suite whose every text attacks a format.
func hostileReport(t *testing.T) *evals.Report {
	t.Helper()
	const evil = `</script><img src=x onerror=alert(1)>|x ` + "```" + ` [a](b)`
	suite := strings.Replace(smallSuite, "Two answers", "'"+evil+"'", 1)
	cases := strings.ReplaceAll(smallCases, `"ann"`, `"</table><svg onload=1>"`)
	cases = strings.Replace(cases, `"kind":"vague"`, `"<b>":"|]]>"`, 1)
	dir := folder(t, "suite.yaml", suite, "cases.jsonl", cases)
	s, err := evals.Load(dir+"/suite.yaml", guide(t))
	require.NoError(t, err)
	base := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(3)}}))
	abstaining := damagedFlat(func(g *rubric.Grade) {
		if g.Criterion == "task" {
			g.Level, g.Unscored = 0, rubric.Unverified
		}
	})
	r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{abstaining}}))
	r.Gate, err = evals.Compare(base.Marks(), r.Marks(), 0)
	require.NoError(t, err)
	return r
}

func damagedFlat(change func(*rubric.Grade)) graderFunc { return damaged(flat(3), change) }

func TestJUnitIsXMLWhateverTheTexts(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, hostileReport(t).WriteJUnit(&b))
	var suite struct {
		Tests  int `xml:"tests,attr"`
		Errors int `xml:"errors,attr"`
		Cases  []struct {
			Name  string `xml:"name,attr"`
			Error *struct {
				Message string `xml:"message,attr"`
				Text    string `xml:",chardata"`
			} `xml:"error"`
		} `xml:"testcase"`
	}
	require.NoError(t, xml.Unmarshal(b.Bytes(), &suite))
	require.Equal(t, len(suite.Cases), suite.Tests)
	require.Equal(t, 2, suite.Errors, "an abstention is an error")
	last := suite.Cases[len(suite.Cases)-1]
	require.Equal(t, "b", last.Name)
	require.Equal(t, "task: unverified", last.Error.Text)
}

func TestTheHTMLPageIsSelfContainedAndInert(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, hostileReport(t).WriteHTML(&b))
	page := b.String()
	_, style, _ := strings.Cut(page, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	sum := sha256.Sum256([]byte(style))
	require.Contains(t, page, `content="default-src 'none'; style-src 'sha256-`+base64.StdEncoding.EncodeToString(sum[:])+`'; base-uri 'none'; form-action 'none'"`,
		"the style was changed: change its hash in report.html.tmpl")
	require.NotRegexp(t, regexp.MustCompile(`(?i)<(script|link|img|iframe|object|base|form)\b`), page)
	require.NotRegexp(t, regexp.MustCompile(`(?i)<[^>]+\s(on\w+|src|href|style)=`), page)
	require.NotContains(t, page, "<b>")
	require.Contains(t, page, "<svg role=")
	require.Contains(t, page, "Which levels meet which")
}

func TestMarkdownKeepsItsTables(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, hostileReport(t).WriteMarkdown(&b))
	cells := 0
	for l := range strings.Lines(b.String()) {
		if strings.HasPrefix(l, "| ") {
			cells++
			require.Equal(t, 10, strings.Count(strings.ReplaceAll(l, `\|`, ""), "|"), l)
		}
		require.NotContains(t, l, "<")
	}
	require.Greater(t, cells, 5)
	require.Equal(t, 4, strings.Count(b.String(), "```"), "nothing ends the blocks of gate and health but their ends")
}
