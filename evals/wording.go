package evals

import (
	"fmt"

	"mockstar/evals/metric"
)

// columns are the heads of a table of sections, behind the name. κ is the
// weighted kappa of what stands beside the judge.
var columns = [...]string{"marks", "weighted kappa [95 %]", "exact", "error", "constant κ", "length κ", "readers κ", "nearer than length"}

// cells are a section as a line of such a table.
func (s Section) cells() [len(columns)]string {
	judge := s.Row(TheJudge)
	return [...]string{s.counted("/"), short(judge.Figure(quadratic)), value(judge.Figure(exact)), value(judge.Figure(absolute)),
		value(s.Row(Constant).Figure(quadratic)), value(s.Row(LengthOnly).Figure(quadratic)), value(s.Row(OtherReader).Figure(quadratic)), s.lead()}
}

// counted is how many marks have a reference level, and how many of those a
// level to compare: "45/60", or "60" where all have.
func (s Section) counted(of string) string {
	if n := s.Row(TheJudge).Figure(exact).N; n < s.Marks {
		return fmt.Sprintf("%d%s%d", n, of, s.Marks)
	}
	return fmt.Sprint(s.Marks)
}

// heading says how many marks the figures rest on.
func (s Section) heading() string {
	out := fmt.Sprintf("agreement with the reference, %s, %s marks", s.Name, s.counted(" of "))
	if n := s.Marks - s.Row(TheJudge).Figure(exact).N; n > 0 {
		out += fmt.Sprintf(" (%d have no level and count in no figure)", n)
	}
	return out
}

// figure shows a figure of the rater. A mean difference says to which side.
func (r Row) figure(name string) string {
	e := r.Figure(name)
	if name == leniency && r.Who == TheJudge {
		return short(e) + side(e)
	}
	return short(e)
}

// side says whether levels are surely above the reference or below it.
func side(e metric.Estimate) string {
	switch {
	case !e.HasInterval():
		return ""
	case e.Lo > 0:
		return " too lenient"
	case e.Hi < 0:
		return " too strict"
	}
	return ""
}
