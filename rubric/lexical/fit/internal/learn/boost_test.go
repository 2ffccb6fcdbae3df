package learn

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// together is what no sum of weights can fit: high only where both are, less
// the more of the third.
func together(n int) (x [][]float64, y []float64) {
	r := rand.New(rand.NewPCG(7, 8))
	for range n {
		a, b, c := r.Float64(), r.Float64(), r.Float64()
		v := 2 - c
		if a > 0.5 && b > 0.5 {
			v += 2
		}
		x, y = append(x, []float64{a, b, c}), append(y, v)
	}
	return x, y
}

var traits = []Trait{{Name: "a"}, {Name: "b"}, {Name: "c", Falling: true}}

var small = Growth{Trees: 80, Depth: 3, Rate: 0.1, Least: 5, Shrink: 1, Rows: 0.7, Traits: 1}

func TestBoostSeesWhatGoesTogether(t *testing.T) {
	x, y := together(600)
	f := Boost(x, y, traits, small)
	wrong := 0.0
	for i := range x {
		wrong += (f.Value(x[i]) - y[i]) * (f.Value(x[i]) - y[i]) / float64(len(x))
	}
	require.Less(t, wrong, 0.05)
	require.Equal(t, f, Boost(x, y, traits, small), "the same forest each time")
}

// What no tree asks for is taken out now and then: that must move no level.
func TestBoostStaysAsItIsWithoutATraitThatNoTreeAsksFor(t *testing.T) {
	x, y := together(300)
	want := Boost(x, y, traits, small)
	for i := range x {
		x[i] = append([]float64{1}, x[i]...) // it never varies
	}
	got := Boost(x, y, append([]Trait{{Name: "unasked"}}, traits...), small)
	require.Equal(t, want.Base, got.Base)
	require.Len(t, got.Trees, len(want.Trees))
	for i := range x {
		require.InDelta(t, want.Value(x[i][1:]), got.Value(x[i]), 1e-12)
	}
}

func TestBoostNeverGoesAgainstATrait(t *testing.T) {
	x, y := together(300)
	r := rand.New(rand.NewPCG(9, 10))
	for i := range y { // noise that a free tree would follow
		y[i] += 2 * r.NormFloat64()
	}
	f := Boost(x, y, traits, small)
	for range 20_000 {
		at := []float64{r.Float64(), r.Float64(), r.Float64()}
		j := r.IntN(3)
		before := f.Value(at)
		at[j] += (1 - at[j]) * r.Float64()
		if after := f.Value(at); j == 2 {
			require.LessOrEqual(t, after, before+1e-12)
		} else {
			require.GreaterOrEqual(t, after, before-1e-12)
		}
	}
}
