package interviewer

import "strings"

// Replies about the talk itself rather than about the question. Each pattern
// holds a whole reply, courtesies around it included: an answer that has such
// words in it stays an answer.
var (
	waitWords = talk(
		`(just )?(give|allow) me (just )?(a|an|one|another|some|two|a few|a couple of) ?(more |short |quick )?(minutes?|moments?|seconds?|secs?|mins?|time|bit)?( to (think|collect|gather|remember|recall)( \w+){0,5})?`,
		`let me (just )?(think|see|recall|remember)( about (it|that|this))?( for)?( an?| one)?( moment| minute| second| bit)?`, `let me (collect|gather) my thoughts`,
		`(just )?(a|one) (moment|minute|second|sec)`, `hold on( an?| one)?( moment| minute| second| sec)?`, `wait( an?| one)?( moment| minute| second| sec)?`,
		`i need (a|some|another|more) (moment|minute|time|second)( to think)?( about (it|that|this))?`,
		`(can|could|may) i (have|take|get) (a|some|another) (moment|minute|time|second|sec)( to think)?( about (it|that|this))?`,
		`(i.?m )?(still )?thinking`, `bear with me`, `u+h*m+|u+h+|e+r+m*|h+m+|ah+|eh+|well|so|ok|okay`)
	stopWords = talk(
		`(can|could|may|shall|should) (we|i) (please )?(stop|end|quit|finish|leave|pause|take a break|continue (this )?(later|tomorrow))`+here,
		`(i|we)(.?d| would)? (want|need|have|like|prefer|rather)( to)? (stop|quit|end|leave|pause)`+here, `i (must|have to|need to) (go|leave)`+here,
		`(let.?s|let us) (stop|end|quit|pause)`+here, `(stop|quit|exit|end)`+here, `(good)?bye`)
	backWords = talk(
		`((can|could|may) (we|i) |let.?s |let me |i.?d like to |i want to )?(go|come|get|return) (back )?to (the |my )?(previous|last|first|earlier|prior) (question|one|answer)( again)?`,
		`(the )?previous question`)
	badWords = talk(
		`(this|that|it)( is|.?s| was) (an? |such an? |really |so |just |quite )*(stupid|dumb|silly|ridiculous|pointless|bad|weird|strange|terrible|useless|unfair|boring|nonsense|bullshit)( question| one| thing to ask)?`,
		`(what an? )?(stupid|dumb|silly|ridiculous|pointless|weird|boring) question`, `(fuck|screw|damn) (off|you|this|that|it)`, `shut up`,
		`i (don.?t like|hate) (this|that|your) question`, `are you (even )?(listening|kidding|serious)( to me)?`)
	saidWords = talk(
		`(i )?(think |believe )?(i )?(have |.?ve )?(just |already )?(said|told you|mentioned|answered|explained) (that|this|so|it)( already| before| just now| a minute ago)?`, `(as|like) i (just )?said( before)?`)
	yesWords = talk(`(yes|yeah|yep|sure|please|ok|okay|do( it| that)?|stop|end( it)?|i am sure|let.?s (stop|end))( please| stop| end it)?`)
	noWords  = talk(`(no|nope|not yet|(let.?s |let me |i.?ll )?(go on|continue|carry on|keep going)|never ?mind)`)

	secretWords = lazily(`(?i)\b(confidential\w*|ndas?|non-?disclosure|proprietary|trade secrets?)\b`)
	secretIs    = lazily(`(?i)^\W*((sorry|well|i.?m afraid|unfortunately)\W+)*(that|this|it|the \w+|most of (it|that))( is|.?s| was|.?re| are)( all| mostly| strictly)* (confidential|proprietary|under (an? )?nda|covered by an? nda)`)
	refusal     = lazily(`(?i)\b(i|we)(.?m|.?d| am| are|.?re| was| were| would)?( really| just)* (not allowed|can.?t|cannot|can not|may not|not (permitted|supposed|at liberty)|rather not|prefer not)( to)?( really)? (talk|speak|say|share|discuss|disclose|go into|get into|give|name|reveal|tell)\b`)
	particulars = lazily(`(?i)\b(specifics?|details?|names?|numbers|figures|clients?|customers?|employer|company)\b`)
)

// here is what may stand behind a wish to stop.
const here = `( (this|it|here|now|there|please|the interview|for (now|today)))*`

// talk makes a pattern of replies that are one of forms and nothing else.
func talk(forms ...string) pattern {
	const before, after = `(?i)^\W*((ok|okay|well|sorry|so|yes|no|sure|please|u+h*m+|u+h+|h+m+|ah|oh|actually|honestly|hey)\W+)*(`, `)(\W+(please|thanks|thank you|now|sorry|actually))*\W*$`
	return lazily(before + strings.Join(forms, "|") + after)
}

// ofTheTalk says what a reply about the talk itself is, or nothing.
func ofTheTalk(text string) Reply {
	switch {
	case stopWords().MatchString(text):
		return WantsEnd
	case waitWords().MatchString(text):
		return NeedsTime
	case backWords().MatchString(text):
		return AskedBack
	case badWords().MatchString(text):
		return Objected
	}
	return ""
}

// confidential reports whether a reply keeps back what others own, and tells
// nothing else that was done. A refusal without a reason is a pass.
func confidential(text string) bool {
	if didWords().MatchString(text) || strings.ContainsAny(text, "0123456789") {
		return false
	}
	return secretIs().MatchString(text) || refusal().MatchString(text) && (secretWords().MatchString(text) || particulars().MatchString(text))
}
