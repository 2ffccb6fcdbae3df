package guide

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"mockstar/rubric"
)

// A Finding is something about a rubric that a person should look at.
type Finding struct {
	Question  string // id; empty when it is about the document
	Criterion string // id; empty when it is about the question
	Lines     string // of the source, or empty
	Text      string
}

// String is the finding as one line.
func (f Finding) String() string {
	where := cmp.Or(f.Question, "document")
	if f.Criterion != "" {
		where += "/" + f.Criterion
	}
	if f.Lines != "" {
		where += " (lines " + f.Lines + ")"
	}
	return where + ": " + f.Text
}

// Check compares d with the source it came from, called name: criteria that
// cite nothing, cite lines that are not there or have changed since the
// import, sections that no criterion cites. Then it reads the wording: criteria
// that nearly repeat another of their question or ask for two things at once,
// levels that can't be told apart or reward length.
//
// The findings come in the order of the document. The error says that the
// source can't be compared at all.
func Check(d *rubric.Document, name string, source []byte) ([]Finding, error) {
	c := checker{}
	if base := path.Base(name); d.Source != "" && d.Source != base {
		c.add("", "", "", "the rubric names %s as its source, not %s", d.Source, base)
	}
	if err := c.compare(d, name, source); err != nil {
		return nil, fmt.Errorf("check %s: %w", path.Base(name), err)
	}
	for _, q := range d.Questions {
		c.wording(q)
	}
	return c.findings, nil
}

// compare checks what d cites of its source.
func (c *checker) compare(d *rubric.Document, name string, source []byte) error {
	if len(source) > MaxSource {
		return fmt.Errorf("it has more than %d KiB", MaxSource>>10)
	}
	if strings.ToLower(path.Ext(name)) == ".xlsx" {
		sheets, err := workbook(source)
		if err != nil {
			return err
		}
		if c.lines = rowLines(sheets); c.lines == nil {
			c.add("", "", "", "a change of the source can't be seen: rows of a workbook with several sheets are not compared")
			return nil
		}
		c.cited(d)
		return nil
	}
	text, err := plainText(source)
	if err != nil {
		return err
	}
	c.lines = strings.Split(text, "\n")
	c.cited(d)
	return c.sections(d, name, text)
}

type checker struct {
	lines    []string
	findings []Finding
}

func (c *checker) add(question, criterion, lines, format string, args ...any) {
	c.findings = append(c.findings, Finding{question, criterion, lines, fmt.Sprintf(format, args...)})
}

// cited checks what criteria cite.
func (c *checker) cited(d *rubric.Document) {
	unhashed := 0
	for _, q := range d.Questions {
		for _, k := range q.Criteria {
			lines := k.Source.Lines
			now := hashOf(c.lines, spans(lines))
			switch {
			case lines == "":
				c.add(q.ID, k.ID, "", "cites no lines of the source")
			case now == "":
				c.add(q.ID, k.ID, lines, "cites lines that the source, of %d lines, does not have", len(c.lines))
			case k.Source.Hash == "":
				unhashed++
			case k.Source.Hash != now:
				c.add(q.ID, k.ID, lines, "the source has changed here since the import%s", c.moved(k.Source))
			}
		}
	}
	if unhashed > 0 {
		c.add("", "", "", "a change of the source can't be seen for %s: no hash of the lines is kept", counted(unhashed, "criterion"))
	}
}

// moved looks for a passage elsewhere in the source.
func (c *checker) moved(s rubric.Source) string {
	ss := spans(s.Lines)
	if len(ss) != 1 {
		return ""
	}
	height := ss[0].last - ss[0].first
	for first := 1; first+height <= len(c.lines); first++ {
		if at := (span{first, first + height}); hashOf(c.lines, []span{at}) == s.Hash {
			return ": the same text now stands on " + at.String()
		}
	}
	return ""
}

// sections reports headings whose passage no criterion cites, unless a question
// of d belongs there. Headings inside a question belong to the passage of the
// question.
func (c *checker) sections(d *rubric.Document, name, text string) error {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".json", ".jsonl":
		return nil
	}
	if err := bounded(text); err != nil {
		return err
	}
	bs, _ := blocks(text)
	w := walker{builder: newBuilder(name, text)}
	w.walk(bs)
	var cites []span
	asked := map[string]bool{} // the titles of sections with questions
	for _, q := range d.Questions {
		asked[plain(q.Section)] = true
		for _, k := range q.Criteria {
			cites = append(cites, spans(k.Source.Lines)...)
		}
	}
	for i, h := range w.opened {
		all := span{h.lines.first, len(c.lines)}
		if i+1 < len(w.opened) {
			all.last = w.opened[i+1].lines.first - 1
		}
		cited := slices.ContainsFunc(cites, func(s span) bool { return s.first <= all.last && s.last >= all.first })
		filled := slices.ContainsFunc(bs, func(b block) bool { return b.kind != heading && all.contains(b.lines) })
		if h.level > 1 && filled && !cited && !asked[plain(h.text)] {
			c.add("", "", all.String(), "no criterion cites the section %q", clip(h.text, 50))
		}
	}
	return nil
}
