package evals

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// asks are the bounds of a suite, in words: its thresholds, and the changed
// answers of which it allows so many.
func (h Header) asks() []string {
	var out []string
	for _, t := range h.Thresholds {
		out = append(out, t.Asked())
	}
	for _, r := range h.Relations {
		if r.Allow != nil {
			out = append(out, r.asked())
		}
	}
	return out
}

// asked says what is expected of changed answers and how many may break it.
func (r Relation) asked() string {
	var of []string
	for _, e := range r.Expect {
		who, by := cmp.Or(strings.Join(e.Criteria, "+"), "all others"), ""
		if e.By > 0 {
			by = fmt.Sprintf(" by %d", e.By)
		}
		of = append(of, fmt.Sprintf("%s %s%s", who, e.Must, by))
	}
	return fmt.Sprintf("%s (%s) at most %g", r.Change, strings.Join(of, ", "), *r.Allow)
}

// suitesDiffer names what sets the suites of two runs apart, as far as a
// baseline tells: it keeps neither answers nor titles.
func (c *Comparison) suitesDiffer(base, head Marks) string {
	var what []string
	say := func(format string, args ...any) { what = append(what, fmt.Sprintf(format, args...)) }
	if was, is := cmp.Or(base.Cluster, ByGroup), cmp.Or(head.Cluster, ByGroup); was != is {
		say("independent was each %s and is each %s", was, is)
	}
	if was, is := cmp.Or(base.Effect, defaultEffect), cmp.Or(head.Effect, defaultEffect); was != is {
		say("the smallest drop to stop for was %g and is %g", was, is)
	}
	for _, bound := range head.Asks {
		if !slices.Contains(base.Asks, bound) {
			say("it asks for %s now", bound)
		}
	}
	for _, bound := range base.Asks {
		if !slices.Contains(head.Asks, bound) {
			say("it asks no more for %s", bound)
		}
	}
	if c.relabelled > 0 {
		say("%d marks have another reference", c.relabelled)
	}
	if c.regrouped > 0 {
		say("%d marks are of another group", c.regrouped)
	}
	if c.Added+c.Dropped > 0 {
		say("only marks that both have are compared")
	}
	if len(what) == 0 {
		say("but not in marks, references, groups or bounds: words of the answers or of the suite may be others")
	}
	return fmt.Sprintf("the suites differ (%s, now %s): %s", base.Suite, head.Suite, strings.Join(what, "; "))
}
