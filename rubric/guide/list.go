package guide

import (
	"slices"
	"strings"
)

// list reads a list by the role of the passage it is in.
func (w *walker) list(l block) {
	lv, ok := levels(l)
	if n := len(l.kids); !ok && w.detail != nil && l.ordered && n >= 3 && n <= 10 {
		ok = true // numbered under a criterion of its own heading
		for _, it := range l.kids {
			lv.text, lv.lines = append(lv.text, squash(it.all())), append(lv.lines, it.lines)
		}
	}
	if ok && w.role != sampleRole {
		w.scaleUnder(lv, l.lines)
		return
	}
	if w.endsAmong(l) {
		return
	}
	switch {
	case !slices.ContainsFunc(l.kids, func(it block) bool { return !it.inside }):
		w.leave(l.lines, "a table of contents")
	case w.role == sampleRole:
		w.sample(l.lines)
	case w.role == warningRole:
		w.warn(l.lines)
	case w.detail != nil && w.detail == w.topic() && w.questionsIn(l):
	case w.detail != nil:
		for _, it := range l.kids {
			w.detail.explain(strings.TrimPrefix(w.detail.meaning, w.detail.name+": ") + "; " + squash(it.all()))
		}
		w.detail.lines = append(w.detail.lines, l.lines)
	case w.q == nil && w.frameworkIn(l):
	case w.questionsIn(l):
	case w.q == nil && w.role == criteriaRole:
		w.items(l)
	case w.q == nil:
		w.leave(l.lines, "a list that belongs to no question")
	case w.role == followRole:
		for _, it := range l.kids {
			w.q.follow = append(w.q.follow, heard{it.one(), it.lines})
		}
		w.used = true
	case w.role == namesRole:
		var names []string
		for _, it := range l.kids {
			label, _ := labelled(it)
			names = append(names, label)
		}
		w.name(names, l.lines)
	default:
		w.items(l)
	}
}

// name takes terms that an answer may name.
func (w *walker) name(names []string, lines span) {
	for _, n := range names {
		w.q.names = append(w.q.names, clip(clean(n), 60))
	}
	w.taken(lines, "%s that an answer may name", counted(len(names), "term"))
}

// items takes the items of a list as criteria: stated where the passage
// announces criteria, else derived from advice.
func (w *walker) items(l block) {
	basis := derivedBasis
	if w.role == criteriaRole && !l.fenced {
		basis = statedBasis
	}
	for _, it := range l.kids {
		w.takeItem(it, basis == statedBasis)
	}
	w.used = true
}

func (w *walker) takeItem(it block, stated bool) {
	label, rest := labelled(it)
	r := roleOf(label)
	switch isExample := says(plain(label)+" ", []string{"example ", "beispiel ", "exemple ", "ejemplo ", "e g ", "z b "}); {
	case squash(it.all()) == "":
		return
	case isExample && rest != "":
		w.sample(it.lines)
		return
	case r != noRole && r != adviceRole && (rest != "" || len(it.kids) > 0) && w.nested(r, it, rest):
		return
	case w.q != nil && w.q.closing && strings.HasSuffix(it.one(), "?"):
		words, _ := unquote(it.one())
		w.name([]string{words}, it.lines)
		return
	case w.q != nil && !w.q.closing && !stated && !it.fenced && strings.HasSuffix(it.one(), "?"):
		w.q.follow = append(w.q.follow, heard{it.one(), it.lines})
		return
	}
	c := w.say(fromItem(it, derivedBasis))
	if stated {
		c.basis = statedBasis
	}
	if id, ok := partOf(label); ok && w.q != nil && !w.q.closing {
		if len(w.framework) > 0 {
			w.leave(it.lines, "a part of the framework, graded anyway")
			return
		}
		c.id = id
	}
	w.keep(c)
}

// nested reads an item that announces something: "Look for: care, candour", or
// the same with a list under it.
func (w *walker) nested(r role, it block, rest string) bool {
	if rest != "" {
		return w.inline(r, rest, it)
	}
	role, lead := w.role, w.lead
	w.announce(r, it)
	w.walk(it.kids)
	w.role, w.lead = role, lead
	return true
}

