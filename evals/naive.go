package evals

import (
	"math"
	"slices"
)

// folds bounds how often the naive predictors are fitted.
const folds = 10

// naive predicts every labelled cell from other groups only: by a constant,
// the median of their reference levels, and by a straight line through the
// logarithm of the answer's length, rounded to a level. What a judge must beat
// to be worth its money. A prediction is 0 where no other group has labels.
func (t *table) naive() (constant, length []uint8) {
	constant, length = make([]uint8, len(t.cells)), make([]uint8, len(t.cells))
	fold := t.foldOfCases()
	byCriterion := make([][]int32, len(t.criteria.list))
	for i, c := range t.cells {
		if c.labelled() {
			byCriterion[c.criterion] = append(byCriterion[c.criterion], int32(i))
		}
	}
	for _, cells := range byCriterion {
		for f := range folds {
			var train, test []int32
			for _, i := range cells {
				if fold[t.cells[i].at] == f {
					test = append(test, i)
				} else {
					train = append(train, i)
				}
			}
			if len(test) > 0 && len(train) > 0 {
				t.predict(train, test, constant, length)
			}
		}
	}
	return constant, length
}

// foldOfCases deals groups out to folds, in order of their names, and says of
// each case in which it is.
func (t *table) foldOfCases() []int {
	fold := map[string]int{}
	for i := range t.cases {
		fold[t.cases[i].group] = 0
	}
	for i, g := range sortedKeys(fold) {
		fold[g] = i % folds
	}
	out := make([]int, len(t.cases))
	for i := range out {
		out[i] = fold[t.cases[i].group]
	}
	return out
}

func (t *table) predict(train, test []int32, constant, length []uint8) {
	levels := make([]uint8, len(train))
	var n, sx, sy, sxx, sxy float64
	for i, at := range train {
		c := t.cells[at]
		levels[i] = c.reference
		x, y := logWords(t.cases[c.at]), float64(c.reference)
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	slices.Sort(levels)
	middle := levels[(len(levels)-1)/2]
	slope := 0.0
	if spread := n*sxx - sx*sx; spread > 1e-9 {
		slope = (n*sxy - sx*sy) / spread
	}
	for _, at := range test {
		c := t.cells[at]
		constant[at] = middle
		line := sy/n + slope*(logWords(t.cases[c.at])-sx/n)
		length[at] = uint8(min(max(math.Round(line), 1), float64(c.top)))
	}
}
