package rubric

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A folded text compares equal to another that differs only in case, white
// space, Unicode form or quote marks.
type folded struct {
	text string
	// at[i] is the offset in the original of the character that text[i]
	// begins, or -1 where text[i] is inside one. It has an entry for the end.
	at []int
}

// fold decomposes s (NFD, by Unicode Standard Annex 15), takes one of the
// characters that differ in case only for all, one quote mark for all, and one
// space for any run of white space. Nothing is left out: an invisible
// character stays and keeps texts apart.
func fold(s string) folded {
	text := make([]byte, 0, len(s)+len(s)/8)
	at := make([]int, 0, cap(text)+1)
	put := func(start int, b ...byte) {
		for i := range b {
			at = append(at, start)
			if i == 0 {
				start = -1
			}
		}
		text = append(text, b...)
	}
	var parts, one []byte
	for i := 0; i < len(s); {
		n := characterLen(s[i:])
		if n == 1 && s[i] < utf8.RuneSelf { // most of most texts
			if b := foldedASCII[s[i]]; b != ' ' || len(text) == 0 || text[len(text)-1] != ' ' {
				text, at = append(text, b), append(at, i)
			}
			i++
			continue
		}
		start := i
		parts = norm.NFD.AppendString(parts[:0], s[i:i+n])
		for p := parts; len(p) > 0; {
			r, size := utf8.DecodeRune(p)
			switch {
			case r == utf8.RuneError && size == 1:
				put(start, p[0])
			case unicode.IsSpace(r):
				if len(text) == 0 || text[len(text)-1] != ' ' {
					put(start, ' ')
				}
			default:
				one = utf8.AppendRune(one[:0], foldRune(r))
				put(start, one...)
			}
			start = -1
			p = p[size:]
		}
		i += n
	}
	return folded{text: string(text), at: append(at, len(s))}
}

// foldText is the text of fold alone, which ASCII has without a look at Unicode.
func foldText(s string) string {
	text := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return fold(s).text
		}
		if b := foldedASCII[s[i]]; b != ' ' || len(text) == 0 || text[len(text)-1] != ' ' {
			text = append(text, b)
		}
	}
	return string(text)
}

// foldedASCII is what fold makes of the characters that stand for themselves.
var foldedASCII = func() (table [utf8.RuneSelf]byte) {
	for i := range table {
		if r := rune(i); unicode.IsSpace(r) {
			table[i] = ' '
		} else {
			table[i] = byte(foldRune(r))
		}
	}
	return table
}()

// characterLen is the length of the first character of s with everything that
// combines with it.
func characterLen(s string) int {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1
	}
	return norm.NFC.NextBoundaryInString(s, true)
}

// foldRune maps the runes that differ in case only to the least of them, and
// quote marks to one.
func foldRune(r rune) rune {
	if unicode.Is(unicode.Quotation_Mark, r) {
		return '"'
	}
	least := r
	for o := unicode.SimpleFold(r); o != r; o = unicode.SimpleFold(o) {
		least = min(least, o)
	}
	return least
}

// occurrences yields each index of pattern in text, overlapping ones included.
// It is the search of Knuth, Morris and Pratt (Fast Pattern Matching in
// Strings, 1977): linear whatever the two strings are, so that no answer can
// stall us.
func occurrences(text, pattern string) iter.Seq[int] {
	return func(yield func(int) bool) {
		if pattern == "" {
			return
		}
		// To look for a few bytes first is quick, and enough for most texts.
		first := strings.Index(text, pattern[:min(len(pattern), 32)])
		if first < 0 || strings.HasPrefix(text[first:], pattern) && !yield(first) {
			return
		}
		skipped := first + 1
		text := text[skipped:]
		if len(pattern) > len(text) {
			return
		}
		// border[i] is the length of the longest proper prefix of pattern[:i]
		// that is also its suffix: where to go on after a mismatch.
		border := make([]int, len(pattern)+1)
		border[0] = -1
		for i, k := 0, -1; i < len(pattern); i++ {
			for k >= 0 && pattern[k] != pattern[i] {
				k = border[k]
			}
			k++
			border[i+1] = k
		}
		k := 0
		for i := range len(text) {
			for k >= 0 && (k == len(pattern) || pattern[k] != text[i]) {
				k = border[k]
			}
			k++
			if k == len(pattern) && !yield(skipped+i+1-k) {
				return
			}
		}
	}
}
