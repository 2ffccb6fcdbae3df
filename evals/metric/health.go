package metric

import "errors"

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

// Halo measures the halo of a judge. judge[i] and reference[i] are the levels
// of one answer by criterion; a criterion without a level is left out. A pair
// of criteria is compared on the answers in which both raters have both.
func Halo(judge, reference []map[string]float64) (HaloEffect, error) {
	if len(judge) != len(reference) {
		panic("metric: halo of different numbers of answers")
	}
	names := map[string]bool{}
	for _, sheet := range judge {
		for c := range sheet {
			names[c] = true
		}
	}
	var h HaloEffect
	criteria := sortedKeys(names)
	for i, c := range criteria {
		for _, d := range criteria[:i] {
			j, errJ := correlation(c, d, judge, reference)
			r, errR := correlation(c, d, reference, judge)
			if errJ != nil || errR != nil {
				continue
			}
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

// correlation of criteria c and d in sheets, on the answers that others have both of, too.
func correlation(c, d string, sheets, others []map[string]float64) (float64, error) {
	var cs, ds []float64
	for i, s := range sheets {
		x, ok1 := s[c]
		y, ok2 := s[d]
		_, ok3 := others[i][c]
		_, ok4 := others[i][d]
		if ok1 && ok2 && ok3 && ok4 {
			cs, ds = append(cs, x), append(ds, y)
		}
	}
	return Pearson(cs, ds)
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

// Bounds are the least and the greatest that the mean could be if the abstained
// cases had levels too, which lie between lowest and highest (Manski 1989,
// "Anatomy of the selection problem", Journal of Human Resources 24). No
// assumption about why a judge abstained goes into them.
func Bounds(levels []float64, abstained int, lowest, highest float64) (worst, best float64, err error) {
	n := float64(len(levels) + abstained)
	if n == 0 {
		return 0, 0, errTooFew(0, 1)
	}
	sum := 0.0
	for _, v := range levels {
		sum += v
	}
	if worst, err = finite((sum + float64(abstained)*lowest) / n); err != nil {
		return 0, 0, err
	}
	best, err = finite((sum + float64(abstained)*highest) / n)
	return worst, best, err
}
