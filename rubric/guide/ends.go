package guide

import (
	"strings"
)

// endForm is the label of an example of a poor or a good answer, where a sentence
// or line begins.
var endForm = lazily(`(?i)(?:^|[.!?;"”»]\s+|\n\s*|[-–—/|]\s+)(?:an? )?(poor|weak|bad|low|average|ok|okay|acceptable|fair|adequate|good|strong|great|excellent|outstanding|schlecht|schwach|mittel|gut|stark|sehr gut|mauvais|faible|moyen|bon|tres bien|malo|debil|regular|bueno|fuerte)(?: (?:answer|response|candidate|antwort|reponse|respuesta))?\s*(?::|\s[-–—]\s|=)\s*`)

// ends are the levels that such a label names, of five.
var ends = map[string]int{
	"poor": 2, "weak": 2, "bad": 2, "low": 2, "schlecht": 2, "schwach": 2, "mauvais": 2, "faible": 2, "malo": 2, "debil": 2,
	"average": 3, "ok": 3, "okay": 3, "acceptable": 3, "fair": 3, "adequate": 3, "mittel": 3, "moyen": 3, "regular": 3,
	"good": 4, "strong": 4, "gut": 4, "stark": 4, "bon": 4, "bueno": 4, "fuerte": 4,
	"great": 5, "excellent": 5, "outstanding": 5, "sehr gut": 5, "tres bien": 5,
}

// endsIn reads examples of poorer and better answers in one passage: "Poor: I'd
// work harder. Good: names the stations that get closed." They describe levels of
// the answer to the question they stand at. Without a worse and a better one they
// are something else.
func endsIn(text string, lines span) (leveled, bool) {
	const levels = 5
	text = strings.TrimSpace(text)
	marks := endForm().FindAllStringSubmatchIndex(text, -1)
	if len(marks) < 2 || marks[0][0] != 0 {
		return leveled{}, false
	}
	out := leveled{text: make([]string, levels), lines: make([]span, levels), examples: true}
	worse, better := false, false
	for i, m := range marks {
		to := len(text)
		if i+1 < len(marks) {
			to = marks[i+1][0] + 1 // with the mark that ends the sentence
		}
		n := ends[plain(text[m[2]:m[3]])]
		said := strings.TrimRight(squash(text[m[1]:to]), " -–—/|")
		if said == "" || out.text[n-1] != "" {
			return leveled{}, false
		}
		out.text[n-1], out.lines[n-1] = said, lines
		worse, better = worse || n < 3, better || n > 3
	}
	return out, worse && better
}

// endsFrom reads blocks of which each begins with such a label, as many as do.
func endsFrom(bs []block) (l leveled, lines span, n int) {
	var texts []string
	for _, b := range bs {
		if (b.kind != paragraph && b.kind != item) || len(b.kids) > 0 {
			break
		}
		at := endForm().FindStringIndex(strings.TrimSpace(b.text))
		if at == nil || at[0] != 0 {
			break
		}
		texts, lines = append(texts, b.text), lines.with(b.lines)
		n++
	}
	l, ok := endsIn(strings.Join(texts, "\n"), lines)
	if !ok {
		return leveled{}, span{}, 0
	}
	return l, lines, n
}

// ends takes examples of poorer and better answers to the open question.
func (w *walker) ends(bs []block) int {
	if w.q == nil || w.q.closing || w.role == sampleRole || len(w.q.scale.text) > 0 && w.detail == nil {
		return 0
	}
	l, lines, n := endsFrom(bs)
	if n > 1 && len(w.q.own)+len(w.q.advice) == 0 && w.detail == nil {
		return 0 // lines of their own, where nothing else is stated: what is good are the criteria
	}
	if n > 0 {
		w.scaleUnder(l, lines)
		w.taken(lines, "examples of poorer and better answers, as levels")
	}
	return n
}

// endsAmong reads a list in which such examples stand, with what stands before and
// behind them.
func (w *walker) endsAmong(l block) bool {
	at, n := 0, 0
	for ; at < len(l.kids) && n == 0; at++ {
		_, _, n = endsFrom(l.kids[at:])
	}
	if at--; n == 0 {
		return false
	}
	part := func(kids []block) {
		if len(kids) > 0 {
			p := l
			p.kids = kids
			w.list(p)
		}
	}
	if at == 0 && w.ends(l.kids) == 0 {
		return false
	}
	if at > 0 {
		part(l.kids[:at])
		if w.ends(l.kids[at:]) == 0 {
			w.items(block{kind: list, kids: l.kids[at : at+n], fenced: l.fenced, lines: l.lines})
		}
	}
	part(l.kids[at+n:])
	return true
}
