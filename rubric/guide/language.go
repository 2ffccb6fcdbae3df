package guide

import (
	"fmt"
	"strings"

	"mockstar/rubric"
)

// A language holds what is drafted in it, and the words that carry no meaning.
type language struct {
	name    string
	common  string          // frequent small words, folded, with spaces between
	scale   [5]string       // a general scale, worst first
	above   string          // a level between two of the scale: its number, how many there are, the lower one
	between string          // a level that the source skips: the numbers of the two beside it
	probe   string          // %s is the criterion
	about   string          // %s is what the table is about
	closing string          // what the interviewer says to invite the candidate's questions
	asks    aspect          // what those are graded by when the source names nothing
	whole   aspect          // grades an answer as a whole, where the source has one scale for it
	how     []aspect        // grade an answer on how somebody goes about something, when the source names nothing
	parts   map[string]part // of frameworks, by id
}

// An aspect is a criterion of our own, for sources that name none.
//
// Its cues are in English, which is what the embedded examiner reads.
type aspect struct{ id, meaning, probe, cues string }

// needs are what an answer is graded by when the source names nothing.
func (l *language) needs(kind rubric.Kind) []aspect {
	if kind != rubric.Story {
		return l.how
	}
	var out []aspect
	for _, id := range []string{"situation", "action", "result"} {
		out = append(out, aspect{id, l.parts[id].meaning, l.parts[id].probe, ""})
	}
	return out
}

// What answers say that tell how, why, and give a case.
const (
	stepCues    = "first; then; after that; before that; next; at the end; step by step; every time; usually; always; start by; begin with; make sure; check; once that"
	reasonCues  = "because; instead of; rather than; so that; the reason; otherwise; to avoid; depends on; trade off; the risk; unless; which means; costs; better than; not enough"
	exampleCues = "for example; for instance; last year; last month; last week; once; one time; in one case; at my last; when i; turned out; in the end; we had"
)

// A part of a framework has a meaning and a question that asks for it.
type part struct{ meaning, probe string }

// draft words level i of n, counted from 0, from the general scale.
func (l *language) draft(i, n int) string {
	switch n {
	case 3:
		return l.scale[2*i]
	case 4:
		return l.scale[[...]int{0, 1, 3, 4}[i]]
	}
	at := i * (len(l.scale) - 1)
	if at%(n-1) == 0 {
		return l.scale[at/(n-1)]
	}
	return fmt.Sprintf(l.above, i+1, n, lowerFirst(l.scale[at/(n-1)]))
}

func languages() []*language {
	return []*language{english(), german(), french(), spanish()}
}

// detect returns the language most of whose small words stand in text, English
// when there is none.
func detect(text string) *language {
	count := map[string]int{}
	for w := range strings.FieldsSeq(plain(text)) {
		count[w]++
	}
	var best *language
	most := -1
	for _, l := range languages() {
		n := 0
		for w := range strings.FieldsSeq(l.common) {
			n += count[w]
		}
		if n > most {
			best, most = l, n
		}
	}
	return best
}

