package lexical_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// A claim is something that a rationale says is found in the quotes, which is
// right where one is labelled so, or is lacking, which is right where no
// sentence of the answer is.
type claim struct {
	says, label string
	lacking     bool
	floor       float64 // share of those that are right
}

var claims = []claim{
	{"what you answered for", "T", false, 0.8},
	{"something you did", "A", false, 0.87},
	{"something “we” did", "W", false, 0.7},
	{"an outcome in words", "R", false, 0.75},
	{"two figures side by side", "R", false, 0.93},
	{"a cost or a limit", "C", false, 0.7},
	{"words that draw a lesson", "I", false, 0.88},
	{"what you answered for in person", "T2", true, 0.94},
	{"what you did yourself", "A2", true, 0.94},
	{"what came of it", "R2", true, 0.95},
	{"what it cost or left open", "C", true, 0.92},
	{"the lesson in so many words", "I2", true, 0.9},
}

// TestWhatARationaleSaysIsWhatTheLabelsSay looks up among the labels of
// testdata/graded/sentences.jsonl what rationales say. The strengths that decide
// were fitted to these labels, so that what is measured flatters; the floors hold
// what there is.
func TestWhatARationaleSaysIsWhatTheLabelsSay(t *testing.T) {
	labels := sentenceLabels(t)
	doc, e := rubric.Embedded(), lexical.New()
	said, right := make([]float64, len(claims)), make([]float64, len(claims))
	for _, file := range []string{"dev", "more", "wide"} {
		lines(t, file, func(a struct{ ID, Question, Answer string }) {
			q, _ := doc.Question(a.Question)
			s, err := e.Grade(t.Context(), q, rubric.Said(a.Answer))
			require.NoError(t, err)
			all := ""
			for _, l := range labels[a.ID] {
				all += l + " "
			}
			for _, g := range s.Grades {
				found, lacking, _ := strings.Cut(g.Rationale, "Not found: ")
				quoted := ""
				for _, ev := range g.Evidence {
					quoted += labelOf(labels[a.ID], ev.Start) + " "
				}
				for i, c := range claims {
					text, labelled := found, quoted
					if c.lacking {
						text, labelled = lacking, all
					}
					if !strings.Contains(text, c.says) {
						continue
					}
					said[i]++
					if c.lacking != strings.Contains(labelled, c.label) {
						right[i]++
					}
				}
			}
		})
	}
	for i, c := range claims {
		t.Logf("%-34s %4.0f times, %.2f of them rightly", c.says, said[i], right[i]/said[i])
		require.Greater(t, right[i]/said[i], c.floor, c.says)
	}
}
