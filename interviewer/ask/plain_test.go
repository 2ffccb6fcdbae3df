package ask

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
	"mockstar/rubric"
)

func TestNoTwoTransitionsAreAlikeInASession(t *testing.T) {
	doc := rubric.Embedded()
	for _, previous := range []*interviewer.Exchange{{Sheet: &rubric.Sheet{}}, {Skipped: true}} {
		for seed := range uint64(100) {
			seen := map[string]int{}
			for i, q := range doc.Questions {
				if q.Kind == rubric.Closing {
					continue
				}
				plain := q
				plain.Topic, plain.Text = "X", ""
				a := interviewer.Ask{Move: interviewer.AskQuestion, Question: plain, Number: i + 1, Of: 17,
					Plan: interviewer.Plan{Seed: seed * 7919}, Previous: previous}
				words := Text(a)
				require.Zero(t, seen[words], "seed %d: %q was said before question %d and before question %d", seed, words, seen[words], i+1)
				seen[words] = i + 1
			}
		}
	}
}

func TestNoTwoPhrasesOfTheStockAreAlike(t *testing.T) {
	for name, list := range map[string][]string{"transitions": transitions, "afterSkip": afterSkip, "takeUps": takeUps, "bridges": bridges, "nearest": nearest, "leadIns": leadIns, "openings": openings, "farewells": farewells} {
		seen := map[string]bool{}
		for _, s := range list {
			require.False(t, seen[s], "%s has %q twice", name, s)
			seen[s] = true
		}
	}
}

// probe is a probe about monitoring after the given reply.
func probe(reply string, evidence ...rubric.Evidence) interviewer.Ask {
	c := rubric.Criterion{ID: "production", Meaning: "Runs it in production: monitoring, alerts, rollout.", Probe: "How did you watch it?", Levels: []string{"1", "2", "3", "4", "5"}}
	return interviewer.Ask{
		Move: interviewer.AskProbe, Criterion: c, Question: rubric.Question{ID: "q", Criteria: []rubric.Criterion{c}},
		Said:  rubric.Answer{{By: rubric.Interviewer, Text: "Tell me."}, {By: rubric.Candidate, Text: reply}},
		Sheet: &rubric.Sheet{Grades: []rubric.Grade{{Criterion: "production", Level: 3, Evidence: evidence}}},
	}
}

func TestAProbeTakesUpTheCandidatesOwnWords(t *testing.T) {
	const reply = "We had three services. In the end we put alerts on the output length, which nobody had thought of. Latency fell from 3.5 to 0.9 seconds in May."
	tests := []struct {
		name string
		ask  interviewer.Ask
		want string
	}{
		{"the clause that is about the criterion", probe(reply), "“In the end we put alerts on the output length”"},
		{"rather what stands behind the level", probe(reply, rubric.Evidence{Line: 1, Start: 99, End: 143}), "“Latency fell from 3.5 to 0.9 seconds in May”"},
		{"a long clause up to a joint", probe("I set up alerts and monitoring for every single service that the other teams had ever put on our platform"), "“I set up alerts and monitoring”"},
		{"no half of a pair", probe("It turned out that alerts came between 28 and 40 times on every single day of that month"), ""},
		{"no verb without what it is about", probe("I took full ownership of monitoring and applied in a structured way what the old team had taught me"), "“I took full ownership of monitoring”"},
		{"no part of a clause without a joint", probe("Monitoring seventeen independently deployed customer facing retrieval services kept everybody terribly alert indeed"), ""},
		{"no words that only tie it to others", probe("So basically we had alerts on everything."), "“we had alerts on everything”"},
		{"no fragment", probe("Monitoring, alerts, rollout, where the monitoring was thin, watched closely by monitoring people."), ""},
		{"no markup", probe("**Monitoring:** we had alerts on **everything**."), ""},
		{"no quotes in quotes", probe("I called it “the alert” and monitored \"everything\" by it."), ""},
		{"what goes on in the next line", probe("I made sure that monitoring\r\nnever stopped. I chose a modern\nmonitoring stack"), "“I made sure that monitoring never stopped”"},
		{"no more than one item of a list", probe("- I watched the alerts\n- Watched it closely, too"), "“I watched the alerts”"},
		{"no property without its thing", probe("I rolled out a modern, scalable monitoring."), ""},
		{"no half of what somebody made sure of", probe("I made sure that monitoring, rollout and cost were balanced."), ""},
		{"no thing without what it did", probe("We had alerts on everything: the monitoring and the rollout that we built on weekends."), "“We had alerts on everything”"},
		{"no half of what stands between two", probe("I watched the alerts between the product manager and the people who were on call last night"), "“I watched the alerts”"},
		{"no verb at the end of a clause", probe("I took full ownership of monitoring and applied, in a structured way."), "“I took full ownership of monitoring”"},
		{"no cut behind a word that stands for what follows", probe("It took a few weeks of monitoring but in the end they put it in the next quarter and it shipped"), "“It took a few weeks of monitoring”"},
		{"no word to the listener", probe("I should say first we monitored nothing at all."), ""},
		{"nothing that says next to nothing", probe("I ran all of it."), ""},
		{"nothing, when nothing was said about it", probe("They talked to people a lot."), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			words := Text(tt.ask)
			require.True(t, strings.HasSuffix(words, "How did you watch it?"), words)
			if tt.want == "" {
				require.NotContains(t, words, "“")
				return
			}
			require.Contains(t, words, tt.want)
		})
	}
}

