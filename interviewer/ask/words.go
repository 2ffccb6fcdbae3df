package ask

import "mockstar/interviewer"

// The stock of phrases. Verbs with %s are filled by plain.go: openings take
// the position and the length, transitions the next topic, takeUps the candidate's
// own words.
var (
	openings = []string{
		"Hello, and thank you for making the time. I work on the AI platform here, and I am hiring for the %s. I brought %s, and I will ask where I want to know more.",
		"Hi, good to meet you. I lead one of the applied AI groups, and today is about the %s. I brought %s; I am after what really happened rather than polished stories, so think aloud if it helps.",
		"Welcome, and thanks for coming. I will be your interviewer for the %s. My list: %s. I may interrupt with a follow-up, and that only means I am interested.",
	}
	plainOpenings = []string{
		"Hello, and thank you for making the time. I brought %s, and I will ask where I want to know more.",
		"Hi, good to meet you. I brought %s; I am after what really happened rather than polished stories, so think aloud if it helps.",
		"Welcome, and thanks for coming. My list: %s. I may interrupt with a follow-up, and that only means I am interested.",
	}
	yourTurn = []string{
		"At the end it is your turn to ask.",
		"There is room for your own questions afterwards.",
		"The last part is yours, for what you want to know from me.",
	}
	starts = []string{
		"Take a moment whenever you need one. Let me begin.",
		"Ready when you are. Here is the first.",
		"Shall we start?",
	}
	transitions = []string{
		"Thank you, that gives me a picture. Let's turn to %s.",
		"Good, I have what I need there. I would like to hear about %s.",
		"All right. Something different now: %s.",
		"Let me change the subject to %s.",
		"Thanks. Next on my list is %s.",
		"I will leave it there. Let's talk about %s.",
		"That helps. Now I am curious about %s.",
		"Okay, noted. Moving on to %s.",
		"Right. I would like to spend some time on %s.",
		"Thanks for walking me through it. The next topic is %s.",
		"Let's switch gears and take %s.",
		"I could stay on this, but let me get to %s.",
		"Understood. Here is another side of the job: %s.",
		"Fine, thank you. Let me ask about %s.",
		"That is enough on that one. On to %s.",
		"Good. My next question concerns %s.",
		"I see. Let's look at %s.",
		"Thank you. One more area I care about is %s.",
		"Let me put that aside and come to %s.",
		"Okay. I also want to cover %s.",
		"Now for another angle: %s.",
		"Thanks, got it. Let's go to %s.",
		"That answers it for me. What comes next is %s.",
	}
	afterSkip = []string{
		"No problem, we leave that one. Let's try %s.",
		"That is fine, nothing lost. How about %s?",
		"Sure, on we go. Let's take %s instead.",
		"Happy to move on. The next one is about %s.",
		"All good. Maybe %s suits you better.",
	}
	closers = []string{
		"Thank you, those were my questions.",
		"Good, my list is done.",
		"That was the last one from me, thank you.",
	}
	takeUps = []string{
		"You said “%s”.",
		"Let me stay with “%s” for a moment.",
		"I noted “%s”.",
		"You mentioned “%s”, and I would like to go one step further.",
		"When you say “%s”, I want to be sure I follow.",
		"I am still thinking about “%s”.",
		"Let me pick up “%s”.",
		"Let me go back to “%s”.",
		"“%s” caught my ear.",
		"You told me “%s”.",
		"I heard “%s” and would like the part behind it.",
	}
	leadIns = []string{
		"One thing I did not get yet.",
		"Let me ask a little further.",
		"Help me fill in a gap.",
		"I would like to hear one more piece.",
		"Something I am still missing:",
		"Before we go on, one more thing.",
		"Let me dig in one place.",
	}
	repeats = []string{"Of course.", "Sure, here it is again.", "Happy to."}

	explanations = []string{
		"Take it in whichever sense fits your experience; a case you know well tells me most. With that in mind:",
		"I leave that open on purpose, so choose the reading that lets you be concrete. So:",
		"Assume what is closest to your own work and tell me what you assumed. The question stays:",
	}
	silences = []string{
		"Take your time. A rough start is fine, we can sort it out together.",
		"No rush. Start anywhere, even in the middle, and I will ask from there.",
		"It is all right to think for a while. What comes up first?",
	}
	oneWords = []string{
		"Could you tell me a bit more? One real case, from the beginning, would be ideal.",
		"I would need more than that to go on. What happened, step by step?",
		"Say a little more, please: what was going on, and what did you do?",
	}
	noStories = []string{
		"That happens. It need not be a big one: a smaller case, a side project, or something you watched from close by will do.",
		"No worries. Is there anything near it, perhaps from an earlier job or a project of your own?",
		"Fine. Pick the closest thing you have been part of, even if it only matches in part.",
	}
	noExamples = []string{
		"That is fine. Then tell me how you would go about it, and use any project you know to make it concrete.",
		"No worries. Take a project you know well and walk me through how you would handle it there.",
		"All right. Choose a system you have worked on and reason it through for me.",
	}
	redirects = []string{
		"That sounds like an answer to another question; I was asking about %s. Let me put it again.",
		"I think we drifted to another topic. What I am after is %s. Once more:",
		"Interesting, but it is not quite what I asked: my topic is %s. Again, then:",
	}
	realCases = []string{
		"That is how you would do it. Now take me to one time it really happened: what did you do then?",
		"I follow the idea. Is there a real case behind it? Tell me what you did in that one.",
		"Good in principle. Let me hear about an actual occasion, with what came of it.",
	}
	anythingElse = []string{
		"What else would you like to know?",
		"Is there anything more you want to ask?",
		"Anything further from your side?",
		"What other questions do you have?",
	}
	farewells = []string{
		"That brings us to the end. Thank you for your time and your answers; here is what I took from them.",
		"We are through. Thanks for talking with me today. Let me show you my notes.",
		"That was everything from me. Thank you for coming; these are my notes.",
	}
	earlyFarewells = map[string]string{
		interviewer.OutOfTime: "We are out of time, so I will stop here. Thank you for your answers; here is what I noted.",
		interviewer.CutShort:  "All right, we stop here. Thank you for what you shared; these are my notes so far.",
	}
)

