package metric

import (
	"cmp"
	"slices"
)

// Holm adjusts p-values for being several: comparing each to alpha then keeps
// the chance of any false alarm at alpha, whatever the dependence among them
// (Holm 1979, "A simple sequentially rejective multiple test procedure",
// Scandinavian Journal of Statistics 6). With weights, one for each, alpha is
// first shared out by them and passes on to those that are left when one is
// rejected (section 4 there); without any all are alike.
func Holm(ps []float64, weights ...float64) []float64 {
	if len(weights) == 0 {
		weights = slices.Repeat([]float64{1}, len(ps))
	}
	order, left := make([]int, len(ps)), 0.0
	for i := range order {
		order[i] = i
		left += weights[i]
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(ps[i]/weights[i], ps[j]/weights[j]) })
	out, worst := make([]float64, len(ps)), 0.0
	for _, i := range order {
		worst = max(worst, min(1, ps[i]/weights[i]*left))
		out[i] = worst
		left -= weights[i]
	}
	return out
}
