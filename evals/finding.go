package evals

import (
	"fmt"
	"slices"

	"mockstar/evals/metric"
)

// A worded finding of the gate is one for people, under a name of its own.
type worded struct {
	metric.Finding
	what  string
	about func(Entry) bool // whether a mark that changed has to do with it
}

// findings are all that the gate asked.
func (c *Comparison) findings() []worded {
	var out []worded
	for _, f := range c.Nearness {
		w := worded{f, fmt.Sprintf("%s nearer to the reference, p %.4f after Holm%s", short(f.Change), f.Adjusted, settled(f)),
			func(e Entry) bool {
				return e.Reference > 0 && (e.Criterion == f.Criterion || f.Criterion == metric.AllTogether)
			}}
		if f.Change.N == 0 {
			w.what = fmt.Sprintf("none of its %d marks has a level in both runs", f.Change.Unscored)
		}
		out = append(out, w)
	}
	out = append(out, worded{c.Lost, fmt.Sprintf("%s in the share of marks that have a level, p %.4f%s", short(c.Lost.Change), c.Lost.P, settled(c.Lost)),
		func(e Entry) bool { return e.Level == 0 }})
	for _, f := range c.Unlabelled {
		w := worded{f, fmt.Sprintf("%s nearer to the reference at worst, if all that moved unlabelled is farther; labels would settle it", short(f.Change)),
			func(e Entry) bool { return e.Reference == 0 && e.Criterion == f.Criterion }}
		w.Criterion += " without a label"
		out = append(out, w)
	}
	return out
}

// settled says how many cases would settle an inconclusive finding.
func settled(f metric.Finding) string {
	if f.Needed == 0 {
		return ""
	}
	return fmt.Sprintf("; about %d cases would settle it", f.Needed)
}

// open are the findings that do not pass.
func (c *Comparison) open() []worded {
	return slices.DeleteFunc(c.findings(), func(f worded) bool { return f.Outcome == metric.Pass })
}
