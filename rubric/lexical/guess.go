package lexical

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// A Match is a question that an answer may be about.
type Match struct {
	Question   string
	Confidence float64 // 0 to 1; all matches of one guess sum to at most 1
	score      float64
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

// scores tell how much the text speaks to each question, in their order: by
// its words, and more by the question's cues. The weights are the best of a
// coarse grid on the development answers. A closing question is no match for a
// text that mostly tells: its cues are everybody's words.
func (g *Guesser) scores(text string) []float64 {
	at := g.topics().Stand(read.Read([]read.Line{{Text: text}}))
	asks := strings.Count(text, "?") > strings.Count(text, ". ")
	for i, q := range g.doc.Questions {
		at.Words[i] += 3*at.Topic[i] + 2*at.Cues[i]
		if q.Kind == rubric.Closing && !asks {
			at.Words[i] = 0
		}
	}
	return at.Words
}

// Guess tells which question the text answers, best first. It is empty when
// the text speaks to none of them.
func (g *Guesser) Guess(text string) []Match {
	scores := g.scores(text)
	const sharpness = 4 // score points that make one question e times likelier
	best, sum := slices.Max(append(scores, 0)), 0.0
	if best == 0 {
		return nil
	}
	var out []Match
	for i, s := range scores {
		p := math.Exp((s - best) / sharpness)
		sum += p
		out = append(out, Match{g.doc.Questions[i].ID, p, s})
	}
	for i := range out {
		out[i].Confidence /= sum
	}
	slices.SortStableFunc(out, func(a, b Match) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return out
}

// A text is taken for an answer to another question when it speaks to that one
// so surely, and to the one that was asked by so much less. On the development
// answers and their first fifty words that is said of one of the 195 that answer
// their question, and of eight in nine of those that do not.
const (
	elsewhereSure  = 0.9
	elsewhereShare = 0.59
)

// Elsewhere names the question that text answers, when it is plainly not q.
func (g *Guesser) Elsewhere(q rubric.Question, text string) (other string, ok bool) {
	matches := g.Guess(text)
	if len(matches) == 0 || matches[0].Confidence < elsewhereSure {
		return "", false
	}
	best := matches[0]
	at, _ := g.doc.Question(best.Question)
	here := matches[slices.IndexFunc(matches, func(m Match) bool { return m.Question == q.ID })].score
	if best.Question == q.ID || at.Kind == rubric.Closing || here > elsewhereShare*best.score {
		return "", false
	}
	return best.Question, true
}
