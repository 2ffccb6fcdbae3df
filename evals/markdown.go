package evals

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteMarkdown writes the report for the summary of a CI run.
func (r *Report) WriteMarkdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "## %s\n\n", inline(r.Header.Title))
	fmt.Fprintf(b, "**Verdict: %s**\n\n", inline(r.Verdict().String()))
	for _, l := range r.made() {
		fmt.Fprintf(b, "- %s\n", inline(l))
	}
	if r.Gate != nil {
		fmt.Fprintf(b, "\n### Against the baseline: %s\n\n```text\n", r.Gate.Outcome)
		r.Gate.write(fenced{b}, "against the baseline "+r.Gate.Base)
		b.WriteString("```\n")
	}
	if len(r.Relations) > 0 {
		writeRelations(fenced{b}, "\n### Changed answers\n\n", "    ", r.Relations)
	}
	if len(r.Given) > 0 {
		r.markdownGiven(b)
	} else {
		writeTable(b, "All", []Section{r.Overall})
	}
	for _, part := range []struct {
		title    string
		sections []Section
	}{{"By criterion", r.Criteria}, {"By kind of question", r.Kinds}, {"By slice", r.Slices}} {
		writeTable(b, part.title, part.sections)
	}
	b.WriteString("\n### Health of the judge\n\n")
	for _, l := range r.healthLines() {
		fmt.Fprintf(b, "- %s\n", inline(strings.Join(strings.Fields(l), " ")))
	}
	b.WriteString("\n```text\n")
	writeHealth(fenced{b}, r.HealthBy, healthMost)
	b.WriteString("```\n")
	for i, t := range r.Thresholds {
		if i == 0 {
			b.WriteString("\n### Thresholds\n\n")
		}
		fmt.Fprintf(b, "- %s\n", inline(strings.Join(strings.Fields(t.Line()), " ")))
	}
	if len(r.Flaky) > 0 {
		b.WriteString("\n### Marks that readings differ on\n\n```text")
		r.writeFlaky(fenced{b})
		b.WriteString("```\n")
	}
	if len(r.Failures) > 0 {
		b.WriteString("\n### Failed\n\n")
	}
	r.writeFailures(b, func(f Failure) string { return fmt.Sprintf("- %s: %s", inline(f.name()), inline(f.Error)) })
	return b.Flush()
}

func writeTable(w io.Writer, title string, sections []Section) {
	if len(sections) == 0 {
		return
	}
	fmt.Fprintf(w, "\n### %s\n\n| | %s |\n| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | --- |\n", title, strings.Join(columns[:], " | "))
	for _, s := range sections {
		c := s.cells()
		fmt.Fprintf(w, "| %s | %s |\n", inline(s.Name), strings.Join(c[:], " | "))
	}
}

// inline makes text that others wrote harmless in a table or a list.
func inline(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "`", "'", "\n", " ", "[", `\[`).Replace(s)
}

// fenced keeps text from ending the code block it stands in.
type fenced struct{ w io.Writer }

func (f fenced) Write(p []byte) (int, error) {
	if _, err := io.WriteString(f.w, strings.ReplaceAll(string(p), "```", "'''")); err != nil {
		return 0, err
	}
	return len(p), nil
}
