package ask

import "mockstar/interviewer"

// The stock of phrases. Verbs with %s are filled by plain.go: openings take
// the position and the length, transitions the next topic, takeUps and bridges
// the candidate's own words.
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
		"Let's switch gears and talk about %s.",
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
		"That is fine, nothing lost. Let me ask about %s.",
		"Sure, on we go. The next one is about %s.",
		"Happy to move on. I would like to hear about %s.",
		"All good, we put that aside. Let's come to %s.",
		"Fair enough. My next topic is %s.",
		"Of course. Then let me turn to %s.",
		"That's all right. Another one, about %s.",
		"No harm done. I have something on %s.",
		"Skipped. What comes next is %s.",
		"As you like. Let's look at %s.",
		"We can do without that one. On to %s.",
		"Understood, I cross it off. Next: %s.",
		"Good, then we have more time for %s.",
		"Fine by me. Let's talk about %s.",
		"Not every question fits everybody. The next concerns %s.",
		"Then not that one. Something else: %s.",
	}
	// closers leave it to the closing question to hand the word over.
	closers = []string{
		"One part is left.",
		"So we come to the last part.",
		"Then there is only the last part.",
	}
	// takeUps hold any statement, and go on to ask about it.
	takeUps = []string{
		"You said “%s”.",
		"Let me stay with “%s” for a moment.",
		"I noted “%s”.",
		"You mentioned “%s”, and I would like to go one step further.",
		"I am still thinking about “%s”.",
		"Let me pick up “%s”.",
		"Let me go back to “%s”.",
		"“%s”, you said.",
		"You told me “%s”, and one thing is missing in my picture of it.",
		"I wrote down “%s”.",
		"I heard “%s”; let me ask around it.",
		"“%s” is what I want to hear more about.",
		"A moment ago you said “%s”.",
		"Let me hold on to “%s”.",
		"I would like to understand “%s” a little better.",
		"“%s” is where I would like to look closer.",
		"There was one sentence I underlined: “%s”.",
	}
	// bridges hold any statement too, and lead from it to something else.
	bridges = []string{
		"I have “%s” in my notes; another part is still open.",
		"I can follow “%s”. My next question lies a little beside it.",
		"“%s”, I have that. There is another side I want to see.",
		"You told me “%s”; let me come from there to another point.",
		"Beside “%s” I would like to hear one more thing.",
		"“%s” tells me one part. Here is another:",
		"I heard “%s”. Now a different piece.",
		"I took down “%s”. The next one is about something else.",
		"“%s”, you say. Let me ask about another part.",
		"I see: “%s”. From another angle now.",
		"“%s” gives me one corner of it. I am after another one.",
		"“%s” caught my ear.",
		"You mentioned “%s”. I want to look to the side of it.",
	}
	leadIns = []string{
		"One thing I did not get yet.",
		"Let me ask a little further.",
		"Help me fill in a gap.",
		"I would like to hear one more piece.",
		"Something I am still missing:",
		"Before we go on, one more thing.",
		"Let me dig in one place.",
		"There is a part I could not picture.",
		"Let me come at it from another side.",
		"I have a further question on this.",
		"Stay with it for a moment, please.",
		"Let me go a step deeper.",
		"My notes have a hole here.",
	}
	// nearest stand before a probe to somebody who has no such case.
	nearest = []string{
		"Answer this one from the nearest you have seen, or from what you would do.",
		"Take whatever comes closest, your own or one you watched, or think it through for me.",
		"You need not have lived it; how you would go about it will do here.",
		"For the closest thing you know, or as you would do it:",
		"If there is no case, put yourself into one.",
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
	oneWordMethods = []string{
		"Could you tell me a bit more? How you would go about it, step by step, would be ideal.",
		"I would need more than that to go on. Where do you start, and what comes next?",
		"Say a little more, please: how do you go about it, and on which project did you last do so?",
	}
	hints = []string{
		"One thing that would help me: %s.",
		"What I would still like to hear: %s.",
		"I would listen for this: %s.",
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
	lastWord = []string{
		"That is all the time I have for questions. Is there anything you would like to leave me with?",
		"We have to stop there with the questions. Anything you want me to take away?",
		"I have to leave it at that. Is there something you would like to add before we close?",
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