// frameworkIn reads a list that declares how answers are to be built: its
// items are labelled with parts of a known framework, or a heading about
// answers stands over three labelled items or more.
func (w *walker) frameworkIn(l block) bool {
	if len(w.framework) > 0 || !w.declares(l) {
		return false
	}
	const most = 12 // parts of a framework
	for _, it := range l.kids[:min(len(l.kids), most)] {
		c := w.say(fromItem(it, basisOf(l)))
		c.section = w.sectionName("")
		label, rest := labelled(it)
		if id, ok := partOf(label); ok {
			c.id = id
			if rest == "" && len(it.kids) == 0 {
				c.meaning = w.lang.parts[id].meaning
				w.write(it.lines, "what %s means: the source only names it", id)
			}
		}
		w.framework = append(w.framework, c)
	}
	w.taken(l.lines, "framework of %d parts, for every question", len(w.framework))
	return true
}

// declares reports whether a list declares a framework.
func (w *walker) declares(l block) bool {
	if l.kind == table {
		_, ok := frameworkRows(l)
		return ok
	}
	if l.kind != list {
		return false
	}
	parts, named := 0, 0
	for _, it := range l.kids {
		label, rest := labelled(it)
		if _, ok := partOf(label); ok {
			parts++
		}
		if rest != "" {
			named++
		}
	}
	return parts >= 3 || w.role == adviceRole && named == len(l.kids) && named >= 3
}

// questionsIn reads a list of prompts. Inside a question that has a heading
// there are none: prompts there are follow-up questions. Behind the list that
// a line such as "look for:" announced there can be some again.
func (w *walker) questionsIn(l block) bool {
	if w.q != nil && (w.q.level < boldLevel || w.q.closing) && !(w.q.level == 1 && w.q.bare()) || l.fenced && w.q != nil {
		return false
	}
	if w.role != noRole && !w.used && (w.q != nil || w.role != criteriaRole) {
		return false
	}
	prompts := 0
	for _, it := range l.kids {
		if _, _, ok := w.promptIn(it); ok {
			prompts++
		}
	}
	if prompts == 0 || 2*prompts < len(l.kids) {
		return false
	}
	if w.q != nil && w.q.level == 1 {
		w.unpose()
	}
	for _, it := range l.kids {
		words, rest, ok := w.promptIn(it)
		if !ok {
			w.leave(it.lines, "an item that asks nothing, among questions")
			continue
		}
		at := it.head
		if at.first == 0 { // a typed item
			at = it.lines
		}
		w.pose(&posed{title: words, level: boldLevel, lines: at})
		_, shows := tested(it.text)
		w.shows(shows, at)
		if rest != "" {
			w.leave(at, "text about an answer; if the candidate should hear it, add it to the question")
		}
		w.role, w.used = adviceRole, false
		w.walk(it.kids)
		w.role = noRole
	}
	return true
}

// shows takes what a question is to show, told on its own line.
func (w *walker) shows(names []string, lines span) {
	for _, name := range names {
		w.keep(w.say(newCandidate(name, lines, statedBasis)))
	}
}

// promptIn returns the prompt of an item: its text, or the bold or quoted
// words it starts with.
func (w *walker) promptIn(it block) (words, rest string, ok bool) {
	it.text, _ = tested(it.text)
	if words, _, ok = prompt(it.text); ok {
		return words, "", roleOf(words) == noRole
	}
	if folded := plain(words); len(strings.Fields(folded)) > 2 && !strings.HasSuffix(words, ":") && slices.ContainsFunc(listedAsking, func(p string) bool { return strings.HasPrefix(folded, p) }) {
		return words, "", true
	}
	if it.lead != "" {
		if words, _, ok = prompt(it.lead); ok {
			return words, strings.TrimPrefix(it.one(), it.lead), true
		}
	}
	first, more, _ := strings.Cut(strings.TrimSpace(it.text), "\n")
	if words, _, ok = prompt(first); ok && more != "" {
		return words, squash(more), true
	}
	return words, "", false
}
