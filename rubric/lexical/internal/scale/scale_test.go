package scale

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAModelAddsItsTreesAndCuts(t *testing.T) {
	m := Model{
		Forest: Forest{Base: 3, Trees: []Tree{
			{{Trait: 0, At: 0.5, Low: 1, High: 2}, {Value: -1}, {Trait: 1, At: 0.2, Low: 3, High: 4}, {Value: 0.5}, {Value: 1}},
			{{Value: 0.25}},
		}},
		Cuts: Cuts{1.5, 2.5, 3.5, 4.25},
	}
	for _, tt := range []struct {
		x     []float64
		value float64
		level int
	}{
		{[]float64{0.5, 1}, 2.25, 2}, // what is at the question stays below it
		{[]float64{0.6, 0.2}, 3.75, 4},
		{[]float64{1, 0.3}, 4.25, 5}, // what is at a cut is above it
	} {
		require.InDelta(t, tt.value, m.Value(tt.x), 1e-9)
		require.Equal(t, tt.level, m.Cuts.Level(m.Value(tt.x)))
	}
}

func TestALineAddsUp(t *testing.T) {
	l := Line{Weights: []float64{2, -1}, Intercept: 0.5}
	require.InDelta(t, 1.5, l.Value([]float64{1, 1}), 1e-9)
}
