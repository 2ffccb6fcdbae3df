package metric

import (
	"fmt"
	"slices"
)

// Kappa is Cohen's kappa: exact agreement beyond what the two raters' own
// distributions give by chance (Cohen 1960, "A coefficient of agreement for
// nominal scales", Educational and Psychological Measurement 20). Each distinct
// level is a category. It is undefined when both stay on one same level, and of
// a single case, which has no distribution. Checked
// against Viera & Garrett 2005 (0.57) and Artstein & Poesio 2008 (0.8013).
func Kappa(a, b []float64) (float64, error) {
	if err := checkPair(a, b, 2); err != nil {
		return 0, err
	}
	observed, err := Exact(a, b)
	if err != nil {
		return 0, err
	}
	as, bs := counts(a), counts(b)
	n, chance := float64(len(a)), 0.0
	for _, level := range sortedKeys(as) { // in order: rounding must not depend on a map's
		chance += float64(as[level]) / n * float64(bs[level]) / n
	}
	if constant(a) && constant(b) && a[0] == b[0] {
		return 0, errConstant
	}
	return finite((observed - chance) / (1 - chance))
}

// QuadraticKappa is weighted kappa with squared distances as weights (Cohen
// 1968, "Weighted kappa", Psychological Bulletin 70). The expected squared
// distance of two independent raters is the sum of their variances and of the
// squared distance of their means, so no table of categories is needed and
// unused levels do not matter. On levels that are not whole it is Lin's
// concordance correlation, which has the same formula (Lin 1989, Biometrics 45).
// Checked against the reference code of the ASAP essay contest (0.4, 0.75) and
// scikit-learn (0.9541).
func QuadraticKappa(a, b []float64) (float64, error) {
	if err := checkPair(a, b, 2); err != nil {
		return 0, err
	}
	if constant(a) && constant(b) && a[0] == b[0] {
		return 0, errConstant
	}
	observed, shift := 0.0, mean(a)-mean(b)
	for i := range a {
		observed += (a[i] - b[i]) * (a[i] - b[i])
	}
	return finite(1 - observed/(squares(a)+squares(b)+float64(len(a))*shift*shift))
}

// FleissKappa is agreement beyond chance among any fixed number of raters who
// need not be the same from case to case (Fleiss 1971, "Measuring nominal scale
// agreement among many raters", Psychological Bulletin 76). Each unit holds the
// levels that one case was given; all units need the same number, two or more.
// Checked against the humans of Frohn, Burleigh & Chen 2025 (0.881).
func FleissKappa(units [][]float64) (float64, error) {
	if len(units) < 2 {
		return 0, errTooFew(len(units), 2)
	}
	raters := len(units[0])
	if raters < 2 {
		return 0, fmt.Errorf("needs at least 2 ratings a case, has %d", raters)
	}
	if !slices.ContainsFunc(units, func(u []float64) bool {
		return slices.ContainsFunc(u, func(level float64) bool { return level != units[0][0] })
	}) {
		return 0, errConstant
	}
	total, agree := map[float64]int{}, 0
	for _, u := range units {
		if len(u) != raters {
			return 0, fmt.Errorf("needs as many ratings for each case, has %d and %d", raters, len(u))
		}
		for i, level := range u {
			if _, err := finite(level); err != nil {
				return 0, err
			}
			total[level]++
			for _, other := range u[:i] {
				if level == other {
					agree += 2
				}
			}
		}
	}
	n, m := float64(len(units)), float64(raters)
	observed, chance := float64(agree)/(n*m*(m-1)), 0.0
	for _, level := range sortedKeys(total) {
		share := float64(total[level]) / (n * m)
		chance += share * share
	}
	return finite((observed - chance) / (1 - chance))
}

func counts(x []float64) map[float64]int {
	out := make(map[float64]int)
	for _, v := range x {
		out[v]++
	}
	return out
}
