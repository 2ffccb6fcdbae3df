package guide

import (
	"fmt"
	"strconv"
	"strings"
)

// columnKinds are the headings of columns, folded.
var columnKinds = []struct {
	kind    string
	phrases []string
}{
	{"follow", []string{"follow up", "probe", "probing", "nachfrage", "relance", "repregunta"}},
	{"weight", []string{"weight", "gewicht", "poids", "ponderation", "peso", "points", "punkte", "ponderacion"}},
	{"question", []string{"question", "frage", "pregunta", "prompt"}},
	{"criteria", []string{"look for", "looking for", "listen for", "criteria", "indicator", "evidence", "anchor", "signals", "what good", "good answer", "strong answer", "kriterien", "worauf", "criteres", "criterios", "key points", "expected", "erwartet", "attendu", "esperado"}},
	{"meaning", []string{"description", "meaning", "definition", "beschreibung", "bedeutung", "erklarung", "descripcion", "significado", "explanation", "details", "what it means"}},
	{"criterion", []string{"criterion", "competenc", "kriterium", "kompetenz", "merkmal", "critere", "criterio", "dimension", "skill", "attribute", "trait", "area", "factor", "category", "kategorie", "categorie", "categoria", "aspect", "aspekt", "aspecto", "fahigkeit", "habilidad"}},
}

func columnKind(head string) string {
	s := plain(head)
	for _, k := range columnKinds {
		if len(strings.Fields(s)) <= 6 && says(s, k.phrases) {
			return k.kind
		}
	}
	return ""
}

// readTable says what a table holds. Its first row with more than one cell is
// its head.
func readTable(rows []row) reading {
	rows = filled(rows)
	title, rows := titled(rows)
	out := headed(rows)
	out.title = title
	return out
}

// titled takes off the rows over the head of a table, and returns the words of
// the first.
func titled(rows []row) (title string, rest []row) {
	for len(rows) > 2 && rows[0].lone() && (!rows[1].lone() || !rows[2].lone()) {
		if title == "" {
			title = squash(rows[0].cells[0])
		}
		rows = rows[1:]
	}
	return title, rows
}

// lone reports whether r has words in its first cell only.
func (r row) lone() bool {
	return len(r.cells) > 1 && strings.TrimSpace(r.cells[0]) != "" && strings.TrimSpace(strings.Join(r.cells[1:], "")) == ""
}

func headed(rows []row) reading {
	if len(rows) < 2 {
		return reading{why: "a table of one row"}
	}
	head := rows[0].cells
	kinds := map[string]int{}
	var leveledAt []int
	for i, h := range head {
		_, isLevel := headLevel(h)
		k := columnKind(h)
		switch {
		case isLevel && (k == "" || levelForm().MatchString(squash(h)) || headForm().MatchString(squash(h)) || rangeForm().MatchString(squash(h))):
			leveledAt = append(leveledAt, i)
		case k != "":
			if _, twice := kinds[k]; !twice {
				kinds[k] = i
			}
		}
	}
	if len(leveledAt) == 0 {
		leveledAt = bracketed(head)
	}
	var labels []string
	for _, i := range leveledAt {
		labels = append(labels, bracketNumber(head[i]))
	}
	bestFirst, across := isScale(labels)
	var down []string
	for _, r := range rows[1:] {
		down = append(down, r.cells[0])
	}
	downBestFirst, isDown := isScale(down)
	switch {
	case across:
		return byRow(rows, leveledAt, labels, bestFirst, kinds)
	case isDown && !(has(kinds, "question") && numbering[plain(head[0])]):
		return byColumn(rows, down, downBestFirst)
	case has(kinds, "question"):
		return questionsIn(rows, kinds)
	case has(kinds, "criterion") && (has(kinds, "meaning") || has(kinds, "weight")) && len(head) <= 4:
		return byRow(rows, nil, nil, false, kinds)
	case len(leveledAt) > 0:
		return reading{why: fmt.Sprintf("a table of %d levels: a rubric needs from 3 to 10", len(leveledAt))}
	}
	return reading{why: "a table whose columns are neither levels nor questions"}
}

// bracketForm is the name of a level with its number behind it: "Excels (4)".
var bracketForm = lazily(`^\PN+[(\[]\s*(\d{1,2})\s*(?i:points?|pts?|punkte?|puntos?)?\s*[)\]]$`)

// bracketNumber is the number behind the name of a level, or the name.
func bracketNumber(label string) string {
	if m := bracketForm().FindStringSubmatch(squash(label)); m != nil {
		return m[1]
	}
	return label
}

// bracketed returns the columns whose heads count levels one by one in
// brackets. Points of criteria seldom do.
func bracketed(head []string) []int {
	var at []int
	last, step := 0, 0
	for i, h := range head {
		m := bracketForm().FindStringSubmatch(squash(h))
		if m == nil {
			continue
		}
		n, err := strconv.Atoi(m[1])
		switch {
		case err != nil:
			return nil
		case len(at) == 1:
			step = n - last
		case len(at) > 1 && n-last != step:
			return nil
		}
		at, last = append(at, i), n
	}
	if step != 1 && step != -1 {
		return nil
	}
	return at
}

func has(kinds map[string]int, kind string) bool { _, ok := kinds[kind]; return ok }

// filled drops empty rows and makes all as long as the longest.
func filled(rows []row) []row {
	width := 0
	for _, r := range rows {
		width = max(width, len(r.cells))
	}
	var out []row
	for _, r := range rows {
		if strings.TrimSpace(strings.Join(r.cells, "")) == "" {
			continue
		}
		cells := make([]string, width)
		copy(cells, r.cells)
		out = append(out, row{cells, r.lines})
	}
	return out
}
