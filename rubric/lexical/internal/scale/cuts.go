package scale

import "sort"

// Cuts are the points between neighbouring levels, rising.
type Cuts [Levels - 1]float64

// Level is the level of a predicted value.
func (c Cuts) Level(v float64) int {
	l := 1
	for _, cut := range c {
		if v >= cut {
			l++
		}
	}
	return l
}

// FitCuts finds cut points for predictions p of levels y that serve quadratic
// weighted kappa: from the midpoints, each cut in turn is moved over a grid
// until none gains.
func FitCuts(p []float64, y []int) Cuts {
	cuts := Cuts{1.5, 2.5, 3.5, 4.5}
	got := make([]int, len(p))
	value := func(c Cuts) float64 {
		for i, v := range p {
			got[i] = c.Level(v)
		}
		return Kappa(got, y)
	}
	best := value(cuts)
	const step, reach = 0.05, 12
	for range 10 {
		gained := false
		for k := range cuts {
			at := cuts
			for d := -reach; d <= reach; d++ {
				try := at
				try[k] = at[k] + float64(d)*step
				if !sort.Float64sAreSorted(try[:]) {
					continue
				}
				if v := value(try); v > best+1e-9 {
					best, cuts, gained = v, try, true
				}
			}
		}
		if !gained {
			break
		}
	}
	return cuts
}
