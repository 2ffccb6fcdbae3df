package guide

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"mockstar/rubric"
)

// A builder collects what a source holds and makes a document of it. The
// readers of the formats fill it.
type builder struct {
	name      string
	source    []string // lines to hash; nil for a table file
	title     string
	lang      *language
	acronyms  map[string]bool
	questions []*posed
	shared    []*shared
	framework []*candidate
	scale     leveled         // a general scale of the source's own
	small     map[string]bool // words that carry no meaning
	vague     map[string]bool // words that stand in what any criterion says
	samples   []sample
	left      []omission
	bare      []span // of questions without any criteria in the source
	im        Import
}

// sample is a sample answer for one question, counted from 1, or for all.
type sample struct {
	question int
	lines    span
}

// posed is a question being put together.
type posed struct {
	title   string
	name    string // its id is made of it; empty for the title
	section string
	path    []int // serials of the headings it stands under
	level   int   // of its heading
	lines   span  // of the prompt
	closing bool
	kind    rubric.Kind // empty where the words tell it
	drafted bool        // the words are ours
	weak    bool        // a question by its label alone
	topic   *candidate  // the competency it is to show, where a heading names one
	scale   leveled     // that stands beside it, for the answer as a whole
	scaleAt span
	own     []*candidate
	advice  []*candidate
	follow  []heard
	names   []string
	left    bool // out, see terms
}

// heard is a text with its place.
type heard struct {
	text  string
	lines span
}

// shared is a criterion of all questions under one heading.
type shared struct {
	*candidate
	under int // serial of the heading; 0 for the whole document
}

func newBuilder(name, text string) *builder {
	return &builder{name: name, lang: detect(text), acronyms: acronyms(text), im: Import{unit: "line", under: map[drafted]Passage{}}, small: smallWords(), vague: wordSet(vague)}
}

// maxQuestions is how many questions are taken: an interview has a dozen, and
// a bank of more is easier to keep in parts.
const maxQuestions = 200

// maxCriteria is how many criteria of its own a question keeps; the largest
// published set has 48.
const maxCriteria = 60

func (b *builder) ask(q *posed) *posed {
	q.title = spoken(squash(q.title), b.acronyms)
	b.questions = append(b.questions, q)
	return q
}

func (b *builder) taken(lines span, format string, args ...any) {
	b.im.Taken = append(b.im.Taken, Note{lines.String(), fmt.Sprintf(format, args...)})
}

// leave notes what was left out; passages with one reason are one note.
func (b *builder) leave(lines span, why string) {
	i := slices.IndexFunc(b.left, func(l omission) bool { return l.why == why })
	if i < 0 {
		i = len(b.left)
		b.left = append(b.left, omission{why: why})
	}
	b.left[i].lines = append(b.left[i].lines, lines)
}

// An omission is what was left out for one reason.
type omission struct {
	why   string
	lines []span
}

func (b *builder) omissions() []Note {
	var out []Note
	for _, l := range b.left {
		out = append(out, Note{joined(l.lines...), l.why})
	}
	return out
}

func (b *builder) write(lines span, format string, args ...any) {
	n := Note{lines.String(), fmt.Sprintf(format, args...)}
	if !slices.Contains(b.im.Write, n) {
		b.im.Write = append(b.im.Write, n)
	}
}

