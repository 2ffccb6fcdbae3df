package guide

import (
	"slices"
	"strings"
	"unicode"

	"mockstar/rubric"
)

// labelForm is a label that says that a question follows: "Q3:", "Frage 2.",
// "Main question:".
var labelForm = lazily(`^(?i:(?:(?:main|opening|lead|key|core|primary|interview) )?(?:q|question|frage|pregunta)(?: principale?)?|hauptfrage|leitfrage|einstiegsfrage)\s*(?:\.?\s*\d+[a-z]?\s*[.:)\-–—]|:)\s*`)

// numberForm is the number of a heading or of a question in its words: "6.1",
// "3)", "IV." are numbers, "2024" and "3 reasons" are not.
var numberForm = lazily(`^(?:(?i:section|kapitel|abschnitt|section|capítulo|sección|chapitre|part|teil)\s+)?(\d{1,3}(?:\.\d{1,3})*)(?:[.):]\s*|\s+[-–—]\s*|\s+)`)

// asking starts prompts that need no question mark.
var asking = []string{
	"tell me", "tell us", "describe ", "walk me through", "walk us through", "talk me through", "talk about", "give me an example", "give us an example", "give an example", "share an example", "share a time", "think of a time", "think about a time", "recall a time", "imagine ", "suppose ", "discuss a time", "explain how you", "explain a time",
	"erzahlen sie", "erzahl ", "beschreiben sie", "beschreibe ", "schildern sie", "schildere ", "berichten sie", "berichte ", "nennen sie", "erlautern sie", "erklaren sie", "geben sie", "stellen sie sich vor", "denken sie an",
	"parlez moi", "parlez nous", "decrivez ", "racontez", "donnez moi", "donnez un exemple", "expliquez", "imaginez", "citez ",
	"cuenteme", "cuentame", "cuentenos", "hableme", "hablame", "describa ", "describe ", "explique ", "expliqueme", "deme un ejemplo", "de un ejemplo", "dame un ejemplo", "imagine ", "relate "}

// listedAsking are the starts of prompts that stand in a list of prompts and lack
// their question mark, or set a task.
var listedAsking = []string{
	"how do you", "how would you", "how have you", "how did you", "what do you", "what did you", "what would you", "what is your", "what are your", "what s your", "why do you", "why did you", "why are you", "when did you", "when have you", "where do you", "have you", "are you ", "can you", "could you", "would you", "do you", "did you", "which of your", "who is your",
	"explain ", "compare ", "contrast ", "name ", "list ", "define ", "design ", "sketch ", "outline ", "estimate ", "summarise ", "summarize ", "convince ", "sell ", "pitch ", "show me", "show us", "demonstrate ", "discuss ", "draw ", "write ", "role play", "improve ", "plan ", "build ", "create ", "teach ", "prepare ", "present ", "solve ", "calculate ", "identify ", "propose ", "give me", "give us", "share ", "rate ", "rank ",
	"wie ", "was ", "warum ", "haben sie", "hatten sie", "konnen sie", "wurden sie", "vergleichen sie", "zeichnen sie", "erstellen sie",
	"comment ", "pourquoi ", "quel ", "quelle ", "avez vous", "pouvez vous", "comparez ", "definissez ",
	"como ", "por que ", "que haria", "cual ", "cuales ", "ha tenido", "compare ", "defina "}

// past shows that a prompt asks for something that happened.
var past = []string{
	"a time", "an occasion", "a situation", "an example", "a project", "a case", "an instance", "a moment", "an incident", "you had to", "you dealt", "you designed", "you built", "you led", "you made", "did you", "have you ever", "you failed", "you influenced", "you were ", "you ve ", "you handled", "you worked", "you disagreed", "you lost", "you caused", "you took", "the last ", "the worst ", "the best ", "the biggest ", "the largest ", "the hardest ", "the toughest ", "most difficult", "most challenging", "most recent", "proudest", "what happened",
	"eine situation", "einen fall", "ein projekt", "ein beispiel", "zuletzt", "haben sie", "hast du", "mussten", "einmal", "als sie", "erlebt",
	"une situation", "une fois", "un projet", "un exemple", "un moment", "avez vous", "vous avez", "un cas", "une occasion", "ou vous",
	"una situacion", "una vez", "alguna vez", "un proyecto", "un ejemplo", "un momento", "has tenido", "has hecho", "ha tenido", "tuvo", "tuviste", "una ocasion", "un caso", "en que"}

// story starts prompts that ask for one thing the speaker lived through.
var story = []string{
	"tell me about a ", "tell me about an ", "tell us about a ", "tell us about an ", "describe a ", "describe an ", "walk me through a ", "walk us through a ", "talk me through a ",
	"erzahlen sie von ein", "erzahl von ein", "beschreiben sie ein", "beschreibe ein", "schildern sie ein", "schildere ein", "berichten sie von ein",
	"parlez moi d un", "decrivez un", "racontez", "cuenteme de un", "cuentame de un", "cuenteme un", "cuentame un", "hableme de un", "hablame de un", "describa un", "relate un"}

// general starts prompts that ask how somebody does things, and ask for a case
// only where they say so.
var general = []string{"how do you", "how would you", "how will you", "what do you", "what would you", "why do you", "when do you", "when would you", "wie gehen sie", "wie wurden sie", "was wurden sie", "comment feriez", "que feriez", "como haria", "que haria"}

