package read

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind says what sort of token a token is.
type kind uint8

const (
	word    kind = iota
	figure       // a number that counts or measures something
	year         // a bare year
	clock        // a time of day
	version      // a number inside a name such as GPT-4
	mark         // punctuation that matters to the reader
)

// A token is one word, number or mark.
type token struct {
	raw     string // lower case, with straight apostrophes
	info    *entry // what the lexicon knows of raw; nil unless kind is word
	kind    kind
	capital bool // starts with a capital letter
	unit    bool // a figure that carries its unit: "$40", "95%", "180ms"
}

// is reports whether t is a word of any of the classes.
func (t *token) is(c class) bool { return t.info != nil && t.info.class&c != 0 }

// tokenise cuts s and adds its tokens to r.tokens.
func (r *reader) tokenise(s string) {
	out := r.tokens
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsLetter(c):
			j := wordEnd(s, i)
			out = append(out, r.wordToken(s[i:j], unicode.IsUpper(c)))
			i = j
		case unicode.IsDigit(c):
			j, k, unit := numberEnd(s, i)
			t := token{raw: s[i:j], kind: k, unit: unit || currencyBefore(s, i)}
			out = append(out, t)
			i = j
		case strings.ContainsRune(",;:()\"“”→>–—", c):
			out = append(out, token{raw: s[i : i+n], kind: mark})
			i += n
		default:
			i += n
		}
	}
	r.tokens = out
}

func (r *reader) wordToken(s string, capital bool) token {
	raw := strings.ToLower(s)
	if strings.Contains(raw, "’") {
		raw = strings.ReplaceAll(raw, "’", "'")
	}
	return token{raw: raw, info: r.lex.entry(raw), kind: word, capital: capital}
}

// wordEnd finds the end of the word at i: letters and digits, with an
// apostrophe, a slash or an ampersand allowed between two letters.
func wordEnd(s string, i int) int {
	for i < len(s) {
		c, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsLetter(c), unicode.IsDigit(c), unicode.Is(unicode.Mn, c):
		case c == '\'' || c == '’' || c == '&':
			if next, _ := utf8.DecodeRuneInString(s[i+n:]); !unicode.IsLetter(next) {
				return i
			}
		default:
			return i
		}
		i += n
	}
	return i
}

// numberEnd finds the end of the number at i with its suffix ("k", "ms", "%")
// and says what sort of number it is.
func numberEnd(s string, i int) (end int, k kind, unit bool) {
	start := i
	digits := 0
	for i < len(s) {
		c := s[i]
		if c >= '0' && c <= '9' {
			digits++
			i++
			continue
		}
		if (c == '.' || c == ',' || c == ':') && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' {
			if c == ':' {
				k = clock
			}
			i++
			continue
		}
		break
	}
	if digits == 0 { // a digit of another script
		_, n := utf8.DecodeRuneInString(s[start:])
		return start + n, figure, false
	}
	bare := s[start:i]
	for i < len(s) && (s[i] == '%' || s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z') {
		unit = true
		i++
	}
	switch {
	case k == clock:
		return i, clock, false
	case start > 0 && s[start-1] == '-' && start > 1 && isLetter(s[start-2]):
		return i, version, false
	case !unit && len(bare) == 4 && (bare[:2] == "19" || bare[:2] == "20") && digits == 4:
		return i, year, false
	}
	return i, figure, unit
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func currencyBefore(s string, i int) bool {
	c, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.Is(unicode.Sc, c)
}
