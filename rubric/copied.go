package rubric

import (
	"iter"
	"math/bits"
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
			for _, run := range runs(plainWords(text)) {
				s.runs[run] = true
				s.some[run>>6%uint64(len(s.some))] |= 1 << (run % 64)
			}
		}
	}
	return s
}

func (s *script) has(run uint64) bool {
	return s.some[run>>6%uint64(len(s.some))]>>(run%64)&1 != 0 && s.runs[run]
}

// runOf hashes a run of words. Two runs that share a hash by chance are one in
// 2^64, and cost a quote at most.
func runOf(words []plainWord) uint64 {
	h := uint64(0)
	for _, w := range words {
		h = bits.RotateLeft64(h, 5)*fnvPrime ^ w.hash
	}
	return h
}

// runs yields where each run of copiedRun of the words begins, and its hash.
func runs(words []plainWord) iter.Seq2[int, uint64] {
	return func(yield func(int, uint64) bool) {
		for i := range len(words) - copiedRun + 1 {
			if !yield(i, runOf(words[i:i+copiedRun])) {
				return
			}
		}
	}
}

// copied finds what a line has in common with s.
func copied(line string, s *script) []hostile.Span {
	ws := plainWords(line)
	var out []hostile.Span
	for i, run := range runs(ws) {
		if s.has(run) {
			out = append(out, hostile.Span{Kind: Copied, Start: int(ws[i].start), End: int(ws[i+copiedRun-1].end)})
		}
	}
	return hostile.Merge(out)
}

// A plainWord is a hash of a word in small letters, and where the word is.
type plainWord struct {
	hash       uint64
	start, end int32
}

// plainWords returns the words of text.
func plainWords(text string) []plainWord {
	out := make([]plainWord, 0, len(text)/5)
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
		out = append(out, plainWord{h, int32(start), int32(i)})
	}
	return out
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
