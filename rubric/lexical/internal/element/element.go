// Package element tells what each sentence of an answer states: the scene, a
// duty, an act, an outcome, a lesson, a cost. It weighs the words of a sentence
// and the facts read in it by numbers that were fitted to sentences which a
// large language model had labelled.
package element

import (
	"cmp"
	"maps"
	"slices"

	"mockstar/rubric/lexical/internal/read"
)

// An Element is one thing that a sentence can state.
type Element int

// The elements.
const (
	Scene   Element = iota // where, when, how large, what was at stake
	Duty                   // what the speaker had to reach or answered for
	Act                    // an act of the speaker's
	Shared                 // an act of "we"
	Outcome                // what came of it
	Lesson                 // what the speaker concludes
	Cost                   // a cost, a limit, a failure admitted
	Habit                  // a method or a hypothetical, with no event
	Count
)

// Names of the elements, in their order.
var Names = [Count]string{"scene", "duty", "act", "shared", "outcome", "lesson", "cost", "habit"}

// A Strength tells of each element how strongly a sentence states it: about 0
// where it does not, 1 where it does thinly, 2 where it is particular.
type Strength [Count]float64

// A Sign is what the weights of a model belong to: a word, two words that
// follow each other, or a fact about the sentence, whose name begins with a
// mark and is in First.
type Sign struct{ First, Second string }

// Compare orders signs.
func (s Sign) Compare(o Sign) int {
	return cmp.Or(cmp.Compare(s.First, o.First), cmp.Compare(s.Second, o.Second))
}

// A Model weighs signs.
type Model struct {
	Base    Strength
	Weights map[Sign]*Strength
}

// Read tells what each sentence of r states. What cannot earn anything states
// nothing.
func (m *Model) Read(r *read.Reading) []Strength {
	out := make([]Strength, len(r.Sentences))
	for j := range out {
		s := &r.Sentences[j]
		if !s.Admitted || s.Appeals {
			continue
		}
		out[j] = m.Base
		Signs(r, j, func(sign Sign) {
			if w := m.Weights[sign]; w != nil {
				for e := range w {
					out[j][e] += w[e]
				}
			}
		})
	}
	return out
}

// early and late are how many sentences that tell something come first, and
// how many sentences come last.
const (
	early = 3
	late  = 3
)

// Signs visits the signs of sentence j, each once.
func Signs(r *read.Reading, j int, visit func(Sign)) {
	s := &r.Sentences[j]
	r.Words(j, func(stem, next string) {
		visit(Sign{stem, ""})
		if next != "" {
			visit(Sign{stem, next})
		}
	})
	for _, t := range tags {
		if s.Has(t.tag) {
			visit(t.sign)
		}
	}
	for i := range facts {
		if facts[i].seen(s) {
			visit(facts[i].sign)
		}
	}
	if j >= len(r.Sentences)-late {
		visit(lateSign)
	}
}

var lateSign = Sign{First: "@late"}

type tagSign struct {
	tag  read.Tag
	sign Sign
}

var tags = func() (out []tagSign) {
	sections := read.Sections()
	for _, name := range slices.Sorted(maps.Keys(sections)) {
		out = append(out, tagSign{sections[name], Sign{First: "#" + name}})
	}
	return out
}()

// A fact is something seen in a sentence beside its words.
type fact struct {
	sign Sign
	seen func(*read.Sentence) bool
}

var facts = []fact{
	{Sign{First: "@own"}, func(s *read.Sentence) bool { return s.Own > 0 }},
	{Sign{First: "@two own"}, func(s *read.Sentence) bool { return s.Own > 1 }},
	{Sign{First: "@firm"}, func(s *read.Sentence) bool { return s.Own > s.Soft }},
	{Sign{First: "@elided"}, func(s *read.Sentence) bool { return s.Elided > 0 }},
	{Sign{First: "@present"}, func(s *read.Sentence) bool { return s.Present > 0 }},
	{Sign{First: "@shared"}, func(s *read.Sentence) bool { return s.Shared > 0 }},
	{Sign{First: "@first person"}, func(s *read.Sentence) bool { return s.First }},
	{Sign{First: "@past"}, func(s *read.Sentence) bool { return s.Past }},
	{Sign{First: "@told"}, func(s *read.Sentence) bool { return s.Told }},
	{Sign{First: "@figure"}, func(s *read.Sentence) bool { return s.Figures > 0 }},
	{Sign{First: "@two figures"}, func(s *read.Sentence) bool { return s.Figures > 1 }},
	{Sign{First: "@three figures"}, func(s *read.Sentence) bool { return s.Figures > 2 }},
	{Sign{First: "@pair"}, func(s *read.Sentence) bool { return s.Pairs > 0 }},
	{Sign{First: "@name"}, func(s *read.Sentence) bool { return s.Names > 0 }},
	{Sign{First: "@date"}, func(s *read.Sentence) bool { return s.Dates > 0 }},
	{Sign{First: "@particular"}, func(s *read.Sentence) bool { return s.Rare >= 2 }},
	{Sign{First: "@very particular"}, func(s *read.Sentence) bool { return s.Rare >= 4 }},
	{Sign{First: "@short"}, func(s *read.Sentence) bool { return s.Words < 6 }},
	{Sign{First: "@long"}, func(s *read.Sentence) bool { return s.Words > 12 }},
	{Sign{First: "@longer"}, func(s *read.Sentence) bool { return s.Words > 20 }},
	{Sign{First: "@very long"}, func(s *read.Sentence) bool { return s.Words > 30 }},
	{Sign{First: "@opens"}, func(s *read.Sentence) bool { return s.Order < 1 }},
	{Sign{First: "@early"}, func(s *read.Sentence) bool { return s.Order < early }},
	{Sign{First: "@wise"}, func(s *read.Sentence) bool { return s.Wisdom > 2 }},
	{Sign{First: "@wiser"}, func(s *read.Sentence) bool { return s.Wisdom > 4 }},
	{Sign{First: "@act with figure"}, func(s *read.Sentence) bool { return s.Acts() > 0 && s.Figures > 0 }},
	{Sign{First: "@outcome with figure"}, func(s *read.Sentence) bool { return s.Has(read.Outcome) && s.Figures > 0 }},
	{Sign{First: "@target with figure"}, func(s *read.Sentence) bool { return s.Has(read.Target) && s.Figures+s.Dates > 0 }},
	{Sign{First: "@target in first person"}, func(s *read.Sentence) bool { return s.Has(read.Target) && s.First }},
	{Sign{First: "@past with figure"}, func(s *read.Sentence) bool { return s.Past && s.Figures > 0 }},
	{Sign{First: "@truth about AI"}, func(s *read.Sentence) bool { return !s.Past && !s.First && s.Has(read.AINature) }},
}
