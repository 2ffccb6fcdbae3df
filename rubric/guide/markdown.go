package guide

import (
	"fmt"
	"slices"
	"strings"

	"mockstar/rubric"
)

// readMarkdown imports Markdown, by the layout that [Markdown] writes when it
// is in that, else by what headings, lists and tables show.
func readMarkdown(name, text string) (Import, error) {
	if err := bounded(text); err != nil {
		return Import{}, err
	}
	bs, html := blocks(text)
	if isOwn(bs) {
		return readOwn(name, text)
	}
	b := newBuilder(name, text)
	b.source = strings.Split(text, "\n")
	for _, s := range html {
		b.leave(s, "HTML: it is not read; write it as Markdown if it matters")
	}
	w := &walker{builder: b, lonely: lonely(bs)}
	w.walk(bs)
	return b.finish()
}

// lonely are the levels that have one heading: the first of them is a title.
func lonely(bs []block) map[int]bool {
	n := map[int]int{}
	for _, b := range bs {
		if b.kind == heading {
			n[b.level]++
		}
	}
	out := map[int]bool{}
	for level, count := range n {
		out[level] = count == 1
	}
	return out
}

// A walker goes through the blocks of a document and knows under which
// headings it is.
type walker struct {
	*builder
	stack  []section
	serial int
	q      *posed
	role   role
	lead   block        // the heading or line that announced role
	detail *candidate   // the criterion whose own heading we are under
	used   bool         // a list was read under role
	opened []block      // the headings that are no part of a question above them
	lonely map[int]bool // levels with one heading
}

// A section is a heading that is open.
type section struct {
	level, serial int
	number, title string
	topic         *candidate // the competency that it names
}

func (w *walker) walk(bs []block) {
	for i := 0; i < len(bs); i++ {
		switch b := bs[i]; b.kind {
		case heading:
			next := block{}
			if i+1 < len(bs) {
				next = bs[i+1]
			}
			w.heading(b, next)
		case paragraph:
			if n := w.groups(bs[i:]); n > 0 {
				i += n - 1
				continue
			}
			next := block{}
			if i+1 < len(bs) {
				next = bs[i+1]
			}
			w.paragraph(b, next)
		case list:
			w.list(b)
		case fence:
			w.fence(b)
		case table:
			w.table(b)
		}
	}
}

// heading reads a heading before another block.
func (w *walker) heading(b, next block) {
	text := strings.TrimSpace(b.text)
	words, number, asks := prompt(text)
	r := roleOf(words)
	if r == closingRole {
		w.open(b, number, words)
		w.pose(&posed{title: strings.Trim(words, " :"), level: b.level, lines: b.lines, closing: true})
		w.role = adviceRole
		return
	}
	inside := w.q != nil && b.level > w.q.level
	if r == followRole && w.q == nil {
		r = noRole // of no question: these are the questions
	}
	if asks && r == noRole && w.named(words, b) {
		return
	}
	switch topic, ok := w.competency(b, words); {
	case ok && !inside:
		w.open(b, number, topic.name)
		w.q, w.role, w.detail = nil, noRole, topic
		w.stack[len(w.stack)-1].topic = topic
	case asks && r == noRole && !inside:
		w.open(b, number, words)
		w.pose(&posed{title: words, level: b.level, lines: b.lines, weak: onlyLabelled(text)})
	case asks && r == noRole && b.level == boldLevel && countedForm.MatchString(undressed(text)):
		w.pose(&posed{title: words, level: boldLevel, lines: b.lines})
	case asks && r == noRole && b.level < boldLevel && w.q.bare():
		w.unpose()
		w.open(b, number, words)
		w.pose(&posed{title: words, level: b.level, lines: b.lines})
	case asks && r == noRole && b.level < boldLevel:
		w.q.follow = append(w.q.follow, heard{words, b.lines})
		w.role = noRole
	case r != noRole && w.q != nil && b.level >= w.q.level:
		w.announce(r, b)
	case r != noRole:
		w.open(b, number, words)
		w.q = nil
		w.announce(r, b)
	case inside:
		w.subheading(b, words)
	default:
		w.open(b, number, words)
		w.q, w.role, w.detail = nil, noRole, nil
		if describes(next, b) {
			w.detail = w.say(newCandidate(words, b.lines, statedBasis))
			w.keep(w.detail)
		}
	}
}

// describes reports whether next describes the levels of a criterion that
// heading b names: a list that counts, where the heading has a weight, else one
// that names levels.
func describes(next, b block) bool {
	if next.kind != list {
		return false
	}
	weight, _ := weightIn(b.text)
	_, named := levels(next)
	return named || weight > 0 && next.ordered && len(next.kids) >= 3 && len(next.kids) <= 10
}

