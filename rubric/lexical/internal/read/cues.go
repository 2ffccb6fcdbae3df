package read

// Cues are phrases in groups, ready to be found in readings. They are safe for
// concurrent use.
type Cues struct {
	first map[string][]cue // by the stem of the first word
	sizes []int
}

type cue struct {
	group, index int
	rest         []step
}

// A Hit is a cue found in a sentence.
type Hit struct {
	Group, Cue int
	Sentence   int
}

// NewCues readies groups of phrases. The words of a phrase are matched by stem
// and in order, with at most two other words between neighbours.
func NewCues(groups [][]string) *Cues {
	c := &Cues{first: map[string][]cue{}}
	for g, phrases := range groups {
		c.sizes = append(c.sizes, len(phrases))
		for i, p := range phrases {
			ws := Words(p)
			if len(ws) == 0 {
				continue
			}
			q := cue{group: g, index: i}
			for _, w := range ws[1:] {
				q.rest = append(q.rest, step{text: stem(w), gap: 2})
			}
			c.first[stem(ws[0])] = append(c.first[stem(ws[0])], q)
		}
	}
	return c
}

// Find returns the cues said in the sentences that can earn something, each
// at most once a sentence.
func (r *Reading) Find(c *Cues) []Hit {
	var out []Hit
	for i := range r.Sentences {
		s := &r.Sentences[i]
		if !s.Admitted || s.Appeals {
			continue
		}
		out = append(out, c.in(s, i)...)
	}
	return out
}

func said(hits []Hit, q cue) bool {
	for _, h := range hits {
		if h.Group == q.group && h.Cue == q.index {
			return true
		}
	}
	return false
}
