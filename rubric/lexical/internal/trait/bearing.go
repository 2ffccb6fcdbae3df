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

// wordsOf leaves in w the stems that tell of c, each with the most that it
// weighs.
func wordsOf(c rubric.Criterion, stemmer *read.Stemmer, w *weights) {
	w.clear()
	spokenIn(c, func(text string, weight float64) {
		for _, s := range stemmer.Stems(text) {
			w.set(s, max(w.of(s), weight))
		}
	})
}

// Weights are of stems, by number.
type weights struct {
	all   []float64
	heavy []int32 // the stems that weigh anything, in the order they came
}

func (w *weights) of(stem int32) float64 {
	if int(stem) < len(w.all) {
		return w.all[stem]
	}
	return 0
}

func (w *weights) set(stem int32, to float64) {
	if int(stem) >= len(w.all) {
		w.all = append(w.all, make([]float64, int(stem)-len(w.all)+1)...)
	}
	if w.all[stem] == 0 {
		w.heavy = append(w.heavy, stem)
	}
	w.all[stem] = to
}

func (w *weights) clear() {
	for _, stem := range w.heavy {
		w.all[stem] = 0
	}
	w.heavy = w.heavy[:0]
}

// rarities tells of each word how many of the criteria it belongs to.
type rarities struct {
	criteria float64
	numbers  map[string]int32 // of stems
	words    weights
	phrases  map[string]float64
}

func newRarities(qs []rubric.Question, stemmer *read.Stemmer) *rarities {
	r := &rarities{numbers: stemmer.Numbers(), phrases: make(map[string]float64, roughlyTexts)}
	var told weights
	for _, q := range qs {
		for _, c := range q.Criteria {
			if IsStar(c.ID) {
				continue
			}
			r.criteria++
			wordsOf(c, stemmer, &told)
			for _, s := range told.heavy {
				r.words.set(s, r.words.of(s)+1)
			}
			for _, cue := range c.Cues {
				r.phrases[cue]++
			}
		}
	}
	return r
}

// word is the rarity of a stem.
func (r *rarities) word(stem string) float64 {
	belongs := 0.0
	if n, ok := r.numbers[stem]; ok {
		belongs = r.words.of(n)
	}
	return rarity(r.criteria, belongs)
}

// rarity is near 0 for what belongs to all criteria, and log n for what
// belongs to one.
func rarity(n, of float64) float64 { return math.Log(max(n, 2) / min(max(of, 1), max(n, 2))) }

func (r *rarities) vocabulary(q rubric.Question) vocabulary {
	v := vocabulary{words: map[string][]bearingOn{}}
	const texts = 1 << 9 // of one question, roughly
	stemmer := read.NewStemmer(texts)
	var told weights
	var groups [][]string
	for i, c := range q.Criteria {
		var phrases []string
		var worth []float64
		if !IsStar(c.ID) {
			wordsOf(c, stemmer, &told)
			for _, n := range told.heavy {
				s := stemmer.Stem(n)
				if w := told.of(n) * r.word(s); w > 0 {
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