func english() *language {
	return &language{
		name:   "English",
		common: "the of and to in is you that it for on are as with they be at have this from or had by but what when we there can an your which their said if do will each about how up out them then she many some so these would other into has her two like him see time could no make than been its who now did my over also only after me our not was were should any more most why where while such very just being a i he his between both around under own same each every few another during before until while whether because through without within across against toward per via vs etc e g let lets get got getting s t d m re ve ll don doesn didn isn wasn aren won",
		scale: [5]string{
			"Nothing said bears on it, or the opposite is shown.",
			"Names or claims it, with nothing behind it.",
			"Shows it once in a real case; a reason, a figure or the own part is missing.",
			"Shows it in a real case with own acts, and gives reasons or figures.",
			"As the level below, and weighs an alternative or admits a limit.",
		},
		above:   "Level %d of %d, above this: %s",
		between: "More than level %d describes, and less than level %d does.",
		probe:   "Could you tell me more about this point: %s?",
		about:   "Walk me through a piece of your own work (%s): what it was, what you did, and how it came out.",
		closing: "That was my last question. Now it is your turn: what would you like to ask me?",
		asks:    aspect{"specific-questions", "Asks open questions that are about this work and this team.", "What else would you like to know about the work?", ""},
		whole:   aspect{"answer", "The answer as a whole, by the levels that the source gives for this question.", "What would you add to make your answer complete?", ""},
		how: []aspect{
			{"method", "Says step by step how it works or how the speaker goes about it.", "Could you take me through that step by step?", stepCues},
			{"reasons", "Says why it is so, or why this way and not another.", "What are the reasons behind that?", reasonCues},
			{"example", "Backs it with a real case and how it came out.", "Where have you done or seen that, and how did it come out?", exampleCues},
		},
		parts: map[string]part{
			"situation": {"Sets the scene: where, when, what was at stake.", "Where and when was that, and what was at stake?"},
			"task":      {"Says what the speaker was responsible for and had to reach.", "What were you yourself responsible for, and what had to be reached?"},
			"obstacle":  {"Says what stood in the way.", "What stood in your way?"},
			"challenge": {"Says what was difficult and why it mattered.", "What made it difficult, and why did it matter?"},
			"problem":   {"Says what was wrong and for whom.", "What was wrong, and for whom?"},
			"action":    {"Says what the speaker did in person, and why.", "What did you do yourself, and why that way?"},
			"result":    {"Says how it came out, in figures where there are any.", "How did it turn out, and how do you know?"},
			"learning":  {"Says what the speaker learned from it.", "What did you learn from it?"},
			"insight":   {"Says what it taught, drawn from this case and useful elsewhere.", "What did it teach you that holds elsewhere too?"},
		},
	}
}

func german() *language {
	return &language{
		name:   "German",
		common: "der die das und ist in den von zu mit sich des auf fur nicht ein eine einer eines einem einen als auch es an werden aus er hat dass sie nach wird bei um am sind noch wie uber so zum war haben nur oder aber vor zur bis mehr durch man sein wurde wenn konnen ihr ihre ihren ihrem was wir uns ich mir mich wann wo warum welche welcher wer im vom ihnen bitte",
		scale: [5]string{
			"Dazu wird nichts gesagt, oder das Gegenteil zeigt sich.",
			"Wird nur genannt oder behauptet, ohne etwas dahinter.",
			"Zeigt sich einmal an einem echten Fall; Grund, Zahl oder eigener Anteil fehlt.",
			"Zeigt sich an einem echten Fall mit eigenem Handeln und mit Gründen oder Zahlen.",
			"Wie die Stufe darunter, dazu wird eine Alternative abgewogen oder eine Grenze benannt.",
		},
		above:   "Stufe %d von %d, mehr als dies: %s",
		between: "Mehr, als Stufe %d beschreibt, und weniger, als Stufe %d beschreibt.",
		probe:   "Könnten Sie zu diesem Punkt mehr sagen: %s?",
		about:   "Schildern Sie mir eine eigene Arbeit (%s): worum es ging, was Sie getan haben und was herauskam.",
		closing: "Das war meine letzte Frage. Jetzt sind Sie an der Reihe: Was möchten Sie von mir wissen?",
		asks:    aspect{"specific-questions", "Stellt offene Fragen, die sich auf diese Arbeit und dieses Team beziehen.", "Was möchten Sie noch über die Arbeit wissen?", ""},
		whole:   aspect{"answer", "Die Antwort als Ganzes, nach den Stufen, die die Quelle für diese Frage nennt.", "Was würden Sie noch ergänzen, damit Ihre Antwort vollständig ist?", ""},
		how: []aspect{
			{"method", "Sagt Schritt für Schritt, wie es geht oder wie die Person vorgeht.", "Könnten Sie mich Schritt für Schritt hindurchführen?", stepCues},
			{"reasons", "Sagt, warum es so ist oder warum so und nicht anders.", "Welche Gründe stehen dahinter?", reasonCues},
			{"example", "Belegt es mit einem echten Fall und dessen Ausgang.", "Wo haben Sie das getan oder erlebt, und wie ging es aus?", exampleCues},
		},
		parts: map[string]part{
			"situation": {"Beschreibt die Lage: wo, wann, worum es ging.", "Wo und wann war das, und worum ging es?"},
			"task":      {"Sagt, wofür die Person verantwortlich war und was sie erreichen sollte.", "Wofür waren Sie selbst verantwortlich, und was sollte erreicht werden?"},
			"obstacle":  {"Sagt, was im Weg stand.", "Was stand Ihnen im Weg?"},
			"challenge": {"Sagt, was schwierig war und warum es zählte.", "Was war daran schwierig, und warum war es wichtig?"},
			"problem":   {"Sagt, was nicht stimmte und für wen.", "Was stimmte nicht, und für wen?"},
			"action":    {"Sagt, was die Person selbst getan hat und warum.", "Was haben Sie selbst getan, und warum so?"},
			"result":    {"Sagt, was herauskam, möglichst in Zahlen.", "Was kam dabei heraus, und woran sehen Sie das?"},
			"learning":  {"Sagt, was die Person daraus gelernt hat.", "Was haben Sie daraus gelernt?"},
			"insight":   {"Sagt, was daraus zu lernen war und anderswo gilt.", "Was lässt sich daraus lernen, das auch anderswo gilt?"},
		},
	}
}

