package evals

import (
	"bufio"
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
func (r *InterviewReport) Spent() string { return r.Header.spent(r.Cost, r.Unpriced) }

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

// WriteText writes the report for a person. It is Markdown as well.
func (r *InterviewReport) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, l := range r.made() {
		fmt.Fprintln(b, l)
	}
	b.WriteByte('\n')
	for _, c := range r.Courses {
		state := "ok    "
		if len(c.Broken) > 0 {
			state = "BROKEN"
		}
		fmt.Fprintf(b, "- %s %s, %d turns: %s\n", state, c.File, c.Turns, c.Purpose)
		for _, why := range c.Broken {
			fmt.Fprintf(b, "    - %s\n", why)
		}
	}
	if n := r.Broken(); n > 0 {
		fmt.Fprintf(b, "\n%d of %d interviews took another course. If that is meant, hold them anew and\ncopy the transcripts of the new sessions over the old ones.\n", n, len(r.Courses))
	}
	return b.Flush()
}

// made says what made the report and what it is worth.
func (r *InterviewReport) made() []string {
	return []string{r.Header.Suite + ": " + r.Header.Title, r.Header.madeBy(), r.Header.Run.claim()}
}

// WriteJUnit writes a test for each golden, named by its file and its purpose:
// one transcript may be held for several.
func (r *InterviewReport) WriteJUnit(w io.Writer) error {
	s := junitSuite{Name: r.Header.Suite}
	s.made(r.made())
	for _, c := range r.Courses {
		one := junitCase{Class: r.Header.Suite, Name: c.File + ": " + c.Purpose}
		if len(c.Broken) > 0 {
			one.Failure = &junitWhy{c.Broken[0], strings.Join(c.Broken, "\n")}
		}
		s.Cases = append(s.Cases, one)
	}
	return s.write(w)
}
