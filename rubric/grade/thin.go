package grade

import (
	"fmt"

	"mockstar/rubric"
)

// How many words an answer needs for each high level claimed for it. The 130
// answers of the graded set that have any have 34 and more, so half of that
// leaves room for terse people, and none for a judge that was talked into giving
// a line full marks. A closing answer is made of questions: one of a dozen words
// can be pointed and show experience at once. A scale of three levels, as checks
// of other tools have (met, partly, unmet), asks for a fact that one clause states.
const (
	wordsPerHigh    = 17
	wordsPerClosing = 6
	wordsPerFact    = 5
)

// sharing is how many high levels of a closing answer one quote may carry: what
// it asks about, and that it is well asked.
const sharing = 2

// credible takes back the high levels of a reading that claims more of them
// than the answer has room for, or rests too many of them on the same words.
func credible(q rubric.Question, a rubric.Answer, fs []rubric.Finding) ([]rubric.Finding, string) {
	claimed, needed := 0, 0
	quotes := map[string]bool{}
	for _, f := range fs {
		if high(q, f) {
			claimed++
			needed += wordsFor(q, f)
			for _, quote := range f.Quotes {
				quotes[quote] = true
			}
		}
	}
	if claimed == 0 {
		return fs, ""
	}
	said := rubric.Words(a)
	room, shared := said >= needed, q.Kind == rubric.Closing && claimed > sharing*len(quotes)
	if room && !shared {
		return fs, ""
	}
	out := make([]rubric.Finding, len(fs))
	for i, f := range fs {
		if high(q, f) {
			f.Rationale = fmt.Sprintf("Not graded: level %d was claimed. The claim was: %s", f.Level, f.Rationale)
			f.Level, f.Unscored = 0, rubric.Unverified
		}
		out[i] = f
	}
	why := fmt.Sprintf("the answer has %d words, and they need %d", said, needed)
	if room {
		why = fmt.Sprintf("%d different quotes stand behind them", len(quotes))
	}
	return out, fmt.Sprintf("high levels on %d criteria were not believed: %s", claimed, why)
}

// wordsFor is how many words of the answer a high level takes up.
func wordsFor(q rubric.Question, f rubric.Finding) int {
	c, _ := q.Criterion(f.Criterion)
	switch {
	case q.Kind == rubric.Closing:
		return wordsPerClosing
	case c.Top() <= 3:
		return wordsPerFact
	}
	return wordsPerHigh
}

// high reports whether f claims a level in the uppermost quarter: 4 or 5 of 5.
func high(q rubric.Question, f rubric.Finding) bool {
	c, ok := q.Criterion(f.Criterion)
	return ok && f.Level > 1 && 4*int(f.Level-1) >= 3*int(c.Top()-1)
}
