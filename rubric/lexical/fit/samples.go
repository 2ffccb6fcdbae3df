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

// A row is one criterion of one sample, with the values that the models see.
type row struct {
	*sample
	criterion string
	x         []float64
	gate      float64
	level     int
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

// rows reads every sample and sorts what it holds by model.
func rows(samples []*sample, doc *rubric.Document) map[string][]row {
	topics := trait.NewTopics(doc.Questions)
	subjects := map[string]*trait.Subject{}
	for _, q := range doc.Questions {
		subjects[q.ID] = trait.NewSubject(q, topics)
	}
	out := map[string][]row{}
	for _, s := range samples {
		subject := subjects[s.Question]
		sight := subject.See(read.Read([]read.Line{{Text: s.Answer}}))
		for i, c := range subject.Question.Criteria {
			level, ok := s.Levels[c.ID]
			if !ok {
				continue
			}
			m, v := trait.ModelOf(c.ID), sight.View(i)
			out[m] = append(out[m], row{s, c.ID, trait.Values(trait.For(m), v), trait.Gate(m, v), level})
		}
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
