package main

import (
	"fmt"
	"strings"

	"mockstar/internal/screen"
	"mockstar/rubric"
)

// printQuestion shows all that an answer to q is graded by.
func printQuestion(p *screen.Printer, d *rubric.Document, q rubric.Question) {
	p.Wrap(screen.Heading, q.Title, "", "")
	p.Wrap(screen.Dim, about(d, q), "", "")
	p.Println(screen.Plain, "")
	p.Wrap(screen.Quote, q.Text, "  ", "  ")
	for _, f := range q.FollowUps {
		p.Wrap(screen.Quote, f.Text, "  then: ", "        ")
	}
	if len(q.Names) > 0 {
		p.Println(screen.Plain, "")
		p.Wrap(screen.Plain, strings.Join(q.Names, "; "), "a strong answer may name: ", "  ")
	}
	for _, c := range q.Criteria {
		p.Println(screen.Plain, "")
		p.Print(screen.Heading, c.ID)
		p.Println(screen.Dim, "  "+standing(q, c))
		p.Wrap(screen.Plain, c.Meaning, "  ", "  ")
		for i, anchor := range c.Levels {
			p.Wrap(screen.Plain, anchor, fmt.Sprintf("  %2d  ", i+1), "      ")
		}
		for _, part := range []struct{ name, text string }{
			{"asked back", c.Probe}, {"to add", c.Missing}, {"to train", c.Drill}, {"source", cited(c.Source)},
		} {
			if part.text != "" {
				p.Wrap(screen.Plain, part.text, fmt.Sprintf("  %-11s ", part.name+":"), strings.Repeat(" ", 14))
			}
		}
	}
}

// questionMarkdown is the same as a Markdown page.
func questionMarkdown(d *rubric.Document, q rubric.Question) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n%s", md(q.Title), md(about(d, q)), mdBlock(q.Text))
	for _, f := range q.FollowUps {
		fmt.Fprintf(&b, "\nThen: %s\n", md(f.Text))
	}
	if len(q.Names) > 0 {
		fmt.Fprintf(&b, "\nA strong answer may name: %s\n", md(strings.Join(q.Names, "; ")))
	}
	for _, c := range q.Criteria {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n%s\n\n", md(c.ID), md(c.Meaning), md(standing(q, c)))
		for i, anchor := range c.Levels {
			fmt.Fprintf(&b, "%d. %s\n", i+1, md(anchor))
		}
		fmt.Fprintf(&b, "\n- Asked back: %s\n", md(c.Probe))
		for _, part := range []struct{ name, text string }{
			{"To add", c.Missing}, {"To train", c.Drill}, {"Source", cited(c.Source)},
		} {
			if part.text != "" {
				fmt.Fprintf(&b, "- %s: %s\n", part.name, md(part.text))
			}
		}
	}
	return b.String()
}

// about says what kind of question q is and of which document.
func about(d *rubric.Document, q rubric.Question) string {
	wants := map[rubric.Kind]string{
		rubric.Story:    "asks for a past event",
		rubric.Approach: "asks how you go about it",
		rubric.Closing:  "invites your own questions",
	}[q.Kind]
	section := ""
	if q.Section != "" {
		section = ", section " + q.Section
	}
	return fmt.Sprintf("%s%s, %s; %s", q.ID, section, wants, d.Ref())
}

// standing says how much c counts among the criteria of q.
func standing(q rubric.Question, c rubric.Criterion) string {
	total := 0.0
	for _, other := range q.Criteria {
		total += other.Weight
	}
	s := fmt.Sprintf("%.0f%% of the score", 100*c.Weight/total)
	if c.Draft {
		s += "; levels drafted by the importer, not reviewed yet"
	}
	return s
}

// cited says where a criterion comes from, or nothing where nobody knows.
func cited(s rubric.Source) string {
	var parts []string
	if s.Section != "" {
		parts = append(parts, "section "+s.Section)
	}
	if s.Lines != "" {
		parts = append(parts, "lines "+s.Lines)
	}
	if s.Basis != "" {
		parts = append(parts, string(s.Basis))
	}
	return strings.Join(parts, ", ")
}

// printCoverage shows which criteria these questions give a chance to show,
// and which they leave out.
func printCoverage(p *screen.Printer, asked []string, chances []rubric.Opportunity) {
	missed := 0
	for _, o := range chances {
		if len(o.Asked) == 0 {
			missed++
		}
	}
	p.Wrap(screen.Plain, fmt.Sprintf("%s: %d of %d criteria can be shown",
		counted(len(asked), "question"), len(chances)-missed, len(chances)), "", "")
	p.Println(screen.Plain, "")
	indent := strings.Repeat(" ", 20)
	for _, o := range chances {
		if len(o.Asked) > 0 {
			p.Wrap(screen.Plain, strings.Join(o.Asked, ", "), fmt.Sprintf("%-19s ", o.Criterion), indent)
		}
	}
	if missed == 0 {
		return
	}
	p.Println(screen.Plain, "")
	p.Wrap(screen.Warn, "left out, with the questions that would ask for it:", "", "")
	for _, o := range chances {
		if len(o.Asked) == 0 {
			p.Wrap(screen.Dim, strings.Join(o.Others, ", "), fmt.Sprintf("%-19s ", o.Criterion), indent)
		}
	}
}
