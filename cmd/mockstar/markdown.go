package main

import (
	"fmt"
	"strings"

	"mockstar/internal/screen"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// inert makes foreign text harmless inside Markdown: no HTML, no links, no
// headings or tables of its own.
var inert = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "`", "\\`", "*", "\\*", "_", "\\_",
	"[", "\\[", "]", "\\]", "#", "\\#", "|", "\\|", "!", "\\!", "\n", " ", "\r", " ")

func md(s string) string { return inert.Replace(screen.Clean(s)) }

// mdBlock keeps the lines of a longer text, as a quotation.
func mdBlock(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		fmt.Fprintf(&b, "> %s\n", md(strings.TrimRight(line, "\r\n")))
	}
	return b.String()
}

// reviewMarkdown writes one question; depth is the level of its heading.
func reviewMarkdown(r interviewer.Review, depth int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n\n", strings.Repeat("#", depth), md(r.Title))
	if r.Skipped {
		b.WriteString("Passed over, so there is nothing to grade.\n\n")
	} else {
		fmt.Fprintf(&b, "%s\n\n", scoreLine(r))
	}
	if r.Astray {
		b.WriteString("**What was said answers another question.**\n\n")
	}
	for _, f := range r.Flags {
		fmt.Fprintf(&b, "**Flagged, not graded differently:** %s: %s\n\n", md(f.Kind), md(f.Quote))
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(&b, "**Note:** %s\n\n", md(w))
	}
	if why := nothingIn(r); why != "" {
		return b.String() + "**" + md(why) + "** Every criterion stays at the lowest level.\n\n"
	}
	for _, c := range r.Criteria {
		criterionMarkdown(&b, c)
	}
	return b.String()
}

func criterionMarkdown(b *strings.Builder, c interviewer.Criterion) {
	if c.Level == 0 {
		fmt.Fprintf(b, "- **%s** not graded: %s\n", md(c.Called()), md(because(c)))
		if why := reason(c); why != "" {
			fmt.Fprintf(b, "  - %s\n", md(why))
		}
		b.WriteString("\n")
		return
	}
	fmt.Fprintf(b, "- **%s** %s %d of %d", md(c.Called()), screen.Bar(int(c.Level), int(c.Top)), c.Level, c.Top)
	if c.OnlyWhenAsked() {
		fmt.Fprintf(b, " (%s)", before(c))
	}
	if c.Wavering() {
		fmt.Fprintf(b, " (%s)", wavers(c))
	}
	b.WriteString("\n")
	if why := reason(c); why != "" {
		fmt.Fprintf(b, "  - %s\n", md(why))
	}
	for _, q := range c.Quotes {
		fmt.Fprintf(b, "  - “%s”\n", md(q))
	}
	for _, line := range []struct{ label, text string }{
		{fmt.Sprintf("%d on the scale: ", c.Level), c.Anchor},
		{"", goal(c)}, // which begins with its own label
		{"Make plain: ", c.Missing},
		{"Drill: ", c.Drill},
	} {
		advice := line.label == "Make plain: " || line.label == "Drill: "
		if line.text != "" && (c.Next != "" || !advice) {
			fmt.Fprintf(b, "  - %s%s\n", line.label, md(line.text))
		}
	}
	b.WriteString("\n")
}

func originMarkdown(o rubric.Origin) string { return fmt.Sprintf("*%s*\n", md(made(o))) }

// debriefMarkdown writes a whole interview: the debrief, then what was said.
func debriefMarkdown(d interviewer.Debrief, turns []interviewer.Turn) string {
	var b strings.Builder
	b.WriteString("# Debrief\n\n")
	if d.Score != nil {
		fmt.Fprintf(&b, "Mean of the questions: %.1f of 5.\n\n", *d.Score)
	}
	for _, r := range d.Questions {
		score := "not graded"
		if r.Score != nil {
			score = fmt.Sprintf("%.1f", *r.Score)
		}
		fmt.Fprintf(&b, "- %s: %s\n", md(r.Title), score)
	}
	b.WriteString("\n")
	if len(d.Practise) > 0 {
		b.WriteString("## Practise first\n\n")
		for i, x := range d.Practise {
			fmt.Fprintf(&b, "%d. **%s** (in %s): %s\n", i+1, md(x.Called()), md(x.Where()), md(x.Drill))
		}
		b.WriteString("\n")
	}
	for _, r := range d.Questions {
		b.WriteString(reviewMarkdown(r, 2))
	}
	b.WriteString("## What was said\n\n")
	for _, t := range turns {
		switch t.Kind {
		case interviewer.Asked, interviewer.Closed:
			fmt.Fprintf(&b, "**%s**\n\n", md(t.Text))
		case interviewer.Replied:
			fmt.Fprintf(&b, "%s\n", mdBlock(t.Text))
		}
	}
	return b.String()
}
