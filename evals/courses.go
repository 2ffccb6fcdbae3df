package evals

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
)

// An InterviewReport is what became of the goldens of a suite.
type InterviewReport struct {
	Header  Header   `json:"header"`
	Courses []Course `json:"courses"`
}

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
	fmt.Fprintf(b, "%s: %s\nmade by %s, model %s, document %s\n%s\n\n", r.Header.Suite, r.Header.Title, r.Header.Program, r.Header.Model, r.Header.Document, r.Header.Run.claim())
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

// WriteJUnit writes a test for each golden.
func (r *InterviewReport) WriteJUnit(w io.Writer) error {
	s := junitSuite{Name: r.Header.Suite, Tests: len(r.Courses), Failures: r.Broken()}
	for _, c := range r.Courses {
		one := junitCase{Class: r.Header.Suite, Name: c.File}
		if len(c.Broken) > 0 {
			one.Failure = &junitWhy{Message: c.Broken[0], Text: c.Purpose}
		}
		s.Cases = append(s.Cases, one)
	}
	b, err := xml.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	_, err = io.WriteString(w, xml.Header+string(b)+"\n")
	return err
}
