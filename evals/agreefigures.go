package evals

import (
	"math"

	"mockstar/evals/metric"
)

// notWhole is why there is no figure that counts equal levels.
const notWhole = "levels are not whole, so no two are equal but by accident"

// between compares two raters on the cases that both scored. Cases that only
// one of them scored are counted as unscored.
func (t ratingTable) between(criterion, a, b string) AgreementSection {
	var as, bs []float64
	var ids []string
	unscored, whole := 0, true
	for _, c := range t.cases {
		if criterion != "" && c.criterion != criterion {
			continue
		}
		ra, okA := c.by[a]
		rb, okB := c.by[b]
		okA, okB = okA && !ra.Unscored, okB && !rb.Unscored
		switch {
		case okA && okB:
			as, bs, ids = append(as, ra.Level), append(bs, rb.Level), append(ids, c.id)
			whole = whole && !isFraction(ra.Level) && !isFraction(rb.Level)
		case okA != okB:
			unscored++
		}
	}
	hits := func(is func(a, b float64) bool) metric.Estimate {
		hit := make([]bool, len(as))
		for i := range as {
			hit[i] = is(as[i], bs[i])
		}
		return metric.Share(ids, hit, metric.Resampling{})
	}
	drawn := func(stat metric.Statistic) metric.Estimate { return metric.Bootstrap(ids, stat, metric.Resampling{}) }
	pairs := func(stat metric.Paired) metric.Estimate { return drawn(metric.OfPairs(as, bs, stat)) }
	mean := func(of func(a, b float64) float64) metric.Estimate {
		x := make(metric.OfMean, len(as))
		for i := range as {
			x[i] = of(as[i], bs[i])
		}
		return drawn(x)
	}
	units := make([][]float64, len(as))
	for i := range as {
		units[i] = []float64{as[i], bs[i]}
	}
	exact, kappa := metric.Estimate{N: len(as), Undefined: notWhole}, metric.Estimate{N: len(as), Undefined: notWhole}
	if whole {
		exact = hits(func(a, b float64) bool { return a == b })
		kappa = pairs(metric.Kappa)
	}
	s := AgreementSection{Criterion: criterion, Raters: []string{a, b}, Figures: []Figure{
		{"exact agreement", exact},
		{"within one level", hits(func(a, b float64) bool { return math.Abs(a-b) <= 1 })},
		{"quadratic weighted kappa", drawn(metric.OfKappaOf(as, bs))},
		{"Cohen's kappa", kappa},
		{"Krippendorff's alpha", ofUnits(ids, units, metric.OrdinalAlpha)},
		{"Kendall's tau-b", pairs(metric.KendallTauB)},
		{"Spearman", pairs(metric.Spearman)},
		{"Pearson", pairs(metric.Pearson)},
		{"mean absolute error", mean(distance)},
		{"RMSE", pairs(metric.RMSE)},
		{"mean difference", mean(difference)},
		{"standardised difference", pairs(metric.StandardisedDifference)},
	}}
	for i := range s.Figures {
		s.Figures[i].Estimate.Unscored = unscored
	}
	return s
}

// among compares many raters at once. Alpha uses every case with two ratings;
// Fleiss' kappa only those that all of them scored.
func (t ratingTable) among(criterion string, raters []string) AgreementSection {
	var full, some [][]float64
	var fullIDs, someIDs []string
	single, whole := 0, true
	for _, c := range t.cases {
		if criterion != "" && c.criterion != criterion {
			continue
		}
		var levels []float64
		for _, name := range raters {
			if r, ok := c.by[name]; ok && !r.Unscored {
				levels = append(levels, r.Level)
				whole = whole && !isFraction(r.Level)
			}
		}
		if len(levels) == len(raters) {
			full, fullIDs = append(full, levels), append(fullIDs, c.id)
		}
		if len(levels) >= 2 {
			some, someIDs = append(some, levels), append(someIDs, c.id)
		} else {
			single++
		}
	}
	fleiss := metric.Estimate{N: len(full), Undefined: notWhole}
	if whole {
		fleiss = ofUnits(fullIDs, full, metric.FleissKappa)
	}
	fleiss.Unscored = len(some) + single - len(full)
	alpha := ofUnits(someIDs, some, metric.OrdinalAlpha)
	alpha.Unscored = single
	return AgreementSection{Criterion: criterion, Raters: raters, Figures: []Figure{{"Fleiss' kappa", fleiss}, {"Krippendorff's alpha", alpha}}}
}

func ofUnits(ids []string, units [][]float64, stat func([][]float64) (float64, error)) metric.Estimate {
	return metric.Bootstrap(ids, metric.OfRows(func(rows []int) (float64, error) {
		drawn := make([][]float64, len(rows))
		for i, row := range rows {
			drawn[i] = units[row]
		}
		return stat(drawn)
	}), metric.Resampling{})
}

func isFraction(level float64) bool { return level != math.Trunc(level) }
