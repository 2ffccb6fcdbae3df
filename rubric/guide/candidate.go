package guide

import (
	"slices"
	"strings"

	"mockstar/rubric"
)

const (
	statedBasis  = rubric.Stated
	derivedBasis = rubric.Derived
)

// A candidate is what may become a criterion.
type candidate struct {
	name    string // short; its id is made of it
	id      string // fixed, for the parts of a framework
	meaning string
	words   string // all the source says about it, for cues
	basis   rubric.Basis
	section string // of the source; empty for that of the question
	lines   []span
	weight  float64  // 0 when the source gives none
	levels  leveled  // empty when the source describes none
	probe   string   // empty when the source asks nothing back
	ours    bool     // the meaning and the probe are drafts of ours
	cues    []string // of ours; empty where they are made of the words
	yesOrNo bool     // the source knows met and unmet only
	avoid   bool     // an answer should not do it
}

// newCandidate takes text such as "Clarity (20 %): explains it plainly".
func newCandidate(text string, lines span, basis rubric.Basis) *candidate {
	it := block{kind: item, text: text, lines: lines}
	return fromItem(it, basis)
}

// longestMeaning is how many characters of the source a meaning repeats.
const longestMeaning = 320

// shareAlone is a weight with nothing beside it: "40 %".
var shareAlone = lazily(`^(\d+(?:[.,]\d+)?)\s*(?:%|(?i:points?|pts?|punkte?|puntos?))$`)

// fromItem makes a candidate of an item of a list, with what stands under it.
func fromItem(it block, basis rubric.Basis) *candidate {
	label, rest := labelled(it)
	weight, name := weightIn(label)
	c := &candidate{name: strings.Trim(squash(name), " :.;,"), basis: basis, lines: []span{it.lines}, weight: weight}
	if weight == 0 {
		c.weight, rest = weightIn(rest)
	}
	if m := shareAlone().FindStringSubmatch(rest); m != nil && c.weight == 0 {
		c.weight, rest = number(m[1]), ""
	}
	for _, k := range it.kids {
		if k.kind == list {
			if l, ok := levels(k); ok {
				c.levels = l
				continue
			}
		}
		if rest != "" {
			rest += "; "
		}
		rest += k.all()
	}
	c.words = name + "\n" + rest
	c.meaning = c.name
	c.explain(rest)
	return c
}

// explain adds to the meaning of c.
func (c *candidate) explain(text string) {
	if text = squash(text); text == "" {
		return
	}
	c.words += "\n" + text
	if c.meaning = c.name + ": " + text; strings.ContainsAny(lastRune(c.name), "?!.:") {
		c.meaning = c.name + " " + text
	}
	c.meaning = clip(c.meaning, longestMeaning)
}

func lastRune(s string) string {
	rs := []rune(s)
	if len(rs) == 0 {
		return ""
	}
	return string(rs[len(rs)-1:])
}

// all is the text of b and everything in it, its parts with semicolons
// between.
func (b block) all() string {
	parts := []string{b.one()}
	for _, k := range b.kids {
		parts = append(parts, k.all())
	}
	for _, r := range b.rows {
		parts = append(parts, squash(strings.Join(r.cells, " ")))
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(parts, "; ")
}

// longestLabel is how many words the label of an item has at most.
const longestLabel = 8

// labelled takes text such as "Label: the rest" apart: by its bold start, by a
// colon, or by a dash with space around it. Without a label all is label.
func labelled(it block) (label, rest string) {
	text := strings.TrimSpace(it.text)
	one := squash(text)
	if lead := squash(it.lead); lead != "" && len(lead) < len(one) && strings.HasPrefix(one, lead) {
		after := one[len(lead):]
		if strings.HasSuffix(lead, ":") || strings.IndexAny(after, ":-–—.") == 0 || strings.HasPrefix(strings.TrimLeft(after, " "), "–") {
			return strings.TrimRight(lead, " :.-–—"), strings.TrimLeft(after, " :.-–—")
		}
	}
	best := -1
	width := 0
	for _, sep := range []string{":\n", ": ", " – ", " — ", " - ", " -- "} {
		if i := strings.Index(text, sep); i > 0 && (best < 0 || i < best) {
			best, width = i, len(sep)
		}
	}
	if best < 0 && strings.HasSuffix(one, ":") {
		return strings.TrimRight(one, ":"), ""
	}
	if best < 0 {
		return one, ""
	}
	label = squash(text[:best])
	if len(strings.Fields(label)) > longestLabel || strings.ContainsAny(label, "?\"“„«") || strings.Count(label, "(") != strings.Count(label, ")") {
		return one, ""
	}
	return label, squash(text[best+width:])
}

// partNames are the parts of known frameworks by the names they go by, folded.
var partNames = map[string][]string{
	"situation": {"situation", "situacion", "ausgangslage", "kontext", "context", "contexte", "contexto"},
	"task":      {"task", "tasks", "aufgabe", "tache", "tarea"},
	"obstacle":  {"obstacle", "obstacles", "hindernis", "hurde", "obstaculo"},
	"challenge": {"challenge", "herausforderung", "defi", "desafio", "reto"},
	"problem":   {"problem", "probleme", "problema"},
	"action":    {"action", "actions", "handlung", "vorgehen", "aktion", "accion", "acciones"},
	"result":    {"result", "results", "ergebnis", "ergebnisse", "resultat", "resultats", "resultado", "resultados", "outcome"},
	"learning":  {"learning", "learnings", "lesson", "lessons", "lesson learned", "erkenntnis", "apprentissage", "aprendizaje", "reflection", "reflexion", "takeaway"},
	"insight":   {"insight", "ai specific insight", "ai insight"},
}

// partOf returns the part of a framework that a label names: "Situation", or
// "S – Situation".
func partOf(label string) (id string, ok bool) {
	s := plain(label)
	if len(s) > 2 && s[1] == ' ' {
		s = s[2:]
	}
	for id, names := range partNames {
		for _, n := range names {
			if s == n {
				return id, true
			}
		}
	}
	return "", false
}

// frameworks are known methods and their parts, for documents that name one
// without saying what it means.
var frameworks = []struct {
	name  string
	parts []string
}{
	{"STAR-AI", []string{"situation", "task", "action", "result", "insight"}},
	{"STARR", []string{"situation", "task", "action", "result", "learning"}},
	{"STARL", []string{"situation", "task", "action", "result", "learning"}},
	{"SOAR", []string{"situation", "obstacle", "action", "result"}},
	{"STAR", []string{"situation", "task", "action", "result"}},
	{"CARL", []string{"challenge", "action", "result", "learning"}},
	{"CAR", []string{"challenge", "action", "result"}},
	{"PAR", []string{"problem", "action", "result"}},
}

// methodWords stand beside the name of a framework, which may be a word of its
// own.
var methodWords = []string{"method", "format", "framework", "technique", "principle", "model", "methode", "modell", "prinzip", "schema", "metodo", "modelo", "tecnica"}

// mentioned returns the parts of the framework that text names.
func mentioned(text string) (name string, parts []string) {
	if !says(plain(text), methodWords) {
		return "", nil
	}
	words := " " + strings.Map(func(r rune) rune {
		if strings.ContainsRune(quotes+".,:;()/*–—", r) {
			return ' '
		}
		return r
	}, text) + " "
	words = strings.NewReplacer("-Method", " Method", "-method", " method", "-Prinzip", " Prinzip", "\n", " ").Replace(words)
	for _, f := range frameworks {
		if strings.Contains(words, " "+f.name+" ") {
			return f.name, f.parts
		}
	}
	return "", nil
}
