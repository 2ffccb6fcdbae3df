package guide

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"mockstar/rubric"
)

// plain folds s for comparing words: small letters without accents, and one
// space for whatever is no letter or digit.
func plain(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'ß':
			b.WriteString("ss")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteRune(r)
			gap = false
		default:
			gap = true
		}
	}
	return b.String()
}

// says reports whether one of the phrases stands in the folded text s, where a
// word begins.
func says(s string, phrases []string) bool {
	for _, p := range phrases {
		for from := 0; ; {
			i := strings.Index(s[from:], p)
			if i < 0 {
				break
			}
			if from += i; from == 0 || s[from-1] == ' ' {
				return true
			}
			from++
		}
	}
	return false
}

// A role is what a heading says about the passage under it.
type role string

const (
	noRole       role = ""
	criteriaRole role = "criteria"
	adviceRole   role = "advice"
	sampleRole   role = "sample answer"
	warningRole  role = "warning signs"
	followRole   role = "follow-up questions"
	namesRole    role = "terms"
	closingRole  role = "closing"
)

// roles are tried in this order: "questions to ask" comes before "questions",
// "sample answer structure" before "answer structure".
var roles = []struct {
	role    role
	phrases []string // folded; English, German, French, Spanish
}{
	{closingRole, []string{
		"questions to ask", "questions for the interviewer", "questions for your interviewer", "questions for us", "your questions for", "candidate s questions", "candidate questions",
		"fragen an den interviewer", "fragen an die interviewer", "fragen an uns", "ihre fragen an", "ruckfragen der", "fragen der bewerber", "fragen des bewerbers",
		"questions a poser", "vos questions", "questions du candidat",
		"preguntas para el entrevistador", "preguntas para nosotros", "sus preguntas", "tus preguntas", "preguntas del candidato"}},
	{followRole, []string{
		"follow up", "followup", "probing", "probe", "dig deeper", "prompts if", "possible prompt", "optional prompt", "further prompt", "prompt question", "supplementary question",
		"nachfrage", "vertiefungsfrage", "relance", "questions de suivi", "pour approfondir", "repregunta", "preguntas de seguimiento", "para profundizar"}},
	{warningRole, []string{
		"red flag", "warning sign", "weak answer", "poor answer", "bad answer", "what to avoid", "avoid", "common mistake", "pitfall", "negative indicator", "negative sign", "contra indicator",
		"warnsignal", "warnzeichen", "schwache antwort", "vermeiden", "haufige fehler",
		"signaux d alerte", "a eviter", "mauvaise reponse", "erreurs frequentes", "senales de alarma", "senales de alerta", "evitar", "errores comunes", "respuesta debil"}},
	{sampleRole, []string{
		"sample", "example answer", "model answer", "example response", "example of a good answer",
		"musterantwort", "beispielantwort", "beispiel fur eine", "exemple de reponse", "reponse type", "reponse modele", "respuesta de ejemplo", "respuesta modelo", "ejemplo de respuesta"}},
	{namesRole, []string{
		"to know", "keywords", "key terms", "terminology", "stichworte", "schlusselbegriffe", "fachbegriffe", "mots cles", "vocabulaire", "palabras clave", "terminos clave"}},
	{criteriaRole, []string{
		"looking for", "look for", "listen for", "evaluation criteria", "assessment criteria", "grading criteria", "scoring criteria", "criteria", "key themes", "key points", "key signals",
		"competenc", "indicator", "rating guide", "rating scale", "scoring", "what to listen", "we assess", "we evaluate", "what we value", "what good looks like", "what matters", "positive signals", "green flag", "skills assessed", "rubric", "scoring guide", "score sheet",
		"worauf", "kriterien", "bewertungskriteri", "beurteilungskriteri", "kernthemen", "kernpunkte", "erwartungshorizont", "kompetenzen", "bewertungsbogen", "bewertungsraster", "das horen wir gern",
		"criteres", "ce que nous recherchons", "ce que l on recherche", "ce que recherche", "points cles", "themes cles", "attendus", "competences", "grille d evaluation", "grille",
		"criterios", "lo que buscamos", "que buscamos", "lo que se busca", "temas clave", "puntos clave", "competencias", "se valora", "aspectos a evaluar", "rubrica"}},
	{adviceRole, []string{
		"strong answer", "good answer", "great answer", "answer structure", "answer element", "structure your answer", "how to answer", "framework", "tips", "advice", "approach", "a strong response", "a good response",
		"gute antwort", "starke antwort", "aufbau der antwort", "hinweise", "tipps", "bonne reponse", "structure de la reponse", "conseils", "buena respuesta", "estructura de la respuesta", "consejos", "pistas"}},
}

// longestHead is how many words a heading with a role has at most: a longer
// one is a sentence about something.
const longestHead = 9

// roleOf reads what a heading, or a line that ends in a colon, announces.
func roleOf(text string) role {
	s := plain(text)
	if n := len(strings.Fields(s)); n == 0 || n > longestHead || addressed(text, s) {
		return noRole
	}
	for _, r := range roles {
		if says(s, r.phrases) {
			return r.role
		}
	}
	return noRole
}

var you = []string{"you ", "your ", "sie ", "ihre ", "ihren ", "ihr ", "du ", "dein", "vous ", "votre ", "vos ", "tu ", "te ", "usted ", "su "}

// addressed reports whether text asks somebody something, so that it is a
// question however it is worded: "What are you looking for in a team?".
func addressed(text, folded string) bool {
	return strings.Contains(text, "?") && says(folded+" ", you)
}

// labelForm is a label that says that a question follows: "Q3:", "Frage 2.",
// "Main question:".
var labelForm = regexp.MustCompile(`^(?i:(?:(?:main|opening|lead|key|core|primary|interview) )?(?:q|question|frage|pregunta)(?: principale?)?|hauptfrage|leitfrage|einstiegsfrage)\s*(?:\.?\s*\d+[a-z]?\s*[.:)\-–—]|:)\s*`)

// numberForm is the number of a heading or of a question in its words: "6.1",
// "3)", "IV." are numbers, "2024" and "3 reasons" are not.
var numberForm = regexp.MustCompile(`^(?:(?i:section|kapitel|abschnitt|section|capítulo|sección|chapitre|part|teil)\s+)?(\d{1,3}(?:\.\d{1,3})*)(?:[.):]\s*|\s+[-–—]\s*|\s+)`)

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
	"explain ", "compare ", "contrast ", "name ", "list ", "define ", "design ", "sketch ", "outline ", "estimate ", "summarise ", "summarize ", "convince ", "sell ", "pitch ", "show me", "show us", "demonstrate ", "discuss ", "draw ", "write ", "role play", "give me", "give us", "share ", "rate ", "rank ",
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
	words = squash(text)
	labelled := false
	if l := labelForm.FindString(words); l != "" {
		words, labelled = words[len(l):], true
	}
	if m := numberForm.FindStringSubmatch(words); m != nil {
		words, number = words[len(m[0]):], m[1]
	}
	words, quoted := unquote(words)
	folded := plain(words)
	n := len(strings.Fields(folded))
	switch {
	case n < 3 || n > 120:
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
var quotedForm = regexp.MustCompile(`^["“„«]([^"“”„«»]+)["”“»]\s*[-–—:(]*\s*(\S.*)$`)

// quotedFirst takes a prompt in quotes and what stands behind it apart.
func quotedFirst(text string) (words, more string, ok bool) {
	m := quotedForm.FindStringSubmatch(text)
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
