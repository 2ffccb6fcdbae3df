package read

import (
	"strings"
	"unicode"
)

// longestHeading is how many bytes a heading in bold before a sentence has at most.
const longestHeading = 60

// Opening is where in its line the words of s begin: behind the heading, bullet
// or mark that it may open with, or at its start where nothing else is left.
func (s *Sentence) Opening(line string) int {
	text := line[s.Start:s.Through]
	bold := strings.HasSuffix(strings.TrimRight(line[:s.Start], " "), "*") || strings.HasSuffix(line[:s.Start], "_")
	rest := trimMarks(text)
	for words := trimMarks(afterHeading(rest, bold)); words != "" && words != rest; words = trimMarks(afterHeading(rest, bold)) {
		rest = words
	}
	return s.Through - len(rest)
}

func trimMarks(text string) string {
	return strings.TrimLeftFunc(text, func(c rune) bool { return isMargin(c) || strings.ContainsRune("|–—`→", c) })
}

// afterHeading cuts off the name of a part of STAR-AI with what parts it from
// the words, or whatever stands in bold and before a colon or a dash.
func afterHeading(text string, bold bool) string {
	name := text
	for {
		end := wordEnd(name, 0)
		if end < 2 || !labels[strings.ToLower(name[:end])] {
			break
		}
		name = strings.TrimLeft(name[end:], " ")
	}
	if rest := strings.TrimLeft(name, "*_) "); len(name) < len(text) && parts(rest) {
		return strings.TrimLeftFunc(rest, parting)
	}
	if end := strings.IndexAny(text, "*_"); bold && end > 0 && end <= longestHeading {
		rest := strings.TrimLeft(text[end:], "*_")
		if strings.HasSuffix(text[:end], ":") || parts(strings.TrimLeft(rest, " ")) {
			return strings.TrimLeftFunc(rest, parting)
		}
	}
	return text
}

// parts tells whether text begins with what parts a heading from its words.
func parts(text string) bool {
	return text != "" && strings.ContainsAny(text[:1], ":\n") || strings.HasPrefix(text, "- ") || strings.HasPrefix(text, "–") || strings.HasPrefix(text, "—")
}

func parting(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune(":-–—*_", c) }
