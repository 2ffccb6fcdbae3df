package evals

import (
	"fmt"

	"mockstar/evals/metric"
)

// judgeUnlabelled bounds what the marks that have no reference now can have
// lost, and says which they are. Marks that lost their label are judged alone:
// their criterion was reworded. Others are judged with those of their criterion
// that are labelled, so that one label which nobody gave hinders nothing.
func (c *Comparison) judgeUnlabelled(pairs []Moved, labelled map[string]*metric.Comparison) metric.Outcome {
	type part struct {
		metric.Comparison
		marks, had, moved int
		levels            float64 // by which they moved
	}
	parts := map[string]*part{}
	for _, m := range pairs {
		if m.After.Reference > 0 {
			continue
		}
		p := parts[m.After.Criterion]
		if p == nil {
			p = &part{Comparison: metric.Comparison{Criterion: m.After.Criterion}}
			parts[m.After.Criterion] = p
		}
		p.marks++
		if m.hadLabel {
			p.had++
		}
		if m.Before.Level == 0 || m.After.Level == 0 {
			p.Unscored++ // the gate of lost levels looks at these
			continue
		}
		by := distance(float64(m.After.Level), float64(m.Before.Level))
		if p.levels += by; by > 0 {
			p.moved++
		}
		p.Changes = append(p.Changes, metric.Change{Group: c.group(m.After), By: -by})
	}
	outcome := metric.Pass
	c.Unlabelled = []metric.Finding{}
	for _, name := range sortedKeys(parts) {
		p := parts[name]
		scored := len(p.Changes)
		if l := labelled[name]; l != nil && p.had == 0 {
			p.Changes = append(p.Changes, l.Changes...)
		}
		f := metric.Gate{Effect: c.Effect, Alpha: levelAlpha}.Judge([]metric.Comparison{p.Comparison}).Findings[0]
		f.Needed, f.NeededClusters, f.Settles = 0, 0, "" // labels would settle it, not more cases
		if p.moved == 0 {
			f.Outcome = metric.Pass
		} else if f.Outcome == metric.Regression {
			f.Outcome = metric.Inconclusive
		}
		outcome = worse(outcome, f.Outcome)
		c.Unlabelled = append(c.Unlabelled, f)
		if p.had > 0 || f.Outcome != metric.Pass {
			c.Warnings = append(c.Warnings, unlabelledWarning(p.marks, p.had, p.moved, p.levels/float64(max(1, scored)), f))
		}
	}
	return outcome
}

func unlabelledWarning(marks, had, moved int, levels float64, f metric.Finding) string {
	text := fmt.Sprintf("%d marks of %s have no current label", marks, f.Criterion)
	if had > 0 {
		text += fmt.Sprintf(" (%d had one when the base was made)", had)
	}
	if moved == 0 {
		return text + "; none of them moved"
	}
	text += fmt.Sprintf(", and %d of them moved, by %.2f levels a mark", moved, levels)
	if f.Outcome == metric.Pass {
		return text + ": even if all of that is for the worse, it is less than the gate stops for"
	}
	return text + ": nobody has said whether for better or worse. Label them and compare once more"
}
