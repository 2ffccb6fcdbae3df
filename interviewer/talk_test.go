package interviewer

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRepliesAboutTheTalkAreNoAnswers(t *testing.T) {
	st := begin(t, Plan{}).asked("question q1").st
	for want, replies := range map[Reply][]string{
		NeedsTime: {"Give me a minute please.", "Let me think...", "um", "Uhm, hmm.", "Sorry, could I have a moment to think?", "Hold on a second", "One moment please", "Hm, let me think about it for a moment.",
			"Okay, just give me a few seconds to collect my thoughts.", "I need a minute", "Well...", "I'm still thinking", "Bear with me."},
		WantsEnd:  {"Can we stop here?", "I want to quit", "I'd like to stop now, please", "let's end this", "Could we continue this later?", "stop", "Sorry, I have to go now", "May I take a break?", "quit", "I would rather stop here for today"},
		AskedBack: {"go back to the previous question", "Can we go back to the last question please?", "I'd like to go back to my first answer", "previous question please"},
		Objected:  {"This is a stupid question.", "What a silly question", "fuck off", "Honestly, that's a really weird question.", "I don't like this question", "Are you even listening?"},
		Confidential: {"I'd rather not go into specifics, confidentiality", "I'd rather not go into specifics, confidentiality, you understand. But in general I always push back respectfully with data and we find a win-win.",
			"I can't talk about that because of an NDA", "Sorry, that's confidential.", "I'm not allowed to share details about the client.", "I cannot name the customer."},
		CounterAsked: {"How long should my answer be?", "Are you a bot?", "Can I use an example from my university project?", "What company is this?"},
		Skipped:      {"I'd rather not talk about that.", "I'd rather not say."},
	} {
		for _, text := range replies {
			require.Equal(t, want, Classify(st, text), text)
		}
	}
	require.Equal(t, Answered, Classify(st, "I'd like to add something to my last answer: we also measured cost."))
}

// An answer that holds such words tells something beside them.
func TestAnswersThatHoldSuchWordsStayAnswers(t *testing.T) {
	st := begin(t, Plan{Probes: 2}).asked("question q1").replied(Answered).graded(1, 1, 1).asked("probe q1 b").st
	for _, text := range []string{
		"I asked them to give me a minute, then rolled it back.", "We had to stop here, because the budget was gone.", "I wanted to quit, and stayed for the launch.",
		"We went back to the previous model within an hour.", "I said that this is a stupid metric and proposed another.", "The data was confidential, so I trained on site.",
		"I could not share the details with the vendor, so I made up synthetic ones.", "I told product to wait a minute and look at the numbers.", "Well, it was down for a second.",
		"Stop words were the cause.", "I let them think about it for a moment, then asked again.", "The bot said it could not talk about names, which was wrong.", "I don't like questions without a baseline, so I made one.",
		"We end the run when the loss is flat.", "I have to go through the logs each morning.", "We had an NDA with the client, so I built it on 2,000 invented cases.",
	} {
		require.Equal(t, Answered, Classify(st, text), text)
	}
}
