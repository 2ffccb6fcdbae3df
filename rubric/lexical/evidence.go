package lexical

import (
	"slices"
	"sort"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/trait"
)

// spread is what a sentence loses for each criterion that it was quoted for
// already: a reader learns more from another one.
const spread = 1.5

// statedWorth is what it is worth in a quote that it states what the criterion
// is about.
const statedWorth = 7

// A quoter picks the sentences that levels stand on.
type quoter struct {
	sight     *trait.Sight
	answer    rubric.Answer
	withdrawn []string // figures that the answer takes back
	used      []int    // how often each sentence was quoted
}

// A pick is a sentence with how well it serves as a quote.
type pick struct {
	sentence int
	worth    float64
}

// quotes picks the sentence that speaks best to criterion i and one more, or
// two from level 4 on, that speak at least half as well, in the order they were
// said. One with a figure that was taken back serves where there is no other.
// Where none does it picks the one that comes nearest, which carries no
// level above 2.
func (q *quoter) quotes(i int, level rubric.Level) (quotes []string, sentences []int) {
	var found []pick
	for _, j := range q.sight.Said(i) {
		found = append(found, pick{j, q.worth(i, j)})
	}
	if len(found) == 0 {
		return q.quote(q.nearest(i))
	}
	if stands := slices.DeleteFunc(slices.Clone(found), q.takenBack); len(stands) > 0 {
		found = stands
	}
	sort.SliceStable(found, func(x, y int) bool { return found[x].worth > found[y].worth })
	most := 2
	if level >= 4 {
		most = 3
	}
	n, least := 1, found[0].worth/2
	for n < min(most, len(found)) && found[n].worth >= least {
		n++
	}
	return q.quote(found[:n])
}

// worth is how much sentence j tells for criterion i rather than for another,
// and that nothing else was shown with it yet. What is particular in it decides
// between the like.
func (q *quoter) worth(i, j int) float64 {
	s := &q.sight.Reading.Sentences[j]
	return q.sight.Lead(i, j) + statedWorth*q.sight.States(i, j) + 0.5*float64(s.Concrete()) - spread*float64(q.used[j])
}

// nearest is the admitted sentence that bears most on criterion i, or tells
// most where none does.
func (q *quoter) nearest(i int) []pick {
	best := pick{sentence: -1}
	for j := range q.sight.Reading.Sentences {
		s := &q.sight.Reading.Sentences[j]
		if !s.Admitted || s.Words < 4 {
			continue
		}
		if w := 1 + 10*q.sight.Bearing(i, j) + float64(s.Concrete()); w > best.worth {
			best = pick{j, w}
		}
	}
	if best.sentence < 0 {
		return nil
	}
	return []pick{best}
}

func (q *quoter) quote(ps []pick) (quotes []string, sentences []int) {
	sort.Slice(ps, func(x, y int) bool { return ps[x].sentence < ps[y].sentence })
	for _, p := range ps {
		q.used[p.sentence]++
		s := &q.sight.Reading.Sentences[p.sentence]
		line := q.answer[s.Line].Text
		quotes = append(quotes, line[s.Opening(line):s.Through])
		sentences = append(sentences, p.sentence)
	}
	return quotes, sentences
}
