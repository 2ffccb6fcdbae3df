package lexical

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

// till is a question of a café's page, as it is imported.
func till(meanings ...string) rubric.Question {
	q := rubric.Question{ID: "till", Kind: rubric.Story, Title: "Have you ever found that the till was short?", Text: "Have you ever found that the till was short? What happened?", Topic: "the till"}
	for i, m := range meanings {
		q.Criteria = append(q.Criteria, rubric.Criterion{ID: string(rune('a' + i)), Meaning: m, Weight: 1, Draft: true, Probe: "How was that: " + m + "?",
			Levels: []string{"Nothing said bears on it.", "Names or claims it.", "Shows it once.", "Shows it with reasons.", "Weighs an alternative."}})
	}
	return q
}

func TestCriteriaNobodyLearnedAreHeardByWhatIsTold(t *testing.T) {
	const counts, accuses, writes = "counts again with a second person", "does not accuse anybody without proof", "writes it down and reports it the same day"
	tests := []struct {
		name, criterion, answer string
		least, most             rubric.Level // 0 is not graded
	}{
		{"told in other forms of the words", writes, "I wrote it down and reported it to the owner the same day.", 3, 5},
		{"told with reasons, names and figures", writes, "In November we were 60 euros short. I asked Tom to count with me again and we both came to 60.20. I looked at the voids from Friday. I wrote it in the day book at ten and rang Mrs Weber the same evening, because she does the bank on Saturday.", 4, 5},
		{"told of another", counts, "In November we were 60 euros short. I asked Tom to count it again with me. We both came to 60.20, because a roll was missing.", 3, 5},
		{"recited", writes, "One writes it down and reports it the same day. That is what a good shift manager does.", 1, 2},
		{"recited by the speaker", writes, "I always write it down and I report it the same day.", 1, 2},
		{"not done", writes, "I didn't write it down and reported nothing that day, to avoid trouble.", 1, 1},
		{"not done, among other acts", counts, "I did not count again and I accused Tom without proof, since he had closed at ten on Friday.", 1, 1},
		{"what should not be done, done", accuses, "I accused Tom at once, since he had closed at ten on Friday.", 1, 1},
		{"what should not be done, not done", accuses, "I accused nobody, since three people had been on that till on Friday.", 3, 5},
		{"never without is with", counts, "I never count without a second person, because in May 2021 I was 40 euros wrong.", 3, 5},
		{"hardly anything", writes, "Yes, once.", 1, 1},
		{"in other words", writes, "In November we were 60 euros short. Mrs Weber got a call from me at ten, with the figures and the names of the three people from the early shift on the table.", 0, 0},
		{"a quality", "Empathy and professionalism", "In November we were 60 euros short and I told the girl that it can happen, she was in tears. I made her a coffee and counted with her.", 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := New().Grade(t.Context(), till(tt.criterion), rubric.Said(tt.answer))
			require.NoError(t, err)
			g := s.Grades[0]
			require.GreaterOrEqual(t, g.Level, tt.least, g.Rationale)
			require.LessOrEqual(t, g.Level, tt.most, g.Rationale)
			if tt.most == 0 {
				require.Equal(t, rubric.NotAssessable, g.Unscored)
				require.Contains(t, g.Rationale, "--model")
				require.Contains(t, g.Rationale, tt.criterion)
			}
		})
	}
}

// A reply counts for what it was asked for, where it has a word of it.
func TestAReplyIsHeardAsOneToItsProbe(t *testing.T) {
	q := till("informs the crew before the next shift begins")
	const told = "In November a guest was shouting at Lena over a soup at table nine, and everybody looked at us for ten minutes or so."
	level := func(question, reply string) rubric.Level {
		a := rubric.Answer{{By: rubric.Interviewer, Text: q.Text}, {By: rubric.Candidate, Text: told}, {By: rubric.Interviewer, Text: question}, {By: rubric.Candidate, Text: reply}}
		s, err := New().Grade(t.Context(), q, a)
		require.NoError(t, err)
		return s.Grades[0].Level
	}
	const reply = "I put the slip of table four on the door, where all of the crew hang their coats."
	require.GreaterOrEqual(t, level("Let me ask. "+q.Criteria[0].Probe, reply), rubric.Level(3))
	require.Less(t, level("What else?", reply), rubric.Level(3))
	require.Less(t, level("Let me ask. "+q.Criteria[0].Probe, "Marek likes sailing, we sailed to Rügen twice in 2021."), rubric.Level(3))
}

// Levels that the source describes say what is asked for as the meaning does; the
// general ones that an import drafts say it of anything.
func TestAnchorsOfTheSourceAreListenedFor(t *testing.T) {
	q := till("The answer as a whole.")
	const answer = "On Saturday I closed the pancake station and the terrace at nine, and I told Omar and the two waiters in the yard before we opened."
	grade := func() rubric.Grade {
		s, err := New().Grade(t.Context(), q, rubric.Said(answer))
		require.NoError(t, err)
		return s.Grades[0]
	}
	require.Equal(t, rubric.NotAssessable, grade().Unscored)
	q.ID, q.Criteria = "till-2", append([]rubric.Criterion{}, q.Criteria...)
	q.Criteria[0].Levels = strings.Split("Nothing|Works harder|Shows it once.|Names the stations that get closed, and who is told.|Weighs an alternative.", "|")
	q.Criteria[0].Drafted = []string{rubric.Meaning, rubric.LevelPart(3), rubric.LevelPart(5)}
	require.GreaterOrEqual(t, grade().Level, rubric.Level(3))
}
