package guide

import (
	"slices"
	"strconv"
	"strings"
)

// levelWords rank names of levels from worst (0) to best (5), folded. Among
// phrases that fit, the longest counts: "not good" is more than "good".
var levelWords = [...][]string{
	{"no evidence", "not evident", "absent", "none", "missing", "unsatisfactory", "unacceptable", "fail", "strong no", "strong no hire", "fehlt", "ungenugend", "insuffisant", "insuficiente", "absente", "nulo", "not demonstrated"},
	{"poor", "weak", "below", "below expectations", "novice", "beginner", "beginning", "needs improvement", "does not meet", "not good", "no hire", "not yet", "low", "mangelhaft", "schwach", "unter den erwartungen", "erfullt nicht", "nicht erfullt", "faible", "debutant", "deficiente", "debil", "bajo", "principiante", "a ameliorer"},
	{"fair", "emerging", "developing", "basic", "partial", "partially", "partially meets", "limited", "lean no", "mixed", "ausreichend", "teilweise", "teilweise erfullt", "in entwicklung", "en developpement", "partiel", "en desarrollo", "regular", "basico", "moyen", "junior", "pass", "approaching"},
	{"satisfactory", "adequate", "competent", "meets", "meets expectations", "proficient", "acceptable", "average", "okay", "ok", "medium", "befriedigend", "erfullt", "solide", "satisfaisant", "conforme", "satisfactorio", "aceptable", "medio", "cumple", "mid"},
	{"good", "strong", "solid", "above", "above expectations", "accomplished", "skilled", "hire", "high", "gut", "stark", "fortgeschritten", "bien", "bon", "bueno", "notable", "fort", "alto", "senior", "maitrise", "merit", "credit"},
	{"excellent", "exceeds", "exceeds expectations", "outstanding", "exemplary", "expert", "distinguished", "advanced", "exceptional", "mastery", "strong hire", "very good", "great", "sehr gut", "hervorragend", "ausgezeichnet", "ubertrifft", "herausragend", "exemplaire", "tres bien", "sobresaliente", "excelente", "muy bueno", "supera", "depasse", "staff", "distinction", "high distinction"},
}

// levelForm is a level by its number: "1", "Level 2: weak", "3 (good)",
// "5 points", "1-2", "Stufe 4 – sicher". What follows is its name.
var levelForm = lazily(`^(?i:level|score|rating|grade|band|stufe|note|niveau|nivel|punktzahl)?\s*(\d{1,2})(?:\s*(?:[-–]|to|bis|à|a)\s*\d{1,2})?\s*(?i:points?|pts?|punkte?|puntos?)?\s*(?:[-–—:=.)(/]|$)`)

// rangeForm is a range of marks behind the name of a level: "Pass (40-59)".
var rangeForm = lazily(`^\PN+[(\[]\s*(\d{1,3})\s*%?\s*(?:[-–]|to|bis|à|a)\s*\d{1,3}\s*(?i:%|points?|pts?|marks?|punkte?|puntos?)?\s*[)\]]$`)

// headForm is a level by number and name, as the head of a column has it:
// "1 Novice".
var headForm = lazily(`^\d{1,2}\s+\pL[\pL\s-]{0,40}$`)

// headLevel reads the head of a column or row as the name of a level.
func headLevel(label string) (rank float64, ok bool) {
	if label = squash(label); headForm().MatchString(label) && len(strings.Fields(label)) <= 4 {
		label, _, _ = strings.Cut(label, " ")
	}
	return levelOf(label)
}

// levelOf reads the name of a level. The rank orders levels of one scale.
func levelOf(label string) (rank float64, ok bool) {
	label = squash(label)
	if m := levelForm().FindStringSubmatch(label); m != nil {
		n, err := strconv.Atoi(m[1])
		return float64(n), err == nil && n <= 10
	}
	if m := rangeForm().FindStringSubmatch(label); m != nil {
		n, err := strconv.Atoi(m[1])
		return float64(n), err == nil
	}
	s := plain(label)
	longest := 0
	for r, words := range levelWords {
		for _, w := range words {
			if (s == w || strings.HasPrefix(s, w+" ") && len(strings.Fields(s)) <= 4) && len(w) > longest {
				rank, ok, longest = float64(r), true, len(w)
			}
		}
	}
	return rank, ok
}

