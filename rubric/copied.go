package rubric

import (
	"strings"
	"unicode"

	"mockstar/rubric/internal/hostile"
)

// copiedRun is how many words in a row, the same as in the rubric, are no
// coincidence.
const copiedRun = 8

// runs returns a hash of each run of copiedRun words in the criteria of q.
func runs(q Question) map[uint64]bool {
	grams := map[uint64]bool{}
	for _, c := range q.Criteria {
		for _, text := range append([]string{c.Meaning}, c.Levels...) {
			ws, _ := plainWords(text)
			for i := 0; i+copiedRun <= len(ws); i++ {
				grams[hashOf(ws[i:i+copiedRun])] = true
			}
		}
	}
	return grams
}

// hashOf is FNV-1a over words. Two runs that share a hash by chance are one in
// 2^64, and cost a quote at most.
func hashOf(ws []string) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range ws {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ ' ') * 1099511628211
	}
	return h
}

// copied finds what a line has in common with runs of words.
func copied(line string, grams map[uint64]bool) []hostile.Span {
	ws, at := plainWords(line)
	var out []hostile.Span
	for i := 0; i+copiedRun <= len(ws); i++ {
		if grams[hashOf(ws[i:i+copiedRun])] {
			out = append(out, hostile.Span{Kind: Copied, Start: at[i][0], End: at[i+copiedRun-1][1]})
		}
	}
	return hostile.Merge(out)
}

// plainWords returns the words of text in small letters, and where each is.
func plainWords(text string) (ws []string, at [][2]int) {
	start := -1
	end := func(i int) {
		if start >= 0 {
			ws, at = append(ws, strings.ToLower(text[start:i])), append(at, [2]int{start, i})
			start = -1
		}
	}
	for i, r := range text {
		switch letter := unicode.IsLetter(r); {
		case !letter:
			end(i)
		case start < 0:
			start = i
		}
	}
	end(len(text))
	return ws, at
}
