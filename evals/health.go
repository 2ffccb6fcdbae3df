package evals

import (
	"math"

	"mockstar/evals/metric"
	"mockstar/rubric"
)

// Health is what ails a judge that may seem to agree.
type Health struct {
	// Modal is the share of levels on the most frequent one.
	Modal metric.Estimate `json:"modal_share"`
	// ReferenceModal is the same of the reference.
	ReferenceModal metric.Estimate `json:"reference_modal_share"`
	// Leniency is the mean of level less reference.
	Leniency metric.Estimate `json:"leniency"`
	// Halo is how much more the judge's criteria go together than the reference's.
	Halo metric.Estimate `json:"halo_excess"`
	// Length is the correlation of level and length of the answer, the
	// reference held fixed.
	Length metric.Estimate `json:"length_given_reference"`
	// Marks are all marks; Outcomes counts those without a level by reason.
	// Unverified ones claimed a level with no quote that is in the answer.
	Marks    int            `json:"marks"`
	Outcomes map[string]int `json:"without_level"`
	// Quotes are all quotes given; Fabricated of them are not in the answer.
	Quotes     int `json:"quotes"`
	Fabricated int `json:"fabricated_quotes"`
	// Error bounds the mean absolute error if the marks without a level had
	// one: as near to the reference as can be, and as far.
	ErrorBest  metric.Estimate `json:"error_best_case"`
	ErrorWorst metric.Estimate `json:"error_worst_case"`
	// Level bounds the mean level in the same way.
	LevelWorst metric.Estimate `json:"level_worst_case"`
	LevelBest  metric.Estimate `json:"level_best_case"`
	// Score is the mean score of the cases, 1 to 5.
	Score metric.Estimate `json:"mean_score"`
	// Flips is the chance that two readings of a mark differ.
	Flips metric.Estimate `json:"flip_rate"`
}

func (s scale) health() Health {
	t := s.t
	h := Health{Outcomes: map[string]int{}, Quotes: t.quotes, Fabricated: t.absent}
	var all, judge, ref, off, words []float64
	var groups, scoredGroups []string
	var scores []float64
	worst, best, errSum, errWorst, marks, abstained, labelled := 0.0, 0.0, 0.0, 0.0, 0, 0, 0
	var answers [][]metric.Levels
	judged := 0 // cases with a level
	for i := range t.cases {
		c := t.cases[i]
		if c.scores > 0 && int32(i)%s.every == 0 {
			scoredGroups, scores = append(scoredGroups, c.group), append(scores, float64(c.points)/float64(c.scores)/1e4)
		}
		var both []metric.Levels
		any := false
		for _, cell := range t.cells[c.first : c.first+c.n] {
			if !cell.scored() {
				h.Outcomes[string(t.whyOf(cell))]++
			}
			h.Marks++
			if !s.takes(cell) {
				continue
			}
			marks++
			if cell.labelled() {
				labelled++
			}
			if !cell.scored() {
				abstained++
				worst, best = worst+1, best+float64(cell.top)
				if cell.labelled() {
					errWorst += math.Max(float64(cell.reference)-1, float64(cell.top)-float64(cell.reference))
				}
				continue
			}
			level := float64(cell.level)
			all, worst, best = append(all, level), worst+level, best+level
			any = true
			if cell.labelled() {
				both = append(both, metric.Levels{Criterion: t.criteria.list[cell.criterion], Judge: level, Reference: float64(cell.reference)})
				judge, ref, words = append(judge, level), append(ref, float64(cell.reference)), append(words, logWords(c))
				groups = append(groups, c.group)
				off = append(off, level-float64(cell.reference))
				errSum += math.Abs(level - float64(cell.reference))
			}
		}
		if any {
			judged++
		}
		if len(both) > 1 {
			answers = append(answers, both)
		}
	}
	h.Modal = point(len(all), func() (float64, error) { return modalShare(all) })
	h.ReferenceModal = point(len(ref), func() (float64, error) { return modalShare(ref) })
	h.Leniency = metric.Bootstrap(groups, metric.OfMean(off), resampling(len(judge)))
	h.Halo = point(judged, func() (float64, error) {
		e, err := metric.Halo(answers)
		return e.Excess, err
	})
	h.Length = point(len(judge), func() (float64, error) { return metric.Partial(judge, words, ref) })
	h.Score = metric.Bootstrap(scoredGroups, metric.OfMean(scores), resampling(len(scores)))
	if flipGroups, rates := s.flips(); len(rates) > 0 {
		h.Flips = metric.Bootstrap(flipGroups, rates, resampling(len(rates)))
	} else {
		h.Flips = point(0, func() (float64, error) { return metric.FlipRate(nil) })
	}
	h.LevelWorst, h.LevelBest = average(worst, marks, abstained), average(best, marks, abstained)
	unscored := labelled - len(judge)
	h.ErrorBest, h.ErrorWorst = average(errSum, labelled, unscored), average(errSum+errWorst, labelled, unscored)
	return h
}

// unscored is the share of marks without a level.
func (h Health) unscored() metric.Estimate {
	n := 0
	for _, k := range h.Outcomes {
		n += k
	}
	return average(float64(n), h.Marks, 0)
}

func modalShare(levels []float64) (float64, error) {
	_, share, err := metric.Mode(levels)
	return share, err
}

func average(sum float64, n, unscored int) metric.Estimate {
	if n == 0 {
		return metric.Estimate{Undefined: "there are no marks"}
	}
	v := sum / float64(n)
	return metric.Estimate{Value: v, Lo: v, Hi: v, N: n, Unscored: unscored}
}

func given(readings []uint8) []float64 {
	var out []float64
	for _, l := range readings {
		if l > 0 {
			out = append(out, float64(l))
		}
	}
	return out
}

func (t *table) whyOf(c cell) rubric.Unscored { return t.whys[c.why] }
