package metric

import "math"

// A Sign says whether the mean of differences is above or below zero.
type Sign struct {
	P    float64 `json:"p"` // two-sided, of a mean so far from zero by chance
	Told bool    `json:"told"`
	// Rows and Groups are about how many would tell, with the spread that the
	// groups at hand show; 0 when they tell. With fewer than two groups there is
	// no spread to go by, and they are the least that can tell at all.
	Rows   int `json:"rows"`
	Groups int `json:"groups"`
}

// SignOf tests the mean of values whose rows come in groups: a sign-flip test
// over the groups. An interval cannot take its place: one drawn over five
// groups leaves out a mean of zero in one of five comparisons in which that is
// the truth (simulation_test.go). A test of the signs has no p below 2^-n, so
// that fewer than six groups never tell.
//
// A mean below least is not worth settling: what would tell a mean of least is
// asked for instead.
func SignOf(groups []string, values []float64, least float64) Sign {
	const alpha, power, flips = 0.05, 0.8, 10_000
	changes := make([]Change, len(values))
	for i, v := range values {
		changes[i] = Change{groups[i], v}
	}
	s := newSample(changes)
	off := 0.0
	if len(values) > 0 {
		off = mean(values)
	}
	away := make([]float64, len(s.sums))
	for i, sum := range s.sums {
		away[i] = math.Copysign(1, off) * sum
	}
	out := Sign{P: min(1, 2*SignFlip(away, flips, 0))}
	if out.Told = out.P <= alpha; out.Told {
		return out
	}
	out.Groups = Gate{Power: power}.more(s, max(least, math.Abs(off)), alpha/2)
	out.Rows = max(out.Groups, s.changesIn(out.Groups))
	return out
}
