package learn

import "math"

// Ridge fits y by weights on x with an intercept. Weight j is held at or above
// zero, or at or below it where falling[j]. The penalty lambda falls on
// weights in units of each column's standard deviation. It is solved by cyclic
// coordinate descent, which for this convex problem finds the optimum, on the
// products of columns (Friedman, Hastie and Tibshirani 2010, "covariance
// updates"): a round costs the square of the columns, however many rows.
func Ridge(x [][]float64, y []float64, falling []bool, lambda float64) (weights []float64, intercept float64) {
	n, k := float64(len(x)), len(falling)
	z, mean, dev := standardised(x, k)
	ymean := 0.0
	for _, v := range y {
		ymean += v / n
	}
	products := make([][]float64, k)
	rest := make([]float64, k) // of each column with what is not yet explained
	for j := range k {
		products[j] = make([]float64, k)
		for i, v := range z[j] {
			rest[j] += v * (y[i] - ymean)
		}
		for l := range j + 1 {
			for i, v := range z[j] {
				products[j][l] += v * z[l][i]
			}
			products[l][j] = products[j][l]
		}
	}
	b := make([]float64, k)
	const rounds, enough = 500, 1e-7
	for range rounds {
		moved := 0.0
		for j := range k {
			next := (rest[j] + products[j][j]*b[j]) / (n + lambda)
			if falling[j] {
				next = min(next, 0)
			} else {
				next = max(next, 0)
			}
			if d := next - b[j]; d != 0 {
				for l, p := range products[j] {
					rest[l] -= d * p
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

// standardised are the k columns of x with a mean of zero and a deviation of
// one; a column that never changes is zero throughout.
func standardised(x [][]float64, k int) (columns [][]float64, mean, dev []float64) {
	n := float64(len(x))
	columns, mean, dev = make([][]float64, k), make([]float64, k), make([]float64, k)
	for j := range k {
		columns[j] = make([]float64, len(x))
		for i := range x {
			mean[j] += x[i][j] / n
		}
		for i := range x {
			columns[j][i] = x[i][j] - mean[j]
			dev[j] += columns[j][i] * columns[j][i] / n
		}
		dev[j] = math.Sqrt(dev[j])
		for i := range x {
			if dev[j] > 0 {
				columns[j][i] /= dev[j]
			} else {
				columns[j][i] = 0
			}
		}
	}
	return columns, mean, dev
}
