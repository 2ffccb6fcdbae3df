package lexical

import (
	"slices"

	"mockstar/rubric"
)

// A figure that a later reply takes back ("it was not 38%, it was 29%") should
// not be what a level is seen to stand on.

const figure = `(\d+(?:[.,:]\d+)*)(\s?%| percent\b)?`

var (
	figures = lazily(figure)
	denials = lazily(`(?i)\b(?:not|(?:was|were|is)n['’]t)(?: (?:really|actually|quite|the|in|at|about|around))? [$€£]?` + figure)
)

// compared is a match of figure in a form in which "38 percent" is "38%".
func compared(match []string) string {
	if match[2] != "" {
		return match[1] + "%"
	}
	return match[1]
}

// withdrawn are the figures of a that a reply after theirs says are not so.
func withdrawn(a rubric.Answer) []string {
	var said, out []string
	for _, l := range a {
		if l.By != rubric.Candidate {
			continue
		}
		if len(said) > 0 {
			for _, m := range denials().FindAllStringSubmatch(l.Text, -1) {
				if f := compared(m); slices.Contains(said, f) {
					out = append(out, f)
				}
			}
		}
		for _, m := range figures().FindAllStringSubmatch(l.Text, -1) {
			said = append(said, compared(m))
		}
	}
	return out
}

// takenBack reports whether a sentence holds a withdrawn figure.
func (q *quoter) takenBack(p pick) bool {
	if len(q.withdrawn) == 0 {
		return false
	}
	s := &q.sight.Reading.Sentences[p.sentence]
	return slices.ContainsFunc(figures().FindAllStringSubmatch(q.answer[s.Line].Text[s.Start:s.Through], -1), func(m []string) bool {
		return slices.Contains(q.withdrawn, compared(m))
	})
}
