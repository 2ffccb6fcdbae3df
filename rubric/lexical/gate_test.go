package lexical_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/evals/metric"
	"mockstar/interviewer"
	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// TestATraitThatCountsForNothingFailsTheGate damages the examiner in one place and holds
// it to what it said before.
func TestATraitThatCountsForNothingFailsTheGate(t *testing.T) {
	doc := rubric.Embedded()
	all, err := os.ReadFile("../../testdata/graded/dev.jsonl")
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "cases.jsonl"), all, 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "suite.yaml"), []byte(
		"name: dev\nversion: 1\ntitle: The development answers\nkind: grading\ncases: cases.jsonl\nlayout: graded\ngate: {cluster: case}\n"), 0o600))
	s, err := evals.Load(filepath.Join(dir, "suite.yaml"), doc)
	require.NoError(t, err)

	var said []lexical.Said
	for c, err := range s.Cases() {
		require.NoError(t, err)
		q, _ := doc.Question(c.Question)
		said = append(said, lexical.Said{Question: q, Answer: c.Answer})
	}
	blind, trait := lexical.Blind(said)
	base := marksOf(t, s, lexical.New())
	damaged, err := evals.Compare(base, marksOf(t, s, blind), 0)
	require.NoError(t, err)
	require.Equal(t, metric.Regression, damaged.Outcome, "blind to %q: %d levels changed", trait, len(damaged.Changed))
}

func marksOf(t *testing.T, s *evals.Suite, g interviewer.Grader) evals.Marks {
	t.Helper()
	dir := t.TempDir()
	st, err := evals.Create(dir, s.Header("test", evals.RunEmbedded, lexical.Model, 1))
	require.NoError(t, err)
	r := evals.Runner{Graders: []interviewer.Grader{g}, Concurrency: 2}
	require.NoError(t, r.Run(t.Context(), s, st))
	require.NoError(t, st.Close())
	m, err := evals.ReadMarks(dir)
	require.NoError(t, err)
	return m
}
