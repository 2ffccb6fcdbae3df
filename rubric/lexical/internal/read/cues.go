package read

import (
	"slices"
	"strings"
)

// Cues are phrases in groups, ready to be found in readings. They are safe for
// concurrent use.
type Cues struct {
	stems map[string]int32 // numbers every stem in a cue, from 1
	// The cues by the number of their first word: those of word n stand from
	// begin[n] to begin[n+1], in the order they were given.
	begin  []int32
	second []int32 // of each, to be looked through quickly, the number of the second word, or 0
	cues   []cue
	rests  []int32 // of all, one behind the other
}

// A cue is where it was given, and its words behind the first.
type cue struct{ group, index, from, to int32 }

// A Hit is a cue found in a sentence.
type Hit struct {
	Group, Cue int
	Sentence   int
}

// cueGap is how many other words may stand between neighbours of a phrase.
const cueGap = 2

// NewCues readies groups of phrases. The words of a phrase are matched by stem
// and in order, with at most two other words between neighbours.
func NewCues(groups [][]string) *Cues {
	all := 0 // and about as many different words
	for _, phrases := range groups {
		all += len(phrases)
	}
	c := &Cues{stems: make(map[string]int32, all/2), rests: make([]int32, 0, all)}
	number := c.numbering(all / 2)
	given, first := make([]cue, 0, all), make([]int32, 0, all)
	for g, phrases := range groups {
		for i, p := range phrases {
			word, rest := cutWord(strings.ToLower(p))
			if word == "" {
				continue
			}
			first = append(first, number(word))
			q := cue{group: int32(g), index: int32(i), from: int32(len(c.rests))}
			for word, rest = cutWord(rest); word != ""; word, rest = cutWord(rest) {
				c.rests = append(c.rests, number(word))
			}
			q.to = int32(len(c.rests))
			given = append(given, q)
		}
	}
	c.sort(given, first)
	return c
}

// numbering returns what numbers words by their stems.
func (c *Cues) numbering(words int) func(string) int32 {
	lex, known := shared(), make(map[string]int32, words)
	return func(w string) int32 {
		n, ok := known[w]
		if !ok {
			s := lex.entry(w).stem
			if n, ok = c.stems[s]; !ok {
				n = int32(len(c.stems)) + 1
				c.stems[s] = n
			}
			known[w] = n
		}
		return n
	}
}

// sort puts the given cues in the order of their first words.
func (c *Cues) sort(given []cue, first []int32) {
	c.begin = make([]int32, len(c.stems)+2)
	for _, n := range first {
		c.begin[n+1]++
	}
	for n := 1; n < len(c.begin); n++ {
		c.begin[n] += c.begin[n-1]
	}
	c.second, c.cues = make([]int32, len(given)), make([]cue, len(given))
	next := slices.Clone(c.begin)
	for i, q := range given {
		at := next[first[i]]
		next[first[i]]++
		c.cues[at] = q
		if q.from < q.to {
			c.second[at] = c.rests[q.from]
		}
	}
}

// cutWord cuts the first word off a phrase, as [Words] does.
func cutWord(s string) (word, rest string) {
	s = strings.TrimLeft(s, apart)
	if i := strings.IndexAny(s, apart); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// Find returns the cues said in the sentences that can earn something, each
// at most once a sentence.
func (r *Reading) Find(c *Cues) []Hit {
	return r.find(c, func(s *Sentence) bool { return s.Admitted && !s.Appeals })
}

// find returns the cues said in the sentences that are wanted.
func (r *Reading) find(c *Cues, wanted func(*Sentence) bool) []Hit {
	out := make([]Hit, 0, 128)
	scratch := make([]int32, 0, 64)
	for i := range r.Sentences {
		if s := &r.Sentences[i]; wanted(s) {
			scratch = c.numbers(s, scratch[:0])
			out = c.in(scratch, i, out)
		}
	}
	return out
}

// other is the number of what is no word.
const other = -1

// numbers appends the numbers of the tokens of s, 0 where no cue has the word.
func (c *Cues) numbers(s *Sentence, to []int32) []int32 {
	for i := range s.tokens {
		if t := &s.tokens[i]; t.kind == word {
			to = append(to, c.stems[t.info.stem])
		} else {
			to = append(to, other)
		}
	}
	return to
}

// in adds the cues said in one sentence to hits, each once.
func (c *Cues) in(ns []int32, sentence int, hits []Hit) []Hit {
	before := len(hits)
	for j, n := range ns {
		if n <= 0 {
			continue
		}
		from, to := c.begin[n], c.begin[n+1]
		if from == to {
			continue
		}
		next := ns[j+1:]
		near := [cueGap + 1]int32{other, other, other}
		copy(near[:], next)
		for k, second := range c.second[from:to] {
			if second != 0 && second != near[0] && second != near[1] && second != near[2] {
				continue
			}
			if q := &c.cues[int(from)+k]; follow(c.rests[q.from:q.to], next) && !said(hits[before:], q) {
				hits = append(hits, Hit{Group: int(q.group), Cue: int(q.index), Sentence: sentence})
			}
		}
	}
	return hits
}

// follow tells whether the rest of a phrase follows.
func follow(rest, ns []int32) bool {
	for _, want := range rest {
		i := 0
		for ; i < len(ns) && i <= cueGap && ns[i] != other && ns[i] != want; i++ {
		}
		if i == len(ns) || i > cueGap || ns[i] != want {
			return false
		}
		ns = ns[i+1:]
	}
	return true
}

func said(hits []Hit, q *cue) bool {
	for _, h := range hits {
		if h.Group == int(q.group) && h.Cue == int(q.index) {
			return true
		}
	}
	return false
}
