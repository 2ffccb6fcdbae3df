package read

import (
	"slices"
	"strings"
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
	_, rest, broken := strings.Cut(between, "\n")
	for broken {
		var line string
		if line, rest, broken = strings.Cut(rest, "\n"); broken && strings.TrimSpace(line) == "" {
			return true
		}
	}
	return false
}

// run finds the end of the paragraph that begins at sentence from.
func run(ss []Sentence, from int) int {
	to := from
	for to < len(ss) && ss[to].Paragraph == ss[from].Paragraph {
		to++
	}
	return to
}

// strangers mutes what does not belong to its line: paragraphs that ask
// something of the reader, speak of grading or quote somebody, and have too few
// words in common with the story; or that hardly hold a sentence. What was
// pasted between the parts of a story earns nothing, whatever it tells. Where
// the speaker speaks in such a paragraph as well, their own sentences stay.
func strangers(ss []Sentence) {
	again := repeats(ss)
	told, acted := story(ss, again, func(s *Sentence) bool { return s.says }), story(ss, again, func(s *Sentence) bool { return s.mine })
	if !slices.Contains(told, true) {
		told = story(ss, again, func(*Sentence) bool { return true }) // nobody speaks of themselves
	}
	toldTale, actedTale := taleOf(ss, told), taleOf(ss, acted)
	for from := 0; from < len(ss); {
		to := run(ss, from)
		if company(ss, again, from, to) {
			verdict := judge(ss, toldTale, actedTale, from, to)
			for i := from; i < to; i++ {
				ss[i].muted = ss[i].muted || verdict == foreign || verdict == mixed && !ss[i].says
			}
		}
		from = to
	}
}

// A belonging is how far a paragraph belongs to the answer.
type belonging uint8

const (
	belongs belonging = iota
	mixed             // what the speaker says in it does
	foreign
)

// A gist is what decides whether a paragraph belongs.
type gist struct {
	words, known, strange int  // words; of common English; of none
	mine, says            int  // sentences of the speaker's acts; of the speaker's
	yours                 int  // sentences that say "you"
	asks, puts            int  // sentences that want something; of those, questions put in the middle
	aside                 bool // one is said to a machine or a grader
	grading               bool // a word of grading or of orders to a machine, and not told of
	speaker               bool // "I", "we", "my" ...
	lesson, ai            bool
	before                bool // somebody does something in the past
	tells                 bool // a deed, a figure, a name, a part in something
}

func gistOf(ss []Sentence) gist {
	var g gist
	for i := range ss {
		s := &ss[i]
		g.aside = g.aside || s.Aside
		if s.Question || s.Aside || s.Appeals || s.to == generic && len(ss) == 1 || letting[s.tokens[0].raw] {
			g.asks++
		}
		if s.Question && !s.Aside && !s.Appeals && !s.toReader() && i < len(ss)-1 {
			g.puts++
		}
		g.ai = g.ai || s.ofAI()
		g.lesson = g.lesson || s.phrased(Lesson) && !s.quoted
		if s.mine {
			g.mine++
		}
		if s.says {
			g.says++
		}
		if s.toReader() {
			g.yours++
		}
		g.tells = g.tells || s.tellsOf()
		g.count(s)
	}
	if g.says > 0 {
		g.asks -= g.puts // who tells a story tells what was asked in it
	}
	// Models have scores, and what somebody did with an instruction is a story.
	g.grading = g.grading && (g.says == 0 && !g.before || g.asks > 0 || len(ss) == 1)
	g.grading = g.grading && !((g.speaker || g.ai) && g.lesson) // a lesson that somebody drew may speak of scores
	return g
}

// count adds the words of s.
func (g *gist) count(s *Sentence) {
	for j := range s.tokens {
		t := &s.tokens[j]
		if t.kind != word {
			continue
		}
		g.words++
		g.before = g.before || t.is(past|state) && !t.is(function) && !passive(s.tokens, j)
		switch {
		case t.is(function|plain) || len(t.info.phrases) > 0:
			g.known++
		case !strings.HasSuffix(t.raw, "ed") && !strings.HasSuffix(t.raw, "ing"):
			g.strange++
		}
		g.speaker = g.speaker || t.is(speaks)
		g.grading = g.grading || t.is(judges|machines)
	}
}

