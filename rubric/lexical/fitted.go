package lexical

import (
	"fmt"

	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

// A fit is one fitted model as stored: weights by the name of their trait.
type fit struct {
	intercept float64
	cuts      scale.Cuts
	weights   map[string]float64
}

// fittedModels lays the stored weights out for the traits they belong to.
func fittedModels() map[string]scale.Model {
	out := map[string]scale.Model{}
	for name, f := range fits() {
		m := scale.Model{Intercept: f.intercept, Cuts: f.cuts}
		left := len(f.weights)
		for _, t := range trait.For(name) {
			w, ok := f.weights[t.Name]
			if ok {
				left--
			}
			m.Weights = append(m.Weights, w)
		}
		if left != 0 {
			panic(fmt.Sprintf("weights of model %s name traits that are not there: run go run ./rubric/lexical/fit -write", name))
		}
		out[name] = m
	}
	return out
}
