package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mend joins the halves of a sentence that something was put into: they are
// read as the whole that they were, so that no break in an answer changes what
// it tells. The whole stands where its first half does.
func (r *reader) mend(ss []Sentence) []Sentence {
	for i := 1; i < len(ss); {
		first := opened(ss, i)
		if first < 0 {
			i++
			continue
		}
		whole := &ss[first]
		whole.text += " " + ss[i].text
		whole.tokens = slices.Concat(whole.tokens, ss[i].tokens)
		whole.muted = false
		if first == i-1 {
			whole.Through = ss[i].Through
		}
		r.address(whole)
		whole.voice()
		for j, end := i, run(ss, i); j < end; j++ {
			ss[j].Paragraph = whole.Paragraph
		}
		ss = slices.Delete(ss, i, i+1)
	}
	return ss
}

// opened finds the sentence that sentence i is the second half of, or -1: the
// last one before it that belongs to the story, where that stops short; or one
// that was too short to belong.
func opened(ss []Sentence, i int) int {
	if ss[i].muted || ss[i].Aside || ss[i].Paragraph == ss[i-1].Paragraph || ss[i].Line != ss[i-1].Line || startsAnew(ss[i].text) {
		return -1
	}
	short := -1
	for j := i - 1; j >= 0 && ss[j].Line == ss[i].Line; j-- {
		ends := strings.ContainsAny(ss[j].text[len(ss[j].text)-1:], `.!?:;")*`)
		switch {
		case ss[j].Aside, ss[j].muted && ends:
		case ss[j].muted:
			short = j
		case ends:
			return short
		default:
			return j
		}
	}
	return short
}

func startsAnew(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(c)
}
