package rubric

import (
	"fmt"
	"slices"
)

// Median combines several readings of one answer, by the same judge or by
// several. A criterion gets the median level (the lower of the two middle
// ones), with the lowest and highest beside it, and the evidence of the
// readings that gave the median. Where at least half of the readings have no
// level, neither has the result. A spread of two levels or more is a warning.
func (q Question) Median(readings []Sheet) Sheet {
	out := Sheet{Question: q.ID, Kind: q.Kind, Grades: []Grade{}, Flags: []Flag{}, Warnings: []string{}}
	if len(readings) == 0 {
		return out
	}
	out.Flags = append(out.Flags, readings[0].Flags...)
	out.Origin = readings[0].Origin
	out.Origin.Usage = Usage{}
	for _, r := range readings {
		out.Origin.Usage.Input += r.Origin.Usage.Input
		out.Origin.Usage.Output += r.Origin.Usage.Output
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
		if g.High-g.Low >= 2 {
			out.Warnings = append(out.Warnings, fmt.Sprintf("readings of %s disagree: from %d to %d", c.ID, g.Low, g.High))
		}
	}
	if pairs > 0 {
		out.Warnings = append(out.Warnings, fmt.Sprintf("%d readings, exact agreement %.2f", len(readings), float64(equal)/float64(pairs)))
	}
	out.Score, out.Coverage = q.score(out.Grades)
	return out
}

// median combines the readings of one criterion, and returns the levels given.
func (c Criterion) median(readings []Sheet) (Grade, []Level) {
	var levels []Level
	var without []Grade
	for _, r := range readings {
		switch g, ok := r.Grade(c.ID); {
		case ok && g.Unscored == "":
			levels = append(levels, g.Level)
		case ok:
			without = append(without, g)
		}
	}
	if len(levels) <= len(readings)/2 {
		g := Grade{Criterion: c.ID, Unscored: Invalid, Rationale: "no reading has this criterion", Evidence: []Evidence{}}
		if len(without) > 0 {
			g = without[0]
		}
		return g, levels
	}
	sorted := slices.Sorted(slices.Values(levels))
	out := Grade{Criterion: c.ID, Level: sorted[(len(sorted)-1)/2], Low: sorted[0], High: sorted[len(sorted)-1], Evidence: []Evidence{}}
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
