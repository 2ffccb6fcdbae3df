package trait

import (
	"math"
	"slices"
	"strings"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
)

// Topics tells which question of a document an answer speaks to, by the words
// of each question's cues, criteria and anchors (BM25 with the usual k=1.2 and
// b=0.75, Robertson and Zaragoza 2009). It is safe for concurrent use.
type Topics struct {
	IDs      []string
	words    map[string]int32 // numbers stems
	weight   [][]share        // by the number of a stem
	cues     *read.Cues       // two groups a question: its own, and those of its own criteria
	worth    [][]float64      // of each cue, by group
	first    []int            // the number of the first cue of each group, and of the end
	scale    []float64        // of each group: evens out how much it could say
	rarities *rarities
}

// A share is what a stem adds to the score of one question.
type share struct {
	question int
	value    float64
}

// sharers counts how many questions each cue belongs to.
type sharers map[string]float64

func (n sharers) count(cues []string) {
	for _, cue := range cues {
		n[cue]++
	}
}

// worth is what each cue tells of a topic, from 0 to 1: the less, the more of
// the questions share it. A single word tells only part of that.
func (n sharers) worth(cues []string, questions int, single float64) []float64 {
	out := make([]float64, len(cues))
	for i, cue := range cues {
		out[i] = rarity(float64(questions), n[cue]) / math.Log(max(float64(questions), 2))
		if !strings.Contains(cue, " ") {
			out[i] *= single
		}
	}
	return out
}

// roughlyTexts is how many different texts the bank has: maps that need not grow
// are built in half the time.
const roughlyTexts = 1 << 12

// NewTopics indexes qs.
func NewTopics(qs []rubric.Question) *Topics {
	stemmer := read.NewStemmer(roughlyTexts)
	t := &Topics{rarities: newRarities(qs, stemmer)}
	for _, q := range qs {
		t.IDs = append(t.IDs, q.ID)
	}
	t.indexCues(qs)
	t.indexWords(qs, stemmer)
	return t
}

func (t *Topics) indexCues(qs []rubric.Question) {
	topical, owned := sharers{}, make(sharers, roughlyTexts)
	own := make([][]string, len(qs))
	latest := make(map[string]int, roughlyTexts)
	for i, q := range qs {
		own[i] = cuesOf(q, i+1, latest)
		topical.count(q.Cues)
		owned.count(own[i])
	}
	var groups [][]string
	for i, q := range qs {
		groups = append(groups, q.Cues, own[i])
		t.worth = append(t.worth, topical.worth(q.Cues, len(qs), 0.7), owned.worth(own[i], len(qs), 0))
		for part, usual := range [2]float64{usualTopic, usualOwn} {
			t.scale = append(t.scale, math.Sqrt(usual/max(sum(t.worth[2*i+part]), 1)))
		}
	}
	t.cues = read.NewCues(groups)
	t.first = make([]int, len(groups)+1)
	for g := range groups {
		t.first[g+1] = t.first[g] + len(groups[g])
	}
}

func (t *Topics) indexWords(qs []rubric.Question, stemmer *read.Stemmer) {
	type said struct {
		stem  int32
		often float64
	}
	counts := make([][]said, len(qs))
	lengths := make([]float64, len(qs))
	var in, told weights // in how many questions each stem is, and how often in one
	mean := 0.0
	for i, q := range qs {
		told.clear()
		tells(q, func(text string, weight float64) {
			for _, s := range stemmer.Stems(text) {
				told.set(s, told.of(s)+weight)
				lengths[i] += weight
			}
		})
		counts[i] = make([]said, len(told.heavy))
		for k, s := range told.heavy {
			counts[i][k] = said{s, told.of(s)}
			in.set(s, in.of(s)+1)
		}
		mean += lengths[i] / float64(len(qs))
	}
	t.words = stemmer.Numbers()
	t.weight = make([][]share, len(t.words))
	const k, b = 1.2, 0.75
	for i := range qs {
		for _, s := range counts[i] {
			if rarity := math.Log(float64(len(qs)) / in.of(s.stem)); rarity != 0 {
				t.weight[s.stem] = append(t.weight[s.stem], share{i, rarity * s.often * (k + 1) / (s.often + k*(1-b+b*lengths[i]/mean))})
			}
		}
	}
}

// What the cues of a usual question are worth in all, of its own and for its
// criteria.
const (
	usualTopic = 60
	usualOwn   = 150
)

func sum(xs []float64) float64 {
	n := 0.0
	for _, x := range xs {
		n += x
	}
	return n
}

// cuesOf lists the cues of q's own criteria, each once; latest keeps of each the
// number of the question that had it last.
func cuesOf(q rubric.Question, number int, latest map[string]int) []string {
	var out []string
	for _, c := range q.Criteria {
		if IsStar(c.ID) {
			continue
		}
		for _, cue := range c.Cues {
			if latest[cue] != number {
				latest[cue] = number
				out = append(out, cue)
			}
		}
	}
	return out
}

// tells walks the texts of q that tell what it is about. The question's own
// words weigh double, STAR-AI criteria half: those are much alike everywhere.
func tells(q rubric.Question, visit func(text string, weight float64)) {
	visit(q.Title, 2)
	visit(q.Text, 2)
	visit(q.Topic, 2)
	for _, c := range q.Cues {
		visit(c, 2)
	}
	for _, n := range q.Names {
		visit(n, 1)
	}
	for _, c := range q.Criteria {
		w := 1.0
		if IsStar(c.ID) {
			w = 0.5
		}
		visit(c.Meaning, w)
		visit(c.Probe, w)
		visit(c.Missing, w)
		for _, l := range c.Levels {
			visit(l, w)
		}
		for _, cue := range c.Cues {
			if !strings.Contains(cue, " ") {
				visit(cue, w/2)
				continue
			}
			visit(cue, w)
		}
	}
}

// A Standing is how an answer stands to each question.
type Standing struct {
	Words []float64 // BM25 score
	Topic []float64 // what the different cues of the question said are worth
	Cues  []float64 // the same, with those for its own criteria, evened out for how many there are
}

// Stand tells how much r speaks to each question.
func (t *Topics) Stand(r *read.Reading) Standing {
	n := len(t.IDs)
	st := Standing{Words: make([]float64, n), Topic: make([]float64, n), Cues: make([]float64, n)}
	told := make([]bool, len(t.weight))
	r.Content(func(stem string) {
		w, ok := t.words[stem]
		if !ok || told[w] {
			return
		}
		told[w] = true
		for _, sh := range t.weight[w] {
			st.Words[sh.question] += sh.value
		}
	})
	seen := make([]bool, t.first[len(t.worth)])
	for _, h := range r.Find(t.cues) {
		k := t.first[h.Group] + h.Cue
		if seen[k] {
			continue
		}
		seen[k] = true
		worth := t.worth[h.Group][h.Cue]
		if h.Group%2 == 0 {
			st.Topic[h.Group/2] += worth
		}
		st.Cues[h.Group/2] += worth * t.scale[h.Group]
	}
	return st
}

// lead sets a's value for question i against the best of the others; a is
// raised by some ground so that small counts decide little.
func lead(a []float64, i int, ground float64) float64 {
	best := 0.0
	for j, v := range a {
		if j != i {
			best = max(best, v)
		}
	}
	return min((a[i]+ground)/(best+ground+0.01), 1.5)
}

// star are the criteria of STAR-AI, which every story is graded by.
var star = []string{"situation", "task", "action", "result", "insight"}

// IsStar tells whether id is one of the criteria of STAR-AI.
func IsStar(id string) bool { return slices.Contains(star, id) }
