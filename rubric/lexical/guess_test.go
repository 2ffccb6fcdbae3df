package lexical_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// off reports whether an answer was written to another question.
func (s sample) off() bool { return strings.Contains(s.Kind, "DIFFERENT question") }

// An answer to another question is told so only when that is plain: a
// candidate who is told so wrongly is taken aback for nothing.
func TestAnAnswerIsRarelyTakenForOneToAnotherQuestion(t *testing.T) {
	doc := rubric.Embedded()
	g := lexical.NewGuesser(doc)
	var here, wrongly, away, found int
	for _, s := range samples(t) {
		q, ok := doc.Question(s.Question)
		require.True(t, ok)
		words := strings.Fields(s.Answer)
		_, whole := g.Elsewhere(q, s.Answer)
		_, start := g.Elsewhere(q, strings.Join(words[:min(50, len(words))], " "))
		switch {
		case s.off():
			away++
			if whole {
				found++
			}
		default:
			here++
			if whole || start {
				wrongly++
				t.Logf("taken for another: %s (%s)", s.ID, s.Question)
			}
		}
	}
	t.Logf("%d of %d taken for another wrongly, %d of %d rightly", wrongly, here, found, away)
	require.Greater(t, here, 100)
	require.LessOrEqual(t, wrongly, here/100)
	require.GreaterOrEqual(t, 5*found, 3*away)
}

func TestElsewhereNamesTheQuestion(t *testing.T) {
	doc := rubric.Embedded()
	const mentoring = "I gave each new engineer one small service in week one. In 2022 at a bank in Porto I paired with two juniors twice a week and asked where they would look next instead of telling them, and reviewed their code with comments that explain why."
	g := lexical.NewGuesser(doc)
	for _, tt := range []struct {
		asked, text, want string
	}{
		{"production-failure", mentoring, "mentoring"},
		{"mentoring", mentoring, ""},
		{"production-failure", "We did many different things.", ""},
		{"production-failure", "What is your team like, and who decides? What do you plan next year?", ""},
	} {
		q, ok := doc.Question(tt.asked)
		require.True(t, ok)
		got, found := g.Elsewhere(q, tt.text)
		require.Equal(t, tt.want, got, tt.text)
		require.Equal(t, tt.want != "", found)
	}
}

func TestGuessFindsTheQuestionOfMostAnswers(t *testing.T) {
	doc := rubric.Embedded()
	g := lexical.NewGuesser(doc)
	found, all := 0, 0
	for _, s := range samples(t) {
		if !s.off() {
			all++
			if m := g.Guess(s.Answer); len(m) > 0 && m[0].Question == s.Question {
				found++
			}
		}
	}
	t.Logf("found %d of %d", found, all)
	require.Greater(t, all, 100)
	require.GreaterOrEqual(t, 4*found, 3*all, "found %d of %d", found, all)
}

func BenchmarkGuess(b *testing.B) {
	doc := rubric.Embedded()
	g := lexical.NewGuesser(doc)
	for b.Loop() {
		g.Guess("I gave each new engineer one small service in week one and paired with two juniors twice a week.")
	}
}
