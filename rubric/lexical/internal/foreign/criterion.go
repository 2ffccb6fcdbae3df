// Package foreign hears how far an answer speaks to a criterion of somebody else's
// document, whose words nobody has learned: by the words of the criterion, their
// forms and what means nearly the same by WordNet, by who did it and whether it
// is denied, and by how particular the sentences are that say it.
package foreign

import (
	"math"
	"slices"
	"strings"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/wordnet"
)

// A Question is a question whose criteria are ready to be listened for.
type Question struct {
	criteria []criterion
	posed    []want          // the words of the question itself
	words    map[string]bool // stems of all that is asked
	forms    map[string]bool // and its words as they stand there
	cues     *read.Cues      // of each criterion, those that are no words of it
	wants    []*want         // of all wordings, by their place
	facts    bool            // it asks for what is so, and nothing of the speaker
}

type criterion struct {
	wordings []wording // its meaning, then what the upper levels say
	probe    string
	cues     []string
	faint    bool // no word of it names a deed or a thing
}

// A wording is one way to say what is asked for.
type wording struct {
	wants []want
	whole float64 // what they weigh
}

// A want is a word of a criterion.
type want struct {
	text   string
	stem   string
	word   *wordnet.Word
	weight float64
	light  bool
	act    bool // it is told as what somebody does
	polar  polarity
	place  int // among the wants of the question
}

// A polarity is whether a criterion asks for a thing or for its absence.
type polarity int

const (
	wanted   polarity = iota
	unwanted          // "does not accuse", "and not from the data"
	either            // denied in a part that only says what for: "so that it does not happen"
)

// light are words that stand in what any criterion says and carry little of it.
var light = set(`make makes made take takes get gets have has do does give gives go goes come comes put puts keep keeps let lets use uses show shows able ability can good well clear clearly strong way thing things something anything sure work works candidate answer example real case person people somebody anybody one time day appropriate appropriately effective effectively relevant different certain own other always first
demonstrate demonstrates understand understands understanding aware awareness knowledge approach skill skills experience`)

// small are words without a meaning of their own that the reader of sentences
// takes for others.
var small = set(`for him himself herself themselves itself yourself ourselves oneself`)

const (
	lightWeight = 0.35
	posedWeight = 0.5 // of a word that the question itself says
	mostWants   = 40
	mostWhole   = 3.5 // a long criterion need not be said word by word
)

// NewQuestion readies q.
func NewQuestion(q rubric.Question) *Question {
	out := &Question{words: map[string]bool{}, forms: map[string]bool{}, facts: q.Kind == rubric.Approach && !addressed(q.Text), posed: wantsOf(q.Text)}
	out.know(q.Text, out.posed)
	for i := range out.posed {
		out.posed[i].place = len(out.wants)
		out.wants = append(out.wants, &out.posed[i])
	}
	var cues [][]string
	for _, c := range q.Criteria {
		x := criterion{probe: c.Probe, cues: beside(c)}
		for _, text := range wordings(c) {
			w := out.wording(text)
			x.wordings = append(x.wordings, w)
			out.know(text, w.wants)
		}
		x.faint = len(x.cues) == 0 && !slices.ContainsFunc(x.wordings, func(w wording) bool { return !w.faint() })
		cues, out.criteria = append(cues, x.cues), append(out.criteria, x)
	}
	out.cues = read.NewCues(cues)
	return out
}

// wordings are the texts that say what c asks for, its meaning first: no draft of
// a general kind, which says it of any criterion, and nothing of the lower levels,
// which tell what an answer lacks.
func wordings(c rubric.Criterion) (out []string) {
	marked := slices.ContainsFunc(c.Drafted, func(part string) bool { return strings.HasPrefix(part, "level ") })
	if !c.Drafts(rubric.Meaning) {
		out = append(out, c.Meaning)
	}
	for n := len(c.Levels) / 2; n < len(c.Levels); n++ {
		if general := c.Draft && !marked || c.Drafts(rubric.LevelPart(n+1)); !general {
			out = append(out, c.Levels[n])
		}
	}
	return out
}

// faint reports whether no word of x names a deed or a thing.
func (x *wording) faint() bool {
	return !slices.ContainsFunc(x.wants, func(w want) bool { return !abstract(w) })
}

