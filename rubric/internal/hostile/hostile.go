// Package hostile finds the passages of a text that address whoever grades it
// instead of the interviewer it was said to.
//
// It goes by form, and tells use from mention: an order that begins a clause
// is used; one that a sentence tells of, or quotes, is mentioned. What is
// worded cleverly gets by.
package hostile

import (
	"cmp"
	"slices"
	"strings"
)

// Kinds of passages.
const (
	Instruction = "instruction" // tells the reader what to do, or whom to be
	Verdict     = "verdict"     // a finished verdict, or a claim of the level earned
	Turn        = "turn"        // a role marker or delimiter, as if the text ended there
	Hidden      = "hidden"      // something that does not look like what it is
)

// A Span is a passage of a text.
type Span struct {
	Kind       string
	Start, End int // byte offsets
}

// Spans returns the passages of text that address a grader, in order and
// apart. The time taken is linear in the length of text.
func Spans(text string) []Span {
	return Merge(append(hidden(text), addressed(text)...))
}

// Merge sorts spans and joins those that overlap, under the kind of the first.
func Merge(spans []Span) []Span {
	slices.SortStableFunc(spans, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// trim cuts the blanks around text[start:end].
func trim(text string, start, end int) (int, int) {
	s := text[start:end]
	start += len(s) - len(strings.TrimLeft(s, " \t\r\n"))
	return start, start + len(strings.TrimSpace(s))
}
