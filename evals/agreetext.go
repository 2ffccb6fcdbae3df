package evals

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"mockstar/evals/metric"
)

// WriteText writes the report for a person: what made it, then every figure
// with its interval and every warning beside the figure it belongs to.
func (r AgreementReport) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s: %d ratings of %d answers on %s\nmade by %s\n", r.Source, r.Ratings, r.Answers, strings.Join(r.Criteria, ", "), r.Program)
	for _, c := range r.Claims {
		fmt.Fprintln(b, c)
	}
	b.WriteByte('\n')
	wide := len("rater")
	for _, s := range r.Raters {
		wide = max(wide, utf8.RuneCountInString(s.Rater))
	}
	fmt.Fprintf(b, "%-*s  %7s  %8s  %-22s  %s\n", wide, "rater", "ratings", "unscored", "mean level", "on the most frequent level")
	for _, s := range r.Raters {
		fmt.Fprintf(b, "%-*s  %7d  %8d  %-22s  %s\n", wide, s.Rater, s.Mean.N, s.Unscored, s.Mean, s.Modal)
	}
	for _, s := range r.Sections {
		on := s.Criterion
		if on == "" {
			on = "all criteria"
		}
		fmt.Fprintf(b, "\n%s on %s\n", strings.Join(s.Raters, " against "), on)
		for i, f := range s.Figures {
			if i == 0 || counts(f.Estimate) != counts(s.Figures[i-1].Estimate) {
				fmt.Fprintf(b, "  %s\n", counts(f.Estimate))
			}
			fmt.Fprintf(b, "  %-24s  %s\n", f.Name, f.Estimate)
			for _, warning := range f.Estimate.Warnings {
				fmt.Fprintf(b, "  ! %s\n", warning)
			}
		}
	}
	fmt.Fprintf(b, "\nintervals: %s\n", r.Intervals)
	return b.Flush()
}

// counts says what a figure rests on.
func counts(e metric.Estimate) string {
	if e.Unscored == 0 {
		return fmt.Sprintf("%d cases", e.N)
	}
	return fmt.Sprintf("%d cases, %d more without the levels to compare", e.N, e.Unscored)
}
