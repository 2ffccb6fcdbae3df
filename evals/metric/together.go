package metric

import "math"

// AllTogether names the comparison that [Together] makes.
const AllTogether = "all criteria together"

// togetherShare is how much of the smallest effect is worth stopping for when
// all criteria lose it: one mark in twenty a level worse, by default.
const togetherShare = 0.2

// Together pools the changes of all criteria, to be judged beside them. With a
// dozen answers for each of sixty criteria none of them can show what all have
// lost a little of, and with six answers none can show anything. Its test has
// the weight of all theirs. effect is the smallest drop worth stopping for in
// one criterion; all together stop at a fifth of it, and pass, as a criterion
// does, when they are shown to have lost less than effect.
func Together(cs []Comparison, effect float64) Comparison {
	out := Comparison{Criterion: AllTogether, Effect: togetherShare * effect, Margin: effect, Weight: float64(len(cs))}
	for _, c := range cs {
		out.Changes = append(out.Changes, c.Changes...)
		out.Unscored += c.Unscored
	}
	return out
}

// LeastClusters is how many clusters one of so many criteria needs to show any
// loss when the others lose nothing: a sign-flip test has no p below 2^-n, and
// all criteria together take half of alpha where there are several.
func LeastClusters(criteria int, alpha float64) int {
	if criteria > 1 {
		alpha /= 2 * float64(criteria)
	}
	return int(math.Ceil(-math.Log2(alpha)))
}