func french() *language {
	return &language{
		name:   "French",
		common: "le la les de des du et est en un une que qui dans pour par sur avec ne pas au aux ce cette ces son sa ses il elle nous vous ils elles se plus ou mais comme leur leurs si sont ete etre avoir fait quand comment pourquoi quel quelle quels quelles votre vos notre nos je me mon ma mes d l s qu j n y a",
		scale: [5]string{
			"Rien n'en est dit, ou le contraire apparaît.",
			"Le point est seulement nommé ou affirmé, sans rien derrière.",
			"Montré une fois sur un cas réel ; il manque une raison, un chiffre ou la part personnelle.",
			"Montré sur un cas réel par des actes personnels, avec des raisons ou des chiffres.",
			"Comme le niveau inférieur, et une autre voie est pesée ou une limite reconnue.",
		},
		above:   "Niveau %d sur %d, au-dessus de ceci : %s",
		between: "Plus que le niveau %d, et moins que le niveau %d.",
		probe:   "Pourriez-vous en dire plus sur ce point : %s ?",
		about:   "Présentez-moi un de vos travaux (%s) : de quoi il s'agissait, ce que vous avez fait, ce qui en est sorti.",
		closing: "C'était ma dernière question. À vous maintenant : que souhaitez-vous me demander ?",
		asks:    aspect{"specific-questions", "Pose des questions ouvertes sur ce travail et cette équipe.", "Que voulez-vous encore savoir sur le travail ?", ""},
		whole:   aspect{"answer", "La réponse dans son ensemble, selon les niveaux que la source donne pour cette question.", "Qu'ajouteriez-vous pour que votre réponse soit complète ?", ""},
		how: []aspect{
			{"method", "Dit étape par étape comment cela marche ou comment la personne s'y prend.", "Pourriez-vous me l'exposer étape par étape ?", stepCues},
			{"reasons", "Dit pourquoi il en est ainsi, ou pourquoi ainsi et pas autrement.", "Quelles en sont les raisons ?", reasonCues},
			{"example", "L'appuie sur un cas réel et son issue.", "Où l'avez-vous fait ou vu, et qu'en est-il sorti ?", exampleCues},
		},
		parts: map[string]part{
			"situation": {"Pose le décor : où, quand, ce qui était en jeu.", "Où et quand était-ce, et qu'est-ce qui était en jeu ?"},
			"task":      {"Dit de quoi la personne était responsable et ce qu'elle devait atteindre.", "De quoi étiez-vous responsable, et que fallait-il atteindre ?"},
			"obstacle":  {"Dit ce qui faisait obstacle.", "Qu'est-ce qui vous faisait obstacle ?"},
			"challenge": {"Dit ce qui était difficile et pourquoi cela comptait.", "Qu'est-ce qui était difficile, et pourquoi cela comptait-il ?"},
			"problem":   {"Dit ce qui n'allait pas et pour qui.", "Qu'est-ce qui n'allait pas, et pour qui ?"},
			"action":    {"Dit ce que la personne a fait elle-même, et pourquoi.", "Qu'avez-vous fait vous-même, et pourquoi ainsi ?"},
			"result":    {"Dit ce que cela a donné, en chiffres si possible.", "Qu'est-ce que cela a donné, et comment le savez-vous ?"},
			"learning":  {"Dit ce que la personne en a appris.", "Qu'en avez-vous appris ?"},
			"insight":   {"Dit ce que ce cas a appris et qui vaut ailleurs.", "Qu'avez-vous appris qui vaille aussi ailleurs ?"},
		},
	}
}

