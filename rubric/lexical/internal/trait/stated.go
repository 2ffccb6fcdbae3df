package trait

import (
	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/read"
)

const (
	doubt  = 0.25 // a strength up to here says nothing
	strong = 1.15 // from here on a sentence is particular
)

// tally adds up what the sentences of r state. A lesson may be drawn and a
// method told in words that tell no event; all else must be told.
func tally(r *read.Reading, stated []element.Strength) (out [element.Count]Tally) {
	for j := range r.Sentences {
		s := &r.Sentences[j]
		if !s.Admitted || s.Appeals {
			continue
		}
		for e := range element.Count {
			if s.Told || e == element.Habit || e == element.Lesson && lesson(s) {
				out[e].add(min(max(stated[j][e]-doubt, 0), 2-doubt))
				if stated[j][e] >= strong {
					out[e].Strong++
				}
			}
		}
	}
	return out
}

// lesson reports whether s may draw a lesson without telling an event: it is
// about AI or says something particular, and is no phrase that fits anything.
func lesson(s *read.Sentence) bool {
	return !s.Has(read.Buzz|read.Platitude|read.Hype) && (s.Has(read.AINature) || s.Concrete() > 0 || s.Has(read.Lesson))
}

func (t *Tally) add(v float64) {
	t.Sum += v
	switch {
	case v > t.Best:
		t.Best, t.Second, t.Third = v, t.Best, t.Second
	case v > t.Second:
		t.Second, t.Third = v, t.Second
	case v > t.Third:
		t.Third = v
	}
}
