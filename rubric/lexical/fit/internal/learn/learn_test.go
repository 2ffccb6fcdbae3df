package learn

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestKappa(t *testing.T) {
	tests := []struct {
		name string
		a, b []int
		want float64
	}{
		{"full agreement is one", []int{1, 2, 3, 4, 5}, []int{1, 2, 3, 4, 5}, 1},
		{"one level throughout is zero", []int{3, 3, 3}, []int{1, 3, 5}, 0},
		{"reversed ratings are minus one", []int{1, 5}, []int{5, 1}, -1},
		// Squared differences sum to 1; all sixteen pairings of the two raters'
		// levels sum to 20, so 5 by chance.
		{"worked by hand", []int{1, 1, 2, 3}, []int{1, 2, 2, 3}, 1 - 1.0/5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { require.InDelta(t, tt.want, Kappa(tt.a, tt.b), 1e-9) })
	}
}

func TestRidge(t *testing.T) {
	x := [][]float64{{0, 1}, {1, 0}, {2, 1}, {3, 0}, {4, 1}, {5, 0}}
	y := make([]float64, len(x))
	for i := range x {
		y[i] = 2 + 0.5*x[i][0] - 1*x[i][1]
	}
	t.Run("without a penalty it finds the line", func(t *testing.T) {
		w, b := Ridge(x, y, []bool{false, true}, 0)
		require.InDeltaSlice(t, []float64{0.5, -1}, w, 1e-4)
		require.InDelta(t, 2, b, 1e-3)
	})
	t.Run("a weight keeps to its sign", func(t *testing.T) {
		w, _ := Ridge(x, y, []bool{false, false}, 0)
		require.Zero(t, w[1])
		require.Positive(t, w[0])
	})
	t.Run("a penalty shrinks", func(t *testing.T) {
		w, _ := Ridge(x, y, []bool{false, true}, 10)
		require.Less(t, w[0], 0.5)
		require.Greater(t, w[1], -1.0)
	})
	t.Run("a column that never varies has no weight", func(t *testing.T) {
		w, b := Ridge([][]float64{{1}, {1}}, []float64{1, 3}, []bool{false}, 1)
		require.Zero(t, w[0])
		require.InDelta(t, 2, b, 1e-9)
	})
}

func TestCuts(t *testing.T) {
	var p []float64
	var y []int
	for i := range 200 { // levels compressed towards the middle, as a ridge gives them
		l := 1 + i%5
		p, y = append(p, 3+0.5*float64(l-3)+0.1*math.Sin(float64(i))), append(y, l)
	}
	cuts := Cuts(p, y)
	got := make([]int, len(p))
	for i, v := range p {
		got[i] = cuts.Level(v)
	}
	require.Greater(t, Kappa(got, y), 0.95)
	require.Equal(t, cuts, Cuts(p, y), "the same cuts each time")
}
