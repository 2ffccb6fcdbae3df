package lexical

import (
	"strings"
	"unicode"

	"mockstar/rubric/lexical/internal/read"
)

// Foreign reports whether a reply is in another language than English, however
// short it is: in other letters, or with more little words of another language
// than English ones.
func Foreign(text string) bool {
	latin, others := 0, 0
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Latin, r):
			latin++
		default:
			others++
		}
	}
	const signs = 3 // so many letters of other kinds may be signs, as in "σ² = 3"
	if others > latin && others > signs {
		return true
	}
	foreign := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if little[w] {
			foreign++
		}
	}
	r := read.Read([]read.Line{{Text: text}})
	return foreign >= 2 && foreign > r.English
}

// little words of the languages that candidates are likeliest to slip into. None
// is an English word.
var little = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`
		ich und nicht das ist wir der den dem ein eine einen habe hatte haben hatten war waren mit für auf von zu sich auch aber weil als dass wie bei nach schon können weiß kann keine kein mir mich uns sie
		je nous est sont une des les dans pour avec pas que qui sur mais avons avait était étaient ont cette ce plus aux du sais puis peux ne
		yo nosotros el los las una unos es son en con por para pero porque que del fue era eran hemos tengo tenía puedo puedes no sé pregunta muy lo se mi
		eu não um uma os nós com para mas porque foi era tenho posso uns pergunta muito isso
		io noi il gli una sono è che non con per ma perché era ho abbiamo posso questo questa del della molto
		ik wij we het een niet en maar omdat met voor van dat was hebben kan mijn zijn naar
		jag och inte det är som för med på av
		nie jest się że na do jak ale mam był
		ve bir bu için ben çok değil ama`) {
		out[w] = true
	}
	for _, w := range strings.Fields("as was no me we en es do on que die war das plus du per se van not bin era jak las los med") { // English, or names
		delete(out, w)
	}
	return out
}()
