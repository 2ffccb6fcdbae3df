package lexical

import (
	"math"
	"slices"
	"sync"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// A Match is a question that an answer may be about.
type Match struct {
	Question   string
	Confidence float64 // 0 to 1; all matches of one guess sum to at most 1
}

// A Guesser tells which question of a document a text answers. It indexes the
// document at its first use, and is safe for concurrent use.
type Guesser struct {
	doc    *rubric.Document
	topics func() *trait.Topics
}

// NewGuesser returns a guesser over d.
func NewGuesser(d *rubric.Document) *Guesser {
	return &Guesser{d, sync.OnceValue(func() *trait.Topics { return trait.NewTopics(d.Questions) })}
}

// scores tell how much the text speaks to each question, in their order.
func (g *Guesser) scores(text string) []float64 {
	return g.topics().Stand(read.Read([]read.Line{{Text: text}})).Words
}

// Guess tells which question the text answers, best first. It is empty when
// the text speaks to none of them.
func (g *Guesser) Guess(text string) []Match {
	scores := g.scores(text)
	const sharpness = 8 // score points that make one question e times likelier
	best, sum := slices.Max(append(scores, 0)), 0.0
	if best == 0 {
		return nil
	}
	var out []Match
	for i, s := range scores {
		p := math.Exp((s - best) / sharpness)
		sum += p
		out = append(out, Match{Question: g.doc.Questions[i].ID, Confidence: p})
	}
	for i := range out {
		out[i].Confidence /= sum
	}
	slices.SortStableFunc(out, func(a, b Match) int {
		switch {
		case a.Confidence > b.Confidence:
			return -1
		case a.Confidence < b.Confidence:
			return 1
		}
		return 0
	})
	return out
}

// A text is taken for an answer to another question when two of three hold: it
// speaks to that one twice as much, more than to all others together, and by a
// wide margin; for the first and the last a smaller margin will do. On the
// development answers and their first fifty words that is never said of one
// that answers its question, and of six in nine of those that do not.
const (
	elsewhereTimes  = 2
	elsewhereMargin = 14
	soleConfidence  = 0.5
	wideMargin      = 18
)

// Elsewhere names the question that text answers, when it is plainly not q. A
// closing question is never named: its cues are everybody's words.
func (g *Guesser) Elsewhere(q rubric.Question, text string) (other string, ok bool) {
	here, there := 0.0, 0.0
	for i, s := range g.scores(text) {
		switch at := g.doc.Questions[i]; {
		case at.ID == q.ID:
			here = s
		case s > there && at.Kind != rubric.Closing:
			there, other = s, at.ID
		}
	}
	if other == "" {
		return "", false
	}
	best := g.Guess(text)[0]
	sole := best.Question == other && best.Confidence >= soleConfidence
	margin, twice := there-here, there >= elsewhereTimes*here
	if twice && (sole || margin >= elsewhereMargin) || sole && margin >= wideMargin {
		return other, true
	}
	return "", false
}
