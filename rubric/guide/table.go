package guide

import (
	"strings"
)

// A reading is what a table turned out to hold.
type reading struct {
	title    string       // of the table, where rows above its head say it
	criteria []*candidate // a rubric
	scale    leveled      // or a scale with no criterion
	asked    []asked      // or questions
	blank    []span       // rows of a rubric that describe no level
	why      string       // or why it is none of them
}

// asked is a question that a row of a table holds.
type asked struct {
	row    row
	text   string
	about  string // the competency it is meant to show, where a column names it
	own    []*candidate
	scale  leveled // for the answer as a whole
	follow string
}

// numbering are heads of a column that only counts the rows, folded.
var numbering = map[string]bool{"": true, "no": true, "nr": true, "n": true, "id": true, "number": true, "q": true, "item": true, "num": true}

// byRow reads a criterion from each row, its levels, called labels, in the
// columns at.
func byRow(rows []row, at []int, labels []string, bestFirst bool, kinds map[string]int) reading {
	name, ok := kinds["criterion"]
	if !ok {
		name = 0
		for _, taken := range at {
			if taken == 0 {
				return reading{why: "a table of levels without a column that names the criteria"}
			}
		}
	}
	var out reading
	for _, r := range rows[1:] {
		label := squash(r.cells[name])
		if label == "" {
			continue
		}
		c := newCandidate(label, r.lines, statedBasis)
		if i, ok := kinds["meaning"]; ok {
			c.explain(r.cells[i])
		}
		if i, ok := kinds["weight"]; ok {
			c.weight = number(r.cells[i])
		}
		if i, ok := kinds["follow"]; ok {
			c.probe = squash(r.cells[i])
		}
		var l leveled
		for _, i := range at {
			l.text = append(l.text, squash(r.cells[i]))
			l.lines = append(l.lines, r.lines)
		}
		if len(at) > 0 {
			if strings.Join(l.text, "") == "" {
				out.blank = append(out.blank, r.lines)
				continue
			}
			l.settle(labels, bestFirst)
		}
		c.levels = l
		if i, ok := kinds["question"]; ok && squash(r.cells[i]) != "" && (i != name || !has(kinds, "criterion")) {
			a := asked{row: r, text: r.cells[i], own: []*candidate{c}}
			if !has(kinds, "criterion") {
				a.own, a.scale = nil, l
			}
			if i, ok := kinds["follow"]; ok {
				a.follow, c.probe = squash(r.cells[i]), ""
			}
			out.ask(a)
			continue
		}
		out.criteria = append(out.criteria, c)
	}
	if len(out.asked) > 0 && len(out.criteria) > 0 { // a cell left empty repeats the one above
		return reading{why: "a table where some rows name a question and some don't: repeat it in each row"}
	}
	return out
}

// ask adds a question, or its criteria to the question of the same words.
func (r *reading) ask(a asked) {
	for i := range r.asked {
		if plain(r.asked[i].text) == plain(a.text) {
			r.asked[i].own = append(r.asked[i].own, a.own...)
			return
		}
	}
	r.asked = append(r.asked, a)
}

// byColumn reads a criterion from each column, a level from each row.
func byColumn(rows []row, labels []string, bestFirst bool) reading {
	var out reading
	for i := 1; i < len(rows[0].cells); i++ {
		label := squash(rows[0].cells[i])
		var l leveled
		lines := rows[0].lines
		for _, r := range rows[1:] {
			l.text = append(l.text, squash(r.cells[i]))
			l.lines = append(l.lines, r.lines)
			lines = lines.with(r.lines)
		}
		l.settle(labels, bestFirst)
		if k := columnKind(label); label == "" || k == "meaning" || k == "criteria" && len(rows[0].cells) == 2 {
			if len(rows[0].cells) == 2 {
				return reading{scale: l}
			}
			if label == "" {
				continue
			}
		}
		c := newCandidate(label, lines, statedBasis)
		c.levels = l
		out.criteria = append(out.criteria, c)
	}
	if len(out.criteria) == 0 {
		out.why = "a table of levels without a criterion"
	}
	return out
}

// questionsIn reads a question from each row, and from a column beside it what
// is listened for.
func questionsIn(rows []row, kinds map[string]int) reading {
	var out reading
	for _, r := range rows[1:] {
		a := asked{row: r, text: r.cells[kinds["question"]]}
		if squash(a.text) == "" {
			continue
		}
		if i, ok := kinds["criterion"]; ok && i != kinds["question"] {
			a.about = squash(r.cells[i])
		}
		named := a.about
		if i, ok := kinds["criteria"]; ok && i != kinds["question"] {
			named = r.cells[i]
		}
		for _, part := range listed(named) {
			a.own = append(a.own, newCandidate(part, r.lines, statedBasis))
		}
		if i, ok := kinds["follow"]; ok {
			a.follow = squash(r.cells[i])
		}
		out.ask(a)
	}
	if len(out.asked) == 0 {
		out.why = "a table of questions without any"
	}
	return out
}

// listed takes a list written in one cell or after a colon apart: by lines,
// else by semicolons, else by commas when the parts are short.
func listed(s string) []string {
	const short = 7 // words of a part
	for _, sep := range []string{"\n", ";", ","} {
		var parts []string
		long := false
		for p := range strings.SplitSeq(s, sep) {
			p = strings.TrimRight(strings.TrimLeft(squash(p), bullets+"-* "), ".;,")
			for _, and := range []string{"and ", "und ", "et ", "y "} {
				p = strings.TrimPrefix(p, and)
			}
			if p != "" {
				parts = append(parts, p)
			}
			long = long || len(strings.Fields(p)) > short
		}
		if len(parts) > 1 && (sep != "," || !long) {
			return parts
		}
	}
	if s = squash(s); s == "" {
		return nil
	}
	return []string{s}
}
