package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// A sample is one graded answer of testdata/graded. Its levels are medians of
// three readings by a large language model, not grades given by people.
type sample struct {
	ID       string
	Question string
	Author   string
	Kind     string
	Answer   string
	Levels   map[string]int
	Readings map[string]map[string]int
}

// offTopic is the kind of sample that answers another question than its own.
const offTopic = "a good answer to a DIFFERENT question of the list (off-topic for this one)"

// A row is one criterion of one sample, with the values that the models see.
type row struct {
	*sample
	criterion string
	x         []float64
	topic     []float64 // what the topic model sees
	ceiling   int
	level     int
}

// A pair is a sample beside one question of the bank, for the topic model:
// one means that the sample answers it.
type pair struct {
	author string
	x      []float64
	y      float64
}

// A corpus is every sample as read.
type corpus struct {
	rows  map[string][]row // by model
	pairs []pair
}

func loadSamples(name string) ([]*sample, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("load graded answers: %w", err)
	}
	defer f.Close()
	var out []*sample
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		s := &sample{}
		if err := json.Unmarshal(lines.Bytes(), s); err != nil {
			return nil, fmt.Errorf("load graded answers: line %d: %w", n, err)
		}
		out = append(out, s)
	}
	return out, lines.Err()
}

// readAll reads every sample.
func readAll(samples []*sample, doc *rubric.Document) corpus {
	topics := trait.NewTopics(doc.Questions)
	subjects := map[string]*trait.Subject{}
	for _, q := range doc.Questions {
		subjects[q.ID] = trait.NewSubject(q, topics)
	}
	out := corpus{rows: map[string][]row{}}
	for _, s := range samples {
		r := read.Read([]read.Line{{Text: s.Answer}})
		sight := subjects[s.Question].See(r)
		for i, c := range sight.Question().Criteria {
			level, ok := s.Levels[c.ID]
			if !ok {
				continue
			}
			m, v := trait.ModelOf(c.ID), sight.View(i)
			out.rows[m] = append(out.rows[m], row{
				sample: s, criterion: c.ID, level: level, ceiling: trait.Ceiling(m, v),
				x:     trait.Values(trait.For(m), v),
				topic: trait.Values(trait.For(trait.TopicModel), v),
			})
		}
		if s.Kind != offTopic {
			out.pairs = append(out.pairs, pairsOf(s, topics, r)...)
		}
	}
	return out
}

// pairsOf sets s beside every question. That a good answer to one question is
// off topic for the others is not always so, but nearly.
func pairsOf(s *sample, topics *trait.Topics, r *read.Reading) []pair {
	var out []pair
	st := topics.Stand(r)
	for i, id := range topics.IDs {
		var v trait.View
		v.Rank(st, i)
		p := pair{author: s.Author, x: trait.Values(trait.For(trait.TopicModel), &v)}
		if id == s.Question {
			p.y = 1
		}
		out = append(out, p)
	}
	return out
}

func authors(rs []row) []string {
	var out []string
	for _, r := range rs {
		if !slices.Contains(out, r.Author) {
			out = append(out, r.Author)
		}
	}
	slices.Sort(out)
	return out
}

// without parts rs by author.
func without(rs []row, author string) (others, own []row) {
	for _, r := range rs {
		if r.Author == author {
			own = append(own, r)
		} else {
			others = append(others, r)
		}
	}
	return others, own
}

func withoutPairs(ps []pair, author string) []pair {
	return slices.DeleteFunc(slices.Clone(ps), func(p pair) bool { return p.author == author })
}
