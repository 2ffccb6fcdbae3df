package read

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Short forms by what the full stop behind them tells of the sentence.
var (
	// within are said in the middle of one, whatever follows.
	within = set(`mr mrs dr vs e.g i.e eg ie cf approx incl excl`)
	// titles are part of a name where they are written as one.
	titles = set(`ms st prof sr jr`)
	// either may end one: what follows tells.
	either = set(`etc al inc ltd co corp est ca min max avg sec secs mins hr hrs a.m p.m u.s u.k dept jan feb apr jun jul aug sept sep oct nov dec`)
	// answers are words after which "no" is an answer, and no number's.
	answers = set(`say says said saying answered or`)
)

// abbreviation tells whether the full stop after before is that of a short form
// and ends no sentence.
func abbreviation(before, after string) bool {
	short, before := lastWord(before)
	w := strings.ToLower(short)
	c, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(after, unicode.IsSpace))
	switch {
	case within[w]:
		return true
	case titles[w]:
		return capital(short) && unicode.IsUpper(c) && !unit(short, before) && (w == "ms" || !opens(after))
	case w == "no":
		said, _ := lastWord(before)
		return unicode.IsDigit(c) && !answers[strings.ToLower(said)]
	case either[w]:
		return unicode.IsLower(c) || unicode.IsDigit(c) || unicode.Is(unicode.Sc, c)
	}
	return false
}

// lastWord cuts the last word off a text, without what opens around it.
func lastWord(text string) (w, before string) {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	i := strings.LastIndexFunc(text, unicode.IsSpace) + 1
	return strings.TrimLeft(text[i:], "(\"'“‘*_"), text[:i]
}

func capital(w string) bool {
	c, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(c)
}

// unit tells whether a short form counts something: "MS" in "40 MS".
func unit(short, before string) bool {
	number, _ := lastWord(before)
	return number != "" && unicode.IsDigit(rune(number[len(number)-1])) || short == strings.ToUpper(short)
}

// opens tells whether a word that a name hardly begins with comes next.
func opens(after string) bool {
	next := strings.TrimLeftFunc(after, unicode.IsSpace)
	e := shared().words[strings.ToLower(next[:wordEnd(next, 0)])]
	return e != nil && e.class&function != 0
}
