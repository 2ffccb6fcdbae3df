package metric

import (
	"cmp"
	"errors"
	"maps"
	"math"
	"slices"
)

// Mode is the most frequent level, the lowest of several, and the share of
// levels on it. Near 1 a judge does not tell answers apart, however well it
// seems to agree. An interval belongs to the share of that level (Rate or
// Share): which level is most frequent differs between resamples, and the
// bootstrap of a maximum does not hold what it says.
func Mode(levels []float64) (level, share float64, err error) {
	if len(levels) == 0 {
		return 0, 0, errTooFew(0, 1)
	}
	seen := counts(levels)
	for _, l := range sortedKeys(seen) {
		if seen[l] > seen[level] {
			level = l
		}
	}
	return level, float64(seen[level]) / float64(len(levels)), nil
}

// HaloEffect compares how much criteria go together for a judge and for the
// reference. Some of it is real: good answers are good in several ways. Only
// Excess, the judge's less the reference's, is halo error (Murphy, Jako &
// Anhalt 1993, "Nature and consequences of halo error", Journal of Applied
// Psychology 78).
type HaloEffect struct {
	Judge, Reference, Excess float64 // mean Pearson correlation over pairs of criteria
	Pairs                    int     // pairs of criteria for which both have one
}

// Levels are what a judge and the reference gave one criterion of an answer.
type Levels struct {
	Criterion        string
	Judge, Reference float64
}

// Halo measures the halo of a judge. Each answer has the levels of the criteria
// that both raters gave one; a pair of criteria is compared on the answers that
// have both. It takes sums of whole numbers, which are exact in any order.
func Halo(answers [][]Levels) (HaloEffect, error) {
	type pair struct{ c, d string }
	type sums struct{ judge, reference products }
	pairs := map[pair]*sums{}
	for _, levels := range answers {
		for i, x := range levels {
			for _, y := range levels[:i] {
				name := pair{min(x.Criterion, y.Criterion), max(x.Criterion, y.Criterion)}
				p := pairs[name]
				if p == nil {
					p = &sums{}
					pairs[name] = p
				}
				p.judge.add(x.Judge, y.Judge)
				p.reference.add(x.Reference, y.Reference)
			}
		}
	}
	var h HaloEffect
	for _, k := range slices.SortedFunc(maps.Keys(pairs), func(a, b pair) int { return cmp.Or(cmp.Compare(a.c, b.c), cmp.Compare(a.d, b.d)) }) {
		j, okJ := pairs[k].judge.correlation()
		r, okR := pairs[k].reference.correlation()
		if okJ && okR {
			h.Judge, h.Reference, h.Pairs = h.Judge+j, h.Reference+r, h.Pairs+1
		}
	}
	if h.Pairs == 0 {
		return HaloEffect{}, errors.New("no two criteria vary in the levels of both raters")
	}
	h.Judge /= float64(h.Pairs)
	h.Reference /= float64(h.Pairs)
	h.Excess = h.Judge - h.Reference
	return h, nil
}

// products are the sums that a correlation is made of.
type products struct{ n, x, y, xx, yy, xy float64 }

func (m *products) add(x, y float64) {
	m.n++
	m.x, m.y = m.x+x, m.y+y
	m.xx, m.yy, m.xy = m.xx+x*x, m.yy+y*y, m.xy+x*y
}

// correlation is Pearson's; there is none when a rater stays on one level.
func (m *products) correlation() (float64, bool) {
	varX, varY := m.n*m.xx-m.x*m.x, m.n*m.yy-m.y*m.y
	if varX <= 0 || varY <= 0 {
		return 0, false
	}
	r, err := bounded((m.n*m.xy - m.x*m.y) / (math.Sqrt(varX) * math.Sqrt(varY)))
	return r, err == nil
}

// FlipRate is the chance that two readings of the same case give different
// levels, averaged over cases; readings[i] are the levels that repeated samples
// gave case i. One less it is the judge's agreement with itself. Cases read
// less than twice say nothing and are left out.
func FlipRate(readings [][]float64) (float64, error) {
	sum, cases := 0.0, 0
	for _, levels := range readings {
		k := len(levels)
		if k < 2 {
			continue
		}
		differ := 0
		for i, x := range levels {
			for _, y := range levels[:i] {
				if x != y {
					differ++
				}
			}
		}
		sum += float64(differ) / float64(k*(k-1)/2)
		cases++
	}
	if cases == 0 {
		return 0, errors.New("needs a case that was read at least twice")
	}
	return sum / float64(cases), nil
}
