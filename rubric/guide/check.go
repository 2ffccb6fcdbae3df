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
	where := f.Question
	if f.Criterion != "" {
		where += "/" + f.Criterion
	}
	if f.Lines != "" {
		where = strings.TrimSpace(where + " (lines " + f.Lines + ")")
	}
	return cmp.Or(where, "document") + ": " + f.Text
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
	if strings.ToLower(path.Ext(name)) != ".xlsx" { // rows of a workbook are no lines
		text, err := plainText(source)
		if err != nil {
			return nil, fmt.Errorf("check %s: %w", path.Base(name), err)
		}
		if len(text) > MaxSource {
			return nil, fmt.Errorf("check %s: it has more than %d KiB", path.Base(name), MaxSource>>10)
		}
		c.lines = strings.Split(text, "\n")
		c.cited(d)
		if err := c.sections(d, name, text); err != nil {
			return nil, fmt.Errorf("check %s: %w", path.Base(name), err)
		}
	}
	for _, q := range d.Questions {
		c.wording(q)
	}
	return c.findings, nil
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
		c.add("", "", "", "%s carry no hash of their lines, so that a change of the source can't be seen", counted(unhashed, "criterion"))
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

// sections reports headings under which no line is cited, the outermost only,
// and of those inside a question none.
func (c *checker) sections(d *rubric.Document, name, text string) error {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".json", ".jsonl":
		return nil
	}
	if err := bounded(text); err != nil {
		return err
	}
	bs, _ := blocks(text)
	var cites []span
	for _, q := range d.Questions {
		for _, k := range q.Criteria {
			cites = append(cites, spans(k.Source.Lines)...)
		}
	}
	deepest := questionLevel(bs)
	covered := 0 // the last line of a section already reported
	for i, b := range bs {
		if b.kind != heading || b.level > deepest || b.lines.first <= covered || b.level == 1 {
			continue
		}
		end := len(c.lines)
		for _, next := range bs[i+1:] {
			if next.kind == heading && next.level <= b.level {
				end = next.lines.first - 1
				break
			}
		}
		all := span{b.lines.first, end}
		if !slices.ContainsFunc(cites, func(s span) bool { return s.first <= all.last && s.last >= all.first }) {
			c.add("", "", all.String(), "no criterion cites the section %q", clip(b.text, 50))
			covered = end
		}
	}
	return nil
}

// questionLevel is the deepest level of a heading that is a question, at
// least 2.
func questionLevel(bs []block) int {
	level := 2
	for _, b := range bs {
		if b.kind != heading || b.level >= boldLevel {
			continue
		}
		if words, _, asks := prompt(b.text); asks && roleOf(words) == noRole {
			level = max(level, b.level)
		}
	}
	return level
}
