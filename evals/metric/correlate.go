package metric

import (
	"cmp"
	"math"
	"slices"
)

// Pearson is the product-moment correlation. It is undefined when either rater
// stays on one level. Checked against Anscombe 1973, first set (0.816).
func Pearson(a, b []float64) (float64, error) {
	if err := checkPair(a, b, 2); err != nil {
		return 0, err
	}
	if constant(a) || constant(b) {
		return 0, errConstant
	}
	ma, mb, products := mean(a), mean(b), 0.0
	for i := range a {
		products += (a[i] - ma) * (b[i] - mb)
	}
	return bounded(products / (math.Sqrt(squares(a)) * math.Sqrt(squares(b))))
}

// Spearman is the correlation of ranks; ties share their mean rank (Spearman
// 1904, American Journal of Psychology 15). Checked against the ten people of
// Wikipedia's "Spearman's rank correlation coefficient" (-29/165).
func Spearman(a, b []float64) (float64, error) {
	if err := checkPair(a, b, 2); err != nil {
		return 0, err
	}
	return Pearson(midranks(a), midranks(b))
}

// Partial is the correlation of a and b with the linear part of given taken
// out of both. A judge that rewards length shows a positive correlation of
// level with length given the reference level (Fisher 1924, "The distribution
// of the partial correlation coefficient", Metron 3). Checked against
// Wikipedia's "Partial correlation" (0.919).
func Partial(a, b, given []float64) (float64, error) {
	ab, err := Pearson(a, b)
	if err != nil {
		return 0, err
	}
	ac, err := Pearson(a, given)
	if err != nil {
		return 0, err
	}
	bc, err := Pearson(b, given)
	if err != nil {
		return 0, err
	}
	rest := (1 - ac*ac) * (1 - bc*bc)
	if rest < 1e-12 { // below rounding of the correlations nothing is left to correlate
		return 0, errExplained
	}
	return bounded((ab - ac*bc) / math.Sqrt(rest))
}

// bounded takes rounding beyond ±1 off a correlation.
func bounded(r float64) (float64, error) { return finite(max(-1, min(1, r))) }

// midranks returns the rank of each value, from 1; equal values share the mean
// of their ranks.
func midranks(x []float64) []float64 {
	if ranks, ok := ranksOfFew(x); ok {
		return ranks
	}
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(x[i], x[j]) })
	ranks := make([]float64, len(x))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && x[order[to]] == x[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = float64(from+1+to) / 2
		}
		from = to
	}
	return ranks
}

// ranksOfFew is midranks for a handful of levels, which need counting only.
func ranksOfFew(x []float64) ([]float64, bool) {
	var room [16]struct {
		level, rank float64
		n           int
	}
	seen := room[:0]
	at := make([]uint8, len(x))
	for i, v := range x {
		k := 0
		for k < len(seen) && seen[k].level != v {
			k++
		}
		if k == len(room) {
			return nil, false
		}
		if k == len(seen) {
			seen = room[:k+1]
			seen[k].level = v
		}
		seen[k].n++
		at[i] = uint8(k)
	}
	for i := range seen {
		below := 0
		for _, other := range seen {
			if other.level < seen[i].level {
				below += other.n
			}
		}
		seen[i].rank = float64(2*below+1+seen[i].n) / 2
	}
	ranks := make([]float64, len(x))
	for i, k := range at {
		ranks[i] = seen[k].rank
	}
	return ranks, true
}
