package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
	"mockstar/rubric"
)

// --probes 1 never shows a second follow-up: the twist behind it is called one.
func TestTheStatusTellsATwistFromAFollowUp(t *testing.T) {
	doc := rubric.Embedded()
	const q = "estimation"
	sheet := func() interviewer.Turn {
		return interviewer.Turn{Kind: interviewer.Graded, Question: q, Sheet: &rubric.Sheet{Question: q}}
	}
	turns := []interviewer.Turn{
		{Kind: interviewer.Opened, Plan: &interviewer.Plan{Questions: []string{q}, Probes: 1}},
		{Kind: interviewer.Asked, Move: interviewer.AskQuestion, Question: q, Text: "?"},
		{Kind: interviewer.Replied, Question: q, Text: "So.", As: interviewer.Answered},
		sheet(),
		{Kind: interviewer.Asked, Move: interviewer.AskProbe, Question: q, Probe: "risks", Text: "?"},
		{Kind: interviewer.Replied, Question: q, Text: "So.", As: interviewer.Answered},
		sheet(),
		{Kind: interviewer.Asked, Move: interviewer.AskPress, Question: q, Probe: "risks", Text: "?"},
	}
	status := func(n int) string {
		for i := range turns {
			turns[i].Seq = i
		}
		st, err := interviewer.Replay(doc, turns[:n])
		require.NoError(t, err)
		return (&candidate{state: st}).status()
	}
	require.Equal(t, "question 1 of 1 · 0 min", status(2))
	require.Equal(t, "question 1 of 1 · follow-up 1 · 0 min", status(5))
	require.Equal(t, "question 1 of 1 · twist · 0 min", status(len(turns)))
}
