package evals

import (
	"math"
	"slices"

	"mockstar/evals/metric"
)

// Drawings are intervals that are drawn together when a section is otherwise complete.
type drawings struct {
	samples []metric.Sample
	of      []*metric.Estimate
}

// draw asks for an interval. It stands in e once it is settled.
func (d *drawings) draw(e *metric.Estimate, groups []string, stat metric.Statistic) {
	d.samples, d.of = append(d.samples, metric.Sample{Groups: groups, Stat: stat, Resampling: resampling(len(groups))}), append(d.of, e)
}

func (d *drawings) settle() {
	for i, e := range metric.Bootstraps(d.samples...) {
		e.Unscored = d.of[i].Unscored
		*d.of[i] = e
	}
}

// row asks for intervals of the figures that decisions are made on. What is
// measured only beside the judge needs fewer.
func (d *drawings) row(who string, groups []string, a, ref []float64, unscored int, brief bool) Row {
	plain := func(stat metric.Paired) metric.Estimate {
		return point(len(a), func() (float64, error) { return stat(a, ref) })
	}
	units := pairsOf(a, ref)
	r := Row{Who: who, Figures: []Figure{
		{quadratic, plain(metric.QuadraticKappa)},
		{exact, plain(metric.Exact)},
		{withinOne, plain(metric.WithinOne)},
		{absolute, plain(metric.MeanAbsoluteError)},
		{leniency, plain(metric.MeanDifference)},
		{"standardised difference", plain(metric.StandardisedDifference)},
		{"Krippendorff's alpha", point(len(a), func() (float64, error) { return metric.OrdinalAlpha(units) })},
		{"Fleiss' kappa", point(len(a), func() (float64, error) { return metric.FleissKappa(units) })},
		{"Spearman", plain(metric.Spearman)},
		{"Kendall's tau-b", plain(metric.KendallTauB)},
		{"Pearson", plain(metric.Pearson)},
		{"RMSE", plain(metric.RMSE)},
	}}
	for i := range r.Figures {
		r.Figures[i].Estimate.Unscored = unscored
	}
	if who == TheJudge || !brief {
		d.draw(r.at(quadratic), groups, metric.OfKappaOf(a, ref))
	}
	if who == TheJudge && !brief {
		for _, mean := range []struct {
			name string
			of   func(a, ref float64) float64
		}{{exact, match}, {absolute, distance}, {leniency, difference}} {
			x := make(metric.OfMean, len(a))
			for i := range a {
				x[i] = mean.of(a[i], ref[i])
			}
			d.draw(r.at(mean.name), groups, x)
		}
	}
	return r
}

// at is where a figure stands.
func (r Row) at(name string) *metric.Estimate {
	i := slices.IndexFunc(r.Figures, func(f Figure) bool { return f.Name == name })
	return &r.Figures[i].Estimate
}

func match(a, b float64) float64 {
	if a == b {
		return 1
	}
	return 0
}

func difference(a, b float64) float64 { return a - b }
func distance(a, b float64) float64   { return math.Abs(a - b) }

func pairsOf(a, b []float64) [][]float64 {
	units, room := make([][]float64, len(a)), make([]float64, 0, 2*len(a))
	for i := range a {
		room = append(room, a[i], b[i])
		units[i] = room[2*i : 2*i+2]
	}
	return units
}

// point is an estimate without an interval.
func point(n int, stat func() (float64, error)) metric.Estimate {
	v, err := stat()
	if err != nil {
		return metric.Estimate{N: n, Undefined: err.Error()}
	}
	return metric.Estimate{Value: v, Lo: v, Hi: v, N: n}
}