// What the candidate did will do where nothing is about the probe, but then
// the interviewer does not pretend to ask about it.
func TestAProbeLeadsAwayFromWordsThatAreNotAboutIt(t *testing.T) {
	said := func(list []string, a interviewer.Ask, words string) bool {
		for _, form := range list {
			if strings.HasPrefix(Text(a), fmt.Sprintf(form, words)) {
				return true
			}
		}
		return false
	}
	near := probe("I brought waffles for everybody on Friday.")
	require.True(t, said(bridges, near, "I brought waffles for everybody on Friday"), Text(near))
	about := probe("I brought waffles for everybody on Friday. I put alerts on the oven.")
	require.True(t, said(takeUps, about, "I put alerts on the oven"), Text(about))
	shown := probe("I brought waffles for everybody on Friday.", rubric.Evidence{Line: 1, Start: 0, End: 20})
	require.True(t, said(takeUps, shown, "I brought waffles for everybody on Friday"), "what shows a level is about it: "+Text(shown))
	shown.Sheet.Grades[0].Level = 2
	require.True(t, said(bridges, shown, "I brought waffles for everybody on Friday"), "the nearest there was is not: "+Text(shown))
}

func TestAProbeAllowsForHavingNoCase(t *testing.T) {
	for _, admission := range []string{
		"I'll be upfront, I haven't run one.", "No. I would be inventing.", "Um so, no.", "I must disappoint you there.", "To be truthful I've never made that decision.",
		"I don't have one.", "I could invent something, but no.", "I don't think I've ever had to do that.",
		"Short version, I haven't.", "I haven't got one.", "I never had one.", "I never had such a case.", "I did not have a case like that.", "Honest answer? I never have.",
	} {
		a := probe(admission + " If I had to, I would put alerts on everything.")
		require.True(t, slices.ContainsFunc(nearest, func(s string) bool { return strings.HasSuffix(Text(a), s+" How did you watch it?") }), Text(a))
		require.Contains(t, Text(a), "“I would put alerts on everything”")
	}
	for _, answer := range []string{"I don't like alerts, so I put one on everything.", "We had no monitoring. I built it.", "I put alerts on everything. It went well. It ran. I haven't seen one since.",
		"At first I did not have the budget, so I built it on spare machines.", "I did not lead with the technology: I asked the support team.",
		"I never had the luxury of a quiet quarter.", "I did not make the deadline, we slipped two weeks.", "I haven't seen a better way since.",
		"I never was a friend of dashboards, so I put alerts on everything.", "I did not do that alone, Anna put alerts on everything.",
		"I did not have one person to ask, so I put alerts on everything.",
	} {
		a := probe(answer)
		require.False(t, slices.ContainsFunc(nearest, func(s string) bool { return strings.Contains(Text(a), s) }), Text(a))
	}
	for _, denial := range []string{"I never ran the monitoring of a model.", "I did not make the deadline, we slipped two weeks."} {
		require.NotContains(t, Text(probe(denial)), "“", "a denial is not taken up")
	}
}

func TestTheStartOfATextEndsWithAWholeCharacter(t *testing.T) {
	require.Equal(t, "Zür", start("Zürich", 4))
	require.Equal(t, "Z", start("Zürich", 2))
	require.Equal(t, "Zürich", start("Zürich", 7))
}

func TestWordsAreNotTakenUpTwice(t *testing.T) {
	a := probe("In the end we put alerts on the output length.")
	first := Text(a)
	a.Said = append(a.Said, rubric.Line{By: rubric.Interviewer, Text: first}, rubric.Line{By: rubric.Candidate, Text: "Hm."})
	require.NotContains(t, Text(a), "alerts on the output")
}

func TestEveryMoveHasWords(t *testing.T) {
	doc := rubric.Embedded()
	for _, q := range doc.Questions {
		for _, m := range []interviewer.Move{interviewer.AskQuestion, interviewer.AskProbe, interviewer.Repeat, interviewer.Explain,
			interviewer.Encourage, interviewer.Redirect, interviewer.GetReal, interviewer.GiveHint, interviewer.Answer, interviewer.Farewell} {
			for number := range 4 {
				a := interviewer.Ask{Move: m, Question: q, Criterion: q.Criteria[0], Open: q.Text, Time: 1 + number%2, Number: number + 1, Of: 3,
					Plan: interviewer.Plan{Position: "staff AI engineer", Seed: 3}, Left: 5 * time.Minute}
				words := Text(a)
				require.NotEmpty(t, words, "%s %s", m, q.ID)
				require.NotContains(t, words, "%!", "a phrase lacks what it is filled with")
				require.NotContains(t, words, "  ")
			}
		}
	}
}

func TestWordsToTheGraderAreNotTakenUp(t *testing.T) {
	a := probe("I set up alerts for the monitoring. We had alerts on everything.")
	a.Sheet.Flags = []rubric.Flag{{Line: 1, Start: 0, End: 35}}
	require.Contains(t, Text(a), "“We had alerts on everything”")
}
