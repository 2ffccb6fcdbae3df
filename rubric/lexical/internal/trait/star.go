package trait

import "mockstar/rubric/lexical/internal/read"

// starBar is what a sentence that speaks to a criterion of STAR-AI has at
// least.
const starBar = 2

// opening is how many sentences set the scene.
const opening = 6

// bearOnStar tells how far each sentence of r bears on a criterion of STAR-AI,
// which is told by what a sentence does, not by words of its own.
func bearOnStar(r *read.Reading, id string) []float64 {
	out := make([]float64, len(r.Sentences))
	for j := range r.Sentences {
		s := &r.Sentences[j]
		out[j] = float64(starPoints(s, id))
		if id == "insight" {
			out[j] += s.Wisdom
		}
	}
	return out
}

func starPoints(s *read.Sentence, id string) int {
	n := 0
	given := func(yes bool, worth int) {
		if yes {
			n += worth
		}
	}
	switch id {
	case "situation":
		given(s.Has(read.Org), 2)
		given(s.Has(read.When) || s.Dates > 0, 2)
		given(s.Has(read.Scale) && s.Figures > 0, 2)
		given(s.Has(read.Stake), 1)
		given(n > 0 && s.Order < opening, 3)
	case "task":
		given(s.Has(read.Duty) && s.First, 4)
		given(s.Has(read.Role) && s.First, 2)
		given(n > 0 && s.Has(read.Target), 2)
	case "action":
		n += 2 * min(s.Acts(), 3)
		given(s.Shared > 0, 1)
		given(n > 0 && s.Has(read.Reason), 2)
		given(n > 0 && s.Has(read.Alternative), 1)
	case "result":
		given(s.Has(read.Outcome) && s.Figures > 0, 3)
		given(s.Pairs > 0, 2)
		given(s.Has(read.OutcomePlain) && s.Past, 2)
		given(n > 0 && s.Has(read.Cost), 1)
	case "insight":
		given(s.Has(read.Lesson), 3)
		given(s.Holds() || s.Has(read.AINature) && !s.Past, 2)
		given(n > 0 && s.Has(read.Contrast), 1)
	}
	return n
}
