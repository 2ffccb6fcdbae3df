package learn

import (
	"math/rand/v2"
	"sort"

	"mockstar/rubric/lexical/internal/scale"
)

// Cuts finds cut points for predictions p of levels y that serve quadratic
// weighted kappa. It averages over bootstrap samples (Breiman 1996), always
// the same ones: the best cuts of one sample swing with a few answers.
func Cuts(p []float64, y []int) scale.Cuts {
	const bags = 40
	r := rand.New(rand.NewPCG(1, 2))
	var mean scale.Cuts
	bp, by := make([]float64, len(p)), make([]int, len(y))
	for range bags {
		for i := range bp {
			j := r.IntN(len(p))
			bp[i], by[i] = p[j], y[j]
		}
		for k, c := range bestCuts(bp, by) {
			mean[k] += c / bags
		}
	}
	return mean
}

// bestCuts moves each cut in turn over a grid, from the midpoints, until none
// gains.
func bestCuts(p []float64, y []int) scale.Cuts {
	cuts := scale.Cuts{1.5, 2.5, 3.5, 4.5}
	got := make([]int, len(p))
	value := func(c scale.Cuts) float64 {
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
