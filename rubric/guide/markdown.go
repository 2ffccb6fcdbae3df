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
			if n := max(w.groups(bs[i:]), w.ends(bs[i:])); n > 0 {
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
	marked := quoted || b.quote || labelForm().MatchString(b.one()) || numberForm().MatchString(b.one()) || strings.HasSuffix(b.one(), "?") || w.counted()
	return marked && (w.q == nil || w.q.level >= boldLevel && !w.q.closing)
}

// counted reports whether the heading we are under does nothing but count a
// question that has not come yet: "Question 2".
func (w *walker) counted() bool {
	n := len(w.stack)
	return w.q == nil && n > 0 && countedAlone().MatchString(w.stack[n-1].title)
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
