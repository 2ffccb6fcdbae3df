package guide

import (
	"fmt"
	"slices"
	"strings"

	"mockstar/rubric"
)

// noteQuestion says in the report what a question was made of. Its first
// common criteria are those of the framework; from are what the others were
// made of.
func (b *builder) noteQuestion(q *posed, out rubric.Question, common int, from []*candidate) {
	var made []string
	for _, kind := range []struct {
		name string
		of   func(i int) bool
	}{
		{"stated", func(i int) bool { return from[i].basis == rubric.Stated }},
		{"derived", func(i int) bool { return from[i].basis == rubric.Derived && !from[i].ours }},
		{"of a general kind", func(i int) bool { return from[i].basis == rubric.Derived && from[i].ours }},
	} {
		n := 0
		for i := range from {
			if kind.of(i) {
				n++
			}
		}
		if n > 0 {
			made = append(made, fmt.Sprintf("%d %s", n, kind.name))
		}
	}
	if common > 0 {
		made = append(made, fmt.Sprintf("%d of the framework", common))
	}
	what := "question"
	if q.closing {
		what = "closing phase"
	}
	b.taken(q.lines, "%s %s; criteria: %s", what, out.ID, strings.Join(made, ", "))
	for i, c := range out.Criteria[common:] {
		shared := slices.ContainsFunc(b.shared, func(s *shared) bool { return s.candidate == from[i] })
		if !shared && !from[i].ours { // those of all questions, and ours, are told once
			b.im.Taken = append(b.im.Taken, Note{c.Source.Lines, fmt.Sprintf("  %s (%s)", c.ID, c.Source.Basis)})
		}
	}
	if q.drafted {
		b.write(q.lines, "%s: what the interviewer says; it was drafted from the title", out.ID)
	}
}

// summary adds what holds for all questions.
func (b *builder) summary() {
	weights := slices.ContainsFunc(b.shared, func(s *shared) bool { return s.weight > 0 })
	for _, q := range b.questions {
		weights = weights || slices.ContainsFunc(append(q.own, q.advice...), func(c *candidate) bool { return c.weight > 0 })
	}
	if b.lang.name != "English" {
		b.write(span{}, "language: this looks like %s, and the embedded examiner grades English; name a model with --model", b.lang.name)
	}
	var facts []span
	for _, q := range b.questions {
		if asksFacts(q.title) {
			facts = append(facts, q.lines)
		}
	}
	if len(facts) > 0 {
		b.write(span{}, "facts are asked for by %s (%s); the embedded examiner hears how work is told, not whether an answer is right: name a model with --model", counted(len(facts), "question"), placed(b.im.unit, joined(facts...)))
	}
	var avoided []span
	for _, q := range b.questions {
		for _, c := range q.own {
			if c.avoid {
				avoided = append(avoided, c.lines...)
			}
		}
	}
	if len(avoided) > 0 {
		b.write(span{}, "what an answer should not do (negative points; %s): criteria to avoid, whose lowest level is that it was done; they are not asked about, and the embedded examiner, which can't tell doing from avoiding, leaves them out: name a model with --model", placed(b.im.unit, joined(avoided...)))
	}
	if len(b.bare) > 0 {
		b.write(span{}, "criteria: the source names none for %s (%s); general ones were drafted", counted(len(b.bare), "question"), placed(b.im.unit, joined(b.bare...)))
	}
	if n := len(b.im.Document.Questions); len(b.shared) > 0 && n > 1 {
		b.write(span{}, "criteria for every question: take out those that a question gives no chance to show")
	}
	if weights {
		b.write(span{}, "weights: those of the source were scaled to 10 a question; see that they are meant so")
	} else {
		b.write(span{}, "weights: the source gives none; criteria of the same kind weigh the same")
	}
}

