package rubric

import (
	"mockstar/rubric/internal/hostile"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxAnswer is the longest answer we grade, in bytes.
const MaxAnswer = 32 << 10

// minWords is how many words a quote needs: fewer stand in nearly any answer.
const minWords = 3

// Find locates quote in one of the candidate's lines: exactly, else folded for
// case, white space, Unicode form and quote marks, and never looser. A quote
// of fewer than three words is absent. A match begins and ends between
// characters as a reader sees them: "cafe" is not found in "café".
//
// The time taken is linear in the lengths of answer and quote.
func (a Answer) Find(quote string) Evidence {
	return (&finder{answer: a}).find(quote)
}

// A finder finds quotes in an answer, which it folds once for all of them.
type finder struct {
	answer Answer
	folded []folded // the candidate's lines, once they were needed
}

func (f *finder) find(quote string) Evidence {
	absent := Evidence{Quote: quote, Match: Absent}
	if !enoughWords(quote) || !utf8.ValidString(quote) {
		return absent
	}
	for i, l := range f.answer {
		if l.By != Candidate {
			continue
		}
		for start := range occurrences(l.Text, quote) {
			if end := start + len(quote); betweenCharacters(l.Text, start) && betweenCharacters(l.Text, end) {
				return Evidence{Quote: quote, Match: Exact, Line: i, Start: start, End: end}
			}
		}
	}
	pattern := foldedQuote(quote)
	for i, l := range f.lines() {
		for j := range occurrences(l.text, pattern) {
			if start, end := l.at[j], l.at[j+len(pattern)]; start >= 0 && end >= 0 {
				return Evidence{Quote: quote, Match: Folded, Line: i, Start: start, End: end}
			}
		}
	}
	return absent
}

// lines returns the candidate's lines folded, and the others empty.
func (f *finder) lines() []folded {
	if f.folded == nil {
		f.folded = make([]folded, len(f.answer))
		for i, l := range f.answer {
			if l.By == Candidate {
				f.folded[i] = fold(l.Text)
			}
		}
	}
	return f.folded
}

func foldedQuote(quote string) string { return strings.Trim(foldText(quote), " ") }

// betweenCharacters reports whether no character of s, with its combining
// marks, is cut at offset i.
func betweenCharacters(s string, i int) bool {
	return i == len(s) || norm.NFC.PropertiesString(s[i:]).BoundaryBefore()
}

// enoughWords reports whether minWords of what stands between white space have
// a letter or digit.
func enoughWords(s string) bool {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(w, wordRune) {
			if n++; n == minWords {
				return true
			}
		}
	}
	return false
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// Blank reports whether a says too little to grade: fewer than five different
// words of the candidate's, invisible characters not counted. In scripts that
// put no spaces between words, each letter counts as one.
func Blank(a Answer) bool {
	const enough = 5
	seen := map[string]bool{}
	for _, l := range a {
		if l.By != Candidate {
			continue
		}
		for w := range strings.FieldsSeq(l.Text) { // what is invisible is no blank
			w = strings.TrimFunc(visible(w), func(r rune) bool { return !wordRune(r) })
			for _, part := range unspaced(w) {
				seen[part] = true
			}
			if len(seen) >= enough {
				return false
			}
		}
	}
	return true
}

// Words counts the candidate's words in a. In scripts that put no spaces between
// words, two letters count as one.
func Words(a Answer) int {
	n := 0
	for _, l := range a {
		if l.By != Candidate {
			continue
		}
		for w := range strings.FieldsSeq(l.Text) {
			n += (len(unspaced(w)) + 1) / 2
		}
	}
	return n
}

// unspaced are the words of what stands between two spaces: all of it, or each
// letter where it is in a script that puts none between words.
func unspaced(w string) []string {
	switch {
	case w == "":
		return nil
	case strings.ContainsFunc(w, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
	}):
		return strings.Split(w, "")
	}
	return []string{w}
}

// visible is a word in small letters without what shows nothing.
func visible(word string) string {
	return strings.Map(func(r rune) rune {
		if hostile.Invisible(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, word)
}
