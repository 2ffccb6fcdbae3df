package foreign

import (
	"slices"
	"strings"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/wordnet"
)

// A voice is who speaks of what in a sentence.
type voice int

const (
	unread  voice = iota // it can earn nothing
	talk                 // of nobody in particular, or of what would be
	recital              // the words of the question or its criteria, and hardly another
	habit                // what the speaker does, or is so
	event                // what happened or somebody did
	team                 // what "we" did
	own                  // what the speaker did
)

// Heard is an answer as a question hears it.
type Heard struct {
	question *Question
	reading  *read.Reading
	voice    []voice
	parts    [][]part // of each criterion, by sentence
	words    [][]said // of each sentence, those with a meaning of their own
	others   int      // words told that are none of what is asked
}

// said is a word of an answer.
type said struct {
	text, stem string
	word       *wordnet.Word
	near       []float64 // how far it says each want of the question
	past       bool
	denied     denial
}

// met reports whether a word that is denied so says what w asks for, and not its
// opposite.
func (w *want) met(d denial) bool {
	return w.polar == either || d == notNone || (d == not) == (w.polar == unwanted)
}

// A part is how much of a criterion a sentence says, as shares of it.
type part struct {
	say     float64  // in all
	exact   float64  // in words of the criterion, in whatever form
	against float64  // how much it denies
	head    bool     // it says what the criterion begins with
	does    bool     // it says an act of the criterion in its very words
	reverse bool     // it denies that
	words   int      // how many of its words it says
	as      []string // in which words
}

// Hear listens to r, which is the reading of a.
func (q *Question) Hear(r *read.Reading, a rubric.Answer) *Heard {
	h := &Heard{question: q, reading: r, voice: make([]voice, len(r.Sentences))}
	words := make([][]said, len(r.Sentences))
	h.words = words
	near := map[string][]float64{}
	for j := range r.Sentences {
		if s := &r.Sentences[j]; s.Admitted && !s.Appeals {
			words[j] = content(s)
			for k := range words[j] {
				words[j][k].near = q.nearness(&words[j][k], near)
			}
			h.voice[j] = q.voice(s, words[j])
		}
	}
	for i := range q.criteria {
		parts := make([]part, len(words))
		for j := range words {
			parts[j] = q.criteria[i].in(words[j])
		}
		h.parts = append(h.parts, parts)
	}
	for _, hit := range r.Find(q.cues) {
		p := &h.parts[hit.Group][hit.Sentence]
		p.say, p.exact, p.does, p.words = p.say+cueShare, p.exact+cueShare, true, p.words+1
		p.as = append(p.as, q.criteria[hit.Group].cues[hit.Cue])
	}
	h.follow(a)
	h.count(words)
	return h
}

const (
	cueShare   = 0.2 // what a cue is worth that is no word of the criterion
	replyShare = 0.2 // what it is worth to say something of a criterion when asked for it
)

// follow credits what was said when a criterion was asked after, where it says
// anything of it.
func (h *Heard) follow(a rubric.Answer) {
	for i := range h.question.criteria {
		probe := h.question.criteria[i].probe
		for j := range h.parts[i] {
			line := h.reading.Sentences[j].Line
			if p := &h.parts[i][j]; p.words > 0 && probe != "" && line > 0 && a[line-1].By == rubric.Interviewer && strings.Contains(a[line-1].Text, probe) {
				p.say, p.exact, p.does = p.say+replyShare, p.exact+replyShare, true
			}
		}
	}
}

// count counts the words told that are none of what is asked.
func (h *Heard) count(words [][]said) {
	for j := range words {
		for k := range words[j] {
			if h.tells(j) && !h.question.close(&words[j][k]) {
				h.others++
			}
		}
	}
}

// tells reports whether sentence j tells something particular, or an act.
func (h *Heard) tells(j int) bool {
	return h.voice[j] > habit || h.voice[j] == habit && h.reading.Sentences[j].Concrete() > 0
}

