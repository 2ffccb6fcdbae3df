package evals

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

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

// WriteText writes the outcome of the gate for a person: what made both sides,
// what they are worth, and what was found.
func (c *Comparison) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "base: %s\nhead: %s\n", c.BaseMade, c.HeadMade)
	for _, claim := range c.Claims {
		fmt.Fprintln(b, claim)
	}
	b.WriteByte('\n')
	c.write(b)
	return b.Flush()
}

func (c *Comparison) write(w io.Writer) {
	fmt.Fprintf(w, "against the baseline %s: %s (stops for a drop of %g levels; independent: %s)\n", c.Base, strings.ToUpper(string(c.Outcome)), c.Effect, c.Cluster)
	for _, warning := range c.Warnings {
		fmt.Fprintf(w, "  ! %s\n", warning)
	}
	if len(c.Changed) == 0 {
		fmt.Fprintln(w, "  no level changed")
		return
	}
	fmt.Fprintf(w, "  %d levels changed; mean change %s\n", len(c.Changed), short(c.Drift))
	for _, f := range c.open() {
		fmt.Fprintf(w, "  %-13s %s: %s\n", f.Outcome, f.Criterion, f.what)
	}
	fmt.Fprintln(w, "  what changed, the worst first:")
	for _, m := range c.Changed[:min(looks, len(c.Changed))] {
		fmt.Fprintln(w, "    "+m.line())
	}
	if more := len(c.Changed) - looks; more > 0 {
		fmt.Fprintf(w, "    and %d more\n", more)
	}
}

func (m Moved) line() string {
	return fmt.Sprintf("%s %s: %s, was %s (reference %s): %s", m.After.Case, m.After.Criterion, m.After.shown(), m.Before.shown(), orDash(m.After.Reference), m.told())
}