// The company that the interviewer speaks for when no model plays the part. It
// is invented, and the same in every session.
var (
	inRole = map[string][]string{
		"ai-system": {
			"Our hardest part is evaluation. We serve an assistant to about two hundred support desks; offline tests agree with what users tell us perhaps four times out of five, and we hunt the fifth.",
			"We sample two percent of live traffic for human review, watch refusals and output length by customer, and keep a frozen set of nine hundred cases that every change must pass.",
			"When a model misbehaves we fall back to search results without generated text. It happened twice this year; both times the switch took under ten minutes, which still felt long.",
		},
		"team": {
			"We are eleven: six engineers, two data scientists, a designer, a product manager and me. Whoever builds a thing also runs it.",
			"On-call goes round weekly, with a second person for model questions. A normal week has one page; a bad one had nine.",
			"For uncertain work we fix two weeks, write down what would make us stop, and decide at the end of them. It does not always work, but nobody is surprised.",
		},
		"future": {
			"In the coming year we want the assistant to take actions, beginning with refunds below a limit. The open question is how to prove that it is safe enough.",
			"We buy what is a commodity, embeddings for one, and build what touches our customers' own data. I expect the line to move, so contracts stay short.",
			"Every other Friday somebody rebuilds a piece of ours with something new. About one in eight of those reaches production.",
		},
	}
	inRoleElse = []string{
		"Good question. The honest answer is that we are still working it out; I can tell you what we tried last quarter and that it taught us to measure first.",
		"I would say it depends on the product group. In mine we decide in the open, on numbers, and we write the reason down.",
		"We changed our minds on that this year. What stayed is that whoever is closest to the users has the last word.",
	}
)
