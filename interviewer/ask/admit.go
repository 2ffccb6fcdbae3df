package ask

import "mockstar/rubric"

// admission recognises somebody who says that they have no such case. It was
// made on answers that admit it, and reads English only; who is missed is asked
// as everybody is.
var admission = lazily(`(?i)\bi (do not|don.?t) (really |actually |honestly |ever |truthfully |think )*(i have|i.ve|have|think i have|think i.ve|think i could)\b[^.?!]{0,12}?\b(an?|one|any|such|this|that|had|ever)\b` +
	`|\bi(.ve| have) (not|never) (really |actually |honestly |ever )*(had|done|been|made|carried|run|designed|built|faced|worked|mentored|pushed)\b|\bi haven.?t\b` +
	`|\bi.ve no (story|case|example)\b|\bi never (had|have|did|was|mentored|made|ran)\b|\bi (did not|didn.?t) (mentor|do|have|make|lead|design)\b` +
	`|\b(i.d|i would|i could|could) (be |just )?(making (it|one) up|inventing|invent|lying)\b` +
	`|\bi (can.?t|cannot) (give|answer|tell) (you|this|it|that)\b|\bmust disappoint\b|\b(not|never|ever) had one\b|^\W*(\w+,? ){0,3}(no|nope|nah)[,.]|\bnever was mine\b|\bnobody.s ever\b`)

// openingWords is how far into an answer somebody says that they have no case.
const openingWords = 300 // bytes

// admits reports whether the first thing said about a question is that there
// is no such case. What follows may then be the nearest there was, or what the
// candidate would do, and a probe for what happened has to allow for both.
func admits(said rubric.Answer) bool {
	for _, l := range said {
		if l.By != rubric.Candidate {
			continue
		}
		opening := l.Text[:min(len(l.Text), openingWords)]
		if ends := sentenceEnd().FindAllStringIndex(opening, 3); len(ends) == 3 {
			opening = opening[:ends[2][0]]
		}
		return admission().MatchString(opening)
	}
	return false
}

var sentenceEnd = lazily(`[.?!](\s|$)`)
