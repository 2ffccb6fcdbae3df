package guide

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mockstar/rubric"
)

// isOwn reports whether blocks are in the layout of [Markdown]: the list under
// the title names the document.
func isOwn(bs []block) bool {
	return len(bs) > 1 && bs[0].kind == heading && bs[0].level == 1 && bs[1].kind == list &&
		len(bs[1].kids) > 0 && len(bs[1].kids[0].codes) == 1 && strings.HasPrefix(bs[1].kids[0].one(), "Document: ")
}

// readOwn reads the layout of [Markdown].
func readOwn(name, text string) (Import, error) {
	p := newPage(text, nil, 0, &[]span{})
	p.plain = true
	b := newBuilder(name, text)
	o := ownReader{builder: b, doc: &rubric.Document{}}
	o.source = strings.Split(text, "\n")
	for _, bl := range p.parse() {
		if o.block(bl); o.err != nil {
			return Import{}, o.err
		}
	}
	if len(o.doc.Questions) == 0 {
		return Import{}, errors.New("it has no question: none stands under a heading of the second level")
	}
	b.im.Document, b.im.language, b.im.own = o.doc, b.lang, true
	b.im.Left = b.omissions()
	for i, q := range o.doc.Questions {
		b.im.Taken = append(b.im.Taken, Note{b.im.Questions[i].Lines, fmt.Sprintf("question %s: %s", q.ID, counted(len(q.Criteria), "criterion"))})
	}
	return b.im, nil
}

// An ownReader fills doc block by block.
type ownReader struct {
	*builder
	doc *rubric.Document
	err error
}

func (o *ownReader) question() *rubric.Question {
	if n := len(o.doc.Questions); n > 0 {
		return &o.doc.Questions[n-1]
	}
	return nil
}

func (o *ownReader) criterion() *rubric.Criterion {
	q := o.question()
	if q == nil || len(q.Criteria) == 0 {
		return nil
	}
	return &q.Criteria[len(q.Criteria)-1]
}

var weightForm = lazily(`^(\S+) \(weight ([0-9.]+)\)$`)

func (o *ownReader) block(b block) {
	q, c := o.question(), o.criterion()
	switch {
	case b.kind == heading && b.level == 1 && o.doc.Title == "":
		o.doc.Title = b.text
	case b.kind == heading && b.level == 2:
		o.doc.Questions = append(o.doc.Questions, rubric.Question{Title: b.text})
		o.im.Questions = append(o.im.Questions, Place{Lines: b.lines.String(), Hash: o.hash(b.lines.String())})
	case b.kind == heading && b.level == 3 && q != nil:
		m := weightForm().FindStringSubmatch(b.text)
		if m == nil {
			o.fail(b, "the heading of a criterion should look like: `clarity` (weight 1)")
			return
		}
		w, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			o.fail(b, "%q is no weight", m[2])
			return
		}
		q.Criteria = append(q.Criteria, rubric.Criterion{ID: m[1], Weight: w})
	case b.kind == paragraph && c != nil && c.Meaning == "":
		c.Meaning = b.one()
	case b.kind == paragraph && b.quote && q != nil && c == nil && q.Text == "":
		q.Text = b.one()
	case b.kind == list && b.ordered && c != nil && len(c.Levels) == 0:
		for _, it := range b.kids {
			c.Levels = append(c.Levels, it.one())
		}
	case b.kind == list && !b.ordered:
		for _, it := range b.kids {
			o.field(it)
		}
	default:
		o.leave(b.lines, "text that has no place in this layout")
	}
}

func (o *ownReader) fail(b block, format string, args ...any) {
	if o.err == nil {
		o.err = fmt.Errorf("line %s: %s", b.lines, fmt.Sprintf(format, args...))
	}
}

// field reads an item such as "Topic: a failure".
func (o *ownReader) field(it block) {
	label, value, ok := strings.Cut(it.one(), ": ")
	q, c := o.question(), o.criterion()
	var to *string
	switch {
	case !ok:
	case q == nil:
		to, ok = o.ofDocument(label, it, value)
	case c == nil:
		to, ok = o.ofQuestion(q, label, it, value)
	default:
		to, ok = o.ofCriterion(c, label, it, value)
	}
	switch {
	case !ok:
		o.leave(it.lines, "text that has no place in this layout")
	case to != nil:
		*to = value
	}
}

// ofDocument, like the two after it, stores the value of a field, or returns
// where it goes; ok says whether there is such a field.
func (o *ownReader) ofDocument(label string, it block, value string) (to *string, ok bool) {
	switch label {
	case "Document":
		o.doc.ID = it.codes[0]
		_, version, _ := strings.Cut(value, "version ")
		o.doc.Version = o.integer(it, version)
		return nil, true
	case "Source":
		return &o.doc.Source, true
	case "Position":
		return &o.doc.Position, true
	}
	return nil, false
}

func (o *ownReader) ofQuestion(q *rubric.Question, label string, it block, value string) (to *string, ok bool) {
	switch label {
	case "Question":
		o.im.Questions[len(o.im.Questions)-1].Question = value
		return &q.ID, true
	case "Section":
		return &q.Section, true
	case "Kind":
		q.Kind = rubric.Kind(value)
		if q.Kind == rubric.Closing {
			o.doc.Closing = q.ID
		}
		return nil, true
	case "Topic":
		return &q.Topic, true
	case "Probes at most":
		q.MaxProbes = o.integer(it, value)
		return nil, true
	case "A strong answer may name":
		q.Names = it.codes
		return nil, true
	case "Cues":
		q.Cues = it.codes
		return nil, true
	case "Follow-up":
		_, text, cut := strings.Cut(value, ": ")
		if !cut || len(it.codes) < 2 {
			o.fail(it, "a follow-up should look like: `id` on `criterion`: the question")
			return nil, true
		}
		q.FollowUps = append(q.FollowUps, rubric.FollowUp{ID: it.codes[0], Criterion: it.codes[1], Text: text})
		return nil, true
	}
	return nil, false
}

func (o *ownReader) ofCriterion(c *rubric.Criterion, label string, it block, value string) (to *string, ok bool) {
	switch label {
	case "Asked back":
		return &c.Probe, true
	case "To add":
		return &c.Missing, true
	case "To train":
		return &c.Drill, true
	case "Cues":
		c.Cues = it.codes
		return nil, true
	case "From section":
		return &c.Source.Section, true
	case "Lines":
		return &c.Source.Lines, true
	case "Basis":
		return (*string)(&c.Source.Basis), true
	case "Hash":
		return &c.Source.Hash, true
	case "Avoid":
		c.Avoid = true
		return nil, true
	case "Draft":
		c.Draft = true
		return nil, true
	case "Still drafts":
		marked := strings.Split(value, ", ")
		for _, part := range marked {
			if !slices.Contains(c.Parts(), part) {
				o.fail(it, "%q is no part that can be a draft; here there are %s", clip(part, 20), strings.Join(c.Parts(), ", "))
			}
		}
		c.Drafted = slices.DeleteFunc(c.Parts(), func(part string) bool { return !slices.Contains(marked, part) })
		return nil, true
	}
	return nil, false
}

func (o *ownReader) integer(it block, s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		o.fail(it, "%q is no whole number", clip(s, 20))
	}
	return n
}
