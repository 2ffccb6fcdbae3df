package ask

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
	"mockstar/rubric"
)

// closing is the closing phase of the built-in guide after the candidate asked.
func closing(t *testing.T, asked ...string) interviewer.Ask {
	doc := rubric.Embedded()
	q, ok := doc.Question(doc.Closing)
	require.True(t, ok)
	a := interviewer.Ask{Move: interviewer.Answer, Question: q}
	for _, text := range asked {
		if len(a.Said) > 0 {
			a.Said = append(a.Said, rubric.Line{By: rubric.Interviewer, Text: answerInRole(a)})
		}
		a.Said = append(a.Said, rubric.Line{By: rubric.Candidate, Text: text})
	}
	return a
}

func TestTheAnswerInRoleFitsTheQuestion(t *testing.T) {
	tests := []struct {
		asked string
		want  []string // words of the answer
	}{
		{"How do you evaluate the assistant in production, and who is paged when it gets worse?", []string{"nine hundred cases", "On-call goes round weekly"}},
		{"What is the hardest part of running this system?", []string{"hardest part is evaluation"}},
		{"What happens when the model misbehaves?", []string{"fall back to search results"}},
		{"How do you notice when quality drifts, before users complain?", []string{"two percent of live traffic"}},
		{"How is the team structured?", []string{"We are eleven"}},
		{"Who decides whether a release is good enough?", []string{"Whoever owns the service decides"}},
		{"How do you plan work that might not pan out, when an experiment fails?", []string{"fix two weeks"}},
		{"What would success look like in the first six months?", []string{"After six"}},
		{"What would make you build in-house what you now buy?", []string{"commodity"}},
		{"Where do you see the product going next year?", []string{"take actions"}},
		{"How does the team keep up with new models?", []string{"Every other Friday"}},
		{"Which models do you use?", []string{"re-ranker"}},
		{"How often do you deploy?", []string{"Prompts go out daily"}},
		{"What do you like most about working here?", []string{"four years"}},
		{"What would you do differently if you started again?", []string{"start with the evaluation set"}},
		{"Is this remote?", []string{"Tuesdays and Wednesdays"}},
		{"What is the salary range?", []string{"recruiter"}},
		{"What are the next steps?", []string{"notes today"}},
		{"How did I do?", []string{"notes come right after this"}},
		{"I'd be curious how you label your data", []string{"Three of our support people label"}},
	}
	for _, tt := range tests {
		t.Run(tt.asked, func(t *testing.T) {
			answer := answerInRole(closing(t, tt.asked))
			for _, want := range tt.want {
				require.Contains(t, answer, want)
			}
		})
	}
}

func TestWhatTheStockHasNothingOnIsNotAnsweredWithSomethingElse(t *testing.T) {
	require.Contains(t, unknown, answerInRole(closing(t, "Does the canteen have soup?")))
	require.Contains(t, noted, answerInRole(closing(t, "That sounds lovely.")))
}

func TestNoAnswerIsGivenTwice(t *testing.T) {
	const q = "What does on-call look like?"
	a := closing(t, q, q)
	require.Contains(t, a.Said[1].Text, "On-call goes round weekly")
	require.NotContains(t, answerInRole(a), "On-call goes round weekly")
}

func TestNothingIsMadeUpForSomebodyElsesDocument(t *testing.T) {
	a := closing(t, "Who is on call at night in the bakery?")
	a.Question = rubric.Question{ID: "c", Kind: rubric.Closing, Criteria: []rubric.Criterion{{ID: "curiosity"}}}
	require.Contains(t, unknown, answerInRole(a))
}

func TestAQuestionInManyPartsGetsTwoAnswers(t *testing.T) {
	answer := answerInRole(closing(t, "Who is on call? How big is the team? Which models do you use?"))
	require.Contains(t, answer, "On-call goes round weekly")
	require.Contains(t, answer, "We are eleven")
	require.NotContains(t, answer, "re-ranker")
}
