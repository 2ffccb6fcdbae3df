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
// sign together. Zeros have no influence. With at most 16 other values it tries
// every pattern; else so many random ones, from a fixed seed, counting the
// observed pattern as one more so that p is never 0 (Phipson & Smyth 2010,
// "Permutation p-values should never be zero", SAGMB 9).
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
