package metric

import (
	"cmp"
	"math"
	"slices"
)

// A Gate decides whether a change of prompt, model or code made things worse.
// Its zero value is the gate we use.
//
// A criterion is a regression when the mean change is down by at least Effect
// and a sign-flip test over clusters finds the drop significant, after Holm's
// correction for the number of criteria. It passes when the same test shows
// that the drop is smaller than Effect. Everything else is inconclusive: the
// cases at hand can't tell, which is not the same as "nothing happened".
//
// [Together] is judged beside the criteria with as much weight as all of them
// have, so that half of Alpha is spent on it, and passes on to them once it is
// rejected (Holm 1979 with weights; the fallback and gatekeeping procedures of
// Bretz, Maurer, Brannath & Posch 2009, "A graphical approach to sequentially
// rejective multiple test procedures", Statistics in Medicine 28, are the same
// idea). Six clusters that all lose then make a regression at an Alpha of
// 0.04 (p 1/64, the bound of half), where none of six criteria alone could show
// it before nine.
//
// Passing needs no correction for many criteria: the whole passes only when
// each of them does, and an intersection of tests keeps the level of its parts
// (Berger 1982, "Multiparameter hypothesis testing and acceptance sampling",
// Technometrics 24).
//
// What that gives, for a judge that agrees with itself on 88 % of readings, 40
// cases and 5 criteria (simulation_test.go, 400 changes each): 1 % of the
// harmless changes stopped, 95 % of them passed, the rest inconclusive; half a
// level lost on one criterion caught in 99 %; a drop of just Effect passed in 4 %.
// power_test.go shows it for 6, 12, 24 and 40 cases.
// "Any newly failing case" would stop 92 % of the harmless changes on one
// criterion alone.
type Gate struct {
	// Effect is the smallest drop worth stopping for, in the unit of the
	// changes; 0.25 when 0. On levels from 1 to 5 that is one case in four
	// losing a level. It lies above the noise of a judge that agrees with
	// itself on 88 % of readings (standard error 0.06 at 40 cases), and below
	// half a level, a drop that candidates would notice.
	Effect float64
	// Alpha is the chance of stopping a change that did no harm, over all
	// criteria together; 0.05 when 0.
	Alpha float64
	// Power is the probability to settle that Needed plans for; 0.8 when 0.
	Power float64
	// Flips is the number of random sign patterns tried with more than 16
	// clusters whose changes have no common unit; 20,000 when 0. A p of 0.01
	// then has a standard error of 0.0007.
	Flips int
	// Resamples are drawn for the intervals of changes; 2,000 when 0. No
	// outcome depends on them.
	Resamples int
	Seed      uint64
}

// A Change is what became of one case: the score now less the score before,
// positive for the better. Cases of one Group are not independent.
type Change struct {
	Group string
	By    float64
}

// A Comparison is one criterion in two runs. Cases that lack a score in either
// run are counted, not guessed.
type Comparison struct {
	Criterion string
	Changes   []Change
	Unscored  int
	Effect    float64 // smallest drop worth stopping for here; that of the gate when 0
	Margin    float64 // the drop that a pass must rule out; Effect when 0
	Weight    float64 // of its test among the others; 1 when 0
}

// An Outcome is what a gate says.
type Outcome string

const (
	Pass         Outcome = "pass"
	Regression   Outcome = "regression"
	Inconclusive Outcome = "inconclusive"
)

// A Verdict is the outcome over all criteria, with a finding for each in the
// order given: Regression if any is, Pass if all are, else Inconclusive.
type Verdict struct {
	Outcome  Outcome   `json:"outcome"`
	Findings []Finding `json:"findings"`
}

// A Finding is what a gate says about one criterion.
type Finding struct {
	Criterion string   `json:"criterion"`
	Outcome   Outcome  `json:"outcome"`
	Change    Estimate `json:"change"`   // mean change, with a bootstrap interval
	P         float64  `json:"p"`        // of a drop so large by chance
	Adjusted  float64  `json:"adjusted"` // P after Holm
	Bound     float64  `json:"bound"`    // a regression has an Adjusted, and a pass a Safe, of at most so much
	Safe      float64  `json:"safe"`     // p of a result so good if the drop were Margin
	Margin    float64  `json:"margin"`   // the drop that a pass rules out
	Clusters  int      `json:"clusters"`
	// Needed is the number of changes, in NeededClusters, that would settle an
	// inconclusive criterion with probability Power, and Settles is how: as a
	// Regression where the drop seen is large enough for one, if it is the
	// truth; else as a Pass, if nothing changed. They are 0 and empty when the
	// outcome is settled, and when there is no change at all: what lacks then
	// is levels.
	Needed         int     `json:"needed"`
	NeededClusters int     `json:"needed_clusters"`
	Settles        Outcome `json:"settles,omitempty"`
}

func (g Gate) withDefaults() Gate {
	g.Effect = cmp.Or(g.Effect, 0.25)
	g.Alpha = cmp.Or(g.Alpha, 0.05)
	g.Power = cmp.Or(g.Power, 0.8)
	g.Flips = cmp.Or(g.Flips, 20_000)
	return g
}

