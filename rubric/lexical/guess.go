package lexical

import (
	"math"
	"sort"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// A Match is a question that an answer may be about.
type Match struct {
	Question   string
	Confidence float64 // 0 to 1; all matches of one guess sum to at most 1
}

// Guess tells which question of d the text answers, best first. It is empty
// when the text speaks to none of them.
func Guess(d *rubric.Document, text string) []Match {
	r := read.Read([]read.Line{{Text: text}})
	topics := trait.NewTopics(d.Questions)
	scores := topics.Stand(r).Words
	const sharpness = 8 // score points that make one question e times likelier
	best, sum := 0.0, 0.0
	for _, s := range scores {
		best = max(best, s)
	}
	if best == 0 {
		return nil
	}
	var out []Match
	for i, s := range scores {
		p := math.Exp((s - best) / sharpness)
		sum += p
		out = append(out, Match{Question: topics.IDs[i], Confidence: p})
	}
	for i := range out {
		out[i].Confidence /= sum
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Confidence > out[j].Confidence })
	return out
}