// factual starts prompts that ask what somebody knows, folded.
var factual = []string{"what is ", "what are ", "what s ", "what does ", "what happens ", "what makes ", "what do ", "explain ", "define ", "compare ", "name ", "list ", "which of ", "how does ", "how is ", "how are ", "why is ", "why are ", "why does ",
	"was ist ", "was sind ", "was bedeutet ", "erklaren sie ", "wie funktioniert ", "qu est ce ", "expliquez ", "definissez ", "que es ", "que son ", "explique ", "defina ", "en que se diferencia "}

// asksFacts reports whether a prompt asks what somebody knows, and not what
// they did or would do.
func asksFacts(prompt string) bool {
	folded := plain(prompt) + " "
	return slices.ContainsFunc(factual, func(p string) bool { return strings.HasPrefix(folded, p) }) && !says(folded, append([]string{"example"}, you...))
}

// kindOf tells a story that is asked for from an approach.
func kindOf(prompt string) rubric.Kind {
	folded := plain(prompt) + " "
	starts := func(list []string) bool {
		return slices.ContainsFunc(list, func(s string) bool { return strings.HasPrefix(folded, s) })
	}
	switch {
	case starts(general) && !says(folded, []string{"example", "a time", "did you", "have you", "beispiel", "exemple", "ejemplo"}):
		return rubric.Approach
	case says(folded, past), starts(story):
		return rubric.Story
	}
	return rubric.Approach
}

const quotes = "\"“”„‟«»'‘’‚"

// prompt reads text as something an interviewer asks: quoted as a whole, or a
// question, or a request to tell. It returns the words without label, number
// and quotes.
func prompt(text string) (words, number string, ok bool) {
	words = undressed(squash(text))
	labelled := false
	if l := labelForm().FindString(words); l != "" {
		words, labelled = words[len(l):], true
	}
	if m := numberForm().FindStringSubmatch(words); m != nil {
		words, number = words[len(m[0]):], m[1]
	}
	words, quoted := unquote(words)
	folded := plain(words)
	n := len(strings.Fields(folded))
	switch {
	case n < 3 || n > 120 || placeholder().MatchString(words):
		return words, number, false
	case labelled, quoted && n > 3 && !strings.HasSuffix(words, ":"):
		return words, number, true
	case strings.HasSuffix(words, ":"):
		return words, number, false
	}
	ends := strings.TrimRight(words, quotes+" )*")
	asks := strings.HasSuffix(ends, "?") || strings.HasPrefix(words, "¿")
	for _, p := range asking {
		asks = asks || strings.HasPrefix(folded, p)
	}
	return words, number, asks
}

// unquote takes off quote marks around the whole of s.
func unquote(s string) (string, bool) {
	s = strings.TrimSpace(s)
	inner := strings.Trim(s, quotes)
	opened := len(s) > 0 && strings.HasPrefix(s, firstRune(s)) && strings.Contains(quotes, firstRune(s))
	closed := strings.TrimRight(s, quotes+".") != strings.TrimRight(s, ".")
	if !opened || !closed || strings.ContainsAny(inner, "\"“”„«»") {
		return s, false
	}
	return strings.TrimSpace(inner), true
}

// quotedForm is a quotation with words after it.
var quotedForm = lazily(`^["“„«]([^"“”„«»]+)["”“»]\s*[-–—:(]*\s*(\S.*)$`)

// quotedFirst takes a prompt in quotes and what stands behind it apart.
func quotedFirst(text string) (words, more string, ok bool) {
	m := quotedForm().FindStringSubmatch(text)
	if m == nil {
		return "", "", false
	}
	words, _, ok = prompt(m[1])
	return words, m[2], ok && roleOf(words) == noRole
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

// placeholder is what a template leaves to be filled in.
var placeholder = lazily(`^\[[^\]]*\]$`)

// tagForm is a tag behind a question, such as its difficulty.
var tagForm = lazily(`([?.!])\s*[\[(][^\])]{1,20}[\])]$`)

// undressed takes off pictures before a prompt and tags behind it.
func undressed(s string) string {
	s = strings.TrimLeftFunc(s, func(r rune) bool {
		return unicode.Is(unicode.So, r) || unicode.IsSpace(r) || r == '\uFE0F'
	})
	return tagForm().ReplaceAllString(s, "$1")
}

// countedForm is a label that counts questions: "Q3.".
var countedForm = lazily(`^(?i:q|question|frage|pregunta)\s*\.?\s*\d`)

// countedAlone is such a label with nothing behind it.
var countedAlone = lazily(`^(?i:q|question|frage|pregunta)\s*\.?\s*\d+[a-z]?\.?$`)

// onlyLabelled reports whether text is a question by its label alone, such as
// "Question 1: career so far", which may be a title over the question.
func onlyLabelled(text string) bool {
	words := undressed(squash(text))
	l := labelForm().FindString(words)
	if l == "" {
		return false
	}
	_, _, asks := prompt(words[len(l):])
	return !asks
}

// testsForm is what stands behind a question to say what it is to show:
// "– Tests: candour, care".
var testsForm = lazily(`^(.*?[?.!"”])\s*[-–—(\[]*\s*(\pL[\pL ]{1,30}):\s*([^:]+?)[)\].]*$`)

// tested takes a prompt and what it is to show apart.
func tested(text string) (words string, shows []string) {
	m := testsForm().FindStringSubmatch(squash(text))
	if m == nil || roleOf(m[2]) != criteriaRole {
		return text, nil
	}
	return m[1], listed(m[3])
}
