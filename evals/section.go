package evals

import (
	"errors"
	"math"

	"mockstar/evals/metric"
)

// A Section is the agreement with the reference on some of the marks.
type Section struct {
	Name  string `json:"name"`
	Marks int    `json:"marks"` // with a reference level
	Rows  []Row  `json:"rows"`
	// Lead is how much nearer to the reference the judge is than length alone,
	// in levels.
	Lead metric.Estimate `json:"lead_over_length"`
	// Nearer says whether the judge or length is nearer.
	Nearer metric.Sign `json:"nearer"`
	// Needed is about how many marks would tell, in so many groups as Nearer
	// says; 0 when these tell.
	Needed int `json:"needed"`
}

// A Row is one rater against the reference. The judge comes first; the others
// say what its figures are worth.
type Row struct {
	Who     string   `json:"who"`
	Figures []Figure `json:"figures"`
}

// Who stands in the rows of a section.
const (
	TheJudge    = "judge"
	Constant    = "constant"         // always the median level of other groups
	LengthOnly  = "length only"      // a line through the answer's length, fitted on other groups
	OtherReader = "reader to reader" // the ceiling: one rater against another
)

// Names of figures, as in [Agree].
const (
	quadratic = "quadratic weighted kappa"
	exact     = "exact agreement"
	withinOne = "within one level"
	absolute  = "mean absolute error"
	leniency  = "mean difference"
)

// Figure finds a figure by name.
func (r Row) Figure(name string) metric.Estimate {
	for _, f := range r.Figures {
		if f.Name == name {
			return f.Estimate
		}
	}
	return metric.Estimate{Undefined: "not measured"}
}

// Row finds the row of a rater.
func (s Section) Row(who string) Row {
	for _, r := range s.Rows {
		if r.Who == who {
			return r
		}
	}
	return Row{}
}

// A scale measures sections of a table.
type scale struct {
	t                *table
	constant, length []uint8
	every            int32 // figures rest on every so many cases
}

// mostMarks is how many marks figures rest on at most. Fifty thousand tell all
// there is to tell, and twenty times as many would cost a gigabyte.
const mostMarks = 50_000

func newScale(t *table) scale {
	s := scale{t: t, every: int32(max(1, (len(t.cells)+mostMarks-1)/mostMarks))}
	s.constant, s.length = t.naive()
	return s
}

func (s scale) takes(c cell) bool { return c.at%s.every == 0 }

// resampling gives intervals over many marks fewer resamples: they are narrow
// by then, and the time stays within reason.
func resampling(marks int) metric.Resampling {
	const work = 5_000_000
	return metric.Resampling{Resamples: min(2000, max(200, work/max(1, marks)))}
}

// section measures the judge on cells, beside the raters it must be seen with.
// The judge is measured on the marks it scored, and what it is seen with on
// those of them that other groups could predict: mostly the same.
// With brief set only what is shown of a part gets an interval: kappa and lead.
func (s scale) section(name string, cells []int, brief bool) Section {
	t := s.t
	var labelled, scored, predicted []int
	for _, i := range cells {
		c := t.cells[i]
		if !c.labelled() || !s.takes(c) {
			continue
		}
		labelled = append(labelled, i)
		if !c.scored() {
			continue
		}
		scored = append(scored, i)
		if s.constant[i] > 0 {
			predicted = append(predicted, i)
		}
	}
	out := Section{Name: name, Marks: len(labelled)}
	level := func(i int) float64 { return float64(t.cells[i].level) }
	ref := func(i int) float64 { return float64(t.cells[i].reference) }
	groups := t.groupsOf(predicted)
	judged := groups
	if len(scored) != len(predicted) {
		judged = t.groupsOf(scored)
	}
	var d drawings
	out.Rows = []Row{
		d.row(TheJudge, judged, values(scored, level), values(scored, ref), len(labelled)-len(scored), brief),
		d.row(Constant, groups, values(predicted, func(i int) float64 { return float64(s.constant[i]) }), values(predicted, ref), len(labelled)-len(predicted), brief),
		d.row(LengthOnly, groups, values(predicted, func(i int) float64 { return float64(s.length[i]) }), values(predicted, ref), len(labelled)-len(predicted), brief),
		s.ceiling(labelled, brief),
	}
	lead := values(predicted, func(i int) float64 { return math.Abs(float64(s.length[i])-ref(i)) - math.Abs(level(i)-ref(i)) })
	d.draw(&out.Lead, groups, metric.OfMean(lead))
	d.settle()
	const least = 0.1 // a lead under a tenth of a level is not worth settling
	out.Nearer = metric.SignOf(groups, lead, least)
	if len(predicted) == 0 { // then the shape of the labels is all there is to plan with
		out.Nearer = metric.SignOf(t.groupsOf(labelled), make([]float64, len(labelled)), least)
	}
	out.Needed = out.Nearer.Rows
	return out
}

