package read

// Cues are phrases in groups, ready to be found in readings. They are safe for
// concurrent use.
type Cues struct {
	stems map[string]int32 // numbers every stem in a cue, from 1
	first []begun          // by the number of the first word
}

// begun are the cues that begin with one word, and beside them, to be looked
// through quickly, the number of the second word of each, or 0.
type begun struct {
	second []int32
	cues   []cue
}

type cue struct {
	group, index int
	rest         []int32
}

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
	lex := shared()
	c := &Cues{stems: map[string]int32{}, first: make([]begun, 1)}
	words := make(map[string]int32, len(groups)*16)
	number := func(w string) int32 {
		if n, ok := words[w]; ok {
			return n
		}
		s := lex.entry(w).stem
		n, ok := c.stems[s]
		if !ok {
			n = int32(len(c.first))
			c.stems[s], c.first = n, append(c.first, begun{})
		}
		words[w] = n
		return n
	}
	for g, phrases := range groups {
		for i, p := range phrases {
			ws := Words(p)
			if len(ws) == 0 {
				continue
			}
			q, first := cue{group: g, index: i}, number(ws[0])
			for _, w := range ws[1:] {
				q.rest = append(q.rest, number(w))
			}
			second := int32(0)
			if len(q.rest) > 0 {
				second = q.rest[0]
			}
			b := &c.first[first]
			b.second, b.cues = append(b.second, second), append(b.cues, q)
		}
	}
	return c
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
		b := &c.first[n]
		if len(b.cues) == 0 {
			continue
		}
		next := ns[j+1:]
		near := [cueGap + 1]int32{other, other, other}
		copy(near[:], next)
		for k, second := range b.second {
			if second != 0 && second != near[0] && second != near[1] && second != near[2] {
				continue
			}
			if q := &b.cues[k]; follow(q.rest, next) && !said(hits[before:], q) {
				hits = append(hits, Hit{Group: q.group, Cue: q.index, Sentence: sentence})
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
		if h.Group == q.group && h.Cue == q.index {
			return true
		}
	}
	return false
}
