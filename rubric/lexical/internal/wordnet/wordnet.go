// Package wordnet tells which English words are forms of one another, and which
// mean nearly the same, by WordNet 3.0 (Princeton University, see LICENSE): of it
// are kept the single words that its texts were tagged with, in the meanings they
// were met in.
package wordnet

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed words.txt
var text string

// Texts are those that the net is built from.
func Texts() []string { return []string{text} }

// A Net is the words with their meanings. It is read only, once built.
type Net struct {
	senses    map[string][]sense // by base form, the one met most first
	meanings  []meaning
	irregular map[string]string // base forms
}

type sense struct{ meaning, met int }

type meaning struct {
	sort       string // part of speech and the number of WordNet's file
	above, kin []int
}

// Shared builds the net at its first use.
var Shared = sync.OnceValue(func() *Net {
	n, err := parse(text)
	if err != nil {
		panic(err) // the text is compiled in
	}
	return n
})

func parse(text string) (*Net, error) {
	const words = 1 << 15
	n := &Net{senses: make(map[string][]sense, words), irregular: map[string]string{}}
	for l := range strings.Lines(text) {
		if l[0] == '#' {
			continue
		}
		f := strings.Fields(l)
		if f[0] == "=" {
			n.irregular[f[1]] = f[2]
			continue
		}
		m := meaning{sort: f[0]}
		for i, to := range []*[]int{&m.above, &m.kin} {
			for p := range strings.SplitSeq(f[1+i], ",") {
				if p == "-" {
					continue
				}
				at, err := strconv.Atoi(p)
				if err != nil {
					return nil, fmt.Errorf("read words: %q: %w", l, err)
				}
				*to = append(*to, at)
			}
		}
		for i := 3; i+1 < len(f); i += 2 {
			met, err := strconv.Atoi(f[i+1])
			if err != nil {
				return nil, fmt.Errorf("read words: %q: %w", l, err)
			}
			n.senses[f[i]] = append(n.senses[f[i]], sense{len(n.meanings), met})
		}
		n.meanings = append(n.meanings, m)
	}
	for w, ss := range n.senses {
		slices.SortStableFunc(ss, func(a, b sense) int { return b.met - a.met })
		n.senses[w] = usual(ss)
	}
	return n, nil
}

// usual keeps the senses that a word is met in often: of "get" and its like nobody
// thinks of the others.
func usual(ss []sense) []sense {
	const most, share = 4, 10
	all := 0
	for _, s := range ss {
		all += s.met
	}
	for i, s := range ss {
		if i == most || s.met*share < all {
			return ss[:i]
		}
	}
	return ss
}

// Met tells how often a base form was met in texts of some 200,000 tagged words.
func (n *Net) Met(base string) int {
	all := 0
	for _, s := range n.senses[base] {
		all += s.met
	}
	return all
}

// ends are what the forms of a word end with, and what its base form has there.
var ends = []struct{ form, base string }{{"ies", "y"}, {"es", "e"}, {"es", ""}, {"s", ""}, {"ied", "y"}, {"ed", "e"}, {"ed", ""}, {"ing", "e"}, {"ing", ""}, {"er", "e"}, {"er", ""}, {"est", "e"}, {"est", ""}}

// Bases lists the base forms that w may be a form of, w itself first if it is one:
// "told" is of "tell", "wrote" of "write".
func (n *Net) Bases(w string) []string {
	var out []string
	add := func(b string) {
		if len(n.senses[b]) > 0 && !slices.Contains(out, b) {
			out = append(out, b)
		}
	}
	add(w)
	if b := n.irregular[w]; b != "" {
		add(b)
	}
	for _, e := range ends {
		b, ok := strings.CutSuffix(w, e.form)
		if !ok || len(b) < 2 {
			continue
		}
		add(b + e.base)
		if k := len(b); e.base == "" && k > 2 && b[k-1] == b[k-2] { // stopped
			add(b[:k-1])
		}
	}
	return out
}

// A Word is a word as it was written, looked up once.
type Word struct {
	Bases []string // what it may be a form of, see [Net.Bases]
	means []int    // its usual meanings
	kin   []int    // what these are made of, or make
	next  []int    // the next more general ones
	above []int    // and all within a few steps
}

// How far up a word may be a kind of another, by part of speech.
const nouns, others = 4, 2

// Look looks a word up.
func (n *Net) Look(w string) *Word {
	x := &Word{Bases: n.Bases(w)}
	for _, b := range x.Bases {
		for _, s := range n.senses[b] {
			m := &n.meanings[s.meaning]
			x.means, x.kin, x.next = append(x.means, s.meaning), append(x.kin, m.kin...), append(x.next, m.above...)
			steps := others
			if m.sort[0] == 'n' {
				steps = nouns
			}
			x.climb(n, s.meaning, steps)
		}
	}
	return x
}

func (x *Word) climb(n *Net, m, steps int) {
	if steps == 0 {
		return
	}
	for _, a := range n.meanings[m].above {
		if !slices.Contains(x.above, a) {
			x.above = append(x.above, a)
		}
		x.climb(n, a, steps-1)
	}
}

// How near two words mean the same.
const (
	Same    = 0.8 // they have a meaning in common, or one is made of the other
	Kind    = 0.7 // the one said is a kind of the one asked for: a son is a relative
	General = 0.4 // the one said is the next more general one
)

// Near tells how far said, in one of its usual meanings, says what x does: 1 where
// both are forms of one word.
func (x *Word) Near(said *Word) float64 {
	switch {
	case meet(x.Bases, said.Bases):
		return 1
	case meet(x.means, said.means), meet(x.kin, said.means), meet(x.means, said.kin):
		return Same
	case meet(x.means, said.above):
		return Kind
	case meet(x.next, said.means):
		return General
	}
	return 0
}

func meet[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}

// abstract are WordNet's files of nouns for what nobody does or sees: attributes,
// cognition, feelings, motives, states.
var abstract = []string{"n07", "n09", "n12", "n16", "n26"}

// Abstract reports whether a base form, in the meaning it is met in most, is a
// quality, a feeling or a state, and no deed or thing.
func (n *Net) Abstract(base string) bool {
	ss := n.senses[base]
	if len(ss) == 0 {
		return false
	}
	sort := n.meanings[ss[0].meaning].sort
	return sort[0] == 'a' || slices.Contains(abstract, sort)
}

// Verb reports whether a base form is met as a verb.
func (n *Net) Verb(base string) bool {
	return slices.ContainsFunc(n.senses[base], func(s sense) bool { return n.meanings[s.meaning].sort[0] == 'v' })
}