func content(s *read.Sentence) []said {
	ws := s.Spoken()
	no := denied(ws)
	out := make([]said, 0, len(ws))
	for i, w := range ws {
		if !w.Mark && !w.Number && !w.Function {
			out = append(out, said{text: w.Text, stem: w.Stem, past: w.Past, denied: no[i]})
		}
	}
	return out
}

// nearness tells how far x says each want of q; known holds it for words said
// before.
func (q *Question) nearness(x *said, known map[string][]float64) []float64 {
	if out, ok := known[x.text]; ok {
		return out
	}
	x.word = wordnet.Shared().Look(x.text)
	out := make([]float64, len(q.wants))
	for i, w := range q.wants {
		out[i] = w.says(x)
	}
	known[x.text] = out
	return out
}

// echoed is the share of its words from which on a sentence only says again what
// is asked. Who tells it in the past tells it of a case.
const echoed = 0.65

func (q *Question) voice(s *read.Sentence, ws []said) voice {
	again, told := 0, false
	for i := range ws {
		if q.knows(&ws[i]) {
			again++
			told = told || ws[i].past && !q.forms[ws[i].text]
		}
	}
	ours, ifs := s.Own+s.Elided > 0, s.Opens() == "if"
	switch {
	case !told && s.Figures+s.Names+s.Dates == 0 && float64(again) >= echoed*float64(len(ws)):
		return recital
	case !ours && (ifs && !q.facts || s.Has(read.Hypothetical)):
		return talk
	case ours:
		return own
	case s.Shared > 0:
		return team
	case s.Past && s.First:
		return own
	case s.Past && s.Told:
		return event
	case q.facts, s.First, s.Present > 0, s.Figures+s.Names > 0:
		return habit
	}
	return talk
}

func (q *Question) knows(w *said) bool {
	return q.words[w.stem] || slices.ContainsFunc(w.near, func(m float64) bool { return m == 1 })
}

// like is how near a word has to be to count as said.
const like = 0.5

// close reports whether x says a word of what is asked, or nearly one of a
// criterion.
func (q *Question) close(x *said) bool {
	return q.knows(x) || slices.ContainsFunc(x.near[len(q.posed):], func(m float64) bool { return m > like })
}

// in tells how much of c the words say, by the wording of which they say most, and
// how much they deny of its meaning.
func (c *criterion) in(ws []said) part {
	var p part
	for i := range c.wordings {
		if x := c.wordings[i].in(ws); i == 0 || x.say > p.say {
			if i > 0 {
				x.against, x.reverse = p.against, p.reverse
			}
			p = x
		}
	}
	return p
}

func (x *wording) in(ws []said) (p part) {
	headed := false
	for i := range x.wants {
		w := &x.wants[i]
		pro, con, as := 0.0, 0.0, ""
		for k := range ws {
			switch m := ws[k].near[w.place]; {
			case m == 0:
			case w.met(ws[k].denied):
				if m > pro {
					pro, as = m, ws[k].text
				}
			default:
				con = max(con, m)
			}
		}
		head := !headed && !w.light
		headed = headed || head
		switch share := w.weight / x.whole; {
		case con > pro:
			p.against += share * con
			p.reverse = p.reverse || head && con == 1
		case pro > 0:
			p.say += share * pro
			if pro > like {
				p.words, p.as = p.words+1, append(p.as, as)
				p.head = p.head || head
			}
			if pro == 1 && !w.light {
				p.exact += share
				p.does = p.does || head || w.act
			}
		}
	}
	return p
}

// across tells how much of c the telling sentences of h say between them.
func (c *criterion) across(h *Heard) float64 {
	most := 0.0
	for i := range c.wordings {
		most = max(most, c.wordings[i].across(h))
	}
	return most
}

func (x *wording) across(h *Heard) float64 {
	sum := 0.0
	for i := range x.wants {
		w, best := &x.wants[i], 0.0
		for j := range h.words {
			for k := range h.words[j] {
				if h.voice[j] >= habit && w.met(h.words[j][k].denied) {
					best = max(best, h.words[j][k].near[w.place])
				}
			}
		}
		sum += best * w.weight / x.whole
	}
	return sum
}