// judge tells how far the sentences from..to, a paragraph, belong. What the
// speaker says elsewhere vouches for it by the words that both have; for a
// paragraph that speaks to a machine only paragraphs do in which they act.
func judge(ss []Sentence, told, acted tale, from, to int) belonging {
	g := gistOf(ss[from:to])
	if g.words < leastParagraph {
		return foreign
	}
	if g.aside {
		told = acted
	}
	common, of := inCommon(ss, told, from, to)
	near := beside(ss, from, from-1) || beside(ss, from, to)
	last := &ss[to-1]
	// Somebody does something in it, and one thing at most is asked on the way.
	tale := g.before && common > 0 && g.asks == 1 && !last.Question && !last.Appeals
	need := muchInCommon
	if g.says > 0 && !g.aside {
		need--
	}
	switch {
	case common >= need && (!g.aside || 4*common >= of):
		return belongs
	case g.known < g.strange, g.aside, g.grading && (!g.speaker || to-from == 1), asksWhat(ss[from].tokens):
		return foreign
	case common == 0 && (g.grading && g.mine <= fewActs || last.Question || last.Appeals && !g.lesson && g.mine < fewActs):
		return foreign
	case g.lesson && g.speaker:
		return belongs
	case g.asks > 0 && g.says == 0 && !tale, near && g.yours == to-from && !g.lesson:
		return foreign
	case common == 0 && !g.lesson && !g.ai && (near && g.says == 0 && !g.before || to-from == 1 && !g.tells):
		return foreign
	case g.asks > 0 && common+g.mine < muchInCommon && !tale:
		return mixed
	case common == 0 && !g.lesson && !g.ai && g.says == 0 && !g.before:
		return mixed
	}
	return belongs
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

// beside reports whether the sentence at i is of the same line as that at from
// and was set aside or wants something of the reader: what is pasted comes in
// several paragraphs.
func beside(ss []Sentence, from, i int) bool {
	return i >= 0 && i < len(ss) && ss[i].Line == ss[from].Line && (ss[i].Aside || ss[i].Appeals)
}

// story tells which sentences are of paragraphs in which something is so, and
// nothing is said to a machine.
func story(ss []Sentence, again []bool, so func(*Sentence) bool) []bool {
	out := make([]bool, len(ss))
	for from := 0; from < len(ss); {
		to := run(ss, from)
		aside := slices.ContainsFunc(ss[from:to], func(s Sentence) bool { return s.Aside })
		in := !aside && slices.ContainsFunc(ss[from:to], func(s Sentence) bool { return so(&s) })
		for i := from; i < to; i++ {
			out[i] = in && !ss[i].Appeals && !ss[i].Question && !again[i]
		}
		from = to
	}
	return out
}

// A tale is a story: its sentences, and how often each telling word is said in
// them.
type tale struct {
	in    []bool
	words map[string]int
}

func taleOf(ss []Sentence, in []bool) tale {
	t := tale{in, map[string]int{}}
	for i := range ss {
		if in[i] {
			ss[i].telling(func(stem string) { t.words[stem]++ })
		}
	}
	return t
}

// inCommon counts the telling words that the sentences from..to share with
// those of the story elsewhere, and all that they have.
func inCommon(ss []Sentence, story tale, from, to int) (shared, of int) {
	mine := map[string]int{} // how often each is said here, as part of the story
	for i := from; i < to; i++ {
		n := 0
		if story.in[i] {
			n = 1
		}
		ss[i].telling(func(stem string) { mine[stem] += n })
	}
	for stem, n := range mine {
		if story.words[stem] > n {
			shared++
		}
	}
	return shared, len(mine)
}

// telling visits the stems of the words that are neither everyday ones nor
// function words.
func (s *Sentence) telling(visit func(stem string)) {
	for i := range s.tokens {
		if t := &s.tokens[i]; t.kind == word && len(t.raw) > 2 && t.info.class&(function|plain) == 0 {
			visit(t.info.stem)
		}
	}
}
