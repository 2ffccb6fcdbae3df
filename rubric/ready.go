package rubric

import (
	"slices"
	"strings"
)

// A Ready question is one that many answers are assessed by: what they could
// have copied is read once. It is safe for concurrent use.
type Ready struct {
	question Question
	script   *script
	said     saidBefore // the question and the rubric
}

// Ready readies q. It must not be changed afterwards.
func (q Question) Ready() *Ready {
	texts := []string{q.Text}
	for _, c := range q.Criteria {
		texts = append(append(texts, c.Meaning, c.Probe), c.Levels...)
	}
	return &Ready{q, scriptOf(q), newSaidBefore(strings.Join(texts, "\x00"), -1)}
}

// others is what was there before the candidate spoke: the question, the
// rubric, and each line of the interviewer's.
func (r *Ready) others(a Answer) []saidBefore {
	out := []saidBefore{r.said}
	for i, l := range a {
		if l.By != Candidate {
			out = append(out, newSaidBefore(l.Text, i))
		}
	}
	return out
}

// What was saidBefore is a folded text that the candidate did not say, with its
// place in the answer: -1 is before everything.
type saidBefore struct {
	text string
	line int
	rows *rows
}

func newSaidBefore(text string, line int) saidBefore {
	folded := fold(text).text
	return saidBefore{folded, line, rowsOf(folded)}
}

// saidBy reports whether e only says again what any of bs says.
func saidBy(bs []saidBefore, e Evidence) bool {
	quote := foldedQuote(e.Quote)
	return slices.ContainsFunc(bs, func(b saidBefore) bool { return b.has(quote, e.Line) })
}

// has reports whether a quote from a line of the answer, folded, was said in b
// before the candidate said it.
func (b saidBefore) has(quote string, line int) bool {
	return b.line < line && b.rows.could(quote) && strings.Contains(b.text, quote)
}

// rows remember, as bits that some may share, each eight bytes in a row of a
// text. Nearly every quote has eight that the rubric has not, so that the
// rubric need not be searched for it.
type rows [1 << 10]uint64

const row = 8

func rowsOf(text string) *rows {
	var r rows
	for i := row; i <= len(text); i++ {
		at := place(text[i-row : i])
		r[at/64] |= 1 << (at % 64)
	}
	return &r
}

// could reports whether text may hold s.
func (r *rows) could(s string) bool {
	for i := row; i <= len(s); i++ {
		if at := place(s[i-row : i]); r[at/64]>>(at%64)&1 == 0 {
			return false
		}
	}
	return true
}

// place is where a row has its bit.
func place(s string) uint64 {
	n := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	return n * 0x9e3779b97f4a7c15 >> 48
}
