package trait

import (
	"math"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
)

// Topics tells which question of a document an answer speaks to, by the words
// of each question's cues, criteria and anchors (BM25 with the usual k=1.2 and
// b=0.75, Robertson and Zaragoza 2009). It is safe for concurrent use.
type Topics struct {
	IDs    []string
	weight map[string][]share // by stem
}

// A share is what a stem adds to the score of one question.
type share struct {
	question int
	value    float64
}

// NewTopics indexes qs.
func NewTopics(qs []rubric.Question) *Topics {
	t := &Topics{weight: map[string][]share{}}
	counts := make([]map[string]float64, len(qs))
	lengths := make([]float64, len(qs))
	df := map[string]float64{}
	mean := 0.0
	for i, q := range qs {
		t.IDs = append(t.IDs, q.ID)
		counts[i] = map[string]float64{}
		said(q, func(text string, weight float64) {
			for _, s := range read.Stems(text) {
				counts[i][s] += weight
				lengths[i] += weight
			}
		})
		for s := range counts[i] {
			df[s]++
		}
		mean += lengths[i] / float64(len(qs))
	}
	const k, b = 1.2, 0.75
	for i := range qs {
		for s, f := range counts[i] {
			rarity := math.Log(float64(len(qs)) / df[s])
			if rarity == 0 {
				continue
			}
			v := rarity * f * (k + 1) / (f + k*(1-b+b*lengths[i]/mean))
			t.weight[s] = append(t.weight[s], share{i, v})
		}
	}
	return t
}

// said walks the texts of q that tell what it is about. The question's own
// words weigh double, STAR-AI criteria half: those are much alike everywhere.
func said(q rubric.Question, visit func(text string, weight float64)) {
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
			visit(cue, w)
		}
	}
}

// Scores tells how much r speaks to each question.
func (t *Topics) Scores(r *read.Reading) []float64 {
	out := make([]float64, len(t.IDs))
	for _, s := range r.Content() {
		for _, sh := range t.weight[s] {
			out[sh.question] += sh.value
		}
	}
	return out
}

// Star are the criteria of STAR-AI, which every story is graded by.
var Star = []string{"situation", "task", "action", "result", "insight"}

// IsStar tells whether id is one of the criteria of STAR-AI.
func IsStar(id string) bool {
	for _, s := range Star {
		if s == id {
			return true
		}
	}
	return false
}
