package evals

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"mockstar/evals/metric"
)

// The part of JUnit's XML that CI systems read.
type (
	junitSuite struct {
		XMLName    xml.Name        `xml:"testsuite"`
		Name       string          `xml:"name,attr"`
		Tests      int             `xml:"tests,attr"`
		Failures   int             `xml:"failures,attr"`
		Errors     int             `xml:"errors,attr"`
		Skipped    int             `xml:"skipped,attr"`
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Class   string    `xml:"classname,attr"`
		Name    string    `xml:"name,attr"`
		Failure *junitWhy `xml:"failure"`
		Error   *junitWhy `xml:"error"`
		Skipped *junitWhy `xml:"skipped"`
	}
	junitWhy struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit writes the report for a CI system: a test for each criterion of
// the gate, and one for each case that failed or has marks without a level. A
// regression is a failure, an inconclusive criterion is skipped, a provider's
// failure and an abstention are errors.
func (r *Report) WriteJUnit(w io.Writer) error {
	s := junitSuite{Name: r.Header.Suite}
	for i, c := range r.made() {
		s.Properties = append(s.Properties, junitProperty{fmt.Sprintf("made-%d", i+1), c})
	}
	s.criteria(r)
	for _, t := range r.Thresholds {
		c := junitCase{Class: r.Header.Suite, Name: t.Asked()}
		switch t.Outcome {
		case metric.Regression:
			c.Failure = &junitWhy{Message: t.Line()}
		case metric.Inconclusive:
			c.Skipped = &junitWhy{Message: t.Line()}
		}
		s.Cases = append(s.Cases, c)
	}
	s.cases(r)
	for _, c := range s.Cases {
		s.Tests++
		switch {
		case c.Failure != nil:
			s.Failures++
		case c.Error != nil:
			s.Errors++
		case c.Skipped != nil:
			s.Skipped++
		}
	}
	b, err := xml.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	_, err = io.WriteString(w, xml.Header+string(b)+"\n")
	return err
}

func (s *junitSuite) criteria(r *Report) {
	if r.Gate == nil {
		for _, c := range r.Criteria {
			s.Cases = append(s.Cases, junitCase{Class: r.Header.Suite, Name: c.Name})
		}
		return
	}
	for _, f := range append(r.Gate.Nearness, r.Gate.Lost) {
		c := junitCase{Class: r.Header.Suite, Name: f.Criterion}
		message := fmt.Sprintf("%s nearer to the reference, p %.4f after Holm", short(f.Change), f.Adjusted)
		switch f.Outcome {
		case metric.Regression:
			c.Failure = &junitWhy{Message: message, Text: r.Gate.looked(f.Criterion)}
		case metric.Inconclusive:
			c.Skipped = &junitWhy{Message: fmt.Sprintf("%s; about %d cases would settle it", message, f.Needed)}
		}
		s.Cases = append(s.Cases, c)
	}
}

// looked lists the marks of a criterion that changed, the worst first.
func (c *Comparison) looked(criterion string) string {
	var b strings.Builder
	n := 0
	for _, m := range c.Changed {
		if n < looks && (m.After.Criterion == criterion || criterion == c.Lost.Criterion && m.After.Level == 0) {
			n++
			fmt.Fprintf(&b, "%s %s: %s, was %s (reference %s)\n", m.After.Case, m.After.Criterion, m.After.shown(), m.Before.shown(), orDash(m.After.Reference))
		}
	}
	return b.String()
}

func (s *junitSuite) cases(r *Report) {
	for _, c := range r.table.cases {
		var marks []string
		for _, cell := range r.table.cells[c.first : c.first+c.n] {
			if !cell.scored() {
				marks = append(marks, r.table.criteria.list[cell.criterion]+": "+string(r.table.whyOf(cell)))
			}
		}
		why := c.failed
		if why == "" && len(marks) > 0 {
			why = fmt.Sprintf("%d of %d marks have no level", len(marks), c.n)
		}
		if why != "" {
			s.Cases = append(s.Cases, junitCase{Class: r.Header.Suite + "/" + c.question, Name: c.id, Error: &junitWhy{why, strings.Join(marks, "\n")}})
		}
	}
}