func values(cells []int, of func(int) float64) []float64 {
	out := make([]float64, len(cells))
	for k, i := range cells {
		out[k] = of(i)
	}
	return out
}

// ceiling compares the raters with each other, every pair on the marks that
// both gave, and averages over pairs: what even a perfect judge cannot be
// expected to exceed by much.
func (s scale) ceiling(cells []int, brief bool) Row {
	t := s.t
	var rated []int
	for _, i := range cells {
		if t.cells[i].rated > 1 {
			rated = append(rated, i)
		}
	}
	groups := t.groupsOf(rated)
	both := s.pairs(rated)
	plain := func(stat metric.Paired) metric.Estimate {
		return point(len(rated), func() (float64, error) { return between(both, stat) })
	}
	units := make([][]float64, len(rated))
	for k, i := range rated {
		for _, r := range t.ratingsOf(t.cells[i]) {
			units[k] = append(units[k], float64(r.level))
		}
	}
	kappa := plain(metric.QuadraticKappa)
	if !brief {
		kappa = metric.Bootstrap(groups, both, resampling(len(rated)))
	}
	return Row{Who: OtherReader, Figures: []Figure{
		{quadratic, kappa},
		{exact, plain(metric.Exact)},
		{withinOne, plain(metric.WithinOne)},
		{absolute, plain(metric.MeanAbsoluteError)},
		{"Krippendorff's alpha", point(len(rated), func() (float64, error) { return metric.OrdinalAlpha(units) })},
		{"Fleiss' kappa", point(len(rated), func() (float64, error) { return metric.FleissKappa(units) })},
		{"Spearman", plain(metric.Spearman)},
		{"Kendall's tau-b", plain(metric.KendallTauB)},
		{"Pearson", plain(metric.Pearson)},
		{"RMSE", plain(metric.RMSE)},
	}}
}

// pairs is what every two raters of a cell said of it.
func (s scale) pairs(cells []int) metric.OfKappa {
	numbers := map[[2]int32]int{}
	out := make(metric.OfKappa, len(cells))
	for k, i := range cells {
		rs := s.t.ratingsOf(s.t.cells[i])
		for j, x := range rs {
			for _, y := range rs[:j] {
				pair := [2]int32{x.rater, y.rater}
				if _, ok := numbers[pair]; !ok {
					numbers[pair] = len(numbers)
				}
				out[k] = append(out[k], metric.Both{Pair: numbers[pair], A: float64(x.level), B: float64(y.level)})
			}
		}
	}
	return out
}

// between averages stat over pairs of raters. A pair for which it does not
// exist is left out.
func between(rows metric.OfKappa, stat metric.Paired) (float64, error) {
	as, bs := map[int][]float64{}, map[int][]float64{}
	for _, row := range rows {
		for _, both := range row {
			as[both.Pair], bs[both.Pair] = append(as[both.Pair], both.A), append(bs[both.Pair], both.B)
		}
	}
	sum, defined := 0.0, 0
	var last error = errors.New("needs marks that two raters gave")
	for _, pair := range sortedKeys(as) {
		v, err := stat(as[pair], bs[pair])
		if err != nil {
			last = err
			continue
		}
		sum, defined = sum+v, defined+1
	}
	if defined == 0 {
		return 0, last
	}
	return sum / float64(defined), nil
}
