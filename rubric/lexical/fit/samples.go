package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// A sample is one graded answer of testdata/graded. Its levels are made of two
// or three readings by a large language model, not given by people.
type sample struct {
	ID       string
	Question string
	Author   string
	Kind     string
	Answer   string
	Levels   map[string]int
	Readings map[string]map[string]int
	late     bool // it came after the traits were thought out
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

// loadSamples reads the graded answers below root, the root of the module.
func loadSamples(root string) ([]*sample, error) {
	var out []*sample
	for _, name := range []string{shapedOn, later} {
		lines, err := readSamples(filepath.Join(root, name))
		if err != nil {
			return nil, fmt.Errorf("load graded answers: %w", err)
		}
		for _, s := range lines {
			s.late = name == later
		}
		out = append(out, lines...)
	}
	return out, nil
}

func readSamples(name string) ([]*sample, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []*sample
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		s := &sample{}
		if err := json.Unmarshal(lines.Bytes(), s); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
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
			ceiling := 1 // the examiner reads no further where little is told
			if r.Tells() {
				ceiling = trait.Ceiling(m, v)
			}
			out.rows[m] = append(out.rows[m], row{
				sample: s, criterion: c.ID, level: level, ceiling: ceiling,
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

// folds deals the authors of rs into groups that are left out together: with
// one fold an author, measuring would take minutes.
func folds(rs []row) [][]string {
	const most = 7
	who := authors(rs)
	out := make([][]string, min(most, len(who)))
	for i, a := range who {
		out[i%len(out)] = append(out[i%len(out)], a)
	}
	return out
}

// without parts rs into those of other authors and those of the given ones.
func without(rs []row, given []string) (others, own []row) {
	for _, r := range rs {
		if slices.Contains(given, r.Author) {
			own = append(own, r)
		} else {
			others = append(others, r)
		}
	}
	return others, own
}

func withoutPairs(ps []pair, given []string) []pair {
	return slices.DeleteFunc(slices.Clone(ps), func(p pair) bool { return slices.Contains(given, p.author) })
}
