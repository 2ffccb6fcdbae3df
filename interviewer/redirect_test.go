package interviewer

import (
	"context"
	"io"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

// A desk is a candidate who says the given replies and leaves, and a grader who
// notes every answer and gives all criteria of it the lowest level.
type desk struct {
	replies []string
	graded  []rubric.Answer
}

func (d *desk) Reply(_ context.Context, words iter.Seq2[Piece, error]) (string, error) {
	for _, err := range words {
		if err != nil {
			return "", err
		}
	}
	if len(d.replies) == 0 {
		return "", io.EOF
	}
	said := d.replies[0]
	d.replies = d.replies[1:]
	return said, nil
}

func (d *desk) Grade(_ context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
	d.graded = append(d.graded, a)
	return q.Assess(a, rubric.Floor(q, "nothing")), nil
}

// redirected holds an interview about q1 in which what begins with "Elsewhere"
// answers another question.
func (d *desk) redirected(t *testing.T) (State, tape) {
	t.Helper()
	var log tape
	s := &Session{Asker: pieces{say: []Piece{{Text: "Words."}}}, Candidate: d, Grader: d, Recorder: &log, Now: func() time.Time { return time.Unix(0, 0) },
		Elsewhere: func(_ rubric.Question, text string) (string, bool) { return "q2", strings.HasPrefix(text, "Elsewhere") }}
	st, err := s.Open(doc(), Plan{Questions: []string{"q1"}, Probes: 1})
	require.NoError(t, err)
	st, err = s.Run(t.Context(), st)
	if err != nil {
		require.ErrorIs(t, err, ErrLeft)
	}
	return st, log
}

const (
	strayStory = "Elsewhere I rolled the release back in four minutes, and clicks came back to 6 percent."
	rightStory = "The project was mine, and we stopped it in March after nobody had used it for a month."
)

func TestWhatWasSaidBeforeTheRedirectIsNotGraded(t *testing.T) {
	d := &desk{replies: []string{strayStory, rightStory, "I had chosen the data that nobody could explain to me."}}
	st, log := d.redirected(t)
	require.Len(t, d.graded, 2, "the story, and the story with the reply to the probe")
	for _, a := range d.graded {
		for _, l := range a {
			require.NotContains(t, l.Text, "Elsewhere")
		}
		require.Equal(t, rubric.Line{By: rubric.Candidate, Text: rightStory}, a[1])
	}
	for _, e := range st.Exchanges() {
		require.Equal(t, []string{leftOut}, e.Review().Warnings, "the sheet says it in one line")
		require.Equal(t, d.graded[1][:4], e.Said[:4], "what quotes are counted by is what was graded")
	}
	var kept []string
	for _, turn := range log {
		if turn.Kind == Replied {
			kept = append(kept, turn.Text)
		}
	}
	require.Equal(t, strayStory, kept[0], "the transcript keeps everything")
	again, err := Replay(doc(), log)
	require.NoError(t, err)
	require.Equal(t, st.Debrief(), again.Debrief())
	require.Equal(t, st.Exchanges(), again.Exchanges())
}

func TestResumingBehindARedirectGradesTheSameLines(t *testing.T) {
	d := &desk{replies: []string{strayStory}}
	_, log := d.redirected(t)
	require.Equal(t, Redirect, log[len(log)-1].Move)
	back := &desk{replies: []string{rightStory}}
	s := &Session{Asker: pieces{say: []Piece{{Text: "Words."}}}, Candidate: back, Grader: back, Recorder: &log, Now: func() time.Time { return time.Unix(0, 0) }}
	st, err := s.Resume(doc(), log)
	require.NoError(t, err)
	_, err = s.Run(t.Context(), st)
	require.ErrorIs(t, err, ErrLeft)
	require.Equal(t, []rubric.Answer{{{By: rubric.Interviewer, Text: "Words."}, {By: rubric.Candidate, Text: rightStory}}}, back.graded)
}

func TestARedirectThatIsPassedOnLeavesNothingToGrade(t *testing.T) {
	for _, pass := range []string{"/skip", "/end"} {
		d := &desk{replies: []string{strayStory, pass}}
		st, _ := d.redirected(t)
		require.Empty(t, d.graded, pass)
		r := st.Debrief().Questions[0]
		require.True(t, r.Skipped)
		require.Equal(t, []string{leftOut}, r.Warnings)
	}
}

func TestWhoSaysItAgainAfterARedirectIsGradedByThat(t *testing.T) {
	d := &desk{replies: []string{strayStory, "Elsewhere, and I mean it: this is the project that failed."}}
	st, _ := d.redirected(t)
	require.Len(t, d.graded, 1)
	require.Len(t, d.graded[0], 2)
	require.Equal(t, "Elsewhere, and I mean it: this is the project that failed.", d.graded[0][1].Text)
	require.True(t, st.Debrief().Questions[0].Astray)
}
