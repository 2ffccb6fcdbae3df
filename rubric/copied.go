package rubric

import (
	"math/bits"
	"strings"
	"unicode"

	"mockstar/rubric/internal/hostile"
)

// copiedRun is how many words in a row, the same as in the rubric, are no
// coincidence.
const copiedRun = 8

// A script is a hash of each run of copiedRun words in the criteria of a
// question.
type script []uint64

func scriptOf(q Question) script {
	var s script
	for _, c := range q.Criteria {
		for _, text := range append([]string{c.Meaning}, c.Levels...) {
			ws, _ := plainWords(text)
			s = append(s, runs(ws)...)
		}
	}
	return s
}

// runs returns a hash of each run of copiedRun words. Two runs that share one
// by chance are one in 2^64, and cost a quote at most.
func runs(ws []string) []uint64 {
	words := make([]uint64, len(ws))
	for i, w := range ws { // FNV-1a
		h := uint64(14695981039346656037)
		for k := range len(w) {
			h = (h ^ uint64(w[k])) * 1099511628211
		}
		words[i] = h
	}
	var out []uint64
	for i := 0; i+copiedRun <= len(words); i++ {
		h := uint64(0)
		for _, w := range words[i : i+copiedRun] {
			h = bits.RotateLeft64(h, 5)*1099511628211 ^ w
		}
		out = append(out, h)
	}
	return out
}

// copied finds what a line has in common with s.
func copied(line string, s script) []hostile.Span {
	ws, at := plainWords(line)
	said := runs(ws)
	// A line has fewer runs than the criteria of a question, so theirs are
	// looked up in its, and not the other way round.
	found := make(map[uint64]bool, len(said))
	for _, run := range said {
		found[run] = false
	}
	hit := false
	for _, run := range s {
		if _, ok := found[run]; ok {
			found[run], hit = true, true
		}
	}
	if !hit {
		return nil
	}
	var out []hostile.Span
	for i, run := range said {
		if found[run] {
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
