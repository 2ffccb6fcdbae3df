package metric

import (
	"cmp"
	"math"
	"slices"
)

// KendallTauB is Kendall's rank correlation corrected for ties on both sides
// (Kendall 1945, "The treatment of ties in ranking problems", Biometrika 33),
// in O(n log n): sorted by a, the discordant pairs are the swaps a merge sort
// needs to put b in order (Knight 1966, "A computer method for calculating
// Kendall's tau with ungrouped data", JASA 61). It is undefined when either
// rater stays on one level. Checked against scipy's example (-0.4714) and
// microsoft/LLM-Rubric's baselines.
func KendallTauB(a, b []float64) (float64, error) {
	if err := checkPair(a, b, 2); err != nil {
		return 0, err
	}
	if constant(a) || constant(b) {
		return 0, errConstant
	}
	type pair struct{ a, b float64 }
	pairs := make([]pair, len(a))
	for i := range a {
		pairs[i] = pair{a[i], b[i]}
	}
	slices.SortFunc(pairs, func(p, q pair) int {
		return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	tiedA := tiedPairs(len(pairs), func(i, j int) bool { return pairs[i].a == pairs[j].a })
	tiedBoth := tiedPairs(len(pairs), func(i, j int) bool { return pairs[i] == pairs[j] })
	bs := make([]float64, len(pairs))
	for i, p := range pairs {
		bs[i] = p.b
	}
	swaps := sortCounting(bs, make([]float64, len(bs)))
	tiedB := tiedPairs(len(bs), func(i, j int) bool { return bs[i] == bs[j] })

	n := int64(len(a))
	all := n * (n - 1) / 2
	concordantLessDiscordant := all - tiedA - tiedB + tiedBoth - 2*swaps
	return bounded(float64(concordantLessDiscordant) / math.Sqrt(float64(all-tiedA)*float64(all-tiedB)))
}

// tiedPairs counts the pairs within runs of equal neighbours of n sorted items.
func tiedPairs(n int, equal func(i, j int) bool) int64 {
	var pairs, run int64
	for i := 1; i < n; i++ {
		if equal(i-1, i) {
			run++
			pairs += run
		} else {
			run = 0
		}
	}
	return pairs
}

// sortCounting sorts x by merging and returns how many pairs were out of order.
func sortCounting(x, spare []float64) int64 {
	if len(x) < 2 {
		return 0
	}
	half := len(x) / 2
	left, right := x[:half], x[half:]
	swaps := sortCounting(left, spare[:half]) + sortCounting(right, spare[half:])
	copy(spare, x)
	left, right = spare[:half], spare[half:]
	for i := range x {
		if len(right) == 0 || len(left) > 0 && left[0] <= right[0] {
			x[i], left = left[0], left[1:]
			continue
		}
		x[i], right = right[0], right[1:]
		swaps += int64(len(left))
	}
	return swaps
}
