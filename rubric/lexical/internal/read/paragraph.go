package read

import (
	"strings"
	"unicode"
)

// muchInCommon is how many telling words a paragraph that speaks to the reader,
// or of grading, has in common with the rest of the answer if it belongs there
// in spite of that.
const muchInCommon = 3

// fewActs are no story.
const fewActs = 2

// leastParagraph is how many words a paragraph needs to tell something.
const leastParagraph = 7

// paragraphs numbers the paragraphs of every line: what a blank line parts.
func paragraphs(ss []Sentence, lines []Line) {
	text := map[int]string{}
	for _, l := range lines {
		text[l.Index] = l.Text
	}
	for i := 1; i < len(ss); i++ {
		a, b := &ss[i-1], &ss[i]
		b.Paragraph = a.Paragraph
		if a.Line != b.Line || blankLine(text[b.Line][a.End:b.Start]) {
			b.Paragraph++
		}
	}
}

func blankLine(between string) bool {
	first := strings.IndexByte(between, '\n')
	if first < 0 {
		return false
	}
	for _, c := range between[first+1:] {
		switch c {
		case '\n':
			return true
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return false
}

// strangers mutes the paragraphs that do not belong to their line: nobody tells
// them, or they speak to the reader, and they have too few words in common with
// the rest; or they hardly hold a sentence. What was pasted between the parts
// of a story earns nothing, whatever it tells.
func strangers(ss []Sentence) {
	again := repeats(ss)
	for from := 0; from < len(ss); {
		to := from
		for to < len(ss) && ss[to].Paragraph == ss[from].Paragraph {
			to++
		}
		if company(ss, again, from, to) && strange(ss, again, from, to) {
			for i := from; i < to; i++ {
				ss[i].muted = true
			}
		}
		from = to
	}
	for i := range ss {
		if torn(ss, i) {
			ss[i].muted = true
		}
	}
}

// torn reports whether sentence i is the second half of one that something was
// put into: halves must not earn more than the whole.
func torn(ss []Sentence, i int) bool {
	if i == 0 || ss[i].Paragraph == ss[i-1].Paragraph || ss[i].Line != ss[i-1].Line || !unicode.IsLower([]rune(ss[i].text)[0]) {
		return false
	}
	for j := i - 1; j >= 0 && ss[j].Line == ss[i].Line; j-- {
		if last := j+1 == i || ss[j].Paragraph != ss[j+1].Paragraph; last && !ss[j].muted {
			return !strings.ContainsAny(ss[j].text[len(ss[j].text)-1:], `.!?:;")`)
		}
	}
	return false
}

// repeats tells which sentences were said before in the same words: an answer
// that is pasted twice is company neither to others nor to itself.
func repeats(ss []Sentence) []bool {
	out := make([]bool, len(ss))
	seen := make(map[string]bool, len(ss))
	for i := range ss {
		out[i] = seen[ss[i].text]
		seen[ss[i].text] = true
	}
	return out
}

// company reports whether the line of the sentences from..to has others.
func company(ss []Sentence, again []bool, from, to int) bool {
	for i := range ss {
		if (i < from || i >= to) && ss[i].Line == ss[from].Line && !again[i] {
			return true
		}
	}
	return false
}

func strange(ss []Sentence, again []bool, from, to int) bool {
	words, acts := 0, 0
	spoken, asks, suspect, draws := false, false, false, false
	for i := from; i < to; i++ {
		s := &ss[i]
		asks = asks || s.Question || s.Aside || s.Appeals || s.to == generic && to-from == 1
		spoken = spoken || s.ofAI()
		draws = draws || s.phrased(Lesson)
		if s.acted {
			acts++
		}
		for j := range s.tokens {
			if t := &s.tokens[j]; t.kind == word {
				words++
				spoken = spoken || t.info.class&speaks != 0
				suspect = suspect || t.info.class&(judges|machines) != 0
			}
		}
	}
	suspect = suspect && !(spoken && draws) // a lesson that somebody drew may speak of scores
	asks = asks || beside(ss, from, from-1) || beside(ss, from, to)
	need := 0
	switch {
	case words < leastParagraph:
		return true
	case suspect && (!spoken || to-from == 1), asksWhat(ss[from].tokens):
		need = muchInCommon
	case asks:
		need = max(muchInCommon-acts, 1)
	case suspect && acts <= fewActs, !spoken:
		need = 1
	}
	return need > 0 && inCommon(ss, again, from, to) < need
}

// beside reports whether the sentence at i is of the same line as that at from
// and was set aside or wants something of the reader: what is pasted comes in
// several paragraphs.
func beside(ss []Sentence, from, i int) bool {
	return i >= 0 && i < len(ss) && ss[i].Line == ss[from].Line && (ss[i].Aside || ss[i].Appeals)
}

// inCommon counts the telling words that the sentences from..to share with the
// rest of the answer.
func inCommon(ss []Sentence, again []bool, from, to int) int {
	mine, found := map[string]bool{}, map[string]bool{}
	for i := from; i < to; i++ {
		ss[i].telling(func(stem string) { mine[stem] = true })
	}
	for i := range ss {
		if i >= from && i < to || ss[i].Aside || again[i] {
			continue
		}
		ss[i].telling(func(stem string) {
			if mine[stem] {
				found[stem] = true
			}
		})
	}
	return len(found)
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

// telling visits the stems of the words that are neither everyday ones nor
// function words.
func (s *Sentence) telling(visit func(stem string)) {
	for i := range s.tokens {
		if t := &s.tokens[i]; t.kind == word && len(t.raw) > 2 && t.info.class&(function|plain) == 0 {
			visit(t.info.stem)
		}
	}
}

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
