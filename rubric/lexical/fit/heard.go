package main

import (
	"cmp"
	"slices"

	"mockstar/rubric/lexical/fit/internal/learn"
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
	told := make([][]string, len(as))
	for i, a := range as {
		told[i] = a.told
	}
	table := learn.NewTable(told, leastAnswers, cmp.Compare[string])
	h := &trait.Heard{Questions: questions, Base: make([]float64, len(questions)), Words: map[string][]float64{}}
	for q, id := range questions {
		y := make([]float64, len(as))
		for i, a := range as {
			if a.Question == id {
				y[i] = 1
			}
		}
		var weights map[string]float64
		weights, h.Base[q] = table.Fit(y, func(string) learn.Hold { return learn.Free }, heardLasso, heardRidge)
		for word, w := range weights {
			if h.Words[word] == nil {
				h.Words[word] = make([]float64, len(questions))
			}
			h.Words[word][q] = w
		}
	}
	return h
}
