package interviewer

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

func TestWhatToPractiseIsNoAnchorOfTheLowerHalf(t *testing.T) {
	c := rubric.Criterion{Meaning: "Own share.", Levels: []string{"blames others", "stock phrases", "names a part", "owns it", "owns it early"}}
	for reached, want := range map[rubric.Level]string{0: "owns it", 1: "owns it", 3: "owns it", 4: "owns it early", 5: ""} {
		require.Equal(t, want, aim(c, reached), "reached %d", reached)
	}
	c.Draft = true
	require.Equal(t, "Own share.", aim(c, 1), "drafted levels are too general to practise for")
	require.Empty(t, aim(c, 5))
}

// An anchor says what an answer holds and what it lacks. Who did not choose the
// level by it has not looked.
func TestOnlyAGraderWithAPromptChoseByAnchors(t *testing.T) {
	q := rubric.Question{ID: "q1", Criteria: []rubric.Criterion{{ID: "a", Weight: 1, Levels: []string{"none", "some, with no figure", "much"}}}}
	sheet := rubric.Sheet{Question: "q1", Grades: []rubric.Grade{{Criterion: "a", Level: 2}}}
	c := Exchange{Question: q, Sheet: &sheet}.Review().Criteria[0]
	require.Empty(t, c.Anchor)
	require.Equal(t, "much", c.Next)
	five := rubric.Criterion{ID: "a", Meaning: "Owns it.", Weight: 1, Levels: []string{"none", "some", "one, with no figure", "much", "all"}}
	for _, tt := range []struct {
		reached rubric.Level
		prompt  string // of a grader that chose by anchors
		draft   bool
		level   rubric.Level
		asks    string
	}{
		{2, "", false, 4, "much"}, {4, "", false, 5, "all"}, {5, "", false, 6, ""},
		{2, "", true, 0, "Owns it."},
		{2, "grade@1:0123456789ab", false, 3, "one, with no figure"},
	} {
		five.Draft = tt.draft
		q := rubric.Question{ID: "q1", Criteria: []rubric.Criterion{five}}
		s := rubric.Sheet{Question: "q1", Grades: []rubric.Grade{{Criterion: "a", Level: tt.reached}}, Origin: rubric.Origin{Prompt: tt.prompt}}
		level, asks := Exchange{Question: q, Sheet: &s}.Review().Criteria[0].Goal()
		require.Equal(t, tt.asks, asks)
		require.Equal(t, tt.level, level)
	}
	sheet.Origin.Prompt = "grade@1:0123456789ab"
	require.Equal(t, "some, with no figure", Exchange{Question: q, Sheet: &sheet}.Review().Criteria[0].Anchor)
}

func TestShownOnlyWhenAskedNeedsWordsSaidAfterTheProbe(t *testing.T) {
	at := func(line int) rubric.Evidence { return rubric.Evidence{Quote: "I built the thing", Line: line} }
	for _, tt := range []struct {
		name   string
		level  rubric.Level
		quotes []rubric.Evidence
		want   bool
	}{
		{"it rose on what the reply to the probe says", 4, []rubric.Evidence{at(1), at(3)}, true},
		{"it rose on the first answer, read differently", 4, []rubric.Evidence{at(1)}, false},
		{"it rose on nothing at all", 4, nil, false},
		{"it did not rise", 2, []rubric.Evidence{at(3)}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := begin(t, Plan{Probes: 1})
			s.asked("question q1").replied(Answered).graded(5, 2, 5).asked("probe q1 b").replied(Answered)
			sheet := rubric.Sheet{Question: "q1", Grades: []rubric.Grade{{Criterion: "b", Level: tt.level, Evidence: tt.quotes}}}
			sheet = s.st.credit(sheet)
			s.turn(Turn{Kind: Graded, Question: "q1", Sheet: &sheet})
			c := s.st.Debrief().Questions[0].Criteria[0]
			require.Equal(t, rubric.Level(2), c.Unprompted)
			require.Equal(t, tt.want, c.OnlyWhenAsked())
		})
	}
}
