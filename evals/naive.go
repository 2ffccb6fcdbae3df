package evals

import "math"

// folds bounds how often the naive predictors are fitted.
const folds = 10

// naive predicts every labelled cell from other groups only: by a constant,
// the median of their reference levels, and by a straight line through the
// logarithm of the answer's length, rounded to a level. What a judge must beat
// to be worth its money. A prediction is 0 where no other group has labels.
func (t *table) naive() (constant, length []uint8) {
	constant, length = make([]uint8, len(t.cells)), make([]uint8, len(t.cells))
	fold, long := t.foldOfCases(), make([]float64, len(t.cases))
	for i := range long {
		long[i] = logWords(t.cases[i])
	}
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
				t.predict(train, test, long, constant, length)
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

// predict fits to the cells of train, whose cases are so long, and predicts
// those of test.
func (t *table) predict(train, test []int32, long []float64, constant, length []uint8) {
	var levels [1 << 8]int // how often each is given
	var n, sx, sy, sxx, sxy float64
	for _, at := range train {
		c := t.cells[at]
		levels[c.reference]++
		x, y := long[c.at], float64(c.reference)
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	middle, below := uint8(0), levels[0]
	for below <= (len(train)-1)/2 {
		middle++
		below += levels[middle]
	}
	slope := 0.0
	if spread := n*sxx - sx*sx; spread > 1e-9 {
		slope = (n*sxy - sx*sy) / spread
	}
	for _, at := range test {
		c := t.cells[at]
		constant[at] = middle
		line := sy/n + slope*(long[c.at]-sx/n)
		length[at] = uint8(min(max(math.Round(line), 1), float64(c.top)))
	}
}
