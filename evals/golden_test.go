package evals_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
	"mockstar/interviewer/ask"
	"mockstar/rubric/lexical"
)

func hold(t *testing.T, s *evals.Suite, g interviewer.Grader) []evals.Course {
	t.Helper()
	courses, err := s.Hold(t.Context(), ask.Plain{}, g)
	require.NoError(t, err)
	return courses
}

func TestTheShippedInterviewsTakeTheSameCourse(t *testing.T) {
	s, err := evals.Load("../testdata/suites/interviews.yaml", guide(t))
	require.NoError(t, err)
	if *update {
		for _, g := range s.Goldens {
			holdAnew(t, guide(t), filepath.Join("../testdata/suites", g.File))
		}
	}
	for _, c := range hold(t, s, lexical.New()) {
		require.Empty(t, c.Broken, "%s: %s\nwhen this is meant: go test ./evals -run ShippedInterviews -update", c.File, c.Purpose)
		require.Greater(t, c.Turns, 5)
	}
}

// golden writes a suite of one shipped transcript with more fields.
func golden(t *testing.T, fields string) *evals.Suite {
	t.Helper()
	b, err := os.ReadFile("../testdata/transcripts/probed.jsonl")
	require.NoError(t, err)
	dir := folder(t, "t.jsonl", string(b), "s.yaml",
		"name: one\nversion: 1\ntitle: One\nkind: interview\ntranscripts:\n  - file: t.jsonl\n    purpose: probing\n"+fields)
	s, err := evals.Load(filepath.Join(dir, "s.yaml"), guide(t))
	require.NoError(t, err)
	return s
}

func TestAnotherCourseIsNamedWithItsTurn(t *testing.T) {
	blind := flat(5) // quotes the interviewer, so nothing it says stands
	broken := hold(t, golden(t, ""), blind)[0].Broken
	require.Len(t, broken, 1)
	require.Regexp(t, `^turn 4: was "asked probe production-failure \S+", is "asked \S+ production-failure \S+"$`, broken[0])
	require.Empty(t, hold(t, golden(t, "    grades: recorded\n"), blind)[0].Broken, "the policy did not change")
}

func TestAPolicyThatProbesAnotherCriterionIsSeen(t *testing.T) {
	doc := ownGuide(t)
	for i, q := range doc.Questions {
		for j := range q.Criteria {
			if q.ID == "production-failure" && q.Criteria[j].ID == "insight" {
				doc.Questions[i].Criteria[j].Weight = 100
			}
		}
	}
	s := golden(t, "    grades: recorded\n")
	edited, err := evals.Load(s.File(), doc)
	require.NoError(t, err)
	broken := hold(t, edited, flat(1))[0].Broken
	require.Len(t, broken, 1)
	require.Contains(t, broken[0], "is \"asked probe production-failure insight\"")
}

func TestWordsNeedOnlySatisfyTheAssertions(t *testing.T) {
	c := hold(t, golden(t, "    grades: recorded\n    say: [production, zebra]\n    never: ['good.to.meet', giraffe]\n"), lexical.New())[0]
	require.Len(t, c.Broken, 2)
	require.Equal(t, "nowhere said: zebra", c.Broken[0])
	require.Regexp(t, `^turn 1 said "good to meet", which must not be said: good\.to\.meet; in "[^"]*good to meet[^".!?]*[.!?]"$`, c.Broken[1])
}

func TestInterviewSuitesAreReadStrictly(t *testing.T) {
	head := "name: one\nversion: 1\ntitle: One\nkind: interview\n"
	for name, tt := range map[string]struct{ text, err string }{
		"no transcripts":               {head, `has the field "transcripts"`},
		"a pattern that is broken":     {head + "transcripts:\n  - {file: x, purpose: y, say: ['(']}\n", "s.yaml:6:33: is no regular expression"},
		"a purpose left out":           {head + "transcripts:\n  - file: x\n", `needs the field "purpose"`},
		"a file that is no transcript": {head + "transcripts:\n  - {file: s.yaml, purpose: y}\n", "transcript s.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := evals.Load(filepath.Join(folder(t, "s.yaml", tt.text), "s.yaml"), guide(t))
			require.ErrorContains(t, err, tt.err)
		})
	}
}

func TestInterviewReportsTellWhichBroke(t *testing.T) {
	s := golden(t, "")
	r := &evals.InterviewReport{Header: header(s), Courses: hold(t, s, flat(5))}
	require.Equal(t, 1, r.Broken())
	var text, junit bytes.Buffer
	require.NoError(t, r.WriteText(&text))
	require.Contains(t, text.String(), "BROKEN t.jsonl, 4 turns: probing")
	require.Contains(t, text.String(), "If another course is meant, hold such interviews anew")
	require.NoError(t, r.WriteJUnit(&junit))
	var suite struct {
		Failures int `xml:"failures,attr"`
	}
	require.NoError(t, xml.Unmarshal(junit.Bytes(), &suite))
	require.Equal(t, 1, suite.Failures)
}

// TestInterviewsEndInTheVerdictThatGradingsDo holds one interview that keeps to
// all, one whose words do not and one that takes another course.
func TestInterviewsEndInTheVerdictThatGradingsDo(t *testing.T) {
	words := golden(t, "    grades: recorded\n    say: [zebra]\n")
	for name, tt := range map[string]struct {
		courses []evals.Course
		want    evals.Verdict
		says    string
	}{
		"kept": {hold(t, golden(t, "    grades: recorded\n"), flat(5)),
			evals.Verdict{Conclusion: evals.Kept, Parts: []string{"interviews: 1 of 1 kept"}, Missed: []string{}, Open: []string{}},
			"PASSED (interviews: 1 of 1 kept)"},
		"broken": {append(hold(t, words, flat(5)), hold(t, golden(t, ""), flat(5))...),
			evals.Verdict{Conclusion: evals.Broken, Parts: []string{"interviews: 2 of 2 broken"}, Missed: []string{
				"1 of 2 interviews took another course", "1 of 2 interviews kept their course and not the words that are asked of them"}, Open: []string{}},
			"FAILED (interviews: 2 of 2 broken)"},
	} {
		t.Run(name, func(t *testing.T) {
			r := &evals.InterviewReport{Header: header(words), Courses: tt.courses}
			require.Equal(t, tt.want, r.Verdict())
			var text, md, junit, data bytes.Buffer
			require.NoError(t, r.WriteText(&text))
			require.True(t, strings.HasSuffix(text.String(), "\n\nverdict: "+tt.says+"\n"), "last in text")
			require.NoError(t, r.WriteMarkdown(&md))
			require.True(t, strings.HasPrefix(md.String(), "## One\n\n**Verdict: "+tt.says+"**\n"), "first in Markdown")
			require.NoError(t, r.WriteJUnit(&junit))
			require.Contains(t, junit.String(), `<property name="verdict" value="`+tt.says+`">`)
			require.NoError(t, r.WriteJSON(&data))
			var got struct{ Verdict evals.Verdict }
			require.NoError(t, json.Unmarshal(data.Bytes(), &got))
			require.Equal(t, tt.want, got.Verdict)
		})
	}
	var text bytes.Buffer
	require.NoError(t, (&evals.InterviewReport{Header: header(words), Courses: hold(t, words, flat(5))}).WriteText(&text))
	require.NotContains(t, text.String(), "hold such interviews anew", "new transcripts do not change what must be said")
}
