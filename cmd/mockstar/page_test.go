package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
	"mockstar/rubric"
)

func TestAPageShowsFiguresAndNoMarkupOfOthers(t *testing.T) {
	score := 3.25
	evil := `<script>alert(1)</script><a href="x" onclick="y">`
	var out bytes.Buffer
	a := newApp(streams{out: &out, err: &out}, func(string) string { return "" })
	require.NoError(t, a.writePage(page{Title: evil, Score: &score, Made: evil,
		Reviews: []interviewer.Review{{Title: evil, Score: &score, Criteria: []interviewer.Criterion{{ID: "task", Level: 2, Top: 5, Quotes: []string{evil}, Rationale: evil, Next: evil}}}},
		Said:    []pageLine{{rubric.Candidate, evil}},
	}))
	require.Contains(t, out.String(), "Mean of the questions: 3.2 of 5.")
	require.NotContains(t, out.String(), "%!")
	require.NotContains(t, out.String(), "<script")
	require.NotContains(t, out.String(), "<a ")
}
