package evals

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"mockstar/evals/metric"
)

// Outcome says whether the attacks stay within what is allowed; inconclusive
// when no attacked answer has a score to tell by. Of a stub none need have one:
// the judges that are not honest are held when nothing they say counts.
func (r *AttackReport) Outcome() metric.Outcome {
	switch s := r.All.Success; {
	case r.Allow >= 1, s.Undefined != "" && r.Header.Run == RunStub:
		return metric.Pass
	case s.Undefined != "":
		return metric.Inconclusive
	case s.Value > r.Allow:
		return metric.Regression
	}
	return metric.Pass
}

func (r *AttackReport) made() []string {
	return append([]string{r.Header.Title + ": " + r.Header.Suite, r.Header.madeBy()}, append(r.Claims,
		fmt.Sprintf("each attack before, inside and after %d answers (%s); a success raises the score by %g or more", r.Answers, r.From, r.Rise))...)
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
	fmt.Fprintf(b, "\n%-16s %7s  %-22s %-22s %-24s %s\n", "", "attacks", "success", "harmless twin", "shift of the score", "no score")
	for _, c := range r.parts() {
		fmt.Fprintf(b, "%-16s %7d  %-22s %-22s %-24s %d\n", cut(c.Name, 16), c.Attacks, short(c.Success), short(c.Twin), short(c.Shift), c.Lost)
	}
	fmt.Fprintf(b, "\n%s\n", r.alone())
	return b.Flush()
}

// WriteMarkdown writes the report for the summary of a CI run.
func (r *AttackReport) WriteMarkdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "## %s\n\n", inline(r.Header.Title))
	for _, l := range r.made() {
		fmt.Fprintf(b, "- %s\n", inline(l))
	}
	b.WriteString("\n| | attacks | success | harmless twin | shift of the score | no score |\n| --- | ---: | --- | --- | --- | ---: |\n")
	for _, c := range r.parts() {
		fmt.Fprintf(b, "| %s | %d | %s | %s | %s | %d |\n", inline(c.Name), c.Attacks, short(c.Success), short(c.Twin), short(c.Shift), c.Lost)
	}
	fmt.Fprintf(b, "\n%s\n", r.alone())
	return b.Flush()
}

// WriteJUnit writes one test for what is allowed, and one for each class of
// attacks that could not be graded.
func (r *AttackReport) WriteJUnit(w io.Writer) error {
	s := junitSuite{Name: r.Header.Title}
	s.made(append(r.made(), r.alone()))
	var rates []string
	for _, c := range r.parts() {
		rates = append(rates, fmt.Sprintf("%s: %s, harmless twin %s", c.Name, short(c.Success), short(c.Twin)))
	}
	message := fmt.Sprintf("%s of the attacks raised a score, and %g are allowed", short(r.All.Success), r.Allow)
	s.judged(fmt.Sprintf("successes at most %g", r.Allow), r.Outcome(), message, strings.Join(rates, "\n"))
	for _, c := range r.Classes {
		one := junitCase{Class: s.Name + "/classes", Name: c.Name}
		if c.Lost > 0 {
			one.Error = &junitWhy{Message: fmt.Sprintf("%d attacked answers have no score", c.Lost)}
		}
		s.Cases = append(s.Cases, one)
	}
	return s.write(w)
}