// Judge compares two runs over all criteria at once. With nothing to compare
// it is inconclusive.
func (g Gate) Judge(comparisons []Comparison) Verdict {
	g = g.withDefaults()
	v := Verdict{Outcome: Pass, Findings: make([]Finding, len(comparisons))}
	samples := make([]sample, len(comparisons))
	ps, weights := make([]float64, len(comparisons)), make([]float64, len(comparisons))
	total := 0.0
	for i, c := range comparisons {
		samples[i] = newSample(c.Changes)
		v.Findings[i] = g.measure(c, samples[i])
		ps[i], weights[i] = v.Findings[i].P, cmp.Or(c.Weight, 1)
		total += weights[i]
	}
	for i, p := range Holm(ps, weights...) {
		f := &v.Findings[i]
		f.Adjusted = p
		effect := cmp.Or(comparisons[i].Effect, g.Effect)
		if f.Outcome = g.outcome(*f, effect); f.Outcome == Inconclusive && len(comparisons[i].Changes) > 0 {
			g.plan(f, samples[i], effect, g.Alpha*weights[i]/total)
		}
	}
	is := func(o Outcome) func(Finding) bool { return func(f Finding) bool { return f.Outcome == o } }
	switch {
	case slices.ContainsFunc(v.Findings, is(Regression)):
		v.Outcome = Regression
	case len(v.Findings) == 0 || slices.ContainsFunc(v.Findings, is(Inconclusive)):
		v.Outcome = Inconclusive
	}
	return v
}

func (g Gate) measure(c Comparison, s sample) Finding {
	f := Finding{Criterion: c.Criterion, Change: g.estimate(s), Bound: g.Alpha, Margin: cmp.Or(c.Margin, c.Effect, g.Effect), Clusters: len(s.sums)}
	f.Change.Unscored = c.Unscored
	drops, margins := make([]float64, len(s.sums)), make([]float64, len(s.sums))
	for i, sum := range s.sums {
		drops[i] = -sum
		margins[i] = sum + f.Margin*s.sizes[i]
	}
	f.P = SignFlip(drops, g.Flips, g.Seed)
	f.Safe = SignFlip(margins, g.Flips, g.Seed)
	return f
}

func (g Gate) outcome(f Finding, effect float64) Outcome {
	const rounding = 1e-9
	switch {
	case f.Change.Undefined != "":
		return Inconclusive
	case f.Adjusted <= g.Alpha && f.Change.Value <= -effect+rounding:
		return Regression
	case f.Safe <= g.Alpha:
		return Pass
	}
	return Inconclusive
}

// plan says how many changes would settle f, whose test of a drop is held to
// alpha while nothing else is rejected.
func (g Gate) plan(f *Finding, s sample, effect, alpha float64) {
	if seen := -f.Change.Value; seen >= effect {
		f.NeededClusters, f.Settles = max(UnitsFor(s.deviation(), seen, alpha, g.Power), len(s.sums)+1), Regression
	} else {
		f.NeededClusters, f.Settles = g.more(s, f.Margin, g.Alpha), Pass
	}
	f.Needed = s.changesIn(f.NeededClusters)
}

// more is how many clusters would tell an effect from nothing. Where there are
// as many already, the truth lies between the two, and it is four times as
// many, which tell half the distance.
func (g Gate) more(s sample, effect, alpha float64) int {
	if units := UnitsFor(s.deviation(), effect, alpha, g.Power); units > len(s.sums) {
		return units
	}
	return 4 * len(s.sums)
}

// A sample is the changes of one criterion, summed by cluster.
type sample struct {
	groups      []string
	by          []float64
	sums, sizes []float64 // of each cluster
	cases       float64
}

func newSample(changes []Change) sample {
	s := sample{cases: float64(len(changes))}
	for _, c := range changes {
		s.groups = append(s.groups, c.Group)
		s.by = append(s.by, c.By)
	}
	for _, rows := range clusters(s.groups) {
		sum := 0.0
		for _, row := range rows {
			sum += s.by[row]
		}
		s.sums = append(s.sums, sum)
		s.sizes = append(s.sizes, float64(len(rows)))
	}
	return s
}

// changesIn is how many changes so many clusters have, if they are of average
// size.
func (s sample) changesIn(clusters int) int {
	return int(math.Ceil(float64(clusters) * s.cases / max(1, float64(len(s.sums)))))
}

func (g Gate) estimate(s sample) Estimate {
	return Bootstrap(s.groups, OfMean(s.by), Resampling{Resamples: g.Resamples, Seed: g.Seed})
}

// deviation is the standard deviation of clusters around the mean change, on
// the scale of one case: a cluster of average size counts as one unit.
func (s sample) deviation() float64 {
	if len(s.sums) < 2 {
		return 0
	}
	k, change, sum := float64(len(s.sums)), mean(s.by), 0.0
	for i := range s.sums {
		off := s.sums[i] - change*s.sizes[i]
		sum += off * off
	}
	return math.Sqrt(sum/(k-1)) / (s.cases / k)
}
