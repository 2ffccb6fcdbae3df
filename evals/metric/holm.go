package metric

import (
	"cmp"
	"slices"
)

// Holm adjusts p-values for being several: comparing each to alpha then keeps
// the chance of any false alarm at alpha, whatever the dependence among them
// (Holm 1979, "A simple sequentially rejective multiple test procedure",
// Scandinavian Journal of Statistics 6).
func Holm(ps []float64) []float64 {
	order := make([]int, len(ps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(ps[i], ps[j]) })
	out, worst := make([]float64, len(ps)), 0.0
	for rank, i := range order {
		worst = max(worst, min(1, ps[i]*float64(len(ps)-rank)))
		out[i] = worst
	}
	return out
}