func (q *Question) know(text string, ws []want) {
	for _, w := range read.SpokenOf(text) {
		q.forms[w.Text] = true
	}
	for _, w := range ws {
		q.words[w.stem] = true
	}
}

func (q *Question) wording(text string) (out wording) {
	out.wants = wantsOf(text)
	for i := range out.wants {
		w := &out.wants[i]
		if slices.ContainsFunc(q.posed, func(p want) bool { return p.stem == w.stem }) {
			w.weight *= posedWeight
		}
		out.whole += w.weight
		w.place = len(q.wants)
		q.wants = append(q.wants, w)
	}
	out.whole = min(out.whole, mostWhole)
	return out
}

// beside are the cues of c that say more than its own words do.
func beside(c rubric.Criterion) []string {
	own := map[string]bool{}
	for _, text := range append([]string{c.Meaning}, c.Levels...) {
		for _, w := range read.SpokenOf(text) {
			own[w.Stem] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(c.Cues), func(cue string) bool {
		return !slices.ContainsFunc(read.SpokenOf(cue), func(w read.Spoken) bool { return !own[w.Stem] })
	})
}

// you are words that ask somebody for something of themselves.
var you = set(`you your yours yourself you've you'd`)

// addressed reports whether a question asks somebody of themselves.
func addressed(text string) bool {
	return slices.ContainsFunc(read.SpokenOf(text), func(w read.Spoken) bool { return you[w.Text] }) || strings.Contains(strings.ToLower(text), "a time ")
}

func wantsOf(text string) []want {
	ws := read.SpokenOf(text)
	no := denied(ws)
	net := wordnet.Shared()
	var out []want
	for i, w := range ws {
		if w.Mark || w.Number || w.Function || small[w.Text] || len(out) == mostWants || slices.ContainsFunc(out, func(o want) bool { return o.stem == w.Stem }) {
			continue
		}
		x := want{text: w.Text, stem: w.Stem, word: net.Look(w.Text), weight: rare(net, w.Text), light: light[w.Text], act: acts(net, w.Text)}
		if x.light {
			x.weight *= lightWeight
		}
		switch {
		case no[i] != so && len(out) == 0, no[i] == not && (out[0].polar == unwanted || against(ws[:i])):
			x.polar = unwanted
		case no[i] != so:
			x.polar = either
		}
		out = append(out, x)
	}
	return out
}

// against reports whether the latest denial sets one thing against another: "and
// not for somebody to blame".
func against(before []read.Spoken) bool {
	for i := len(before) - 1; i > 0; i-- {
		if before[i].Text == "not" {
			return before[i-1].Text == "and" || before[i-1].Mark
		}
	}
	return false
}

// acts reports whether w is a verb as it stands: "listens", "offering".
func acts(net *wordnet.Net, w string) bool {
	bases := net.Bases(w)
	return (strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ing")) && len(bases) > 0 && bases[len(bases)-1] != w && net.Verb(bases[len(bases)-1])
}

// rare is what a word weighs: less, the more often it is met anywhere.
func rare(net *wordnet.Net, w string) float64 {
	met := 0
	for _, b := range net.Bases(w) {
		met = max(met, net.Met(b))
	}
	return 1 / (1 + 0.3*math.Log10(1+float64(met)))
}

// traits are what a person is said to have or to be, where WordNet has another
// meaning first, or none.
var traits = set(`empathy teamwork communication leadership motivation enthusiasm passion energy presence chemistry fit charisma drive collaboration culture mindset`)

// qualities are what words end with that WordNet's texts lack and that name a
// quality.
var qualities = []string{"ism", "ness", "ity", "ship", "ance", "ence", "ful", "ive", "ous"}

// abstract reports whether a word says nothing that somebody does or handles.
func abstract(w want) bool {
	if traits[w.text] {
		return true
	}
	if len(w.word.Bases) > 0 {
		return w.light || wordnet.Shared().Abstract(w.word.Bases[0])
	}
	return w.light || slices.ContainsFunc(qualities, func(end string) bool { return strings.HasSuffix(w.text, end) })
}

// says is how far a word of an answer says w, from 0 to 1.
func (w *want) says(x *said) float64 {
	if x.stem == w.stem {
		return 1
	}
	return w.word.Near(x.word)
}
