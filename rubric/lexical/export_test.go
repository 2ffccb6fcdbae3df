package lexical

import (
	"maps"
	"slices"
	"strings"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

// Said is an answer to a question.
type Said struct {
	Question rubric.Question
	Answer   string
}

// Blind is an examiner that gives no weight to one trait, the one whose part in
// the levels differs most over what was said. Which one that is the fit decides:
// a new fit may make it another.
func Blind(said []Said) (e *Examiner, blindTo string) {
	e = New()
	models := fittedModels()
	parts := map[string][]float64{} // by what is counted, one for each grade
	grades := 0
	for _, s := range said {
		sight := e.subject(s.Question).See(read.Read(candidateLines(rubric.Said(s.Answer))))
		for i, c := range s.Question.Criteria {
			model := trait.ModelOf(c.ID)
			m, ts := models[model], trait.For(model)
			grades++
			for j, x := range trait.Values(ts, sight.View(i)) {
				p := parts[counted(ts[j])]
				p = append(p, make([]float64, grades-len(p))...)
				p[grades-1] += m.Weights[j] * x
				parts[counted(ts[j])] = p
			}
		}
	}
	most := 0.0
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		if s := variance(parts[name], grades); s > most {
			most, blindTo = s, name
		}
	}
	for name, m := range models {
		m.Weights = slices.Clone(m.Weights)
		for j, t := range trait.For(name) {
			if counted(t) == blindTo {
				m.Weights[j] = 0
			}
		}
		models[name] = m
	}
	e.models = func() map[string]scale.Model { return models }
	return e, blindTo
}

// variance is that of n values, of which the last ones may be left out
// for zeros.
func variance(xs []float64, n int) float64 {
	sum, squares := 0.0, 0.0
	for _, x := range xs {
		sum, squares = sum+x, squares+x*x
	}
	mean := sum / float64(n)
	return squares/float64(n) - mean*mean
}

// counted is what t counts, whatever the count it stops at.
func counted(t trait.Trait) string {
	name, _, _ := strings.Cut(t.Name, ", first ")
	return name
}
