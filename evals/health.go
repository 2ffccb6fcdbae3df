package evals

import (
	"mockstar/evals/metric"
	"mockstar/rubric"
)

// Health is what ails a judge that may seem to agree: the signs of all marks,
// with intervals of leniency and flips, and what only all criteria show.
type Health struct {
	Signs
	// Halo is how much more the judge's criteria go together than the reference's.
	Halo metric.Estimate `json:"halo_excess"`
	// Quotes are all quotes given.
	Quotes int `json:"quotes"`
	// Asked are readings that a model gave; AskedAgain of them had a verdict
	// that broke the contract, so that it was paid twice.
	Asked      int `json:"readings_by_model"`
	AskedAgain int `json:"readings_asked_again"`
	// Score is the mean score of the cases, 1 to 5.
	Score metric.Estimate `json:"mean_score"`
}

// A CriterionHealth is the health of the judge on one criterion. A judge may be
// sound on the whole and give everybody the same level on one criterion.
type CriterionHealth struct {
	Criterion string `json:"criterion"`
	Signs
}

// Signs are what can be told of any marks, those of one criterion or all.
type Signs struct {
	// Marks are all marks; Outcomes counts those without a level by reason.
	// Unverified ones claimed a level with no quote that is in the answer.
	Marks    int            `json:"marks"`
	Outcomes map[string]int `json:"without_level"`
	// Fabricated are the quotes given that are not in the answer.
	Fabricated int `json:"fabricated_quotes"`
	// Modal is the share of levels on the most frequent one.
	Modal metric.Estimate `json:"modal_share"`
	// ReferenceModal is the same of the reference.
	ReferenceModal metric.Estimate `json:"reference_modal_share"`
	// Leniency is the mean of level less reference.
	Leniency metric.Estimate `json:"leniency"`
	// Length is the correlation of level and length of the answer, the
	// reference held fixed.
	Length metric.Estimate `json:"length_given_reference"`
	// Error bounds the mean absolute error if the marks without a level had
	// one: as near to the reference as can be, and as far.
	ErrorBest  metric.Estimate `json:"error_best_case"`
	ErrorWorst metric.Estimate `json:"error_worst_case"`
	// Level bounds the mean level in the same way.
	LevelWorst metric.Estimate `json:"level_worst_case"`
	LevelBest  metric.Estimate `json:"level_best_case"`
	// Flips is the chance that two readings of a mark differ.
	Flips metric.Estimate `json:"flip_rate"`
}

// without counts the marks without a level.
func (s Signs) without() int {
	n := 0
	for _, k := range s.Outcomes {
		n += k
	}
	return n
}

// unscored is the share of marks that the judge gave no level. What the provider
// failed at it was not asked.
func (s Signs) unscored() metric.Estimate {
	failed := s.Outcomes[string(Failed)]
	return average(float64(s.without()-failed), s.Marks-failed, failed)
}

func (s scale) health() Health {
	t := s.t
	h := Health{Quotes: t.quotes, Asked: t.asked, AskedAgain: t.repaired}
	v := newVitals()
	var scoredGroups []string
	var scores []float64
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
			v.add(s, cell)
			if !s.takes(cell) || !cell.scored() {
				continue
			}
			any = true
			if cell.labelled() {
				both = append(both, metric.Levels{Criterion: t.criteria.list[cell.criterion], Judge: float64(cell.level), Reference: float64(cell.reference)})
			}
		}
		if any {
			judged++
		}
		if len(both) > 1 {
			answers = append(answers, both)
		}
	}
	h.Signs = v.signs(t.absent)
	h.Leniency = metric.Bootstrap(v.groups, metric.OfMean(v.off), resampling(len(v.off)))
	h.Halo = point(judged, func() (float64, error) {
		e, err := metric.Halo(answers)
		return e.Excess, err
	})
	h.Score = metric.Bootstrap(scoredGroups, metric.OfMean(scores), resampling(len(scores)))
	if flipGroups, rates := s.flips(); len(rates) > 0 {
		h.Flips = metric.Bootstrap(flipGroups, rates, resampling(len(rates)))
	}
	return h
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
