package ask

import (
	"fmt"
	"regexp"
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
	for _, previous := range []*interviewer.Exchange{{Sheet: &rubric.Sheet{}, Last: interviewer.Answered}, {Sheet: &rubric.Sheet{}, Last: interviewer.NoExample}, {Skipped: true}} {
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
	for name, list := range map[string][]string{"transitions": transitions, "afterSkip": afterSkip, "afterLittle": afterLittle, "movesOn": movesOn, "passedOver": passedOver, "offTopic": offTopic, "takeUps": takeUps, "nearest": nearest, "leadIns": leadIns, "openings": openings, "farewells": farewells} {
		seen := map[string]bool{}
		for _, s := range list {
			require.False(t, seen[s], "%s has %q twice", name, s)
			seen[s] = true
		}
	}
}

// probe is a probe about monitoring after the given reply.
func probe(reply string, evidence ...rubric.Evidence) interviewer.Ask {
	c := rubric.Criterion{ID: "production", Meaning: "Runs it in production: monitoring, alerts, rollout.", Probe: "What alerts, monitoring and rollout did you have?", Levels: []string{"1", "2", "3", "4", "5"}}
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
		{"rather what stands behind the level", probe("In the end I put alerts on it. The rollout fell from 3.5 to 0.9 days in May.", rubric.Evidence{Line: 1, Start: 31, End: 76}), "“The rollout fell from 3.5 to 0.9 days in May”"},
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
			require.True(t, strings.HasSuffix(words, "What alerts, monitoring and rollout did you have?"), words)
			if tt.want == "" {
				require.NotContains(t, words, "“")
				return
			}
			require.Contains(t, words, tt.want)
		})
	}
}

// Nothing is quoted that the probe does not grow out of: not what the candidate
// did elsewhere, not what was given as the nearest to a level, no filler.
func TestAProbeQuotesNothingThatIsNotAboutIt(t *testing.T) {
	for _, a := range []interviewer.Ask{
		probe("I brought waffles for everybody on Friday."),
		probe("I brought waffles for everybody on Friday.", rubric.Evidence{Line: 1, Start: 0, End: 20}),
		probe("At my last place we had this thing, well it's a longer story, and my manager hated that but agreed."),
	} {
		require.NotContains(t, Text(a), "“")
		require.True(t, slices.ContainsFunc(leadIns, func(s string) bool { return strings.HasPrefix(Text(a), s) }), Text(a))
	}
	about := probe("I brought waffles for everybody on Friday. I put alerts on the oven.")
	require.True(t, slices.ContainsFunc(takeUps, func(form string) bool {
		return strings.HasPrefix(Text(about), fmt.Sprintf(form, "I put alerts on the oven"))
	}), Text(about))
}

