package lexical_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// TestWhatARationaleSaysIsWhatTheLabelsSay looks up among the labels of
// testdata/graded/sentences.jsonl what rationales say: what they find in a quote
// under the labels of the quotes, what they call lacking under those of all
// sentences. The strengths that decide were fitted to these labels, so that what
// is measured flatters; the bounds hold what there is.
func TestWhatARationaleSaysIsWhatTheLabelsSay(t *testing.T) {
	found := map[string]struct {
		label string
		floor float64
	}{
		"what you answered for":    {"T", 0.8},
		"something you did":        {"A", 0.87},
		"something “we” did":       {"W", 0.7},
		"an outcome in words":      {"R", 0.75},
		"two figures side by side": {"R", 0.93},
		"a cost or a limit":        {"C", 0.7},
		"words that draw a lesson": {"I", 0.88},
	}
	lacking := map[string]struct {
		label string
		most  float64
	}{
		"what you answered for in person": {"T2", 0.06},
		"what you did yourself":           {"A2", 0.06},
		"what came of it":                 {"R2", 0.05},
		"what it cost or left open":       {"C", 0.08},
		"the lesson in so many words":     {"I2", 0.1},
	}
	labels := sentenceLabels(t)
	doc, e := rubric.Embedded(), lexical.New()
	said, right := map[string]float64{}, map[string]float64{}
	for _, file := range []string{"dev", "more", "wide"} {
		lines(t, file, func(a struct{ ID, Question, Answer string }) {
			q, _ := doc.Question(a.Question)
			s, err := e.Grade(t.Context(), q, rubric.Said(a.Answer))
			require.NoError(t, err)
			var all strings.Builder
			for _, l := range labels[a.ID] {
				all.WriteString(l + " ")
			}
			for _, g := range s.Grades {
				yes, no, _ := strings.Cut(g.Rationale, "Not found: ")
				var quoted strings.Builder
				for _, ev := range g.Evidence {
					quoted.WriteString(labels[a.ID][ev.Start] + " ")
				}
				for claim, is := range found {
					if strings.Contains(yes, claim) {
						said[claim]++
						if strings.Contains(quoted.String(), is.label) {
							right[claim]++
						}
					}
				}
				for claim, is := range lacking {
					if strings.Contains(no, claim) {
						said[claim]++
						if !strings.Contains(all.String(), is.label) {
							right[claim]++
						}
					}
				}
			}
		})
	}
	for claim, is := range found {
		t.Logf("%-34s found   %4.0f times, %.2f of them rightly", claim, said[claim], right[claim]/said[claim])
		require.Greater(t, right[claim]/said[claim], is.floor, claim)
	}
	for claim, is := range lacking {
		t.Logf("%-34s lacking %4.0f times, %.2f of them rightly", claim, said[claim], right[claim]/said[claim])
		require.Less(t, 1-right[claim]/said[claim], is.most, claim)
	}
}
