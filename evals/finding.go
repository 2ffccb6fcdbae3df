package evals

import (
	"bufio"
	"fmt"
	"io"
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
		w := worded{f, fmt.Sprintf("%s, p %.4f after Holm (bound %g)%s", moved(f.Change), f.Adjusted, f.Bound, c.settled(f)),
			func(e Entry) bool {
				return e.Reference > 0 && (e.Criterion == f.Criterion || f.Criterion == metric.AllTogether)
			}}
		if f.Change.N == 0 {
			w.what = fmt.Sprintf("none of its %d marks has a level in both runs", f.Change.Unscored)
		}
		out = append(out, w)
	}
	out = append(out, worded{c.Lost, fmt.Sprintf("%s in the share of marks that have a level, p %.4f (bound %g)%s", short(c.Lost.Change), c.Lost.P, c.Lost.Bound, c.settled(c.Lost)),
		func(e Entry) bool { return e.Level == 0 }})
	for _, f := range c.Unlabelled {
		w := worded{f, moved(f.Change) + " at worst, if all that moved unlabelled is farther; labels would settle it",
			func(e Entry) bool { return e.Reference == 0 && e.Criterion == f.Criterion }}
		w.Criterion += " without a label"
		out = append(out, w)
	}
	return out
}

// moved says how much nearer levels are than before, or how much farther.
func moved(e metric.Estimate) string {
	if e.Undefined == "" && e.Value < 0 {
		e.Value, e.Lo, e.Hi = -e.Value, -e.Hi, -e.Lo
		return "farther from the reference by " + short(e)
	}
	if e.Undefined == "" && e.Value == 0 {
		return "as near to the reference as before, " + short(e)
	}
	return "nearer to the reference by " + short(e)
}

// settled says how many cases or groups would settle an inconclusive finding,
// and what they would show.
func (c *Comparison) settled(f metric.Finding) string {
	if f.NeededClusters == 0 {
		return ""
	}
	what := "the loss seen"
	if f.Settles == metric.Pass {
		what = fmt.Sprintf("that less than %g is lost", f.Margin)
	}
	marks := ""
	if f.Needed > f.NeededClusters {
		marks = fmt.Sprintf(" (%d marks)", f.Needed)
	}
	return fmt.Sprintf("; about %d %ss%s would show %s, and there are %d", f.NeededClusters, c.Cluster, marks, what, f.Clusters)
}

// whole names what was found of all criteria as one, else of the only one.
func (c *Comparison) whole() string {
	if len(c.Nearness) == 0 {
		return ""
	}
	return c.Nearness[len(c.Nearness)-1].Criterion // [metric.Together] is judged last
}

// doubts say what is seen for the worse that is not shown: a gate that cannot
// tell is not one that saw nothing.
func (c *Comparison) doubts() []string {
	var out []string
	for _, f := range c.findings() {
		if f.Outcome == metric.Inconclusive && f.Settles == metric.Regression && (f.Criterion == c.whole() || f.Criterion == c.Lost.Criterion) {
			out = append(out, f.Criterion+": "+f.what)
		}
	}
	for _, why := range []string{c.Uneven, c.Collapsed} {
		if why != "" {
			out = append(out, why)
		}
	}
	if failed := c.failed(); failed != "" {
		out = append(out, failed)
	}
	return out
}

// open are the findings that do not pass, behind that of all criteria together,
// which is shown whatever it is.
func (c *Comparison) open() []worded {
	var all, out []worded
	for _, f := range c.findings() {
		switch {
		case f.Criterion == metric.AllTogether:
			all = append(all, f)
		case f.Outcome != metric.Pass:
			out = append(out, f)
		}
	}
	return append(all, out...)
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
	c.write(b, "against "+c.Base)
	return b.Flush()
}

func (c *Comparison) write(w io.Writer, against string) {
	fmt.Fprintf(w, "%s: %s (stops for a drop of %g levels; independent: %s)\n", against, strings.ToUpper(string(c.Outcome)), c.Effect, c.Cluster)
	for _, warning := range c.Warnings {
		fmt.Fprintf(w, "  ! %s\n", warning)
	}
	if len(c.Changed) == 0 {
		fmt.Fprintln(w, "  no level changed")
		return
	}
	fmt.Fprintf(w, "  %d levels changed; levels are %s on average\n", len(c.Changed), drifted(c.Drift))
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

// drifted says whether levels are higher or lower than before, which is not yet
// better or worse.
func drifted(e metric.Estimate) string {
	if e.Undefined == "" && e.Value < 0 {
		e.Value, e.Lo, e.Hi = -e.Value, -e.Hi, -e.Lo
		return "lower by " + short(e)
	}
	return "higher by " + short(e)
}

func (m Moved) line() string {
	return fmt.Sprintf("%s %s: %s, was %s (reference %s): %s", m.After.Case, m.After.Criterion, m.After.shown(), m.Before.shown(), orDash(m.After.Reference), m.told())
}
