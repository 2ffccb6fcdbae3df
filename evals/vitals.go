package evals

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"mockstar/evals/metric"
)

// healthOf measures each criterion, in the order of their names.
func (s scale) healthOf() []CriterionHealth {
	t := s.t
	all := make([]vitals, len(t.criteria.list))
	for i := range all {
		all[i] = newVitals()
	}
	for _, c := range t.cells {
		all[c.criterion].add(s, c)
	}
	out := []CriterionHealth{}
	for i, v := range all {
		absent := 0
		if i < len(t.absents) {
			absent = t.absents[i]
		}
		out = append(out, CriterionHealth{t.criteria.list[i], v.signs(absent)})
	}
	slices.SortFunc(out, func(a, b CriterionHealth) int { return cmp.Compare(a.Criterion, b.Criterion) })
	return out
}

// vitals are what the health of a judge is told from.
type vitals struct {
	marks      int // all of them, whether figures rest on them or not
	outcomes   map[string]int
	taken      int
	abstained  int
	labelled   int
	worst      float64 // sum of levels, had those without one the lowest
	best       float64 // and the highest
	off        []float64
	far        float64 // sum of the errors that those without a level could have
	all        []float64
	judge, ref []float64
	words      []float64
	groups     []string // of judge and ref
	flipped    float64  // sum of the flip rates
	twice      int      // of the marks that were given a level twice
}

func newVitals() vitals { return vitals{outcomes: map[string]int{}} }

func (v *vitals) add(s scale, c cell) {
	t := s.t
	if v.marks++; !c.scored() {
		v.outcomes[string(t.whyOf(c))]++
	}
	if !s.takes(c) {
		return
	}
	v.taken++
	if t.header.Samples > 1 {
		if rate, err := metric.FlipRate([][]float64{given(t.readingsOf(c))}); err == nil {
			v.flipped, v.twice = v.flipped+rate, v.twice+1
		}
	}
	if c.labelled() {
		v.labelled++
	}
	if !c.scored() {
		v.abstained++
		v.worst, v.best = v.worst+1, v.best+float64(c.top)
		if c.labelled() {
			v.far += math.Max(float64(c.reference)-1, float64(c.top)-float64(c.reference))
		}
		return
	}
	level := float64(c.level)
	v.all, v.worst, v.best = append(v.all, level), v.worst+level, v.best+level
	if c.labelled() {
		v.judge, v.ref, v.words = append(v.judge, level), append(v.ref, float64(c.reference)), append(v.words, logWords(t.cases[c.at]))
		v.off, v.groups = append(v.off, level-float64(c.reference)), append(v.groups, t.cases[c.at].group)
	}
}

// signs tells what they come to. Quotes are not counted in them: so many are
// not in the answer.
func (v *vitals) signs(fabricated int) Signs {
	s := Signs{Marks: v.marks, Outcomes: v.outcomes, Fabricated: fabricated,
		Modal: v.modal(), ReferenceModal: v.referenceModal(), Length: v.length(), Flips: v.flips(),
		Leniency: point(len(v.off), func() (float64, error) { return metric.MeanDifference(v.judge, v.ref) })}
	s.LevelWorst, s.LevelBest, s.ErrorBest, s.ErrorWorst = v.bounds()
	return s
}

func (v *vitals) modal() metric.Estimate {
	return point(len(v.all), func() (float64, error) { return modalShare(v.all) })
}

func (v *vitals) referenceModal() metric.Estimate {
	return point(len(v.ref), func() (float64, error) { return modalShare(v.ref) })
}

func (v *vitals) length() metric.Estimate {
	return point(len(v.judge), func() (float64, error) { return metric.Partial(v.judge, v.words, v.ref) })
}

func (v *vitals) flips() metric.Estimate {
	if v.twice == 0 {
		return point(0, func() (float64, error) { return metric.FlipRate(nil) })
	}
	return average(v.flipped, v.twice, 0)
}

// bounds are the mean level and the mean error, had the marks without a level
// one: as low, and as near to the reference, as can be, and as high and far.
// No assumption about why a judge abstained goes into them (Manski 1989, "Anatomy
// of the selection problem", Journal of Human Resources 24).
func (v *vitals) bounds() (levelWorst, levelBest, errorBest, errorWorst metric.Estimate) {
	sum := 0.0
	for _, off := range v.off {
		sum += math.Abs(off)
	}
	unscored := v.labelled - len(v.judge)
	return average(v.worst, v.taken, v.abstained), average(v.best, v.taken, v.abstained),
		average(sum, v.labelled, unscored), average(sum+v.far, v.labelled, unscored)
}

// ails orders criteria by what is wrong: marks without a level and quotes that
// are not there, then levels that bunch more than the reference's.
func (s Signs) ails() (n int, bunched float64) {
	return s.without() + s.Fabricated, s.Modal.Value - s.ReferenceModal.Value
}

// How many criteria a terminal shows, and a page. JSON has all of them.
const (
	healthBrief = 10
	healthMost  = 40
)

// writeHealth writes a line for each of most criteria, what ails most first.
func writeHealth(w io.Writer, all []CriterionHealth, most int) {
	shown := slices.Clone(all)
	slices.SortStableFunc(shown, func(a, b CriterionHealth) int {
		n, x := a.ails()
		m, y := b.ails()
		return cmp.Or(cmp.Compare(m, n), cmp.Compare(y, x))
	})
	shown = shown[:min(most, len(shown))]
	const line = "%s %5s %5s %9s %8s %6s %10s %5s %4s\n"
	fmt.Fprintf(w, line, named(""), "marks", "none", "modal", "leniency", "length", "mean error", "flips", "lost")
	for _, h := range shown {
		off := value(h.ErrorBest)
		if h.ErrorBest.Unscored > 0 {
			off += ".." + value(h.ErrorWorst)
		}
		fmt.Fprintf(w, line, named(cut(h.Criterion, 70)), fmt.Sprint(h.Marks), fmt.Sprint(h.without()),
			value(h.Modal)+"/"+value(h.ReferenceModal), value(h.Leniency), value(h.Length), off, value(h.Flips), fmt.Sprint(h.Fabricated))
	}
	if more := len(all) - len(shown); more > 0 {
		fmt.Fprintf(w, "  and %d more criteria, with --format json\n", more)
	}
	fmt.Fprint(w, "  none: marks without a level; modal: share of the most frequent level / of the\n  reference's; length: correlation with it, the reference held; error: at best..\n  at worst for marks without a level; lost: quotes that are not in the answer\n")
}
