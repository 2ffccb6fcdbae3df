package hostile

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// disguised finds characters that hide text or make it look like another:
// tags and runs of variation selectors that spell unseen letters, letters held
// apart by invisible characters or by blanks, overrides of the reading
// direction, terminal controls, and Latin words with Cyrillic letters in them.
// Pasted text has single soft hyphens, joiners in emoji and marks of
// direction; those are left alone.
var disguised = lazily(oneOf(
	`[\x{e0000}-\x{e007e}]{3,}`,
	`[\x{fe00}-\x{fe0f}\x{e0100}-\x{e01ef}]{3,}`,
	`(?:[\w .,][\x{00ad}\x{200b}-\x{200f}\x{2060}-\x{2064}\x{feff}\x00]+){4,}`,
	`[\x{202d}\x{202e}][^\x{202c}\n]*\x{202c}?`,
	`\x1b[^\n]{0,200}`, `\x08{3,}`,
	`(?:\b\w\s{1,4}){8,}(?:\w\b)?`,
))

var word = lazily(`\pL+`)

func hidden(line string) []Span {
	var out []Span
	if !strings.ContainsFunc(line, hiding) && !apart(line) {
		return nil // as nearly every text; the search is slow
	}
	for _, m := range disguised().FindAllStringIndex(line, -1) {
		if strings.HasSuffix(line[:m[0]], "\U0001f3f4") {
			continue // tags that make the black flag one of a country's
		}
		out = append(out, Span{Hidden, m[0], m[1]})
	}
	for _, m := range word().FindAllStringIndex(line, -1) {
		if mixed(line[m[0]:m[1]]) {
			out = append(out, Span{Hidden, m[0], m[1]})
		}
	}
	return out
}

// hiding reports whether r can be part of a disguise: what disguised looks for,
// and Cyrillic letters.
func hiding(r rune) bool {
	if r < unicode.MaxASCII {
		return r < ' ' && !unicode.IsSpace(r)
	}
	return r == '\u00ad' || '\u200b' <= r && r <= '\u200f' || r == '\u202d' || r == '\u202e' ||
		'\u2060' <= r && r <= '\u2064' || '\ufe00' <= r && r <= '\ufe0f' || r == '\ufeff' || r >= '\U000e0000' || unicode.Is(unicode.Cyrillic, r)
}

// apart reports whether text has so many single letters in a row that they may
// spell something.
func apart(text string) bool {
	n, start := 0, 0 // of the word
	for i, r := range text {
		if !unicode.IsSpace(r) {
			continue
		}
		switch i - start {
		case 0: // no word
		case 1:
			n++
		default:
			n = 0
		}
		if n == 7 { // and one at the end of a longer word
			return true
		}
		start = i + utf8.RuneLen(r)
	}
	return n == 6 && len(text)-start == 1
}

// mixed reports whether a word has both Latin and Cyrillic letters.
func mixed(word string) bool {
	latin, cyrillic := false, false
	for _, r := range word {
		latin = latin || unicode.Is(unicode.Latin, r)
		cyrillic = cyrillic || unicode.Is(unicode.Cyrillic, r)
	}
	return latin && cyrillic
}
