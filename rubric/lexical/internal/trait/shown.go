package trait

import (
	"fmt"
	"hash/fnv"
	"slices"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/read"
)

// Shown tells how clearly a sentence speaks to each of the criteria of the
// bank's questions own, by the words that sentences which do were told with:
// about 1 where it does, about 0 where it does not.
type Shown map[Own]*Words

// An Own names a criterion of a question's own, as it was worded when its words
// were learned: whoever words it anew asks for something else.
type Own struct {
	Question, Criterion string
	Wording             string
}

// OwnOf names criterion c of question q.
func OwnOf(q rubric.Question, c rubric.Criterion) Own {
	h := fnv.New32a()
	for _, text := range slices.Concat([]string{c.Meaning}, c.Levels, c.Cues) {
		h.Write([]byte(text + "\x00"))
	}
	return Own{q.ID, c.ID, fmt.Sprintf("%08x", h.Sum32())}
}

// Words weigh the signs of a sentence for one criterion.
type Words struct {
	Base    float64
	Weights map[element.Sign]float64
}

// read tells how clearly each sentence of r speaks to the criterion. What can't
// earn anything does not.
func (w *Words) read(r *read.Reading) []float64 {
	out := make([]float64, len(r.Sentences))
	if w == nil {
		return out
	}
	for j := range out {
		s := &r.Sentences[j]
		if !s.Admitted || s.Appeals {
			continue
		}
		out[j] = w.Base
		element.Signs(r, j, func(s element.Sign) { out[j] += w.Weights[s] })
	}
	return out
}

// shownDoubt is the clearness up to which a sentence says nothing.
const shownDoubt = 0.12

// tally adds up what the sentences of r show of a criterion whose words are
// w. A sentence has to tell something, and more than any sentence would.
func (w *Words) tally(r *read.Reading, shown []float64) (t Tally) {
	if w == nil {
		return t
	}
	doubt := max(shownDoubt, w.Base)
	for j := range r.Sentences {
		if s := &r.Sentences[j]; s.Told && s.Admitted && !s.Appeals {
			t.add(min(max(shown[j]-doubt, 0), 1-shownDoubt))
		}
	}
	return t
}
