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

func TestNotHavingSomethingIsNotHavingNoCase(t *testing.T) {
	st := begin(t, Plan{}).asked("question q1").st
	for _, text := range []string{
		"As I said, I have not done that myself.",
		"As I mentioned, I haven't done this myself.",
		"I have never had such a case.",
		"I have never had one, so I can't really say.",
		"I've never had to do that.",
		"I've never had to, to be honest.",
		"I have not really had an experience like that.",
		"I had no such case.",
		"I did not do that myself.",
		"Luckily I have never been in that position.",
		"I have never faced a production outage.",
		"I haven't, but I would start with the logs.",
		"I never did.",
		"I don't have any.",
		"I don't have a real example for this one, sorry.",
		"Honestly, I haven't worked on anything like that yet.",
		"That has never happened to me.",
		"I can't recall one right now.",
		"I do not know, and I would rather not invent a story.",
		"I've not seen this at work.",
		"I have never made that decision, and I would be guessing.",
	} {
		require.Equal(t, NoExample, Classify(st, text), text)
	}
	for _, text := range []string{
		"I have never had the budget for that, so I rent one GPU by the hour and share it.",
		"I've never had the luxury of a quiet quarter: my team plans two days a week for cleaning.",
		"I have never had a labelled set, so I label forty cases each Monday with the nurses.",
		"I haven't had time for a proper audit, so I check ten cases by hand each week.",
		"I don't have a manager for that, so I talk to the client directly.",
		"I don't have any labels for it, so I compare the two models with each other.",
		"I have never done this alone: Anna reads the logs and I read the code.",
		"I have not done that since. Now each release goes to a canary first.",
		"I never do it on a Friday, and I keep the old model warm.",
		"I have never had to roll back by hand, because the canary does it for me.",
		"I have never been a fan of big models, so I begin with a baseline.",
		"I don't know Kubernetes well, so I keep everything on one machine.",
		"I can't remember the exact figure, but the recall is about 0.9 these days.",
		"I can't think of any downside that the users feel, so I keep it.",
		"It never worked in the cold, so I heat the camera before each run.",
		"I did not have the authority, so I phoned the VP and stopped the launch.",
		"I never had one person to ask, so I wrote to three of them.",
		"I have never made it to the final, but my robot sorts 400 parcels an hour.",
		"I do not have it running yet: the sensor arrives in May and I calibrate it then.",
		"That is not the case with us, since I test each rule with the auditors.",
		"I had no idea why recall fell, so I plotted it by region and found a broken feed.",
	} {
		require.Equal(t, Answered, Classify(st, text), text)
	}
}