func TestAProbeAllowsForHavingNoCase(t *testing.T) {
	for _, admission := range []string{
		"I'll be upfront, I haven't run one.", "No. I would be inventing.", "Um so, no.", "I must disappoint you there.", "To be truthful I've never made that decision.",
		"I don't have one.", "I could invent something, but no.", "I don't think I've ever had to do that.",
		"Short version, I haven't.", "I haven't got one.", "I never had one.", "I never had such a case.", "I did not have a case like that.", "Honest answer? I never have.", "As I said, I have not done that myself.",
	} {
		a := probe(admission + " If I had to, I would put alerts on everything.")
		require.True(t, slices.ContainsFunc(nearest, func(s string) bool {
			return strings.HasSuffix(Text(a), s+" What alerts, monitoring and rollout did you have?")
		}), Text(a))
		require.Contains(t, Text(a), "“I would put alerts on everything”")
	}
	for _, answer := range []string{"I don't like alerts, so I put one on everything.", "We had no monitoring. I built it.", "I put alerts on everything. It went well. It ran. I haven't seen one since.",
		"At first I did not have the budget, so I built it on spare machines.", "I did not lead with the technology: I asked the support team.",
		"I never had the luxury of a quiet quarter.", "I did not make the deadline, we slipped two weeks.", "I haven't seen a better way since.",
		"I never was a friend of dashboards, so I put alerts on everything.", "I did not do that alone, Anna put alerts on everything.",
		"I did not have one person to ask, so I put alerts on everything.",
		"I have never had the budget for that, so I put alerts on everything.", "It has been running since, I don't know, 2019. I put alerts on everything.",
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
			interviewer.Encourage, interviewer.Redirect, interviewer.GetReal, interviewer.OfferEnd, interviewer.GiveHint, interviewer.Answer, interviewer.Farewell} {
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

// Nobody is thanked for an answer that they did not give.
func TestNothingIsMadeOfWhatWasNoAnswer(t *testing.T) {
	thanks := regexp.MustCompile(`(?i)thank|good,|got it|helps|gives me a picture|what I need|answers it`)
	for seed := range uint64(40) {
		for _, e := range []interviewer.Exchange{{Sheet: &rubric.Sheet{}, Last: interviewer.Skipped}, {Sheet: &rubric.Sheet{}, Last: interviewer.NoExample}, {Sheet: &rubric.Sheet{}, Last: interviewer.Answered, Stuck: true}} {
			words := Text(interviewer.Ask{Move: interviewer.AskQuestion, Number: int(seed%16) + 2, Of: 17, Previous: &e, Plan: interviewer.Plan{Seed: seed}})
			require.NotRegexp(t, thanks, words)
		}
	}
}

func TestWhatIsSaidOfTheTalkIsAnswered(t *testing.T) {
	for _, row := range []struct {
		as          interviewer.Reply
		heard, want string
		again       bool // the question is put again
	}{
		{interviewer.CounterAsked, "How long should my answer be?", "two or three minutes", true},
		{interviewer.CounterAsked, "Are you a bot?", "I am a program", true},
		{interviewer.CounterAsked, "Am I talking to a real person?", "I am a program", true},
		{interviewer.CounterAsked, "Can I use an example from my university project?", "Yes, gladly", true},
		{interviewer.CounterAsked, "What company is this?", "this is practice", true},
		{interviewer.CounterAsked, "Can I answer in Spanish?", "In English, please", true},
		{interviewer.CounterAsked, "What do you mean by wrong for the system?", "", true},
		{interviewer.Objected, "This is a stupid question.", "“pass”", true},
		{interviewer.AskedBack, "go back", "on", true},
		{interviewer.Confidential, "It's confidential.", "names", false},
		{interviewer.Foreign, "Das habe ich gesagt.", "English", false},
	} {
		words := Text(interviewer.Ask{Move: interviewer.Explain, To: row.as, Heard: row.heard, Time: 1, Open: "What was it?", Question: rubric.Question{ID: "q"}})
		require.Contains(t, words, row.want, row.heard)
		require.Equal(t, row.again, strings.HasSuffix(words, "\n\nWhat was it?"), words)
	}
	back := interviewer.Ask{Move: interviewer.Explain, To: interviewer.AskedBack, Number: 1}
	require.Contains(t, Text(back), "first question")
	back.Number = 2
	require.NotContains(t, Text(back), "first question")
	for seed := range uint64(6) {
		at := interviewer.Plan{Seed: seed}
		stop := Text(interviewer.Ask{Move: interviewer.OfferEnd, To: interviewer.WantsEnd, Plan: at})
		require.Regexp(t, `(?s)/end.*/pause|/pause.*/end`, stop)
		require.Contains(t, strings.ToLower(stop), "yes")
		require.Contains(t, Text(interviewer.Ask{Move: interviewer.Explain, To: interviewer.Confidential, Plan: at}), "pass")
		require.NotContains(t, Text(interviewer.Ask{Move: interviewer.Encourage, To: interviewer.NeedsTime, Plan: at}), "?", "who thinks is not asked")
	}
}

// A topic that an import made of the question's own words is not said before it.
func TestNoQuestionIsSaidTwice(t *testing.T) {
	q := rubric.Question{ID: "q", Topic: "how you give medicines when two of you are off sick", Text: "How do you give medicines when two of you are off sick?"}
	for seed := range uint64(40) {
		for _, a := range []interviewer.Ask{
			{Move: interviewer.AskQuestion, Number: 2, Previous: &interviewer.Exchange{Sheet: &rubric.Sheet{}}},
			{Move: interviewer.AskQuestion, Number: 2, Previous: &interviewer.Exchange{}},
			{Move: interviewer.Redirect, Number: 2},
		} {
			a.Question, a.Plan.Seed = q, seed
			require.Equal(t, 1, strings.Count(Text(a), "off sick"), Text(a))
			a.Question.Topic = "safe medicines"
			require.Contains(t, Text(a), "safe medicines")
		}
	}
}
