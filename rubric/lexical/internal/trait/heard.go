package trait

import (
	"math"
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

// Lead sets what r says to the question of the given id against the best of the
// others, from 0 where another is far ahead to 1 where this one is. Of a
// question without answers to learn from it can't tell, and says a half.
func (h *Heard) Lead(r *read.Reading, question string) float64 {
	return h.lead(h.Stand(r), question)
}

// Leads are those of all questions, by their ids.
func (h *Heard) Leads(r *read.Reading) map[string]float64 {
	out, at := map[string]float64{}, h.Stand(r)
	for _, q := range h.Questions {
		out[q] = h.lead(at, q)
	}
	return out
}

func (h *Heard) lead(at []float64, question string) float64 {
	i := slices.Index(h.Questions, question)
	if i < 0 {
		return 0.5
	}
	best := math.Inf(-1)
	for j, v := range at {
		if j != i {
			best = max(best, v)
		}
	}
	return min(max(at[i]-best+0.5, 0), 1)
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
