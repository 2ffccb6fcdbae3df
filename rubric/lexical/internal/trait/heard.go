package trait

import (
	"slices"

	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/read"
)

// Learned is what was learned from graded answers for reading others.
type Learned struct {
	Elements *element.Model
	Heard    *Heard
	Shown    Shown
}

// Heard tells which question of the bank an answer speaks to by the words that
// answers to it were told with.
type Heard struct {
	Questions []string             // their ids, in the order of the bank
	Base      []float64            // of each question
	Words     map[string][]float64 // by stem, of each question
}

// Stand tells how much r speaks to each question: about 1 where it answers it,
// about 0 where it answers another.
func (h *Heard) Stand(r *read.Reading) []float64 {
	out := slices.Clone(h.Base)
	for _, stem := range Told(r) {
		for i, w := range h.Words[stem] {
			out[i] += w
		}
	}
	return out
}

// Told lists the stems of the words that an answer tells with, each once.
func Told(r *read.Reading) []string {
	seen := map[string]bool{}
	var out []string
	r.Content(func(stem string) {
		if !seen[stem] {
			seen[stem] = true
			out = append(out, stem)
		}
	})
	return out
}
