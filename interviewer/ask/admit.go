package ask

import (
	"unicode/utf8"

	"mockstar/interviewer"
	"mockstar/rubric"
)

// admission recognises somebody who says that they have no such case. It was
// made on answers that admit it, and reads English only; who is missed is asked
// as everybody is. What somebody did not do or have is no admission unless it
// is a case: most denials are part of one ("I did not make the deadline").
var admission = lazily(`(?i)\bi (do not|don.?t) (really |actually |honestly |ever |truthfully |think )*(i have|i.ve|have|think i have|think i.ve|think i could)\b[^.?!]{0,12}?\b(an?|one|any|such|this|that|had|ever)\b` +
	`|\bi(.ve not|.ve never| have not| have never| haven.?t) (really |actually |honestly |ever )*(carried|designed|built|made|run|pushed|done (formal|proper|real|much))\b` +
	`|\bi.ve no (story|case|example)\b` +
	`|\b(i.d|i would|i could|could) (be |just )?(making (it|one) up|inventing|invent|lying)\b` +
	`|\bi (can.?t|cannot) (give|answer|tell) (you|this|it|that)\b|\bmust disappoint\b|\b(not|never|ever) had one\b|^\W*(\w+,? ){0,3}(no|nope|nah)[,.]|\bnever was mine\b|\bnobody.s ever\b`)

// denial recognises what somebody says they did not do, which nobody wants to
// hear quoted back, whether there was a case or not.
var denial = lazily(`(?i)\bi haven.?t\b|\bi never (had|have|did|was|mentored|made|ran)\b|\bi (did not|didn.?t) (mentor|do|have|make|lead|design)\b`)

// openingBytes is how far into an answer somebody says that they have no case.
const openingBytes = 300

// admits reports whether the first thing said about a question is that there
// is no such case. What follows may then be the nearest there was, or what the
// candidate would do, and a probe for what happened has to allow for both.
func admits(said rubric.Answer) bool {
	for _, l := range said {
		if l.By != rubric.Candidate {
			continue
		}
		opening := start(l.Text, openingBytes)
		if ends := sentenceEnd().FindAllStringIndex(opening, 3); len(ends) == 3 {
			opening = opening[:ends[2][0]]
		}
		return interviewer.NoCase(opening) || admission().MatchString(opening)
	}
	return false
}

// start is the first n bytes of a text, without the character that n cuts.
func start(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

var sentenceEnd = lazily(`[.?!](\s|$)`)
