package guide

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

func TestProbesAreDraftedFromTheWordsOfACriterion(t *testing.T) {
	b := newBuilder("a.md", "")
	for name, want := range map[string]string{
		"Reports near misses":                       "How did you report near misses?",
		"Stays with the patient and delegates":      "How did you stay with the patient and delegate?",
		"Takes own share of the blame":              "How did you take your own share of the blame?",
		"Shows rather than tells":                   "How did you show rather than tell?",
		"Says when it is enough":                    "Could you say when it is enough?",
		"Names the risk":                            "Could you name the risk?",
		"Ability to explain a design":               "How did you explain a design?",
		"Own the failure genuinely":                 "How did you own the failure genuinely?",
		"Reasons for each change":                   "What can you tell me about reasons for each change in this case?",
		"Noticing it early":                         "What can you tell me about noticing it early in this case?",
		"Coherent story":                            "Could you tell me more about this point: coherent story?",
		"Clarify who it is for":                     "How did you clarify who it is for?",
		"Saves people first, then unique items":     "How did you save people first, then unique items?",
		"Design skills":                             "What can you tell me about design skills in this case?",
		"Written clarity (20 %)":                    "What can you tell me about written clarity in this case?",
		"Changed something afterwards":              "Could you tell me more about this point: changed something afterwards?",
		"The customer is told the truth":            "Could you tell me more about this point: the customer is told the truth?",
		"Raises the concern but does not let it go": "Could you tell me more about this point: raises the concern but does not let it go?",
	} {
		require.Equal(t, want, b.probeFor(newCandidate(name, span{1, 1}, statedBasis), rubric.Story))
	}
	require.Equal(t, "How do you report near misses?", b.probeFor(newCandidate("Reports near misses", span{1, 1}, statedBasis), rubric.Approach))
}

func TestTopicsAreNounPhrasesOfThePrompt(t *testing.T) {
	for title, want := range map[string]string{
		"Tell me about a time you failed.":                         "a time you failed",
		"Can you walk me through your last shift?":                 "your last shift",
		"Give an example of a hard talk.":                          "an example of a hard talk",
		"How do you decide when to escalate?":                      "how you decide when to escalate",
		"When would you choose a queue?":                           "when you would choose a queue",
		"Which tools do you use?":                                  "which tools you use",
		"How often do you retrain a model?":                        "how often you retrain a model",
		"What is the difference between a lock and a latch?":       "the difference between a lock and a latch",
		"What happens when you type a URL?":                        "what happens when you type a URL",
		"The grinder jams in the rush. What do you do?":            "what you do when the grinder jams in the rush",
		"Imagine a guest faints. What would you do first?":         "what you would do when a guest faints",
		"Imagine a pipe bursts. How would you approach it?":        "what you would do when a pipe bursts",
		"Did you ever stop a trial?":                               "working safely",
		"Describe a disagreement with a doctor. How did it end up": "a disagreement with a doctor",
	} {
		require.Equal(t, want, topic(title, "Working safely"))
	}
	require.Equal(t, "“Did you ever stop a trial?”", topic("Did you ever stop a trial?", "6.1"))
}

func TestPromptsAskForAStoryOrAnApproach(t *testing.T) {
	for prompt, want := range map[string]rubric.Kind{
		"Tell me about the worst outage you caused.":              rubric.Story,
		"Walk me through the last ticket you were proud of.":      rubric.Story,
		"How do you handle a situation where nobody agrees?":      rubric.Approach,
		"How do you hand over? Give an example.":                  rubric.Story,
		"What is the difference between a lock and a latch?":      rubric.Approach,
		"My child has had a fever for two days. What should I do": rubric.Approach,
		"¿Alguna vez ha discutido con un colega?":                 rubric.Story,
	} {
		require.Equal(t, want, kindOf(prompt), prompt)
	}
}
