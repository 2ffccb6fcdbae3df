package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/trait"
)

// few are some answers of the corpus, enough to fit something to.
func few(t *testing.T) ([]*sample, map[string]labels, []rubric.Question) {
	t.Helper()
	doc := rubric.Embedded()
	all, err := loadSamples("../../..")
	require.NoError(t, err)
	given, err := loadLabels("../../..", all)
	require.NoError(t, err)
	var out []*sample
	for _, s := range all {
		if s.Question == doc.Questions[0].ID && len(out) < 12 {
			out = append(out, s)
		}
	}
	return out, given, doc.Questions[:2]
}

// The whole fit is tested without the race detector; this is what it shares
// between goroutines, on a few answers.
func TestAFewAnswersAreFittedTheSameFromManyGoroutines(t *testing.T) {
	samples, given, questions := few(t)
	c, err := newCorpus(samples, given, questions)
	require.NoError(t, err)
	require.Equal(t, c.learn(0, 1), c.without(1, 0), "the same alone as beside others")

	c.growth.Trees = 2

	got, alone := embedded(c), embeddedWithout(c, 0)
	for _, name := range trait.Fitted {
		require.Len(t, got[name], len(c.rows(none)[name]), "every row is graded once: %s", name)
		require.Equal(t, alone[name], got[name][:len(alone[name])], name)
	}
}

func TestLabelsThatBelongNowhereAreNamed(t *testing.T) {
	samples, given, questions := few(t)
	s := samples[0]
	t.Run("to no sentence", func(t *testing.T) {
		s.Answer = strings.ReplaceAll(s.Answer, ".", ",")
		_, err := newCorpus(samples, given, questions)
		require.ErrorContains(t, err, "testdata/graded/sentences.jsonl:")
		require.ErrorContains(t, err, "stands where no sentence begins")
	})
	t.Run("to no answer", func(t *testing.T) {
		_, err := loadLabels("../../..", samples)
		require.ErrorContains(t, err, "labels of an answer that is not there")
	})
}
