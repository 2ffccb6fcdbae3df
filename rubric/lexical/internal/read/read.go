// Package read turns an interview answer into what can be observed in it: its
// sentences, and of each sentence the acts, figures, names, reasons and
// admissions it tells of.
//
// It is built so that talk earns nothing. Only sentences that tell something
// are read; text that speaks to the grader, headings, lists of keywords and
// repeated sentences are set aside first.
package read

import (
	"slices"
	"strings"
)

// A Sentence is one sentence of the candidate's with the facts read in it.
type Sentence struct {
	Line, Start, End int // byte offsets into the line's text
	Through          int // where it ends with a second half that a break parts from it; End where there is none
	Paragraph        int // counted through the whole answer
	Tags             Tag
	Own              int // acts of the speaker's own in the past
	Elided           int // acts in the past whose subject is left out: "Took it down."
	Present          int // own acts told in the present tense
	Shared           int // acts of "we"
	Soft             int // of Own, those that anybody could claim
	Figures          int // figures that count or measure
	Measured         int // of Figures, those in digits, and spelled ones with a unit or above what a hand counts
	Pairs            int // before-and-after figures
	Names            int // names of people, places, products
	Dates            int // years and times
	Rare             int // words that say something particular, new in this sentence
	Words            int
	Past             bool // told in the past tense
	First            bool // the speaker appears in it
	Admitted         bool // part of the narrative: can earn something
	Told             bool // Admitted, and tells what was the case or was done
	Appeals          bool // wants something of the reader
	Aside            bool // set aside: it speaks to the grader or is machine text
	Listing          bool // keywords without a statement
	Question         bool
	Order            int     // how many sentences before it tell something
	Wisdom           float64 // how much it reads as a lesson, from 0 to 9

	text   string
	tokens []token
	to     address
	muted  bool // stands in a run of orders
	acted  bool // "I" or "we" did something in it
	quoted bool // stands in quote marks: it is not the speaker's
	mine   bool // tells of an act of the speaker's, or of a lesson they drew
	says   bool // the speaker speaks in it, and not to the reader
}

// Concrete tells how particular a sentence is, from 0 to 3: a figure, a name
// or date, two particular words.
func (s *Sentence) Concrete() int {
	n := 0
	if s.Figures > 0 {
		n++
	}
	if s.Names+s.Dates > 0 {
		n++
	}
	if s.Rare >= 2 {
		n++
	}
	return n
}

// Acts counts what the speaker did in the sentence, in whatever tense or form.
func (s *Sentence) Acts() int { return s.Own + s.Elided + s.Present }

// Has tells whether the sentence carries any of the tags.
func (s *Sentence) Has(t Tag) bool { return s.Tags&t != 0 }

// A Reading is an answer as read.
type Reading struct {
	Sentences []Sentence
	English   int // words of common English among all words
	Others    int // words that are not
}

// A Line is a text of the candidate's and its index in the answer.
type Line struct {
	Index int
	Text  string
}

// Read reads the candidate's lines of one answer.
func Read(lines []Line) *Reading {
	r := &reader{lex: shared(), seen: map[uint64]bool{}, rare: map[string]bool{}}
	out := &Reading{}
	size := 0
	for _, l := range lines {
		size += len(l.Text)
	}
	r.tokens = make([]token, 0, size/4) // words have that many letters and a blank, or more
	for _, l := range lines {
		from := len(out.Sentences)
		start := len(r.tokens)
		spans := split(l.Text)
		out.Sentences = slices.Grow(out.Sentences, len(spans))
		for _, sp := range spans {
			first := len(r.tokens)
			r.tokenise(l.Text[sp.start:sp.end])
			out.Sentences = append(out.Sentences, Sentence{Line: l.Index, Start: sp.start, End: sp.end, Through: sp.end, text: l.Text[sp.start:sp.end], Words: len(r.tokens) - first})
		}
		aimed := orders(l.Text, r.tokens[start:])
		for i := from; i < len(out.Sentences); i++ {
			s := &out.Sentences[i]
			s.Aside = touches(aimed, s)
		}
	}
	first := 0
	for i := range out.Sentences {
		s := &out.Sentences[i]
		s.tokens = r.tokens[first : first+s.Words : first+s.Words]
		first += s.Words
	}
	for i := range out.Sentences {
		r.address(&out.Sentences[i])
	}
	// A heading alone holds nothing, and must not change what stands beside it.
	out.Sentences = slices.DeleteFunc(out.Sentences, func(s Sentence) bool { return len(s.tokens) == 0 })
	spread(out.Sentences)
	paragraphs(out.Sentences, lines)
	voices(out.Sentences)
	strangers(out.Sentences)
	out.Sentences = r.mend(out.Sentences)
	for i := range out.Sentences {
		s := &out.Sentences[i]
		r.sentence(s)
		r.language(s, out)
	}
	out.order()
	out.lessons()
	return out
}

// order counts what tells something before each sentence.
func (r *Reading) order() {
	n := 0
	for i := range r.Sentences {
		s := &r.Sentences[i]
		s.Order = n
		if s.Told && s.Admitted {
			n++
		}
	}
}

// lessons sets how much each sentence reads as a lesson.
func (r *Reading) lessons() {
	left := lessonSentences
	for i := len(r.Sentences) - 1; i >= 0; i-- {
		if s := &r.Sentences[i]; s.Admitted {
			s.Wisdom = wisdom(s, left > 0)
			left--
		}
	}
}

// spread mutes what stands beside a sentence that was set aside and tells of
// nobody's act: orders to a machine come in runs. What is muted keeps its place
// and its faults, and earns nothing.
func spread(ss []Sentence) {
	next := func(i, from int) {
		if i >= 0 && i < len(ss) && from >= 0 && from < len(ss) && (ss[from].Aside || ss[from].muted) && ss[from].Line == ss[i].Line && !ss[i].acted {
			ss[i].muted = true
		}
	}
	for i := range ss {
		next(i, i-1)
	}
	for i := len(ss) - 1; i >= 0; i-- {
		next(i, i+1)
	}
}

// A reader holds what is known while one answer is read.
type reader struct {
	lex    *lexicon
	tokens []token
	seen   map[uint64]bool // sentences already read
	rare   map[string]bool // stems of particular words already counted
}

func (r *reader) language(s *Sentence, out *Reading) {
	for _, t := range s.tokens {
		if t.kind != word {
			continue
		}
		if t.info.class&(function|plain) != 0 || len(t.info.phrases) > 0 {
			out.English++
		} else if !strings.HasSuffix(t.raw, "ed") && !strings.HasSuffix(t.raw, "ing") {
			out.Others++
		}
	}
}

// Foreign tells whether an answer is in another language than English. A few
// English sentences are enough to read it, whatever else stands there.
func (r *Reading) Foreign() bool { return r.English < 25 && r.English < r.Others }
