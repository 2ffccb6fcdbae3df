package ask

import "mockstar/interviewer"

// The stock of phrases. Verbs with %s are filled by plain.go: openings take
// the position and the length, transitions the next topic, takeUps the
// candidate's own words.
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
	// afterLittle stand where the last thing said was no answer, or there was
	// little in what was: they thank for nothing and say nothing of it.
	afterLittle = []string{
		"Let me go on to %s.",
		"Let's try another one: %s.",
		"We can come at it from a different side. My next topic is %s.",
		"I would like to move to %s.",
		"Let's see what you have on %s.",
		"Here is the next one, on %s.",
		"On to something else: %s.",
		"Next, I want to hear about %s.",
		"Let us leave this and talk of %s.",
		"I will move along. The next one is on %s.",
		"A fresh start, then, with %s.",
		"Then let me take up %s.",
		"Moving along: %s.",
		"Let me try you on %s.",
		"We still have %s to talk about.",
		"There is also %s.",
		"The next topic may suit you better: %s.",
	}
	// movesOn, passedOver and offTopic stand for transitions, for afterSkip and
	// afterLittle, and for redirects where the topic is nothing but the question's own words.
	movesOn = []string{
		"Thank you, that gives me a picture. Here is the next one.",
		"Good, I have what I need there. My next question is this.",
		"All right. Something different now.",
		"Let me change the subject.",
		"Thanks. Next on my list:",
		"I will leave it there and go on.",
		"That helps. Let me ask you something else.",
		"Okay, noted. Moving on.",
		"Thanks for walking me through it. The next question:",
		"Understood. Here is another side of the job.",
		"That is enough on that one. On we go.",
		"I see. Let's look at something else.",
	}
	passedOver = []string{
		"No problem, we leave that one. Here is another.",
		"That is fine, nothing lost. On we go.",
		"Happy to move on. The next one:",
		"Fair enough. My next question:",
		"Of course. Then something else.",
		"No harm done. Let me try another one.",
	}
	offTopic = []string{
		"That sounds like an answer to another question. Let me put mine again.",
		"I think we drifted to another topic. Once more:",
		"Interesting, but it is not quite what I asked. Again, then:",
	}
	// closers leave it to the closing question to hand the word over.
	closers = []string{
		"One part is left.",
		"So we come to the last part.",
		"Then there is only the last part.",
	}
	// takeUps hold any statement that a probe grows out of. They don't promise
	// to stay with it: the probe may ask for what lies beside it.
	takeUps = []string{
		"You said “%s”.",
		"I noted “%s”.",
		"You mentioned “%s”.",
		"I am still thinking about “%s”.",
		"Let me pick up “%s”.",
		"“%s”, you said.",
		"You told me “%s”.",
		"I wrote down “%s”.",
		"I heard “%s”.",
		"A moment ago you said “%s”.",
		"In my notes stands “%s”.",
		"There was one sentence I underlined: “%s”.",
		"You spoke of this: “%s”.",
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
	// patient phrases leave somebody the time they asked for.
	patient = []string{
		"Of course, take the time you need. I will wait.",
		"Sure. Nothing is counted until you send something.",
		"Take your time, by all means.",
		"No hurry. Whenever you have it.",
		"Go ahead and think; I am in no rush.",
	}
	offers = []string{
		"We can. Say yes, or type /end, and I go straight to my notes; /pause keeps your place for another day. Or just go on with your answer.",
		"Of course. With “yes” or /end we stop here and you get my notes on what you said so far; with /pause you can go on at this point later. Otherwise I am still listening.",
		"That is up to you. Type /pause to come back to this point later, or say yes (or /end) and we finish here with what we have. If you would rather go on, simply answer.",
	}
	confidences = []string{
		"I understand, and I need no secrets. Change the names, the product and the figures as you like, and keep what you did and why. If even that is too much, say “pass”.",
		"Of course; please don't break a promise for me. Change the names, put rough numbers for the real ones, and tell me your own part. If that won't do either, we can pass on it.",
		"Good that you watch it. Leave out who it was and blur the figures; what you decided and why is yours to tell. And if not, say “pass” and we go on.",
	}
	objections = []string{
		"Fair, it may be put badly, or it may not fit you. Take the part of it that is worth an answer, or say “pass” and we go on. What I asked was:",
		"I hear you. If it leads nowhere, say “pass” and I take the next one. If there is something in it for you, here it is again:",
		"You may well be right. Turn it into the question I should have asked and answer that one, or say “pass”. For the record, it was:",
	}
	// stillHere is for who wants to go back and has nowhere to go.
	stillHere = "We are still with the first question, so whatever you want to add to it, just add it. Where we are:"
	noWayBack = []string{
		"I can't go back, I am afraid; what you said there stands, and you can take that one again by itself another time. Where we are now:",
		"We only go forward here. Your earlier answer is kept as you gave it, and you can practise that question alone afterwards. The one before us:",
		"That one is closed for today, with what you said. You can do it again on its own later. For now:",
	}
	inEnglish = []string{
		"I am sorry, I can only follow English here. Could you tell me the same in English? Simple words will do.",
		"Forgive me, I need it in English to make anything of it. Plain, short sentences are fine.",
		"My apologies: I only understand English. Would you say it again in English? Nobody marks grammar here.",
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
