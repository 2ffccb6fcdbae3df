package grade

import (
	"fmt"
	"strings"

	"mockstar/rubric"
)

// wordsPerHigh is how many words an answer needs for each high level claimed
// for it. The 130 answers of the graded set that have any have 34 and more, so
// half of that leaves room for terse people, and none for a judge that was
// talked into giving a line full marks.
const wordsPerHigh = 17

// credible takes back the high levels of a reading that claims more of them
// than the answer has room for. A closing answer is made of short questions and
// is left alone.
func credible(q rubric.Question, a rubric.Answer, fs []rubric.Finding) ([]rubric.Finding, string) {
	said, claimed := 0, 0
	for _, l := range a {
		if l.By == rubric.Candidate {
			said += len(strings.Fields(l.Text))
		}
	}
	for _, f := range fs {
		if high(q, f) {
			claimed++
		}
	}
	if q.Kind == rubric.Closing || said >= claimed*wordsPerHigh {
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
	return out, fmt.Sprintf("high levels on %d criteria were not believed: the answer has %d words", claimed, said)
}

// high reports whether f claims a level in the uppermost quarter: 4 or 5 of 5.
func high(q rubric.Question, f rubric.Finding) bool {
	c, ok := q.Criterion(f.Criterion)
	return ok && f.Level > 1 && 4*int(f.Level-1) >= 3*int(c.Top()-1)
}
