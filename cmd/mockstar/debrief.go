package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mockstar/internal/screen"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// printDebrief shows every question in full, and last, where the eye rests, the
// whole in short and what to practise first.
func printDebrief(p *screen.Printer, d interviewer.Debrief) {
	p.Println(screen.Heading, "Debrief")
	if len(d.Questions) == 0 {
		p.Println(screen.Dim, "no question was reached")
		return
	}
	all := reviews{Printer: p, practise: d.Practise}
	for _, r := range d.Questions {
		p.Println(screen.Plain, "")
		all.print(r)
		printOnlyWhenAsked(p, r)
	}
	p.Println(screen.Plain, "")
	printInShort(p, d)
	printPractise(p, d.Practise)
}

// printInShort sums up in a screenful what stands above it in full.
func printInShort(p *screen.Printer, d interviewer.Debrief) {
	p.Println(screen.Heading, "In short")
	for _, r := range d.Questions {
		score := "  -  "
		if r.Score != nil {
			score = fmt.Sprintf("%.1f  ", *r.Score)
		}
		p.Wrap(screen.Plain, r.Title, score, "     ")
		if line := extremes(r); line != "" {
			p.Wrap(screen.Dim, line, "     ", "     ")
		}
	}
	if d.Score != nil {
		p.Wrap(screen.Plain, fmt.Sprintf("Mean of the questions: %.1f of 5.", *d.Score), "", "")
	}
	p.Println(screen.Plain, "")
}

// extremes names the criteria with the highest and the lowest level of a
// question, up to two each; nothing when all are alike.
func extremes(r interviewer.Review) string {
	var graded []interviewer.Criterion
	for _, c := range r.Criteria {
		if c.Level > 0 {
			graded = append(graded, c)
		}
	}
	if len(graded) == 0 {
		return ""
	}
	high, low := slices.MaxFunc(graded, byLevel).Level, slices.MinFunc(graded, byLevel).Level
	if high == low {
		return ""
	}
	at := func(l rubric.Level) string {
		var names []string
		for _, c := range graded {
			if c.Level == l {
				names = append(names, c.Called())
			}
		}
		some := strings.Join(names[:min(2, len(names))], ", ")
		if more := len(names) - 2; more > 0 {
			some += fmt.Sprintf(" and %d more", more)
		}
		return fmt.Sprintf("%d: %s", l, some)
	}
	return "highest " + at(high) + " · lowest " + at(low)
}

func byLevel(a, b interviewer.Criterion) int { return cmp.Compare(a.Level, b.Level) }

// printOnlyWhenAsked names what came out only after a follow-up: the easiest
// gain there is, since the candidate has it already.
func printOnlyWhenAsked(p *screen.Printer, r interviewer.Review) {
	var names []string
	for _, c := range r.Criteria {
		if c.OnlyWhenAsked() {
			names = append(names, c.Called())
		}
	}
	if len(names) > 0 {
		p.Println(screen.Plain, "")
		p.Wrap(screen.Accent, fmt.Sprintf("Shown only when asked: %s. Say it unasked next time.", strings.Join(names, ", ")), "", "")
	}
}

// before says what a criterion showed before it was asked about.
func before(c interviewer.Criterion) string {
	if c.Unprompted == 0 {
		return "nothing before I asked"
	}
	return fmt.Sprintf("%d before I asked", c.Unprompted)
}

// printFeedback is the short word after a question in coached mode: every level
// with a line of what it stands on, and the two gaps that matter most.
func printFeedback(p *screen.Printer, r interviewer.Review) {
	p.Println(screen.Dim, "feedback · "+scoreLine(r))
	if why := noneGraded(r); why != "" {
		p.Wrap(screen.Dim, why, "  ", "  ")
		return
	}
	const indent = "           "
	seen := map[string]bool{}
	for _, c := range r.Criteria {
		if c.Level == 0 {
			p.Wrap(screen.Dim, fmt.Sprintf("%s: %s", c.Called(), because(c)), "  ·····    ", indent)
			continue
		}
		p.Print(screen.Plain, "  ")
		p.Print(tone(c), screen.Bar(int(c.Level), int(c.Top)))
		p.Print(screen.Plain, fmt.Sprintf(" %d  %s", c.Level, c.Called()))
		if c.OnlyWhenAsked() {
			p.Print(screen.Accent, "  "+before(c))
		}
		p.Println(screen.Plain, "")
		if quote := aQuote(c, seen); quote != "" {
			p.Wrap(screen.Quote, "“"+brief(quote, p.Width()-len(indent)-4)+"”", indent, indent+" ")
		}
	}
	for _, d := range practiseOne(r) {
		advice := d.Drill
		if d.Why != "" {
			advice = "make plain: " + d.Why
		}
		if line := named(d, advice); line != d.Called() { // else it was named with its level
			p.Wrap(screen.Accent, line, "  ", "    ")
		}
	}
}

// named is a drill's advice behind the name of its criterion, unless that says as
// much already.
func named(d interviewer.Drill, advice string) string {
	if strings.EqualFold(strings.TrimRight(advice, "."), d.Called()) {
		return d.Called()
	}
	return d.Called() + ": " + advice
}

// aQuote is the first quote behind c that was not seen yet, or the first.
func aQuote(c interviewer.Criterion, seen map[string]bool) string {
	for _, q := range c.Quotes {
		if !seen[q] {
			seen[q] = true
			return q
		}
	}
	return strings.Join(c.Quotes[:min(1, len(c.Quotes))], "")
}
