package lexical

import (
	"maps"
	"math"
	"slices"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/fitted"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// Said is an answer to a question.
type Said struct {
	Question rubric.Question
	Answer   string
}

// Blind is an examiner for which one trait counts for nothing, the one that adds
// most to the levels of what was said. Which one that is the fit decides: a new
// fit may make it another.
func Blind(said []Said) (e *Examiner, blindTo string) {
	e = New()
	parts := map[string]float64{} // what all values lose without the trait
	stored := fitted.Stored()
	for _, s := range said {
		sight := e.subject(s.Question).See(read.Read(candidateLines(rubric.Said(s.Answer))), stored.Learned)
		for i := range s.Question.Criteria {
			model := sight.Model(i)
			m, x := stored.Models[model], e.values(model, sight.View(i))
			whole := m.Value(x)
			for j, t := range trait.For(model) {
				seen := x[j]
				x[j] = 0
				parts[t.Name] += math.Abs(whole - m.Value(x))
				x[j] = seen
			}
		}
	}
	most := 0.0
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if parts[name] > most {
			most, blindTo = parts[name], name
		}
	}
	e.blind = blindTo
	return e, blindTo
}
