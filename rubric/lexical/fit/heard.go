package main

import (
	"slices"

	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

// How much evidence the weight of a word has to outdo.
const (
	leastAnswers = 4 // with the word
	heardLasso   = 1.5
	heardRidge   = 10
)

// fitHeard fits the words of answers to the questions, by their ids. Answers
// that are off topic tell nothing of their question.
func fitHeard(as []*answer, questions []string) *trait.Heard {
	as = slices.DeleteFunc(slices.Clone(as), func(a *answer) bool { return a.Kind == offTopic })
	count := map[string]int{}
	for _, a := range as {
		for _, w := range a.told {
			count[w]++
		}
	}
	var words []string
	for w, n := range count {
		if n >= leastAnswers {
			words = append(words, w)
		}
	}
	slices.Sort(words)
	index := map[string]int{}
	for i, w := range words {
		index[w] = i
	}
	rows := make([][]int, len(as))
	for i, a := range as {
		for _, w := range a.told {
			if j, ok := index[w]; ok {
				rows[i] = append(rows[i], j)
			}
		}
	}
	table, free := scale.NewSigns(rows, len(words)), make([]scale.Hold, len(words))
	h := &trait.Heard{Questions: questions, Base: make([]float64, len(questions)), Words: map[string][]float64{}}
	for q, id := range questions {
		y := make([]float64, len(as))
		for i, a := range as {
			if a.Question == id {
				y[i] = 1
			}
		}
		w, b := table.Fit(y, free, heardLasso, heardRidge)
		h.Base[q] = round(b)
		for j, v := range w {
			if v = round(v); v != 0 {
				if h.Words[words[j]] == nil {
					h.Words[words[j]] = make([]float64, len(questions))
				}
				h.Words[words[j]][q] = v
			}
		}
	}
	return h
}
