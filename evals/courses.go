package evals

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// An InterviewReport is what became of the goldens of a suite.
type InterviewReport struct {
	Header   Header   `json:"header"`
	Courses  []Course `json:"courses"`
	Cost     float64  `json:"cost,omitempty"`     // USD, of the calls that were paid
	Unpriced int      `json:"unpriced,omitempty"` // calls whose price is not known
}

// Spent is what the calls cost, in words.
func (r *InterviewReport) Spent() string { return r.Header.Spent(r.Cost, r.Unpriced) }

// Broken counts the interviews that did not go as recorded.
func (r *InterviewReport) Broken() int {
	n := 0
	for _, c := range r.Courses {
		if len(c.Broken) > 0 {
			n++
		}
	}
	return n
}

// Verdict sums up the interviews, as [Report.Verdict] does gradings.
func (r *InterviewReport) Verdict() Verdict {
	v := Verdict{Conclusion: Kept, Missed: []string{}, Open: []string{}}
	all, broken, strayed := len(r.Courses), r.Broken(), r.strayed()
	if broken == 0 {
		v.Parts = []string{fmt.Sprintf("interviews: %d of %d kept", all, all)}
		return v
	}
	v.Conclusion, v.Parts = Broken, []string{fmt.Sprintf("interviews: %d of %d broken", broken, all)}
	if strayed > 0 {
		v.Missed = append(v.Missed, fmt.Sprintf("%d of %d interviews took another course", strayed, all))
	}
	if words := broken - strayed; words > 0 {
		v.Missed = append(v.Missed, fmt.Sprintf("%d of %d interviews kept their course and not the words that are asked of them", words, all))
	}
	return v
}

// strayed counts the interviews that took another course.
func (r *InterviewReport) strayed() int {
	n := 0
	for _, c := range r.Courses {
		if c.strayed {
			n++
		}
	}
	return n
}

// WriteText writes the report for a person at a terminal.
func (r *InterviewReport) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, l := range r.made() {
		fmt.Fprintln(b, l)
	}
	b.WriteByte('\n')
	for _, c := range r.Courses {
		c.write(b, func(s string) string { return s })
	}
	if r.strayed() > 0 {
		b.WriteString("\n" + ifMeant + "\n")
	}
	fmt.Fprintf(b, "\nverdict: %s\n", r.Verdict())
	return b.Flush()
}

const ifMeant = "If another course is meant, hold such interviews anew and copy the transcripts\nof the new sessions over the old ones."

// WriteMarkdown writes the report for the summary of a CI run.
func (r *InterviewReport) WriteMarkdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "## %s\n\n**Verdict: %s**\n\n", inline(r.Header.Title), r.Verdict())
	for _, l := range r.made() {
		fmt.Fprintf(b, "- %s\n", inline(l))
	}
	b.WriteString("\n### Interviews\n\n")
	for _, c := range r.Courses {
		c.write(b, inline)
	}
	if r.strayed() > 0 {
		b.WriteString("\n" + ifMeant + "\n")
	}
	return b.Flush()
}

// write writes what became of one interview, as a list of text and Markdown.
func (c Course) write(w io.Writer, safe func(string) string) {
	state := "ok    "
	if len(c.Broken) > 0 {
		state = "BROKEN"
	}
	fmt.Fprintf(w, "- %s %s, %d turns: %s\n", state, safe(c.File), c.Turns, safe(c.Purpose))
	for _, why := range c.Broken {
		fmt.Fprintf(w, "    - %s\n", safe(why))
	}
}

// WriteJSON writes the report with its verdict.
func (r *InterviewReport) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(struct {
		Verdict Verdict `json:"verdict"`
		*InterviewReport
	}{r.Verdict(), r}); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// made says what made the report and what it is worth.
func (r *InterviewReport) made() []string {
	return []string{r.Header.Suite + ": " + r.Header.Title, r.Header.madeBy(), r.Header.Run.claim()}
}

// WriteJUnit writes a test for each golden, named by its file and its purpose:
// one transcript may be held for several.
func (r *InterviewReport) WriteJUnit(w io.Writer) error {
	s := junitSuite{Name: r.Header.Suite}
	s.made(r.made(), r.Verdict().String())
	for _, c := range r.Courses {
		one := junitCase{Class: r.Header.Suite, Name: c.File + ": " + c.Purpose}
		if len(c.Broken) > 0 {
			one.Failure = &junitWhy{c.Broken[0], strings.Join(c.Broken, "\n")}
		}
		s.Cases = append(s.Cases, one)
	}
	return s.write(w)
}
