package guide

import (
	"strings"
)

// competencyForm is a heading that names what the questions under it are to
// show: "Competency 2: Accuracy".
var competencyForm = lazily(`^(?i:competency|competence|kompetenz|kompetenzfeld|competencia|compétence|criterion|kriterium|criterio|critère|dimension|attribute|skill|value|behaviou?r|anforderung)\s*(?:\d{1,2}|[A-Za-z])?\s*[:–—-]\s*(\S.*)$`)

// competency makes a criterion of a heading that names one.
func (w *walker) competency(b block, words string) (*candidate, bool) {
	m := competencyForm().FindStringSubmatch(words)
	if m == nil || strings.HasSuffix(words, "?") {
		return nil, false
	}
	return w.say(newCandidate(m[1], b.lines, statedBasis)), true
}

// topic is the competency of the innermost heading that names one.
func (w *walker) topic() *candidate {
	for i := len(w.stack) - 1; i >= 0; i-- {
		if w.stack[i].topic != nil {
			return w.stack[i].topic
		}
	}
	return nil
}

// scaleUnder takes a scale by the place it stands in: under a criterion, under
// a competency, under a question, or in front of them all.
func (w *walker) scaleUnder(l leveled, lines span) {
	topic := w.topic()
	switch {
	case w.detail != nil:
		w.detail.levels = l
		w.detail.lines = append(w.detail.lines, lines)
	case topic != nil && len(topic.levels.text) == 0:
		topic.levels = l
		topic.lines = append(topic.lines, lines)
	case w.q != nil && len(w.q.scale.text) == 0:
		w.q.scale, w.q.scaleAt = l, lines
	default:
		w.useScale(l, lines)
	}
}

// scaleMark is the start of a level in a scale that is written in a line:
// "0 = no evidence, 1 = some evidence, 2 = strong evidence".
var scaleMark = lazily(`\b(\d{1,2})\s*[=:–—-]\s*\pL`)

// scaleLine reads a line that describes levels one after another.
func scaleLine(b block) (leveled, bool) {
	text := b.one()
	marks := scaleMark().FindAllStringSubmatchIndex(text, -1)
	if len(marks) < 3 {
		return leveled{}, false
	}
	l := block{kind: list, lines: b.lines}
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		l.kids = append(l.kids, block{kind: item, text: strings.TrimRight(text[m[0]:end], " ,;.|/("), lines: b.lines})
	}
	return levels(l)
}

// frameworkRows reads a table whose rows are the parts of a known framework as
// the list it could be.
func frameworkRows(b block) (block, bool) {
	l := block{kind: list, lines: b.lines}
	for _, r := range b.rows {
		for i, cell := range r.cells[:min(2, len(r.cells))] {
			if _, ok := partOf(cell); !ok {
				continue
			}
			name, rest, weight := squash(cell), "", ""
			if len(name) > 2 && strings.IndexAny(name[1:], " -–—") == 0 { // "S – Situation"
				name = strings.TrimLeft(name[1:], " -–—:")
			}
			for _, c := range r.cells[i+1:] {
				if w := number(strings.TrimSuffix(squash(c), "%")); w > 0 {
					weight = " (" + squash(c) + ")"
					continue
				}
				rest += " " + c
			}
			l.kids = append(l.kids, block{kind: item, text: name + ": " + squash(rest+weight), lines: r.lines})
			break
		}
	}
	return l, len(l.kids) >= 3
}
