package guide

import (
	"fmt"
	"strconv"
	"strings"

	"mockstar/rubric"
)

// Markdown writes d as a guide for people to read and edit. [Read] makes the
// same document of it; runs of white space and invisible characters are not
// carried, nor is a hash of the content.
func Markdown(d *rubric.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n- Document: `%s`, version %d\n", escape(d.Title), d.ID, d.Version)
	field(&b, "Source", d.Source)
	field(&b, "Position", d.Position)
	for _, q := range d.Questions {
		showQuestion(&b, q)
	}
	return b.String()
}

func showQuestion(b *strings.Builder, q rubric.Question) {
	fmt.Fprintf(b, "\n## %s\n\n> %s\n\n- Question: `%s`\n", escape(q.Title), escape(q.Text), q.ID)
	field(b, "Section", q.Section)
	field(b, "Kind", string(q.Kind))
	field(b, "Topic", q.Topic)
	if q.MaxProbes > 0 {
		field(b, "Probes at most", strconv.Itoa(q.MaxProbes))
	}
	codes(b, "A strong answer may name", q.Names)
	codes(b, "Cues", q.Cues)
	for _, f := range q.FollowUps {
		fmt.Fprintf(b, "- Follow-up: `%s` on `%s`: %s\n", f.ID, f.Criterion, escape(f.Text))
	}
	for _, c := range q.Criteria {
		showCriterion(b, c)
	}
}

func showCriterion(b *strings.Builder, c rubric.Criterion) {
	fmt.Fprintf(b, "\n### `%s` (weight %s)\n\n%s\n\n", c.ID, strconv.FormatFloat(c.Weight, 'f', -1, 64), escape(c.Meaning))
	for i, l := range c.Levels {
		fmt.Fprintf(b, "%d. %s\n", i+1, escape(l))
	}
	b.WriteByte('\n')
	field(b, "Asked back", c.Probe)
	field(b, "To add", c.Missing)
	field(b, "To train", c.Drill)
	codes(b, "Cues", c.Cues)
	field(b, "From section", c.Source.Section)
	field(b, "Lines", c.Source.Lines)
	field(b, "Basis", string(c.Source.Basis))
	field(b, "Hash", c.Source.Hash)
	if c.Avoid {
		field(b, "Avoid", "an answer should not do this")
	}
	if c.Draft {
		field(b, "Draft", "the levels wait for a person")
	}
	field(b, "Still drafts", strings.Join(c.Drafted, ", "))
}

func field(b *strings.Builder, label, value string) {
	if value != "" {
		fmt.Fprintf(b, "- %s: %s\n", label, escape(value))
	}
}

// codes writes phrases as code, so that each keeps its ends.
func codes(b *strings.Builder, label string, values []string) {
	if len(values) == 0 {
		return
	}
	var out []string
	for _, v := range values {
		out = append(out, code(squash(clean(v))))
	}
	fmt.Fprintf(b, "- %s: %s\n", label, strings.Join(out, ", "))
}

// code puts s between more backticks than stand in it in a row.
func code(s string) string {
	longest, run := 0, 0
	for _, r := range s {
		if run++; r != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	ticks := strings.Repeat("`", longest+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return ticks + s + ticks
}

var (
	anyEntity = lazily(`&(#?[0-9a-zA-Z]{1,32};)`)
	listStart = lazily(`^(\d{1,9})([.)])( |$)`)
)

// escape makes s one line of Markdown that reads as s.
func escape(s string) string {
	s = squash(clean(s))
	var b strings.Builder
	for i, r := range s {
		if strings.ContainsRune("\\`*_[]<>#|~", r) || i == 0 && strings.ContainsRune("-+=", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	s = anyEntity().ReplaceAllString(b.String(), "&amp;$1")
	return listStart().ReplaceAllString(s, `$1\$2$3`)
}
