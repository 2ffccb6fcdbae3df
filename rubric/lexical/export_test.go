package lexical

import (
	"maps"
	"math"
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

// Blind is an examiner that gives no weight to one trait, the one that moves
// most over what was said. Which one that is the fit decides: a new fit may
// make it another.
func Blind(said []Said) (e *Examiner, blindTo string) {
	e = New()
	models := fittedModels()
	moves := map[string]float64{}
	for _, s := range said {
		sight := e.subject(s.Question).See(read.Read(candidateLines(rubric.Said(s.Answer))))
		for i, c := range s.Question.Criteria {
			model := trait.ModelOf(c.ID)
			m, ts := models[model], trait.For(model)
			for j, x := range trait.Values(ts, sight.View(i)) {
				moves[counted(ts[j])] += math.Abs(m.Weights[j] * x)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(moves)) {
		if blindTo == "" || moves[name] > moves[blindTo] {
			blindTo = name
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

// counted is what t counts, whatever the count it stops at.
func counted(t trait.Trait) string {
	name, _, _ := strings.Cut(t.Name, ", first ")
	return name
}
