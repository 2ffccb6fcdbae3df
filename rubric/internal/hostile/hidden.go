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
	if !hides(line) && !apart(line) {
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

// hides reports whether any rune of text can be part of a disguise.
func hides(text string) bool {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if hidingASCII[c] {
				return true
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if hiding(r) {
			return true
		}
		i += size
	}
	return false
}

// What hiding and unicode.IsSpace say of the characters of ASCII.
var hidingASCII, blankASCII = func() (hides, blank [utf8.RuneSelf]bool) {
	for i := range hides {
		hides[i], blank[i] = hiding(rune(i)), unicode.IsSpace(rune(i))
	}
	return hides, blank
}()

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
	for i := 0; i < len(text); {
		blank, size := false, 1
		if c := text[i]; c < utf8.RuneSelf {
			blank = blankASCII[c]
		} else {
			var r rune
			r, size = utf8.DecodeRuneInString(text[i:])
			blank = unicode.IsSpace(r)
		}
		if !blank {
			i += size
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
		i += size
		start = i
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