func spanish() *language {
	return &language{
		name:   "Spanish",
		common: "el la los las de del y es en un una que por con para no se su sus al lo como mas pero le les ha me si sin sobre este esta estos estas entre cuando muy ya todo tambien fue habia ser son hay nos porque cual cuales quien donde desde ellos usted ustedes tu tus mi mis yo o a ante bajo nuestro nuestra",
		scale: [5]string{
			"No se dice nada al respecto, o se muestra lo contrario.",
			"Solo se nombra o se afirma, sin nada detrás.",
			"Se muestra una vez en un caso real; falta una razón, una cifra o la parte propia.",
			"Se muestra en un caso real con actos propios y con razones o cifras.",
			"Como el nivel inferior, y además sopesa una alternativa o admite un límite.",
		},
		above:   "Nivel %d de %d, por encima de esto: %s",
		between: "Más que el nivel %d y menos que el nivel %d.",
		probe:   "¿Podría contarme más sobre este punto: %s?",
		about:   "Cuénteme un trabajo suyo (%s): de qué se trataba, qué hizo y cómo salió.",
		closing: "Esa fue mi última pregunta. Ahora le toca a usted: ¿qué le gustaría preguntarme?",
		asks:    aspect{"specific-questions", "Hace preguntas abiertas sobre este trabajo y este equipo.", "¿Qué más le gustaría saber sobre el trabajo?", ""},
		whole:   aspect{"answer", "La respuesta en conjunto, según los niveles que la fuente da para esta pregunta.", "¿Qué añadiría para que su respuesta quede completa?", ""},
		how: []aspect{
			{"method", "Dice paso a paso cómo funciona o cómo procede la persona.", "¿Podría explicármelo paso a paso?", stepCues},
			{"reasons", "Dice por qué es así, o por qué así y no de otro modo.", "¿Qué razones hay detrás?", reasonCues},
			{"example", "Lo respalda con un caso real y su resultado.", "¿Dónde lo ha hecho o visto, y cómo resultó?", exampleCues},
		},
		parts: map[string]part{
			"situation": {"Sitúa el caso: dónde, cuándo, qué estaba en juego.", "¿Dónde y cuándo fue, y qué estaba en juego?"},
			"task":      {"Dice de qué era responsable la persona y qué debía lograr.", "¿De qué era usted responsable, y qué había que lograr?"},
			"obstacle":  {"Dice qué se interponía.", "¿Qué se interponía?"},
			"challenge": {"Dice qué era difícil y por qué importaba.", "¿Qué era lo difícil, y por qué importaba?"},
			"problem":   {"Dice qué iba mal y para quién.", "¿Qué iba mal, y para quién?"},
			"action":    {"Dice lo que hizo la propia persona, y por qué.", "¿Qué hizo usted mismo, y por qué así?"},
			"result":    {"Dice cómo salió, con cifras si las hay.", "¿Cómo salió, y cómo lo sabe?"},
			"learning":  {"Dice qué aprendió la persona.", "¿Qué aprendió de ello?"},
			"insight":   {"Dice lo que enseñó el caso y sirve en otros.", "¿Qué le enseñó que sirva también en otros casos?"},
		},
	}
}
