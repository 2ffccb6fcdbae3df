package rubric

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"mockstar/rubric/internal/hostile"
)

// copiedRun is how many words in a row, the same as in the rubric, are no
// coincidence.
const copiedRun = 8

// A script holds a hash of each run of copiedRun words in the criteria of a
// question.
type script struct {
	runs map[uint64]bool
	some [1 << 10]uint64 // bits that some runs share: nearly every run of an answer has none
}

func scriptOf(q Question) *script {
	s := &script{runs: map[uint64]bool{}}
	for _, c := range q.Criteria {
		for _, text := range append([]string{c.Meaning}, c.Levels...) {
			for r := range runs(text) {
				s.runs[r.hash] = true
				s.some[r.hash>>6%uint64(len(s.some))] |= 1 << (r.hash % 64)
			}
		}
	}
	return s
}

func (s *script) has(run uint64) bool {
	return s.some[run>>6%uint64(len(s.some))]>>(run%64)&1 != 0 && s.runs[run]
}

// A run is a hash of copiedRun words in a row, and where they are. Two that
// share a hash by chance are one in 2^64, and cost a quote at most.
type run struct {
	hash       uint64
	start, end int
}

// runs yields every run of a text. The hash is a polynomial in those of the
// words (Rabin and Karp), so that a word enters it and leaves it again.
func runs(text string) iter.Seq[run] {
	return func(yield func(run) bool) {
		var last [copiedRun]plainWord // a ring
		n, sum := 0, uint64(0)
		for w := range plainWords(text) {
			oldest := &last[n%copiedRun]
			sum = sum*runBase + w.hash - oldest.hash*outOfRun
			*oldest = w
			if n++; n >= copiedRun && !yield(run{sum, last[n%copiedRun].start, w.end}) {
				return
			}
		}
	}
}

const runBase = fnvPrime

// outOfRun is runBase to the power of copiedRun.
var outOfRun = func() uint64 {
	power := uint64(1)
	for range copiedRun {
		power *= runBase
	}
	return power
}()

// copied finds what a line has in common with s.
func copied(line string, s *script) []hostile.Span {
	var out []hostile.Span
	for r := range runs(line) {
		if s.has(r.hash) {
			out = append(out, hostile.Span{Kind: Copied, Start: r.start, End: r.end})
		}
	}
	return hostile.Merge(out)
}

// A plainWord is a hash of a word in small letters, and where the word is.
type plainWord struct {
	hash       uint64
	start, end int
}

// plainWords yields the words of text.
func plainWords(text string) iter.Seq[plainWord] {
	return func(yield func(plainWord) bool) {
		for i := 0; i < len(text); {
			start, h, ascii := i, uint64(fnvOffset), true
			for i < len(text) {
				if c := text[i]; c < utf8.RuneSelf {
					if c = smallLetter[c]; c == 0 {
						break
					}
					h = (h ^ uint64(c)) * fnvPrime
					i++
					continue
				}
				r, size := utf8.DecodeRuneInString(text[i:])
				if !unicode.IsLetter(r) {
					break
				}
				ascii = false
				i += size
			}
			if start == i { // no letter here
				_, size := utf8.DecodeRuneInString(text[i:])
				i += size
				continue
			}
			if !ascii {
				h = hashOf(text[start:i])
			}
			if !yield(plainWord{h, start, i}) {
				return
			}
		}
	}
}

// smallLetter is the small form of each letter of ASCII, and 0 for what is none.
var smallLetter = func() (table [utf8.RuneSelf]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		table[c], table[c-'a'+'A'] = c, c
	}
	return table
}()

const fnvOffset, fnvPrime = 14695981039346656037, 1099511628211

// hashOf hashes a word in small letters (FNV-1a).
func hashOf(word string) uint64 {
	word = strings.ToLower(word)
	h := uint64(fnvOffset)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * fnvPrime
	}
	return h
}
