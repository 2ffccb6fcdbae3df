package rubric

import (
	"fmt"
	"slices"
	"strings"
)

// Median combines several readings of one answer, by the same judge or by
// several. A criterion gets the median level (the lower of the two middle
// ones), with the lowest and highest beside it, and the evidence of the
// readings that gave the median. Where at least half of the readings have no
// level, neither has the result. Warnings tell the exact agreement between
// readings, where some gave no level, where they are two levels or more apart,
// and who of several judges differs from the median.
func (q Question) Median(readings []Sheet) Sheet {
	out := Sheet{Question: q.ID, Kind: q.Kind, Grades: []Grade{}, Flags: []Flag{}, Warnings: []string{}}
	if len(readings) == 0 {
		return out
	}
	out.Flags = append(out.Flags, readings[0].Flags...) // they depend on the answer alone
	out.Origin = origin(readings)
	for _, r := range readings {
		for _, w := range r.Warnings {
			if !slices.Contains(out.Warnings, w) {
				out.Warnings = append(out.Warnings, w)
			}
		}
	}
	equal, pairs := 0, 0
	for _, c := range q.Criteria {
		g, levels := c.median(readings)
		out.Grades = append(out.Grades, g)
		for i, a := range levels {
			for _, b := range levels[:i] {
				pairs++
				if a == b {
					equal++
				}
			}
		}
		if n := len(readings) - len(levels); n > 0 && len(levels) > 0 {
			out.warn("%d of %d readings of %s gave no level", n, len(readings), c.ID)
		}
		if g.High-g.Low >= 2 {
			out.warn("readings of %s disagree: from %d to %d", c.ID, g.Low, g.High)
		}
		if who := g.differ(readings); who != "" {
			out.warn("%s is %d, but %s", c.ID, g.Level, who)
		}
	}
	if pairs > 0 {
		out.warn("%d readings, exact agreement %.2f", len(readings), float64(equal)/float64(pairs))
	}
	out.Score, out.Coverage = q.score(out.Grades)
	return out
}

// median combines the readings of one criterion, and returns the levels given.
func (c Criterion) median(readings []Sheet) (Grade, []Level) {
	var levels []Level
	none := Grade{Criterion: c.ID, Unscored: Invalid, Rationale: "No reading has this criterion.", Evidence: []Evidence{}}
	for i := len(readings) - 1; i >= 0; i-- {
		switch g, ok := readings[i].Grade(c.ID); {
		case ok && g.Unscored == "":
			levels = append(levels, g.Level)
		case ok:
			none = g // in the end, the first reading that has none
		}
	}
	if 2*len(levels) <= len(readings) {
		return none, levels
	}
	slices.Sort(levels)
	out := Grade{Criterion: c.ID, Level: levels[(len(levels)-1)/2], Low: levels[0], High: levels[len(levels)-1], Evidence: []Evidence{}}
	for _, r := range readings {
		g, _ := r.Grade(c.ID)
		if g.Unscored != "" || g.Level != out.Level {
			continue
		}
		if out.Rationale == "" {
			out.Rationale = g.Rationale
		}
		for _, e := range g.Evidence {
			if !slices.Contains(out.Evidence, e) {
				out.Evidence = append(out.Evidence, e)
			}
		}
	}
	return out, levels
}

// differ names the judges that differ from the median g: "a says 2, b says 5".
// It is empty when there is one judge.
func (g Grade) differ(readings []Sheet) string {
	var who []string
	several := false
	for _, r := range readings {
		several = several || r.Model != readings[0].Model
		one, ok := r.Grade(g.Criterion)
		if says := fmt.Sprintf("%s says %d", r.Model, one.Level); ok && g.Level > 0 && one.Level > 0 && one.Level != g.Level && !slices.Contains(who, says) {
			who = append(who, says)
		}
	}
	if !several {
		return ""
	}
	return strings.Join(who, ", ")
}

// origin sums up what made the readings: the first of a panel may be an
// examiner that has no prompt. The cost is unknown when that of one is.
func origin(readings []Sheet) Origin {
	out := readings[0].Origin
	out.Usage, out.Cost, out.Repairs = Usage{}, nil, 0
	var models, prompts []string
	cost, known := 0.0, true
	for _, r := range readings {
		o := r.Origin
		out.Usage = out.Usage.Add(o.Usage)
		out.Repairs += o.Repairs
		if out.Fault == "" {
			out.Fault, out.Reply = o.Fault, o.Reply
		}
		if o.Model != "" && !slices.Contains(models, o.Model) {
			models = append(models, o.Model)
		}
		if o.Prompt != "" && !slices.Contains(prompts, o.Prompt) {
			prompts = append(prompts, o.Prompt)
		}
		if known = known && o.Cost != nil; known {
			cost += *o.Cost
		}
	}
	out.Model, out.Prompt = strings.Join(models, ", "), strings.Join(prompts, ", ")
	if known {
		out.Cost = &cost
	}
	return out
}
