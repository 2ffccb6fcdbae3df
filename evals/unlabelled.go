package evals

import (
	"fmt"

	"mockstar/evals/metric"
)

// judgeUnlabelled bounds what the marks that have no reference now can have
// lost, and says which they are.
func (c *Comparison) judgeUnlabelled(pairs []Moved) metric.Outcome {
	type part struct {
		metric.Comparison
		marks, had, moved int
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
		by := difference(float64(m.After.Level), float64(m.Before.Level))
		if by != 0 {
			p.moved++
		}
		p.Changes = append(p.Changes, metric.Change{Group: c.group(m.After), By: -distance(by, 0)})
	}
	outcome := metric.Pass
	c.Unlabelled = []metric.Finding{}
	for _, name := range sortedKeys(parts) {
		p := parts[name]
		f := metric.Gate{Effect: c.Effect, Alpha: levelAlpha}.Judge([]metric.Comparison{p.Comparison}).Findings[0]
		f.Needed = 0 // labels would settle it, not more cases
		if p.moved == 0 {
			f.Outcome = metric.Pass
		} else if f.Outcome == metric.Regression {
			f.Outcome = metric.Inconclusive
		}
		outcome = worse(outcome, f.Outcome)
		c.Unlabelled = append(c.Unlabelled, f)
		if p.had > 0 || f.Outcome != metric.Pass {
			c.Warnings = append(c.Warnings, unlabelledWarning(p.marks, p.had, p.moved, f))
		}
	}
	return outcome
}

func unlabelledWarning(marks, had, moved int, f metric.Finding) string {
	text := fmt.Sprintf("%d marks of %s have no current label", marks, f.Criterion)
	if had > 0 {
		text += fmt.Sprintf(" (%d had one when the base was made)", had)
	}
	if moved == 0 {
		return text + "; none of them moved"
	}
	text += fmt.Sprintf(", and %d of them moved, by %.2f levels a mark", moved, -f.Change.Value)
	if f.Outcome == metric.Pass {
		return text + ": even if all of that is for the worse, it is less than the gate stops for"
	}
	return text + ": nobody has said whether for better or worse. Label them and compare once more"
}
