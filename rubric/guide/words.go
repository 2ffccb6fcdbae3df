package guide

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
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

// labels are short heads that announce something only when they stand alone,
// folded.
var labels = map[string]role{
	"a": sampleRole, "answer": sampleRole, "antwort": sampleRole, "reponse": sampleRole, "respuesta": sampleRole,
	"maps to": criteriaRole, "tests": criteriaRole, "assesses": criteriaRole, "evaluates": criteriaRole, "measures": criteriaRole, "skill": criteriaRole, "skills": criteriaRole, "tests for": criteriaRole,
	"good": criteriaRole, "strong": criteriaRole, "great": criteriaRole, "gut": criteriaRole, "bon": criteriaRole, "bueno": criteriaRole,
	"bad": warningRole, "weak": warningRole, "poor": warningRole, "schlecht": warningRole, "mauvais": warningRole, "malo": warningRole,
	"pruft": criteriaRole, "evalue": criteriaRole, "mide": criteriaRole,
	"prompts": followRole,
}

// roleOf reads what a heading, or a line that ends in a colon, announces.
func roleOf(text string) role {
	s := plain(text)
	if r, ok := labels[s]; ok {
		return r
	}
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
