package rubric

import (
	"math/bits"
	"unicode"

	"mockstar/rubric/internal/hostile"
)

// copiedRun is how many words in a row, the same as in the rubric, are no
// coincidence.
const copiedRun = 8

// runs returns a hash of each run of copiedRun words, of which it takes the
// hashes. Two runs that share one by chance are one in 2^64, and cost a quote
// at most.
func runs(words []uint64) []uint64 {
	if len(words) < copiedRun {
		return nil
	}
	out := make([]uint64, 0, len(words)-copiedRun+1)
	for i := 0; i+copiedRun <= len(words); i++ {
		h := uint64(0)
		for _, w := range words[i : i+copiedRun] {
			h = bits.RotateLeft64(h, 5)*fnvPrime ^ w
		}
		out = append(out, h)
	}
	return out
}

// copied finds what a line has in common with the criteria of s.
func copied(line string, s *script) []hostile.Span {
	words, at := plainWords(line)
	var out []hostile.Span
	for i, run := range runs(words) {
		if s.runs[run] {
			out = append(out, hostile.Span{Kind: Copied, Start: at[i][0], End: at[i+copiedRun-1][1]})
		}
	}
	return hostile.Merge(out)
}

// FNV-1a
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// plainWords returns a hash of each word of text, whatever the case of its
// letters, and where each is.
func plainWords(text string) (hashes []uint64, at [][2]int) {
	most := len(text)/4 + 1
	hashes, at = make([]uint64, 0, most), make([][2]int, 0, most)
	start, h := -1, uint64(fnvOffset)
	for i, r := range text {
		switch letter := unicode.IsLetter(r); {
		case letter:
			if start < 0 {
				start = i
			}
			h = (h ^ uint64(unicode.ToLower(r))) * fnvPrime
		case start >= 0:
			hashes, at = append(hashes, h), append(at, [2]int{start, i})
			start, h = -1, fnvOffset
		}
	}
	if start >= 0 {
		hashes, at = append(hashes, h), append(at, [2]int{start, len(text)})
	}
	return hashes, at
}
