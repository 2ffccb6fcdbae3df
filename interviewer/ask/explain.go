package ask

import (
	"regexp"
	"sync"

	"mockstar/interviewer"
)

// explanation answers what was asked back or said of the talk instead of an
// answer, and tells whether the question is to be put again behind it.
func explanation(a interviewer.Ask) (words string, again bool) {
	pick := func(list []string) string { return pick(a, list, a.Number+a.Time) }
	switch a.To {
	case interviewer.Confidential:
		return pick(confidences), false
	case interviewer.Foreign:
		return pick(inEnglish), false
	case interviewer.Objected:
		return pick(objections), true
	case interviewer.AskedBack:
		if a.Number == 1 {
			return stillHere, true
		}
		return pick(noWayBack), true
	}
	for _, e := range enquiries() {
		if e.asked.MatchString(a.Heard) {
			return e.answer, true
		}
	}
	return pick(explanations), true
}

// An enquiry is what candidates ask about the interview itself, with the
// answer. The first that fits is given.
type enquiry struct {
	asked  *regexp.Regexp
	answer string
}

var enquiries = sync.OnceValue(func() []enquiry {
	return []enquiry{
		{about(`(are|am|is) (you|i|this|it)\b.{0,20}\b(bot|robot|human|person|machine|ai|real)\b|(talking|speaking) to an? (bot|robot|human|person|machine|ai)\b`),
			"I am a program that holds practice interviews, so nothing you say here can count against you. Answer me as you would a person:"},
		{about(`how (long|short|detailed|much detail|deep|many (words|minutes))|length of|time limit|how much time`),
			"As long as you would talk to somebody across the table: two or three minutes, some three hundred words. What I miss I will ask for. So:"},
		{about(`(answer|speak|reply|respond|talk|write|do (this|it))\b.*\b(in|using) (spanish|german|french|italian|portuguese|chinese|japanese|hindi|arabic|russian|polish|dutch|turkish|korean|another language|my (own|native|first) language)`),
			"In English, please: simple words are fine, and nobody marks grammar here. So:"},
		{about(`(university|college|school|student|thesis|phd|side project|hobby|personal project|private project|open.source|intern(ship)?|volunteer|previous (job|company|role)|(earlier|older|old|last|another|other) (job|company|role|project|field|team)|years ago|(not|nothing).{0,12}\bai\b|outside (of )?(ai|work))\b`),
			"Yes, gladly. What counts is that it happened and that you say what you did yourself in it; where it was matters less. So:"},
		{about(`(which|what) company|who (are you|do you work for|am i (talking|speaking))|(what.s|what is) your name|where do you work`),
			"Nobody you could look up: this is practice, and I play the part of whoever is hiring. Your side of it is the real one. So:"},
	}
})
