package trait

import (
	"math"
	"strings"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
)

// A Vocabulary is the words and phrases that the own criteria of a question
// are talked about with. A word weighs the less, the more criteria of the bank
// it belongs to: "limit" says little of what a sentence is about, "canary" a
// lot.
type vocabulary struct {
	words   map[string][]bearingOn // by stem
	phrases *read.Cues             // those of more than one word, a group a criterion
	worth   [][]float64            // of each phrase
}

type bearingOn struct {
	criterion int
	worth     float64
}

// bar is the least that a sentence which speaks to a criterion bears on it:
// one phrase of its own, or two words that few other criteria share.
const bar = 3.3

// usualLength is how many words a sentence may have before each of them counts
// for less: a long one brings words of everything.
const usualLength = 15

// Words of a description weigh less than those of cues, which are what a
// candidate would say.
const (
	fromCues     = 1.0
	fromAnchors  = 0.6
	phraseWorth  = 3.0
	fromNeighbor = 0.5
)

// spokenIn walks the words that tell of c, with their weight.
func spokenIn(c rubric.Criterion, visit func(text string, weight float64)) {
	for _, cue := range criterionCues(c) {
		visit(cue, fromCues)
	}
	visit(c.Meaning, fromAnchors)
	visit(c.Missing, fromAnchors)
	visit(c.Probe, fromAnchors)
	// The lowest levels describe talk that does not speak to it.
	for _, l := range c.Levels[min(2, len(c.Levels)):] {
		visit(l, fromAnchors)
	}
}

func wordsOf(c rubric.Criterion, stemmer *read.Stemmer) map[string]float64 {
	out := make(map[string]float64, roughlyStems/4)
	spokenIn(c, func(text string, weight float64) {
		for _, s := range stemmer.Stems(text) {
			out[s] = max(out[s], weight)
		}
	})
	return out
}

// rarities tells of each word how many of the criteria it belongs to.
type rarities struct {
	criteria float64
	words    map[string]float64
	phrases  map[string]float64
}

func newRarities(qs []rubric.Question, stemmer *read.Stemmer) *rarities {
	r := &rarities{words: make(map[string]float64, 4*roughlyStems), phrases: make(map[string]float64, 4*roughlyStems)}
	for _, q := range qs {
		for _, c := range q.Criteria {
			if IsStar(c.ID) {
				continue
			}
			r.criteria++
			for s := range wordsOf(c, stemmer) {
				r.words[s]++
			}
			for _, cue := range c.Cues {
				r.phrases[cue]++
			}
		}
	}
	return r
}

// rarity is near 0 for what belongs to all criteria, and log n for what
// belongs to one.
func rarity(n, of float64) float64 { return math.Log(max(n, 2) / min(max(of, 1), max(n, 2))) }

func (r *rarities) vocabulary(q rubric.Question) vocabulary {
	v := vocabulary{words: map[string][]bearingOn{}}
	stemmer := read.NewStemmer()
	var groups [][]string
	for i, c := range q.Criteria {
		var phrases []string
		var worth []float64
		if !IsStar(c.ID) {
			for s, w := range wordsOf(c, stemmer) {
				if w *= rarity(r.criteria, r.words[s]); w > 0 {
					v.words[s] = append(v.words[s], bearingOn{i, w})
				}
			}
			for _, cue := range criterionCues(c) {
				if strings.Contains(cue, " ") {
					phrases = append(phrases, cue)
					worth = append(worth, phraseWorth*rarity(r.criteria, r.phrases[cue])/math.Log(max(r.criteria, 2)))
				}
			}
		}
		groups, v.worth = append(groups, phrases), append(v.worth, worth)
	}
	v.phrases = read.NewCues(groups)
	return v
}

// bear tells how far each sentence of r bears on each of n criteria: by its
// own words, evened out for how many it has, and half as much again by those
// of a neighbour that bears on it.
func (v *vocabulary) bear(r *read.Reading, n int) [][]float64 {
	raw, out := make([][]float64, n), make([][]float64, n)
	flat := make([]float64, 2*n*len(r.Sentences))
	for i := range n {
		k := len(r.Sentences)
		raw[i], out[i] = flat[2*i*k:(2*i+1)*k], flat[(2*i+1)*k:(2*i+2)*k]
	}
	r.Each(func(sentence int, stem string) {
		for _, b := range v.words[stem] {
			raw[b.criterion][sentence] += b.worth
		}
	})
	for _, h := range r.Find(v.phrases) {
		raw[h.Group][h.Sentence] += v.worth[h.Group][h.Cue]
	}
	for j := range r.Sentences {
		long := math.Sqrt(max(1, float64(r.Sentences[j].Words)/usualLength))
		for i := range raw {
			raw[i][j] /= long
		}
	}
	for i := range raw {
		for j, p := range raw[i] {
			near := 0.0
			for _, k := range [2]int{j - 1, j + 1} {
				if k >= 0 && k < len(raw[i]) && r.Sentences[k].Paragraph == r.Sentences[j].Paragraph && tellingly(&r.Sentences[k]) {
					near = max(near, raw[i][k])
				}
			}
			out[i][j] = p + fromNeighbor*min(p, near)
		}
	}
	return out
}

// tellingly reports whether s tells something particular, or an act.
func tellingly(s *read.Sentence) bool {
	return s.Told && s.Admitted && (s.Concrete() > 0 || s.Acts()+s.Shared > 0)
}
