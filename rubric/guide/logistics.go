package guide

import (
	"slices"
	"strings"
)

// logistics are starts and parts of prompts about terms and dates, folded. What
// is said to them is a fact about somebody, and nothing to grade.
var logistics = []string{
	"can you work", "could you work", "are you available", "when are you available", "your availability", "when can you start", "when could you start", "how soon can you", "start date", "notice period", "your notice",
	"salary", "pay expectation", "expect to be paid", "expect to earn", "hourly rate", "right to work", "work permit", "visa", "legally entitled", "driving licence", "driving license", "driver s licence", "driver s license",
	"willing to travel", "willing to relocate", "able to travel", "able to relocate", "own a car", "have a car", "need any adjustments", "any holidays booked", "hear about this job", "hear about us", "contact your references", "your referees",
	"konnen sie am wochenende", "wann konnen sie anfangen", "kundigungsfrist", "gehaltsvorstellung", "fuhrerschein", "arbeitserlaubnis",
	"pouvez vous travailler le", "quand pouvez vous commencer", "preavis", "pretentions salariales", "permis de conduire", "permis de travail",
	"puede trabajar los", "cuando puede empezar", "cuando podria empezar", "pretensiones salariales", "carnet de conducir", "permiso de trabajo"}

// asksTerms reports whether every question of a prompt is about terms and dates.
func asksTerms(prompt string) bool {
	asked := strings.FieldsFunc(prompt, func(r rune) bool { return r == '?' || r == '.' || r == '!' })
	asked = slices.DeleteFunc(asked, func(s string) bool { return plain(s) == "" })
	const longest = 14 // words: more ask for a story about it
	return len(asked) > 0 && !slices.ContainsFunc(asked, func(s string) bool {
		folded := plain(s)
		return len(strings.Fields(folded)) > longest || !says(folded, logistics)
	})
}

// logistic reports whether q asks for terms and dates alone: the source names
// nothing to grade it by, and nothing is to be made up.
func (q *posed) logistic() bool {
	return !q.closing && q.topic == nil && len(q.own)+len(q.advice)+len(q.scale.text) == 0 && asksTerms(q.title)
}

// terms leaves out the questions about terms and dates, if others remain.
func (b *builder) terms() {
	stay := func(q *posed) bool { return !q.logistic() && !q.closing }
	if !slices.ContainsFunc(b.questions, stay) {
		return
	}
	for _, q := range b.questions {
		if q.left = q.logistic(); q.left {
			b.leave(q.lines, "a question about terms or dates: nothing to practise or to grade; ask it beside the interview")
		}
	}
}