// isScale reports whether labels name from 3 to 10 levels in a row, and whether
// the best comes first.
func isScale(labels []string) (bestFirst, ok bool) {
	if len(labels) < 3 || len(labels) > 10 {
		return false, false
	}
	var first, last float64
	for i, l := range labels {
		r, isLevel := headLevel(l)
		if !isLevel {
			return false, false
		}
		if i == 0 {
			first = r
		}
		last = r
	}
	return first > last, first != last
}

// itemLevel takes an item such as "3 - gives one example" apart.
func itemLevel(it block) (label, anchor string, ok bool) {
	text := it.one()
	if m := levelForm().FindString(text); m != "" {
		label, anchor = m, strings.TrimLeft(text[len(m):], " -–—:=.)")
		if name, rest, named := strings.Cut(anchor, ": "); named { // "5 - strong: names the figure"
			if _, isLevel := levelOf(name); isLevel {
				anchor = rest
			}
		}
		return label, anchor, anchor != ""
	}
	label, anchor = labelled(it)
	_, ok = levelOf(label)
	return label, anchor, ok && anchor != ""
}

// A leveled is what a list of levels describes, worst first.
type leveled struct {
	text     []string // empty where the source skips a level
	lines    []span
	from0    bool // the source counts from 0
	examples bool // they are of answers to one question
}

// levels reads a list whose items describe levels.
func levels(l block) (leveled, bool) {
	var out leveled
	var labels []string
	for _, it := range l.kids {
		label, anchor, ok := itemLevel(it)
		if !ok {
			return leveled{}, false
		}
		labels = append(labels, label)
		out.text = append(out.text, anchor)
		out.lines = append(out.lines, it.lines)
	}
	bestFirst, ok := isScale(labels)
	if ok {
		out.settle(labels, bestFirst)
	}
	return out, ok
}

// settle puts levels in order, worst first, and leaves room for those that the
// source skips: many a scale describes 1, 3 and 5 only.
func (l *leveled) settle(labels []string, bestFirst bool) {
	var ns []int
	for _, label := range labels {
		if m := levelForm().FindStringSubmatch(squash(label)); m != nil {
			n, err := strconv.Atoi(m[1])
			if err == nil {
				ns = append(ns, n)
			}
		}
	}
	if bestFirst {
		slices.Reverse(l.text)
		slices.Reverse(l.lines)
		slices.Reverse(ns)
	}
	if len(ns) != len(labels) {
		return
	}
	l.from0 = ns[0] == 0
	for i, n := range ns[1:] {
		if n != ns[i]+2 || ns[len(ns)-1]-ns[0] > 8 {
			return
		}
	}
	var text []string
	var lines []span
	for i := range l.text {
		if i > 0 {
			text, lines = append(text, ""), append(lines, span{})
		}
		text, lines = append(text, l.text[i]), append(lines, l.lines[i])
	}
	l.text, l.lines = text, lines
}

// shareForm is a weight in brackets: "(30 %)", "[weight 2]", "(5 points)".
var shareForm = lazily(`(?i)[(\[]\s*(?:(weight|gewicht|gewichtung|poids|peso)\s*:?\s*)?([0-9]+(?:[.,][0-9]+)?)\s*(%|points?|pts?|punkte?|puntos?)?\s*[)\]]`)

// weightIn finds a weight in text and returns the text without it.
func weightIn(text string) (float64, string) {
	m := shareForm().FindStringSubmatchIndex(text)
	if m == nil || m[2] < 0 && m[6] < 0 {
		return 0, text
	}
	return number(text[m[4]:m[5]]), squash(text[:m[0]] + " " + text[m[1]:])
}

// number reads "30", "30 %" or "1,5"; 0 when it is none that can be a weight.
func number(s string) float64 {
	s = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(s), "%"))
	s = strings.TrimLeft(strings.ReplaceAll(s, ",", "."), "x× ")
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v >= 0.01 && v <= 100) {
		return 0
	}
	return v
}
