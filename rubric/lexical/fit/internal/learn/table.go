package learn

import (
	"math"
	"slices"
)

// A Hold tells which way a weight may go.
type Hold int

// The holds.
const (
	Free  Hold = iota
	Up         // at or above zero
	Down       // at or below zero
	Never      // no weight at all
)

// A Table tells which rows hold which signs, such as the words of a sentence.
type Table[S comparable] struct {
	signs []S
	in    [][]int // of each sign, the rows that hold it
	rows  int
}

// NewTable tabulates the signs that at least so many rows hold. A row names a
// sign at most once. The order of compare is that in which weights are found.
func NewTable[S comparable](rows [][]S, least int, compare func(a, b S) int) *Table[S] {
	count := map[S]int{}
	for _, r := range rows {
		for _, s := range r {
			count[s]++
		}
	}
	t := &Table[S]{rows: len(rows)}
	for s, n := range count {
		if n >= least {
			t.signs = append(t.signs, s)
		}
	}
	slices.SortFunc(t.signs, compare)
	index := make(map[S]int, len(t.signs))
	for j, s := range t.signs {
		index[s] = j
	}
	t.in = make([][]int, len(t.signs))
	for i, r := range rows {
		for _, s := range r {
			if j, ok := index[s]; ok {
				t.in[j] = append(t.in[j], i)
			}
		}
	}
	return t
}

// Fit fits y, one value a row, by a weight for each sign, with an intercept, by
// the elastic net (Zou and Hastie 2005): lasso sets weights to zero, ridge
// shrinks the others, both in rows' worth of evidence. It is solved by cyclic
// coordinate descent (Friedman, Hastie and Tibshirani 2010). Returned are the
// weights that are not zero once rounded.
func (t *Table[S]) Fit(y []float64, held func(S) Hold, lasso, ridge float64) (weights map[S]float64, intercept float64) {
	n := float64(t.rows)
	for _, v := range y {
		intercept += v / n
	}
	rest := make([]float64, len(y))
	for i := range y {
		rest[i] = y[i] - intercept
	}
	holds, w := make([]Hold, len(t.signs)), make([]float64, len(t.signs))
	for j, s := range t.signs {
		holds[j] = held(s)
	}
	const rounds, enough = 60, 5e-4
	for range rounds {
		moved := 0.0
		for j, rows := range t.in {
			if holds[j] == Never {
				continue
			}
			sum := float64(len(rows)) * w[j]
			for _, i := range rows {
				sum += rest[i]
			}
			next := math.Copysign(max(math.Abs(sum)-lasso, 0), sum) / (float64(len(rows)) + ridge)
			switch holds[j] {
			case Up:
				next = max(next, 0)
			case Down:
				next = min(next, 0)
			}
			if d := next - w[j]; d != 0 {
				for _, i := range rows {
					rest[i] -= d
				}
				w[j] = next
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
	weights = map[S]float64{}
	for j, s := range t.signs {
		if v := Round(w[j]); v != 0 {
			weights[s] = v
		}
	}
	return weights, Round(intercept)
}
