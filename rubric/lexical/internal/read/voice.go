package read

import (
	"unicode"
	"unicode/utf8"
)

// voices finds out which sentences the speaker speaks for themselves.
func voices(ss []Sentence) {
	quotations(ss)
	for i := range ss {
		ss[i].voice()
	}
}

// voice sets whether s tells of an act of the speaker's or of a lesson, and
// whether they speak in it at all. What stands in quote marks is somebody
// else's, and what is said to the reader tells of nobody.
func (s *Sentence) voice() {
	plainly := !s.quoted && s.to == tells && !s.toReader()
	lesson := !s.quoted && s.to != commands && !s.Question && s.speaks(true) && s.phrased(Lesson)
	s.mine = plainly && (s.acted || !s.Question && s.deeds() > 0) || lesson
	s.says = s.mine || plainly && !s.Question && s.speaks(false) && !letting[s.tokens[0].raw]
}

// letting are words that open an order to both.
var letting = set(`let let's`)

// deeds counts the acts of the speaker's in s, told in the past.
func (s *Sentence) deeds() int {
	c := *s
	acts(&c)
	return c.Own + c.Shared
}

// tellsOf reports whether s tells of a deed, a figure, a name, or the speaker's
// part in something.
func (s *Sentence) tellsOf() bool {
	c := *s
	acts(&c)
	if c.Acts()+c.Shared > 0 || s.phrased(Role) {
		return true
	}
	my := false
	for i := range s.tokens {
		t := &s.tokens[i]
		my = my || t.raw == "my"
		name := t.kind == word && t.capital && i > 0 && s.tokens[i-1].kind == word && !t.is(function|plain)
		if name || t.kind != word && t.kind != mark {
			return true
		}
	}
	return my && s.phrased(Duty)
}

// speaks reports whether the speaker appears in s, as the one who does
// something or to whom it belongs; or, anyhow, as the one it is done to.
func (s *Sentence) speaks(anyhow bool) bool {
	for i := range s.tokens {
		if t := &s.tokens[i]; t.is(speaks) && (anyhow || t.raw != "me" && t.raw != "us") {
			return true
		}
	}
	return false
}

// toReader reports whether s says "you".
func (s *Sentence) toReader() bool {
	for i := range s.tokens {
		switch s.tokens[i].raw {
		case "you", "your", "yours", "yourself", "you're", "you'll", "you've":
			return true
		}
	}
	return false
}

// quotations marks the sentences that open with a quote mark or stand in quote
// marks that an earlier one of their paragraph opened.
func quotations(ss []Sentence) {
	open := rune(0)
	for i := range ss {
		if i > 0 && ss[i].Paragraph != ss[i-1].Paragraph {
			open = 0
		}
		ss[i].quoted = open != 0
		before := ' '
		for k, c := range ss[i].text {
			switch {
			case open == 0 && closing[c] != 0 && !unicode.IsLetter(before) && !unicode.IsDigit(before):
				open = c
				ss[i].quoted = ss[i].quoted || k == 0
			case open != 0 && closing[open] == c && !beginsWithLetter(ss[i].text[k+utf8.RuneLen(c):]):
				open = 0
			}
			before = c
		}
	}
}

// closing is the mark that closes what each of them opens.
var closing = map[rune]rune{'"': '"', '\'': '\'', '“': '”', '‘': '’'}

func beginsWithLetter(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(c)
}

// ofAI reports whether s speaks of how AI behaves and of no grading: a lesson
// is often told of nobody.
func (s *Sentence) ofAI() bool {
	for i := range s.tokens {
		if t := &s.tokens[i]; t.kind == word && t.info.class&judges != 0 {
			return false
		}
	}
	return s.phrased(AINature)
}

// phrased reports whether s holds a phrase of tag. It serves before the tags
// of a sentence are set.
func (s *Sentence) phrased(tag Tag) bool {
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind != word {
			continue
		}
		for _, p := range t.info.phrases {
			if p.tag == tag && p.matches(s.tokens[i+1:]) {
				return true
			}
		}
	}
	return false
}

// speaker are the words by which somebody tells of what they did or had part in.
var speaker = set(`i me my mine myself i'd i've i'm i'll we us our ours we'd we've we're we'll`)

// spelled reports whether s is letters rather than words.
func spelled(s *Sentence) bool {
	words, letters := 0, 0
	for i := range s.tokens {
		if s.tokens[i].kind == word {
			words++
			if len(s.tokens[i].raw) == 1 {
				letters++
			}
		}
	}
	return words > 6 && 2*letters > words
}