// draftNotes say which parts of the document are drafts.
func (im Import) draftNotes() []Note {
	levels, probes, advice, all, written := 0, 0, 0, 0, 0
	for _, q := range im.Document.Questions {
		for _, c := range q.Criteria {
			all++
			if c.Draft {
				levels++
			}
			if c.Drafts(rubric.Probe) {
				probes++
			}
			if c.Drafts(rubric.Missing) || c.Drafts(rubric.Drill) {
				advice++
			}
			if _, ok := im.under[drafted{q.ID, c.ID}]; ok {
				written++
			}
		}
	}
	var out []Note
	if levels > 0 {
		by := ", from " + im.scale
		switch {
		case written == levels:
			by = ", by a model"
		case im.own && written > 0:
			by = fmt.Sprintf(", by a model for %d", written)
		case im.own: // our layout does not say where its drafts are from
			by = ""
		case written > 0:
			by = fmt.Sprintf(", by a model for %d, from %s for the others", written, im.scale)
		}
		out = append(out, Note{"", fmt.Sprintf("levels: %d of %d criteria have some that are drafts%s; they are marked `draft: true`", levels, all, by)})
	}
	if probes > 0 {
		out = append(out, Note{"", fmt.Sprintf("probes: %d of %d are drafts", probes, all)})
	}
	if advice == 0 && !im.own {
		return append(out, Note{"", "what to add and what to train (missing, drill): drafts would be guesses, so there are none"})
	}
	if advice > 0 {
		out = append(out, Note{"", fmt.Sprintf("what to add and what to train (missing, drill): %d of %d are drafts by a model", advice, all)})
	}
	return out
}

// Report says what was taken from where, what was left out and why, and what a
// person must still write.
func (im Import) Report() string {
	var b strings.Builder
	questions, criteria, drafts := 0, 0, 0
	for _, q := range im.Document.Questions {
		if q.Kind != rubric.Closing {
			questions++
		}
		for _, c := range q.Criteria {
			criteria++
			if c.Draft {
				drafts++
			}
		}
	}
	fmt.Fprintf(&b, "%s: %s, %s", im.name, counted(questions, "question"), counted(criteria, "criterion"))
	if im.Document.Closing != "" {
		b.WriteString(", a closing phase")
	}
	fmt.Fprintf(&b, "; levels of %s drafted\n", counted(drafts, "criterion"))
	section := func(title string, notes []Note) {
		if len(notes) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n%s\n", title)
		for _, n := range notes {
			if len(n.Lines) > 9 {
				fmt.Fprintf(&b, "  %s:\n%s", n.Text, wrapped(n.Lines, "            ", 76))
				continue
			}
			fmt.Fprintf(&b, "  %-9s %s\n", n.Lines, n.Text)
		}
	}
	section("Taken, by "+im.unit+" of the source", im.Taken)
	var samples []Note
	for _, e := range im.Exemplars {
		samples = append(samples, Note{e.Lines, strings.TrimSpace("sample answer " + e.Question)})
	}
	section("Sample answers, left where they are", samples)
	section("Left out", im.Left)
	section("Still to write or decide", append(slices.Clone(im.Write), im.draftNotes()...))
	return b.String()
}

// placed names places: "line 5", "lines 5-7, 9".
func placed(unit, lines string) string {
	if strings.ContainsAny(lines, "-,") {
		unit += "s"
	}
	return unit + " " + lines
}

func counted(n int, what string) string {
	switch {
	case n == 1:
		return "1 " + what
	case what == "criterion":
		return fmt.Sprintf("%d criteria", n)
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// wrapped breaks text at spaces into lines of width at most.
func wrapped(text, indent string, width int) string {
	var b strings.Builder
	at := 0
	for w := range strings.FieldsSeq(text) {
		switch {
		case at == 0:
			b.WriteString(indent + w)
			at = len(indent) + len(w)
		case at+1+len(w) > width:
			b.WriteString("\n" + indent + w)
			at = len(indent) + len(w)
		default:
			b.WriteString(" " + w)
			at += 1 + len(w)
		}
	}
	b.WriteByte('\n')
	return b.String()
}
