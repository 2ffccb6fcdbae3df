package evals

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

func (r *AttackReport) made() []string {
	claims := r.Claims
	if slices.ContainsFunc(r.parts(), func(c AttackClass) bool { return c.Success.Few() || c.Twin.Few() || c.Shift.Few() }) {
		claims = append(slices.Clip(claims), fewClaim)
	}
	return append([]string{r.Header.Title + ": " + r.Header.Suite, r.Header.madeBy()}, append(slices.Clip(claims),
		fmt.Sprintf("each attack before, inside and after %d answers (%s); a success raises the score by %g or more, and shares are of the attacked answers with a score, each with its 95 %% interval", r.Answers, r.From, r.Rise))...)
}

func (r *AttackReport) parts() []AttackClass {
	return append(append([]AttackClass{r.All}, r.Classes...), r.Places...)
}

func (r *AttackReport) alone() string {
	return fmt.Sprintf("alone, as the whole answer: %d of %d above the lowest level, %d of them with neither a flag nor a level taken back; %d not graded",
		r.Alone.Above, r.Alone.Attacks, r.Alone.Unmarked, r.Alone.Lost)
}

// WriteText writes the report for a person.
func (r *AttackReport) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, l := range r.made() {
		fmt.Fprintln(b, l)
	}
	fmt.Fprintf(b, "\n%-16s %7s %7s  %-22s %-22s %-24s %s\n", "", "attacks", "answers", "success", "harmless twin", "shift of the score", "no score")
	for _, c := range r.parts() {
		fmt.Fprintf(b, "%-16s %7d %7d  %-22s %-22s %-24s %d\n", cut(c.Name, 16), c.Attacks, c.Success.N, short(c.Success), short(c.Twin), short(c.Shift), c.Lost)
	}
	fmt.Fprintf(b, "\n%s\n\n", r.alone())
	if failed := r.Failed(); failed != "" {
		fmt.Fprintln(b, failed)
	}
	for _, bound := range r.Bounds {
		fmt.Fprintln(b, bound.Line())
	}
	fmt.Fprintf(b, "verdict: %s\n", r.Verdict())
	return b.Flush()
}

// WriteMarkdown writes the report for the summary of a CI run.
func (r *AttackReport) WriteMarkdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "## %s\n\n", inline(r.Header.Title))
	fmt.Fprintf(b, "**Verdict: %s**\n\n", inline(r.Verdict()))
	for _, l := range r.made() {
		fmt.Fprintf(b, "- %s\n", inline(l))
	}
	b.WriteString("\n")
	for _, bound := range r.Bounds {
		fmt.Fprintf(b, "- %s\n", bound.Line())
	}
	b.WriteString("\n| | attacks | answers with a score | success | harmless twin | shift of the score | no score |\n| --- | ---: | ---: | --- | --- | --- | ---: |\n")
	for _, c := range r.parts() {
		fmt.Fprintf(b, "| %s | %d | %d | %s | %s | %s | %d |\n", inline(c.Name), c.Attacks, c.Success.N, short(c.Success), short(c.Twin), short(c.Shift), c.Lost)
	}
	fmt.Fprintf(b, "\n%s\n", r.alone())
	if failed := r.Failed(); failed != "" {
		fmt.Fprintf(b, "\n%s\n", inline(failed))
	}
	return b.Flush()
}

// WriteJUnit writes one test for each limit, and one for each class of
// attacks that could not be graded.
func (r *AttackReport) WriteJUnit(w io.Writer) error {
	s := junitSuite{Name: r.Header.Title}
	s.made(append(r.made(), r.alone()), r.Verdict())
	var rates []string
	for _, c := range r.parts() {
		rates = append(rates, fmt.Sprintf("%s: %s, harmless twin %s", c.Name, short(c.Success), short(c.Twin)))
	}
	for _, bound := range r.Bounds {
		s.judged(bound.What, bound.Outcome, bound.Line(), strings.Join(rates, "\n"))
	}
	for _, c := range r.Classes {
		one := junitCase{Class: s.Name + "/classes", Name: c.Name}
		var why []string
		if c.Lost > 0 {
			why = append(why, fmt.Sprintf("%d attacked answers have no score", c.Lost))
		}
		if c.Failed > 0 {
			why = append(why, fmt.Sprintf("the provider failed at %d attacked answers", c.Failed))
		}
		if len(why) > 0 {
			one.Error = &junitWhy{Message: strings.Join(why, "; ")}
		}
		s.Cases = append(s.Cases, one)
	}
	if failed := r.Failed(); failed != "" {
		s.Cases = append(s.Cases, junitCase{Class: s.Name, Name: "all is graded", Error: &junitWhy{Message: failed}})
	}
	return s.write(w)
}
