package evals

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
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

// WriteJUnit writes the report for a CI system: a test for the gate as a whole
// and for each of its criteria, for each relation and each threshold, and one
// for each case that failed or has marks without a level. A regression is a
// failure, what cannot be told is skipped, a provider's failure and an
// abstention are errors: where a run ends badly, some test is not green.
func (r *Report) WriteJUnit(w io.Writer) error {
	s := junitSuite{Name: r.Header.Suite}
	s.made(r.made(), r.Verdict().String())
	s.gate(r.Gate)
	if why := r.Unusable(); why != "" {
		s.judged("replies that can be used", metric.Inconclusive, why, "")
	}
	s.criteria(r)
	for _, rel := range r.Relations {
		lines := rel.lines()
		s.judged("changed by "+string(rel.Change), rel.Outcome, strings.Join(strings.Fields(lines[0]), " "), strings.Join(lines[1:], "\n"))
	}
	for _, t := range r.Thresholds {
		s.judged(t.Asked(), t.Outcome, t.Line(), "")
	}
	s.cases(r)
	return s.write(w)
}

// made says in properties what the report comes to and what made it.
func (s *junitSuite) made(lines []string, verdict string) {
	s.Properties = append(s.Properties, junitProperty{"verdict", verdict})
	for i, l := range lines {
		s.Properties = append(s.Properties, junitProperty{fmt.Sprintf("made-%d", i+1), l})
	}
}

// judged adds a test with what became of it.
func (s *junitSuite) judged(name string, o metric.Outcome, message, text string) {
	c := junitCase{Class: s.Name, Name: name}
	switch o {
	case metric.Regression:
		c.Failure = &junitWhy{message, text}
	case metric.Inconclusive:
		c.Skipped = &junitWhy{message, text}
	}
	s.Cases = append(s.Cases, c)
}

// write counts the tests and writes them.
func (s *junitSuite) write(w io.Writer) error {
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

// gate adds a test for all that the gate says together: what it warns of, such
// as marks that are missing, belongs to no criterion.
func (s *junitSuite) gate(c *Comparison) {
	if c != nil {
		s.judged("gate", c.Outcome, fmt.Sprintf("%s against %s", c.Outcome, c.Base), strings.Join(c.Warnings, "\n"))
	}
}

func (s *junitSuite) criteria(r *Report) {
	if r.Gate == nil {
		for _, c := range r.Criteria {
			s.Cases = append(s.Cases, junitCase{Class: r.Header.Suite, Name: c.Name})
		}
		return
	}
	for _, f := range r.Gate.findings() {
		s.judged(f.Criterion, f.Outcome, f.what, r.Gate.looked(f))
	}
}

// looked lists the marks that f is about and that changed, the worst first.
func (c *Comparison) looked(f worded) string {
	var b strings.Builder
	n := 0
	for _, m := range c.Changed {
		if n < looks && f.about(m.After) {
			n++
			fmt.Fprintln(&b, m.line())
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
	var lost []reading // answers that failed once they were changed
	for l := range r.table.lost {
		if l.change != "" {
			lost = append(lost, l)
		}
	}
	slices.SortFunc(lost, func(a, b reading) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.change, b.change)) })
	for _, l := range lost {
		s.Cases = append(s.Cases, junitCase{Class: r.Header.Suite + "/changed by " + string(l.change), Name: l.id, Error: &junitWhy{Message: r.table.lost[l].Error}})
	}
}
