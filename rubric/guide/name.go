package guide

import (
	"fmt"
	"strings"
	"unicode"
)

// ids gives out ids that differ.
type ids map[string]bool

// slug makes an id of the first words of text that carry meaning; fallback
// serves when no letter of it is Latin.
func (taken ids) slug(text string, words int, skip map[string]bool, fallback string) string {
	var parts []string
	for w := range strings.FieldsSeq(plain(text)) {
		w = strings.Map(func(r rune) rune {
			if r < unicode.MaxASCII {
				return r
			}
			return -1
		}, w)
		if w != "" && !skip[w] && len(parts) < words {
			parts = append(parts, w)
		}
	}
	const longest = 48
	id := strings.Join(parts, "-")
	for len(id) > longest && len(parts) > 1 {
		parts = parts[:len(parts)-1]
		id = strings.Join(parts, "-")
	}
	id = id[:min(len(id), longest)]
	if id == "" {
		id = fallback
	}
	unique := id
	for n := 2; taken[unique]; n++ {
		unique = fmt.Sprintf("%s-%d", id, n)
	}
	taken[unique] = true
	return unique
}

// counter is a number that sorts files.
var counter = lazily(`^\d+[-_. ]+`)

// named makes a title of the name of a file.
func named(stem string) string {
	s := squash(strings.NewReplacer("_", " ", "-", " ").Replace(counter().ReplaceAllString(stem, "")))
	if rs := []rune(s); len(rs) > 0 {
		return string(unicode.ToUpper(rs[0])) + string(rs[1:])
	}
	return s
}

func lowerFirst(s string) string {
	for i, r := range s {
		if i > 0 {
			if unicode.IsUpper(r) { // an abbreviation
				return s
			}
			return strings.ToLower(s[:i]) + s[i:]
		}
	}
	return s
}

// acronyms are words that a text writes in capitals even where it doesn't
// shout: those that stand so in lines with small letters, more often than not.
func acronyms(text string) map[string]bool {
	upper, lower := map[string]int{}, map[string]int{}
	for line := range strings.SplitSeq(text, "\n") {
		if shouted(line) {
			continue
		}
		for w := range strings.FieldsFuncSeq(line, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if l := strings.ToLower(w); w == strings.ToUpper(w) {
				upper[l]++
			} else {
				lower[l]++
			}
		}
	}
	out := map[string]bool{}
	for w, n := range upper {
		out[w] = n > lower[w] && (len(w) > 1 || w == "i")
	}
	return out
}

// shouted reports whether most letters of s are capitals.
func shouted(s string) bool {
	up, low := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			up++
		case unicode.IsLower(r):
			low++
		}
	}
	return up > 4 && up > 4*low
}

// spoken writes words in capitals as a sentence, its acronyms kept.
func spoken(s string, acronyms map[string]bool) string {
	if !shouted(s) {
		return s
	}
	var b strings.Builder
	word, first := "", true
	flush := func() {
		l := strings.ToLower(word)
		switch {
		case word == "":
		case acronyms[l]:
			b.WriteString(word)
		case first:
			r := []rune(l)
			b.WriteString(string(unicode.ToUpper(r[0])) + string(r[1:]))
		default:
			b.WriteString(l)
		}
		first = first && word == ""
		word = ""
	}
	for _, r := range s {
		if unicode.IsLetter(r) {
			word += string(r)
			continue
		}
		flush()
		b.WriteRune(r)
	}
	flush()
	return b.String()
}

// clip shortens s at a word, so that it has at most n characters.
func clip(s string, n int) string {
	rs := []rune(s)
	if len(rs) <= n {
		return s
	}
	cut := string(rs[:n])
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:-–") + " …"
}

// opening are words of prompts that say nothing of their topic, folded.
const opening = "us tell describe explain share give walk talk through think recall discuss time example situation please ever interview question " +
	"erzahlen erzahl beschreiben beschreibe schildern nennen erlautern geben beispiel bitte einmal zuletzt frage " +
	"parlez decrivez racontez donnez expliquez exemple fois citez " +
	"cuenteme cuentame cuentenos hableme describa explique ejemplo vez deme"

// smallWords are the words that carry no meaning in the languages we know,
// folded. "Not" does.
func smallWords() map[string]bool {
	out := wordSet(opening)
	for _, l := range languages() {
		for w := range strings.FieldsSeq(l.common) {
			out[w] = true
		}
	}
	delete(out, "not")
	return out
}

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// vague are words that stand in what any criterion says, folded.
const vague = "ability able skill skills good strong clear clearly understanding understands knowledge awareness experience approach thinking demonstrates demonstrate shows show candidate answer answers example examples effective effectively specific important using used works work working make makes things something " +
	"fahigkeit fahigkeiten kenntnis kenntnisse bewerber kandidat antwort zeigt klar gut capacite capacites connaissance candidat reponse montre clair capacidad capacidades conocimiento candidato respuesta muestra claro"
