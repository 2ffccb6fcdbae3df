package interviewer

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestClassify(t *testing.T) {
	const story = "In 2022 I ran the ranking service for a grocery app. I don't have a perfect example of scale, but I rewrote the cache and latency fell from 400 ms to 90 ms."
	tests := []struct {
		name, text string
		want       Reply
	}{
		{"nothing", "  \n", Silent},
		{"nothing visible", "\u200b\u200b", Silent},
		{"a command", "/skip", Skipped},
		{"a command in capitals", "/HINT", AskedHint},
		{"a request to repeat", "Sorry, could you repeat the question please?", AskedRepeat},
		{"a question that was missed", "What was the question again?", AskedRepeat},
		{"a pass", "I'd rather not talk about that.", Skipped},
		{"one word for a pass", "Pass", Skipped},
		{"something under an agreement of silence", "I can't talk about that because of an NDA", Confidential},
		{"no example", "Hmm, I can't think of an example right now.", NoExample},
		{"no such experience", "I have never dealt with something like that.", NoExample},
		{"a counter-question", "Do you mean a system I designed alone, or with others?", CounterAsked},
		{"a question not understood", "dont know what you mean", CounterAsked},
		{"the same in full", "Sorry, I don't quite understand what you're asking.", CounterAsked},
		{"the same as a question without its mark", "what do you mean by that", CounterAsked},
		{"no example, and not a word on the question", "I don't know.", NoExample},
		{"a story about what was not understood", "I did not understand the drift at first, so I plotted it by region and found a broken feed.", Answered},
		{"one word", "Yes.", OneWord},
		{"a hypothetical", "I would first look at the data. Then I would talk to the users and I would write a plan.", Hypothetical},
		{"an answer that says what it lacks", story, Answered},
		{"an answer that ends with a question", story + " Is that what you were after?", Answered},
		{"a story about skipping", "We decided to skip the review and I paid for it: the model shipped with a leak and I rolled it back.", Answered},
		{"a story about a repeated question", "Users had to repeat the question three times before the bot understood, so I logged every turn and fixed the intent model.", Answered},
	}
	st := begin(t, Plan{}).asked("question q1").st
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.Equal(t, tt.want, Classify(st, tt.text)) })
	}
}

func TestClassifyInTheClosingPhase(t *testing.T) {
	st := begin(t, Plan{Questions: []string{"q2"}, Closing: "ask-us"}).asked("question q2").replied(Skipped).asked("question ask-us").st
	tests := []struct {
		name, text string
		want       Reply
	}{
		{"a question to the interviewer is an answer here", "How do you evaluate models in production?", Answered},
		{"no", "No, thank you.", NoQuestions},
		{"thanks and nothing else", "Great, thank you so much.", NoQuestions},
		{"thanks before a no", "Thanks, I think that is all.", NoQuestions},
		{"a remark on the answer", "Okay, that's helpful. I'm good.", NoQuestions},
		{"thanks before a question", "Thanks. How is the team structured?", Answered},
		{"a question without its mark", "Tell me about the team, please.", Answered},
		{"that is all", "That's all from my side", NoQuestions},
		{"a question that begins with no", "No product managers on the team, is that right?", Answered},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.Equal(t, tt.want, Classify(st, tt.text)) })
	}
}
