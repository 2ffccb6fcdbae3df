package scale

import "math"

// A Hold tells which way a weight may go.
type Hold int

// The holds.
const (
	Free  Hold = iota
	Up         // at or above zero
	Down       // at or below zero
	Never      // no weight at all
)

// Signs are rows of signs that are there or not.
type Signs struct {
	rows int
	at   [][]int // the rows that each sign is in
}

// NewSigns indexes rows of k signs, each row naming a sign at most once.
func NewSigns(rows [][]int, k int) *Signs {
	s := &Signs{rows: len(rows), at: make([][]int, k)}
	for i, r := range rows {
		for _, j := range r {
			s.at[j] = append(s.at[j], i)
		}
	}
	return s
}

// Fit fits y by a weight for each sign, with an intercept, by the elastic net
// (Zou and Hastie 2005): lasso sets weights to zero, ridge shrinks the others,
// both in rows' worth of evidence. It is solved by cyclic coordinate descent
// (Friedman, Hastie and Tibshirani 2010).
func (s *Signs) Fit(y []float64, held []Hold, lasso, ridge float64) (weights []float64, intercept float64) {
	n := float64(s.rows)
	for _, v := range y {
		intercept += v / n
	}
	rest := make([]float64, len(y))
	for i := range y {
		rest[i] = y[i] - intercept
	}
	weights = make([]float64, len(held))
	const rounds, enough = 60, 5e-4
	for range rounds {
		moved := 0.0
		for j, rows := range s.at {
			if len(rows) == 0 || held[j] == Never {
				continue
			}
			sum := float64(len(rows)) * weights[j]
			for _, i := range rows {
				sum += rest[i]
			}
			next := math.Copysign(max(math.Abs(sum)-lasso, 0), sum) / (float64(len(rows)) + ridge)
			switch held[j] {
			case Up:
				next = max(next, 0)
			case Down:
				next = min(next, 0)
			}
			if d := next - weights[j]; d != 0 {
				for _, i := range rows {
					rest[i] -= d
				}
				weights[j] = next
				moved = max(moved, math.Abs(d))
			}
		}
		shift := 0.0
		for _, v := range rest {
			shift += v / n
		}
		intercept += shift
		for i := range rest {
			rest[i] -= shift
		}
		if max(moved, math.Abs(shift)) < enough {
			break
		}
	}
	return weights, intercept
}
