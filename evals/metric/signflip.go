package metric

import (
	"math"
	"math/rand/v2"
)

// exactClusters is how many clusters have all their signs tried: 2^16 patterns
// take less time than reading about them.
const exactClusters = 16

// SignFlip is the chance that the sum of the given values would be as large as
// it is if each of them had its sign by the toss of a coin: a one-sided paired
// permutation test (Fisher 1935, "The Design of Experiments", section 21,
// whose 863 of 32,768 is checked).
// Values are sums over clusters, so that cases that are not independent change
// sign together. Zeros have no influence.
//
// It is exact where the other values have a common unit, as levels do, and
// where there are at most 16 of them. Else it tries so many random patterns,
// from a fixed seed, and counts the observed one too, so that p is never 0
// (Phipson & Smyth 2010, "Permutation p-values should never be zero", SAGMB 9).
func SignFlip(values []float64, flips int, seed uint64) float64 {
	var xs []float64
	observed, size := 0.0, 0.0
	for _, v := range values {
		if v != 0 {
			xs = append(xs, v)
			observed += v
			size += math.Abs(v)
		}
	}
	if len(xs) == 0 {
		return 1
	}
	if units, ok := inUnits(xs, max(1<<20, flips*len(xs)/8)); ok {
		return exactTail(units)
	}
	least := observed - 1e-9*size // sums that differ by rounding only are ties
	signed := signedSums(xs)
	hits := 0
	if len(xs) <= exactClusters {
		patterns := 1 << len(xs)
		for p := range patterns {
			sum := 0.0
			for i := range signed { // by index: a copy of each table would cost more than the sum
				sum += signed[i][p>>(8*i)&0xff]
			}
			if sum >= least {
				hits++
			}
		}
		return float64(hits) / float64(patterns)
	}
	rng := rand.NewPCG(seed, 0)
	for range flips {
		sum, bits := 0.0, uint64(0)
		for i := range signed {
			if i%8 == 0 {
				bits = rng.Uint64()
			}
			sum += signed[i][bits&0xff]
			bits >>= 8
		}
		if sum >= least {
			hits++
		}
	}
	return float64(1+hits) / float64(1+flips)
}

// inUnits gives values as multiples of their common unit, when they have one
// and exactTail then takes no more than the given number of steps. The unit is
// the smallest value or a simple fraction of it.
func inUnits(values []float64, steps int) ([]int, bool) {
	least, size := math.Inf(1), 0.0
	for _, v := range values {
		least = min(least, math.Abs(v))
		size += math.Abs(v)
	}
	const finest = 20
	for parts := 1.0; parts <= finest && size/least*parts*float64(len(values)) <= float64(steps); parts++ {
		out := make([]int, len(values))
		whole := true
		for i, v := range values {
			u := v / least * parts
			out[i] = int(math.Round(u))
			whole = whole && math.Abs(u-math.Round(u)) <= 1e-9*math.Abs(u)
		}
		if whole {
			return out, true
		}
	}
	return nil, false
}

// exactTail counts the patterns of signs with a sum as large as that of values,
// as a share of all. It adds up, value by value, how probable each sum of the
// values with a plus is: as many sums as there are units, instead of 2^n
// patterns.
func exactTail(values []int) float64 {
	size, plus := 0, 0
	for _, v := range values {
		size += max(v, -v)
		plus += max(v, 0)
	}
	chance := make([]float64, size+1)
	chance[0] = 1
	reach := 0
	for _, v := range values {
		v = max(v, -v)
		reach += v
		for sum := reach; sum >= v; sum-- {
			chance[sum] = (chance[sum] + chance[sum-v]) / 2
		}
		for sum := v - 1; sum >= 0; sum-- {
			chance[sum] /= 2
		}
	}
	tail := 0.0
	for sum := size; sum >= plus; sum-- {
		tail += chance[sum]
	}
	return max(tail, math.SmallestNonzeroFloat64) // with a thousand values it may be too small for a float
}

// signedSums takes values by eights and tabulates for each eight the sum under
// every pattern of signs, so that one flip of everything costs one look-up for
// eight values.
func signedSums(values []float64) [][256]float64 {
	tables := make([][256]float64, (len(values)+7)/8)
	for i := range tables {
		for p := range tables[i] {
			for j, v := range values[8*i : min(8*i+8, len(values))] {
				if p>>j&1 == 1 {
					v = -v
				}
				tables[i][p] += v
			}
		}
	}
	return tables
}
