package guide

import "strings"

// table reads a table by what it turns out to hold.
func (w *walker) table(b block) {
	if l, ok := frameworkRows(b); ok && w.q == nil && w.frameworkIn(l) {
		return
	}
	t := readTable(b.rows)
	switch {
	case t.why != "":
		w.leave(b.lines, t.why)
	case b.fenced && w.q != nil && len(w.q.own) > 0:
		w.leave(b.lines, "a table that shows an example")
	case len(t.scale.text) > 0:
		w.scaleUnder(t.scale, b.lines)
	default:
		w.takeTable(t, b.lines)
	}
}

// useScale takes a general scale of the source's own.
func (b *builder) useScale(l leveled, lines span) {
	if len(b.scale.text) > 0 {
		b.leave(lines, "a second general scale")
		return
	}
	b.scale = l
	b.taken(lines, "general scale of %d levels, for criteria without their own", len(l.text))
}

// leaveBlank notes the rows of a rubric that describe no level.
func (b *builder) leaveBlank(t reading) {
	for _, s := range t.blank {
		b.leave(s, "rows of a rubric that describe no level")
	}
}

func (w *walker) takeTable(t reading, lines span) {
	w.leaveBlank(t)
	for _, c := range t.criteria {
		w.keep(c)
	}
	for _, a := range t.asked {
		words, _, _ := prompt(a.text)
		q := &posed{title: words, section: a.about, level: boldLevel, lines: a.row.lines, own: a.own, scale: a.scale, scaleAt: a.row.lines}
		if a.follow != "" {
			q.follow = []heard{{a.follow, a.row.lines}}
		}
		w.pose(q)
	}
	if len(t.asked) > 0 {
		w.q = nil
	}
	switch {
	case len(t.criteria) > 0:
		w.taken(lines, "a table of %s", counted(len(t.criteria), "criterion"))
	case len(t.asked) > 0:
		w.taken(lines, "a table of %s", counted(len(t.asked), "question"))
	}
}

// groups reads lines that each introduce a list, two or more of them in a row
// inside a question: each line is a criterion, its list says what it means. It
// returns how many blocks it took.
func (w *walker) groups(bs []block) int {
	if w.q == nil || w.role == sampleRole || w.role == warningRole || w.role == followRole || w.role == namesRole || w.detail != nil {
		return 0
	}
	n := 0
	for n+1 < len(bs) && bs[n].kind == paragraph && strings.HasSuffix(bs[n].one(), ":") && roleOf(bs[n].one()) == noRole &&
		bs[n+1].kind == list && !bs[n+1].ordered {
		n += 2
	}
	if n < 4 {
		return 0
	}
	for i := 0; i < n; i += 2 {
		it := bs[i]
		it.text = strings.TrimSpace(it.text)
		it.kids = []block{bs[i+1]}
		it.lines = bs[i].lines.with(bs[i+1].lines)
		it.text = lastLine(it.text)
		w.takeGroup(it)
	}
	return n
}

func (w *walker) takeGroup(it block) {
	c := w.say(fromItem(it, derivedBasis))
	if w.role == criteriaRole {
		c.basis = basisOf(it)
	}
	w.keep(c)
}

func lastLine(s string) string {
	return s[strings.LastIndexByte(s, '\n')+1:]
}