// finish makes the document.
func (b *builder) finish() (Import, error) {
	if over := len(b.questions) - maxQuestions; over > 0 {
		b.leave(b.questions[maxQuestions].lines, fmt.Sprintf("%d more questions from here on: only %d are taken, import the rest on its own", over, maxQuestions))
		b.questions = b.questions[:maxQuestions]
	}
	base := path.Base(b.name)
	stem := strings.TrimSuffix(base, path.Ext(base))
	doc := &rubric.Document{
		ID: ids{}.slug(stem, 8, nil, "guide"), Version: 1, Title: b.title, Source: clean(squash(base)),
	}
	if doc.Title == "" {
		doc.Title = cmp.Or(clean(named(stem)), "Guide")
	}
	if len(b.questions) == 0 && len(b.shared) > 0 {
		b.draftQuestion(doc.Title, b.shared[0].lines[0], nil)
	}
	b.commonAtTheEnd()
	b.scales()
	b.terms()
	b.im.Document, b.im.language = doc, b.lang
	taken := ids{"quick": true, "full": true, "all": true, "auto": true} // names of plans
	placed := map[int]string{}                                           // ids of the questions, counted from 1
	for i, q := range b.questions {
		if q.left {
			continue
		}
		if q.closing && doc.Closing != "" {
			b.leave(q.lines, "a second closing phase: an interview has one")
			continue
		}
		b.add(q, taken)
		placed[i+1] = doc.Questions[len(doc.Questions)-1].ID
	}
	if len(doc.Questions) == 0 || len(doc.Questions) == 1 && doc.Closing != "" {
		if len(b.left) > 0 && strings.HasPrefix(b.left[0].why, "HTML") {
			return Import{}, errors.New("it has no question outside of HTML, which is not read: save it as Markdown or plain text")
		}
		return Import{}, errors.New("it has no question: write each as a heading, a numbered item or in quotes, with a question mark or starting like \"Tell me about\"")
	}
	for _, s := range b.samples {
		b.im.Exemplars = append(b.im.Exemplars, Exemplar{Question: placed[s.question], Lines: s.lines.String()})
	}
	b.im.source, b.im.scale = b.source, "a general scale"
	if len(b.scale.text) > 0 {
		b.im.scale = "the scale of the source"
	}
	b.summary()
	b.im.Left = b.omissions()
	return b.im, nil
}

// add puts a question into the document.
func (b *builder) add(q *posed, taken ids) {
	out := rubric.Question{Section: clip(clean(q.section), 60), Title: clip(clean(q.title), 160), Text: ended(clean(q.title)), Names: q.names}
	out.ID = taken.slug(cmp.Or(q.name, bare(out.Title)), 5, b.small, fmt.Sprintf("question-%d", len(b.im.Document.Questions)+1))
	out.Topic = topic(out.Title, out.Section)
	out.Kind = cmp.Or(q.kind, kindOf(out.Title))
	if q.closing {
		out.Kind, b.im.Document.Closing = rubric.Closing, out.ID
	}
	if q.closing {
		out.Topic = "your questions for me"
		out.Text = b.lang.closing
	}
	own := b.ownOf(q, out.Kind)
	place := Place{Question: out.ID, Lines: q.lines.String(), Hash: b.hash(q.lines.String())}
	b.im.Questions = append(b.im.Questions, place)
	if over := len(own) - maxCriteria; over > 0 {
		b.leave(q.lines, fmt.Sprintf("criteria of one question after the first %d", maxCriteria))
		own = own[:maxCriteria]
	}
	criteria := ids{}
	var common []*candidate
	if !q.closing {
		common = b.framework
	}
	for _, c := range slices.Concat(common, own) {
		out.Criteria = append(out.Criteria, b.criterion(c, q, out.ID, out.Kind, criteria))
	}
	weigh(out, slices.Concat(common, own), len(common))
	out.Cues = b.cues(out.Title, questionCues)
	out.FollowUps = b.followUps(q, out)
	b.im.Document.Questions = append(b.im.Document.Questions, out)
	b.noteQuestion(q, out, len(common), own)
}

// say writes the name of c as a sentence where the source shouts it.
func (b *builder) say(c *candidate) *candidate {
	if name := spoken(c.name, b.acronyms); name != c.name {
		c.meaning, c.name = name+strings.TrimPrefix(c.meaning, c.name), name
	}
	return c
}

// ended is a sentence with its full stop.
func ended(s string) string {
	if s = clip(s, longestText); strings.HasSuffix(strings.TrimRight(s, quotes+")"), "?") || strings.ContainsAny(lastRune(s), ".!…") {
		return s
	}
	return s + "."
}

// longestText is how many characters an interviewer says at once.
const longestText = 4000

func joinSpans(ss []span) span {
	var out span
	for _, s := range ss {
		out = out.with(s)
	}
	return out
}

func (b *builder) hash(lines string) string { return hashOf(b.source, spans(lines)) }
