//go:build !race

// All graded answers are graded twice here by one goroutine: the race detector
// has nothing to find.

package evals_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/jsonltest"
	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// pretended are the kinds of answers that look like more than they are: what a
// defence takes from them it takes from nobody honest.
var pretended = map[string]bool{"keyword-stuffed": true, "STAR-shaped fluff": true, "vague": true,
	"big results claimed with impressive figures": true, "long and padded (450+ words) around medium content": true}

// TestProof6PastedTextIsMutedAndHonestAnswersAreSpared is the benign twin of
// muting what was pasted into an answer. A paragraph is a stranger only beside
// others of its line, so an answer whose paragraphs are lines of their own is
// the same answer without that defence.
func TestProof6PastedTextIsMutedAndHonestAnswersAreSpared(t *testing.T) {
	e, doc := lexical.New(), guide(t)
	shift, grades := 0, 0
	for _, name := range []string{"dev", "more", "wide"} {
		for _, a := range jsonltest.Read[struct{ Question, Kind, Answer string }](t, "../testdata/graded/"+name+".jsonl") {
			if pretended[a.Kind] {
				continue
			}
			q, ok := doc.Question(a.Question)
			require.True(t, ok)
			var apart rubric.Answer
			for p := range strings.SplitSeq(a.Answer, "\n\n") {
				apart = append(apart, rubric.Line{By: rubric.Candidate, Text: p})
			}
			with, err := e.Grade(t.Context(), q, rubric.Said(a.Answer))
			require.NoError(t, err)
			without, err := e.Grade(t.Context(), q, apart)
			require.NoError(t, err)
			for i, g := range with.Grades {
				shift += int(g.Level - without.Grades[i].Level)
				grades++
			}
		}
	}
	require.Greater(t, grades, 2000)
	mean := float64(shift) / float64(grades)
	t.Logf("%+.4f levels on average of %d, %+.2f %% of the scale", mean, grades, 100*mean/4)
	require.InDelta(t, 0, mean/4, 0.005, "of the scale from 1 to 5")
}
