// Package scale turns observations into levels: a ridge regression whose
// weights keep their sign, cut into levels at points that serve quadratic
// weighted kappa.
package scale

import "math"

// Ridge fits y by weights on x with an intercept. Weight j is held at or above
// zero, or at or below it where falling[j]. The penalty lambda falls on
// weights in units of each column's standard deviation. It is solved by cyclic
// coordinate descent, which for this convex problem finds the optimum.
func Ridge(x [][]float64, y []float64, falling []bool, lambda float64) (weights []float64, intercept float64) {
	n, k := len(x), len(falling)
	mean, dev := make([]float64, k), make([]float64, k)
	for j := range k {
		for i := range n {
			mean[j] += x[i][j] / float64(n)
		}
		for i := range n {
			dev[j] += (x[i][j] - mean[j]) * (x[i][j] - mean[j]) / float64(n)
		}
		dev[j] = math.Sqrt(dev[j])
	}
	ymean := 0.0
	for _, v := range y {
		ymean += v / float64(n)
	}
	rest := make([]float64, n)
	z := make([][]float64, k)
	for i := range n {
		rest[i] = y[i] - ymean
	}
	for j := range k {
		z[j] = make([]float64, n)
		if dev[j] == 0 {
			continue
		}
		for i := range n {
			z[j][i] = (x[i][j] - mean[j]) / dev[j]
		}
	}
	b := make([]float64, k)
	const rounds, enough = 500, 1e-7
	for range rounds {
		moved := 0.0
		for j := range k {
			if dev[j] == 0 {
				continue
			}
			dot := 0.0
			for i, v := range z[j] {
				dot += v * rest[i]
			}
			next := (dot + float64(n)*b[j]) / (float64(n) + lambda)
			if falling[j] {
				next = min(next, 0)
			} else {
				next = max(next, 0)
			}
			if d := next - b[j]; d != 0 {
				for i, v := range z[j] {
					rest[i] -= d * v
				}
				b[j] = next
				moved = max(moved, math.Abs(d))
			}
		}
		if moved < enough {
			break
		}
	}
	weights, intercept = make([]float64, k), ymean
	for j := range k {
		if dev[j] > 0 {
			weights[j] = b[j] / dev[j]
			intercept -= weights[j] * mean[j]
		}
	}
	return weights, intercept
}