// named gives a question that had a title only, such as "Question 1: career so
// far", its words.
func (w *walker) named(words string, b block) bool {
	if w.q == nil || !w.q.weak || !w.q.bare() || onlyLabelled(b.text) {
		return false
	}
	w.q.section = clip(clean(w.q.title), 60)
	w.q.title, w.q.lines, w.q.weak = spoken(squash(words), w.acronyms), b.lines, false
	w.role = noRole
	return true
}

// subheading is a heading without a role inside a question or under a role:
// it names a criterion where criteria were announced and none came yet.
func (w *walker) subheading(b block, words string) {
	none := w.q == nil && !w.used || w.q != nil && len(w.q.own) == 0
	if w.role == criteriaRole && none || w.detail != nil {
		w.detail = w.say(newCandidate(words, b.lines, basisOf(b)))
		w.keep(w.detail)
		return
	}
	w.role = noRole
}

// open closes the headings that b ends and opens b.
func (w *walker) open(b block, number, words string) {
	for len(w.stack) > 0 && w.stack[len(w.stack)-1].level >= b.level {
		w.stack = w.stack[:len(w.stack)-1]
	}
	if w.title == "" && (b.level == 1 || w.serial == 0 && w.lonely[b.level]) {
		w.title = spoken(clip(clean(squash(words)), 120), w.acronyms)
	}
	w.opened = append(w.opened, b)
	w.serial++
	w.stack = append(w.stack, section{level: b.level, serial: w.serial, number: number, title: spoken(strings.Trim(words, " :"+quotes), w.acronyms)})
	w.detail = nil
}

// announce starts a passage with a role.
func (w *walker) announce(r role, b block) { w.role, w.lead, w.detail, w.used = r, b, nil, false }

// pose starts a question.
func (w *walker) pose(q *posed) {
	for _, s := range w.stack {
		q.path = append(q.path, s.serial)
	}
	if q.section == "" {
		q.section = w.sectionName(q.title)
	}
	q.topic = w.topic()
	w.q = w.ask(q)
	w.role, w.detail, w.used = noRole, nil, false
}

// unpose takes back a heading that looked like a question and only held
// questions.
func (w *walker) unpose() {
	w.questions = slices.DeleteFunc(w.questions, func(q *posed) bool { return q == w.q })
	w.leave(w.q.lines, "a heading over other questions")
	w.q = nil
}

// bare reports whether nothing belongs to q yet.
func (q *posed) bare() bool {
	return !q.closing && len(q.own)+len(q.advice)+len(q.follow)+len(q.names) == 0
}

// sectionName is the number such as 6.1 of the innermost heading that has one,
// else the words of the heading above the question.
func (w *walker) sectionName(title string) string {
	for _, s := range slices.Backward(w.stack) {
		if strings.Contains(s.number, ".") || s.number != "" && s.title != title {
			return s.number
		}
	}
	for _, s := range slices.Backward(w.stack) {
		if s.level > 1 && s.title != spoken(title, w.acronyms) {
			return s.title
		}
	}
	return ""
}

// paragraph reads a paragraph before another block.
func (w *walker) paragraph(b, next block) {
	text := b.one()
	before := next.kind == list || next.kind == fence || next.kind == table
	label, rest := labelled(block{text: b.text, lead: b.lead})
	r := roleOf(label)
	if l, ok := scaleLine(b); ok && w.role != sampleRole {
		if w.q != nil && w.q.closing { // what stands at the end is for all
			w.useScale(l, b.lines)
		} else {
			w.scaleUnder(l, b.lines)
		}
		return
	}
	if r == followRole && w.q == nil {
		r = noRole
	}
	switch {
	case r == closingRole && (rest == "" || before) && w.q == nil:
		w.pose(&posed{title: strings.Trim(label, " :"), level: boldLevel, lines: b.lines, closing: true})
		w.role = adviceRole
		return
	case r != noRole && rest == "" && (strings.HasSuffix(text, ":") || before && !strings.ContainsAny(lastRune(text), ".?!")):
		w.announce(r, b)
		return
	case r != noRole && rest != "" && w.inline(r, rest, b):
		return
	}
	text, shows := tested(text)
	if words, _, asks := prompt(text); asks && roleOf(words) == noRole && w.role == noRole && w.named(words, b) {
		w.shows(shows, b.lines)
		return
	}
	if words, more, ok := quotedFirst(text); ok && w.asks(b) {
		w.pose(&posed{title: words, level: boldLevel, lines: b.lines})
		if _, _, asks := prompt(more); asks {
			w.q.follow = append(w.q.follow, heard{more, b.lines})
		} else {
			w.leave(b.lines, "text behind a question")
		}
		return
	}
	if words, _, asks := prompt(text); asks && w.asks(b) && roleOf(words) == noRole {
		w.pose(&posed{title: words, level: boldLevel, lines: b.lines, weak: onlyLabelled(text)})
		w.shows(shows, b.lines)
		return
	}
	if name, parts := mentioned(text); name != "" && w.q == nil && len(w.framework) == 0 && !w.declares(next) {
		w.useFramework(name, parts, b.lines)
		return
	}
	switch {
	case w.role == sampleRole:
		w.sample(b.lines)
	case w.detail != nil:
		w.detail.explain(b.text)
		w.detail.lines = append(w.detail.lines, b.lines)
	case w.q == nil && before: // it introduces what follows
	case w.q == nil:
		w.leave(b.lines, "text that belongs to no question")
	default:
		w.leave(b.lines, "text about an answer; if the candidate should hear it, add it to the question")
	}
}

