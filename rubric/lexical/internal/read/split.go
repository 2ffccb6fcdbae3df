package read

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A span is a stretch of one line of the answer.
type span struct{ start, end int }

// split cuts text into sentences and headings. Spans hold no leading or
// trailing white space and come in order.
func split(text string) []span {
	var out []span
	start := 0
	for start < len(text) {
		end := paragraphEnd(text, start)
		out = splitParagraph(text, start, end, out)
		start = end + 1
	}
	return out
}

// paragraphEnd finds the line break that ends the paragraph at start. A single
// line break inside a hard-wrapped sentence does not end one.
func paragraphEnd(text string, start int) int {
	i := start
	for {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			return len(text)
		}
		end := i + n
		before := strings.TrimRight(text[start:end], " \t\r*_")
		after := strings.TrimLeft(text[end+1:], " \t")
		if !wrapped(before, after) {
			return end
		}
		i = end + 1
	}
}

func wrapped(before, after string) bool {
	if len(before) < 50 || strings.ContainsRune(".!?:;", rune(before[len(before)-1])) {
		return false
	}
	c, _ := utf8.DecodeRuneInString(after)
	return unicode.IsLower(c)
}

func splitParagraph(text string, start, end int, out []span) []span {
	i := start
	for i < end {
		c := text[i]
		if c != '.' && c != '!' && c != '?' {
			i++
			continue
		}
		j := i + 1
		for j < end && strings.IndexByte(".!?\"')]*_", text[j]) >= 0 || strings.HasPrefix(text[min(j, end):end], "”") {
			if text[j] >= utf8.RuneSelf {
				j += len("”")
			} else {
				j++
			}
		}
		closed := strings.Trim(text[i+1:j], ")") == ""
		if j < end && !unicode.IsSpace(rune(text[j])) || c == '.' && closed && abbreviation(text[start:i], text[j:end]) {
			i = j
			continue
		}
		out = appendSpan(text, start, j, out)
		start, i = j, j
	}
	return appendSpan(text, start, end, out)
}

func appendSpan(text string, start, end int, out []span) []span {
	s := text[start:end]
	start += len(s) - len(strings.TrimLeftFunc(s, isMargin))
	end = start + len(strings.TrimRightFunc(text[start:max(start, end)], unicode.IsSpace))
	if start >= end {
		return out
	}
	return append(out, span{start, end})
}

// isMargin tells what may stand before a sentence and is no part of it: white
// space, list bullets, quote marks of a block, heading signs.
func isMargin(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("-*•>#_", c) }
