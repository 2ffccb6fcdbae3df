package lexical_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// replies makes an answer of several replies, each to something that was asked.
func replies(texts ...string) rubric.Answer {
	var a rubric.Answer
	for _, text := range texts {
		a = append(a, rubric.Line{By: rubric.Interviewer, Text: "Go on."}, rubric.Line{By: rubric.Candidate, Text: text})
	}
	return a
}

// graded grades a and gives the grades by their criteria.
func graded(t *testing.T, e *lexical.Examiner, q rubric.Question, a rubric.Answer) map[string]rubric.Grade {
	t.Helper()
	s, err := e.Grade(t.Context(), q, a)
	require.NoError(t, err)
	out := map[string]rubric.Grade{}
	for _, g := range s.Grades {
		out[g.Criterion] = g
	}
	return out
}

// What a reply says nothing about it must not lift, however near the level is
// to the next one.
func TestAReplyLiftsOnlyWhatItSpeaksTo(t *testing.T) {
	tests := []struct {
		reply string
		may   []string // criteria that it speaks to
	}{
		{"It was about twenty percent.", []string{"result", "capacity"}},
		{"Marek likes sailing, we went twice in 2021 because he has a boat.", []string{"situation", "action"}},
		{"It was 2019 and I was 31 years old.", []string{"situation"}},
		{"My brother was born in Lisbon in 1984, and he had 2 cats.", []string{"situation"}},
	}
	e, qs := lexical.New(), questions(t)
	for _, tt := range tests {
		t.Run(tt.reply, func(t *testing.T) {
			for _, s := range every(samples(t), 16) {
				before := graded(t, e, qs[s.Question], replies(s.Answer))
				if !slices.ContainsFunc(slices.Collect(maps.Values(before)), func(g rubric.Grade) bool { return g.Level > 1 }) {
					continue // the reply is the first that can be graded
				}
				for _, a := range []rubric.Answer{replies(s.Answer, tt.reply), replies(s.Answer, "Yes.", tt.reply, "As I said.")} {
					for c, g := range graded(t, e, qs[s.Question], a) {
						if !slices.Contains(tt.may, c) {
							require.LessOrEqual(t, g.Level, before[c].Level, "%s: %s", s.ID, c)
						}
					}
				}
			}
		})
	}
}

const rankerStory = "I owned the ranking of a job board in 2022. I split it into three parts, because scoring every job was too slow, and we moved it to eight machines. Searches led to more applications in the end."

func TestAReplyLiftsWhatItSpeaksTo(t *testing.T) {
	e, q := lexical.New(), questions(t)["complex-system"]
	const outcome = "Applications per search went from 4.0 to 5.3 percent over ten weeks, and the machines cost us 2,000 euros more a month."
	before, after := graded(t, e, q, replies(rankerStory)), graded(t, e, q, replies(rankerStory, outcome))
	require.Greater(t, after["result"].Level, before["result"].Level)
	require.True(t, slices.ContainsFunc(after["result"].Evidence, func(ev rubric.Evidence) bool { return ev.Line == 3 }))
	again := graded(t, e, q, replies(rankerStory, outcome, "It was about twenty percent."))
	require.Equal(t, after["result"].Level, again["result"].Level, "what was earned stays earned")
}

func TestABeginningWithNothingInItCostsTheStoryNothing(t *testing.T) {
	e, q := lexical.New(), questions(t)["complex-system"]
	for _, beginning := range []string{"Sure.", "Let me think about that for a moment.", "Da muss ich kurz überlegen, das war eine ganze Weile her."} {
		want := levels(t, e, q, rankerStory)
		for c, g := range graded(t, e, q, replies(beginning, rankerStory)) {
			require.GreaterOrEqual(t, g.Level, want[c], "%q: %s", beginning, c)
		}
	}
}

func TestAFigureThatIsTakenBackIsNotWhatALevelIsSeenToStandOn(t *testing.T) {
	const withFigure = rankerStory + " Clicks rose from 31 to 38%. Costs fell from 3,000 to 2,500 dollars."
	e, q := lexical.New(), questions(t)["complex-system"]
	quoted := func(g rubric.Grade) string {
		var all []string
		for _, ev := range g.Evidence {
			all = append(all, ev.Quote)
		}
		return strings.Join(all, " ")
	}
	require.Contains(t, quoted(graded(t, e, q, replies(withFigure))["result"]), "38%")
	for _, correction := range []string{"I mixed that up: it was not 38%, it was 29%.", "Sorry, clicks weren't really 38 percent, they were 29 percent."} {
		g := graded(t, e, q, replies(withFigure, correction))["result"]
		require.NotContains(t, quoted(g), "38", correction)
		require.NotEmpty(t, g.Evidence)
	}
	for _, other := range []string{"It was not 12%, and clicks did rise.", "It is not 38 people, we are nine."} {
		require.Contains(t, quoted(graded(t, e, q, replies(withFigure, other))["result"]), "38%", other)
	}
	only := "I owned the ranking of a job board in 2022. I split it into three parts. Clicks rose by 38% in a month."
	require.Contains(t, quoted(graded(t, e, q, replies(only, "No, it was not 38%."))["result"]), "38%", "there is no other")
}