// asks reports whether a paragraph that is worded as a prompt may be one: not
// inside a question that has a real heading, not in a fence or a sample.
func (w *walker) asks(b block) bool {
	if b.fenced || w.role == sampleRole {
		return false
	}
	_, quoted := unquote(b.one())
	marked := quoted || b.quote || labelForm.MatchString(b.one()) || numberForm.MatchString(b.one()) || strings.HasSuffix(b.one(), "?")
	return marked && (w.q == nil || w.q.level >= boldLevel && !w.q.closing)
}

// inline reads what a line says after its label: "Look for: care, candour".
func (w *walker) inline(r role, rest string, b block) bool {
	switch {
	case r == sampleRole:
		w.sample(b.lines)
		if _, alone := labels[plain(firstWords(b.one()))]; alone { // an answer goes on to the next question
			w.announce(sampleRole, b)
		}
	case w.q == nil:
		return false
	case r == criteriaRole:
		for _, part := range listed(rest) {
			w.keep(w.say(newCandidate(part, b.lines, basisOf(b))))
		}
	case r == followRole:
		w.q.follow = append(w.q.follow, heard{rest, b.lines})
	case r == namesRole:
		w.name(listed(rest), b.lines)
	case r == warningRole:
		w.warn(b.lines)
	default:
		return false
	}
	return true
}

// firstWords is what stands before the first colon.
func firstWords(s string) string {
	before, _, _ := strings.Cut(s, ":")
	return before
}

func basisOf(b block) rubric.Basis {
	if b.fenced {
		return derivedBasis // a fence shows an example; that it lists criteria is our reading
	}
	return statedBasis
}

// keep puts a stated criterion where it belongs: to the question, or to all
// questions under the heading.
func (w *walker) keep(c *candidate) {
	w.used = true
	switch {
	case w.q == nil && len(w.shared) == maxCriteria:
		w.leave(joinSpans(c.lines), fmt.Sprintf("criteria for every question after the first %d", maxCriteria))
	case w.q == nil:
		under := 0
		if n := len(w.stack); n > 1 && w.stack[n-2].level > 1 {
			under = w.stack[n-2].serial
		}
		c.section = w.sectionName("")
		w.shared = append(w.shared, &shared{c, under})
		w.taken(joinSpans(c.lines), "criterion %q, for every question", clip(c.name, 60))
	case c.basis == statedBasis:
		w.q.own = append(w.q.own, c)
	default:
		w.q.advice = append(w.q.advice, c)
	}
}

func (w *walker) sample(lines span) {
	id := 0
	if w.q != nil {
		id = slices.Index(w.questions, w.q) + 1
	}
	if n := len(w.samples); n > 0 && w.samples[n-1].question == id && lines.first <= w.samples[n-1].lines.last+3 {
		w.samples[n-1].lines = w.samples[n-1].lines.with(lines)
		return
	}
	w.samples = append(w.samples, sample{id, lines})
}

func (w *walker) warn(lines span) {
	w.leave(lines, "warning signs: work them into the lowest levels")
}

// useFramework takes a method that the document names without its parts.
func (w *walker) useFramework(name string, parts []string, lines span) {
	for _, id := range parts {
		w.framework = append(w.framework, &candidate{name: id, id: id, meaning: w.lang.parts[id].meaning, section: w.sectionName(""), basis: derivedBasis, lines: []span{lines}})
	}
	w.taken(lines, "framework %s, for every question", name)
	w.write(lines, "what the parts of %s mean: the source names the method only", name)
}

func (w *walker) fence(b block) {
	if w.role == sampleRole {
		w.sample(b.lines)
		return
	}
	if len(b.kids) == 0 {
		w.leave(b.lines, "program code")
		return
	}
	lead := w.lead
	role := w.role
	w.walk(b.kids)
	w.role, w.lead = role, lead
}
