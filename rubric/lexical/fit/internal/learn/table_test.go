package learn

import (
	"cmp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTable(t *testing.T) {
	rows := [][]string{{"a"}, {"a", "b"}, {"b"}, {}, {"a"}, {"b"}, {"a", "b"}, {}, {"once"}}
	y := make([]float64, len(rows))
	for i, r := range rows {
		y[i] = 1
		for _, s := range r {
			y[i] += map[string]float64{"a": 2, "b": -1}[s]
		}
	}
	table := NewTable(rows, 2, cmp.Compare[string])
	holds := func(a, b Hold) func(string) Hold {
		return func(s string) Hold { return map[string]Hold{"a": a, "b": b}[s] }
	}
	t.Run("without a penalty it finds the weights, of signs that are in enough rows", func(t *testing.T) {
		w, b := table.Fit(y, holds(Up, Down), 0, 0)
		require.Len(t, w, 2)
		require.InDelta(t, 2, w["a"], 0.01)
		require.InDelta(t, -1, w["b"], 0.01)
		require.InDelta(t, 1, b, 0.01)
	})
	t.Run("a weight is held", func(t *testing.T) {
		w, _ := table.Fit(y, holds(Down, Up), 0, 0)
		require.Empty(t, w)
		w, _ = table.Fit(y, holds(Never, Free), 0, 0)
		require.NotContains(t, w, "a")
		require.Contains(t, w, "b")
	})
	t.Run("the lasso sets what tells little to zero", func(t *testing.T) {
		w, _ := table.Fit(y, holds(Free, Free), 3, 0)
		require.Positive(t, w["a"])
		require.NotContains(t, w, "b")
	})
	t.Run("the ridge shrinks", func(t *testing.T) {
		w, _ := table.Fit(y, holds(Free, Free), 0, 3)
		require.Less(t, w["a"], 1.8)
	})
}
