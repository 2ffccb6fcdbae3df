package lexical

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

func TestTheCandidatesQuestionsAreGraded(t *testing.T) {
	doc := rubric.Embedded()
	q, ok := doc.Question(doc.Closing)
	require.True(t, ok)
	tests := []struct {
		name, asked                     string
		system, team, future, seniority [2]rubric.Level // lowest and highest that are right
	}{
		{"nothing about the work", "What are the office hours, and is there a canteen nearby?",
			[2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}},
		{"a statement is no question", "I think monitoring and drift detection and on call rotation are very important to any team that I have seen.",
			[2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}},
		{"yes or no would answer it", "Do you have monitoring for your models?",
			[2]rubric.Level{2, 2}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{2, 2}},
		{"what the team decides, and how it is in the first months", "What would I be working on in the first six months? And how does the team decide what goes into production?",
			[2]rubric.Level{2, 4}, [2]rubric.Level{3, 4}, [2]rubric.Level{1, 3}, [2]rubric.Level{3, 4}},
		{"the last time", "What happened the last time a release was rolled back? Who decided that?",
			[2]rubric.Level{4, 5}, [2]rubric.Level{1, 5}, [2]rubric.Level{1, 1}, [2]rubric.Level{3, 4}},
		{"how it is measured", "How do you measure answer quality, and who looks at the numbers when they go down?",
			[2]rubric.Level{3, 5}, [2]rubric.Level{1, 4}, [2]rubric.Level{1, 1}, [2]rubric.Level{3, 3}},
		{"the stack, and how it is evaluated", "What does your model stack look like in production and how do you evaluate it?",
			[2]rubric.Level{3, 4}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{3, 3}},
		{"the stack alone", "Which models do you use?",
			[2]rubric.Level{2, 2}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{2, 2}},
		{"what is expected", "What do you expect from a senior engineer in the first year?",
			[2]rubric.Level{1, 1}, [2]rubric.Level{3, 4}, [2]rubric.Level{1, 3}, [2]rubric.Level{3, 3}},
		{"the size of the team", "How many people are on the team?",
			[2]rubric.Level{1, 1}, [2]rubric.Level{2, 2}, [2]rubric.Level{1, 1}, [2]rubric.Level{2, 2}},
		{"the size of the team, asked otherwise", "How big is the team?",
			[2]rubric.Level{1, 1}, [2]rubric.Level{2, 2}, [2]rubric.Level{1, 1}, [2]rubric.Level{2, 2}},
		{"what grows out of a week lost", "I once lost a week to an index that silently went stale. How would you find that here, and what would you regret about how you do it?",
			[2]rubric.Level{5, 5}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{4, 5}},
		{"what keeps them awake", "What keeps you up at night about this system?",
			[2]rubric.Level{3, 4}, [2]rubric.Level{1, 3}, [2]rubric.Level{1, 3}, [2]rubric.Level{3, 3}},
		{"what the field brings", "How do you keep up with new models without chasing all of them?",
			[2]rubric.Level{1, 4}, [2]rubric.Level{1, 1}, [2]rubric.Level{3, 4}, [2]rubric.Level{3, 3}},
		{"a regret", "What did you get wrong in the last year, and what would you do differently?",
			[2]rubric.Level{3, 5}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{3, 3}},
		{"what comes after the talk", "What are the next steps from here in your process?",
			[2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}},
		{"what is not theirs", "How can I deploy a model to production on my laptop?",
			[2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}, [2]rubric.Level{1, 1}},
		{"three pointed questions", `How do you evaluate the assistant in production, and what happened the last time quality degraded without an alert?
Who gets paged at night when retrieval breaks, and who decides whether to roll back?
How do you decide between building in house and buying an external API, and when did you last change your mind?`,
			[2]rubric.Level{4, 5}, [2]rubric.Level{4, 5}, [2]rubric.Level{3, 5}, [2]rubric.Level{4, 5}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := New().Grade(t.Context(), q, rubric.Said(tt.asked))
			require.NoError(t, err)
			for id, want := range map[string][2]rubric.Level{"ai-system": tt.system, "team": tt.team, "future": tt.future, "seniority": tt.seniority} {
				g, _ := s.Grade(id)
				require.GreaterOrEqual(t, g.Level, want[0], "%s: %s", id, g.Rationale)
				require.LessOrEqual(t, g.Level, want[1], "%s: %s", id, g.Rationale)
				if g.Level > 1 {
					require.NotEmpty(t, g.Evidence, id)
				}
			}
		})
	}
}

func TestACriterionWithoutCuesListensToEveryQuestion(t *testing.T) {
	q := rubric.Question{ID: "ask", Kind: rubric.Closing, Criteria: []rubric.Criterion{{
		ID: "specific-questions", Meaning: "Asks open questions on this work.", Weight: 1, Levels: []string{"a", "b", "c", "d", "e"},
	}}}
	for asked, want := range map[string]rubric.Level{
		"I have none, thank you for the talk.": 1,
		"Is there a canteen nearby?":           2,
		"How often do you move nurses between wards when two of them are off sick, and who decides?": 5,
	} {
		s, err := New().Grade(t.Context(), q, rubric.Said(asked))
		require.NoError(t, err)
		require.Equal(t, want, s.Grades[0].Level, "%s: %s", asked, s.Grades[0].Rationale)
	}
}
