package guide

import (
	"slices"
	"strings"
)

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

// A section is a heading that is open.
type section struct {
	level, serial int
	number, title string
	topic         *candidate // the competency that it names
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
	case asks && r == noRole && b.level == boldLevel && countedForm().MatchString(undressed(text)):
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
