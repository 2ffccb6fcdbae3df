package foreign

import (
	"mockstar/rubric/lexical/internal/read"
)

// A Verdict is what was heard of one criterion.
type Verdict struct {
	Level     int   // 0 where it can't be told
	Sentences []int // that it stands on, the one that says most first
	Words     []string
	Why       Why
}

// Why a verdict is what it is.
type Why int

// The reasons.
const (
	Shown   Why = iota // sentences tell of it
	Touched            // one tells of something near it
	Claimed            // it is named, and nothing told
	Denied             // the opposite is told, or that it was not done
	Silent             // nothing speaks to it, and nothing is told that might
	Unsure             // nothing speaks to it, but something is told that might
	Faint              // no word of it could be heard
)

// These were set on the documents of testdata/own that were not put aside.
const (
	bears     = 0.3 // how much of a criterion a sentence says that speaks to it
	exactly   = 0.2 // or, where it tells an act of the criterion, in its very words
	inOthers  = 0.5 // or in other words alone, of which each may mean something else
	nearly    = 0.2
	denies    = 0.4
	enough    = 12  // words that may say in others what a criterion asks
	mostly    = 0.4 // how much of a criterion an answer says that earns the highest level
	telling   = 4   // particular sentences of an answer that shows more than a case
	tellsMuch = 5
)

// Judge gives the verdict on criterion i.
func (h *Heard) Judge(i int) Verdict {
	if h.question.criteria[i].faint {
		return Verdict{Why: Faint}
	}
	best, against, claim := h.best(i)
	p := h.parts[i]
	switch heard := best >= 0 && h.bears(i, best); {
	case against >= 0 && !(heard && p[best].say > p[against].against && (p[best].head || !p[against].reverse)):
		return Verdict{Level: 1, Why: Denied, Sentences: []int{against}}
	case heard:
		return h.shown(i, best)
	case claim >= 0:
		return Verdict{Level: 2, Why: Claimed, Sentences: []int{claim}, Words: p[claim].as}
	case h.others >= enough:
		return Verdict{Why: Unsure}
	case best >= 0 && p[best].firm():
		return Verdict{Level: 2, Why: Touched, Sentences: []int{best}, Words: p[best].as}
	}
	return Verdict{Level: 1, Why: Silent}
}

// best finds the sentences that tell most of criterion i, that deny most, and that
// claim most; -1 where there is none.
func (h *Heard) best(i int) (best, against, claim int) {
	best, against, claim = -1, -1, -1
	for j := range h.parts[i] {
		p := &h.parts[i][j]
		switch {
		case h.voice[j] == unread:
		case !h.reading.Sentences[j].Has(read.Hypothetical) && (p.reverse && p.against >= nearly || p.against >= denies && p.against > p.say):
			if against < 0 || p.against > h.parts[i][against].against {
				against = j
			}
		case h.voice[j] <= recital:
			if p.say >= bears && p.firm() && (claim < 0 || p.say > h.parts[i][claim].say) {
				claim = j
			}
		case p.say >= nearly && (best < 0 || h.worth(i, j) > h.worth(i, best)):
			best = j
		}
	}
	return best, against, claim
}

// bears reports whether sentence j speaks to criterion i: not by a single thing
// that both name.
func (h *Heard) bears(i, j int) bool {
	p := &h.parts[i][j]
	return p.say >= bears && p.exact > 0 || p.say >= inOthers && p.words > 1 || p.exact >= exactly && p.does
}

// firm reports whether p is more than one thing that both name.
func (p *part) firm() bool { return p.head || p.does || p.words > 1 }

// voices is what a sentence is worth by who speaks in it.
var voices = map[voice]float64{habit: 0.8, event: 0.9, team: 0.9, own: 1}

func (h *Heard) worth(i, j int) float64 {
	p := &h.parts[i][j]
	return (p.say + p.exact) * voices[h.voice[j]]
}

// shown is the verdict where sentence best speaks to criterion i: 3 for a case, more
// where more of the criterion is spoken to, where the sentence or its neighbours
// give reasons and particulars, and where the answer tells enough to look at.
func (h *Heard) shown(i, best int) Verdict {
	v := Verdict{Level: 3, Why: Shown, Sentences: h.all(i, best), Words: h.parts[i][best].as}
	if h.question.facts {
		v.Level = h.covered(i)
		return v
	}
	reason, firm, depth, tells := false, 0, false, 0
	for j := range h.voice {
		s := &h.reading.Sentences[j]
		if h.voice[j] >= habit && s.Concrete() > 0 {
			tells++
		}
		if h.voice[j] < habit || j < best-1 || j > best+1 {
			continue
		}
		reason, firm, depth = reason || s.Because(), max(firm, s.Concrete()), depth || s.Has(read.Alternative)
	}
	said := h.question.criteria[i].across(h)
	switch particular := reason || firm > 1; {
	case tells < 1:
		v.Level = 2
	case particular && tells >= tellsMuch && said >= mostly && depth:
		v.Level = 5
	case particular && tells >= telling && said >= bears:
		v.Level = 4
	}
	return v
}

// all are the sentences that speak to criterion i, best first, two at most.
func (h *Heard) all(i, best int) []int {
	second := -1
	for j := range h.voice {
		if j != best && h.voice[j] >= habit && h.bears(i, j) && (second < 0 || h.worth(i, j) > h.worth(i, second)) {
			second = j
		}
	}
	if second < 0 {
		return []int{best}
	}
	return []int{best, second}
}

// covered is the level of an answer to a question that asks for what is so, where
// nothing counts but how much of the criterion is said, in whichever sentences.
func (h *Heard) covered(i int) int {
	say := 0.0
	for j := range h.parts[i] {
		if h.voice[j] >= habit {
			say = max(say, h.parts[i][j].say)
		}
	}
	switch {
	case say >= 0.6:
		return 5
	case say >= 0.45:
		return 4
	}
	return 3
}
