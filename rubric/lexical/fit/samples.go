package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// The graded answers, in the order in which they came: the traits were thought
// out on the first, so what is measured on the later ones flatters less.
var waves = []string{"dev", "more", "wide"}

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
	wave     string // the file it came with
}

// offTopic is the kind of sample that answers another question than its own.
const offTopic = "a good answer to a DIFFERENT question of the list (off-topic for this one)"

// loadSamples reads the graded answers below root, the root of the module.
func loadSamples(root string) ([]*sample, error) {
	var out []*sample
	for _, name := range waves {
		lines, err := readSamples(filepath.Join(root, "testdata", "graded", name+".jsonl"))
		if err != nil {
			return nil, fmt.Errorf("load graded answers: %w", err)
		}
		for _, s := range lines {
			s.wave = name
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

// authors lists who wrote ss.
func authors(ss []*sample) []string {
	var out []string
	for _, s := range ss {
		if !slices.Contains(out, s.Author) {
			out = append(out, s.Author)
		}
	}
	slices.Sort(out)
	return out
}

// kinds lists the kinds of answers in ss.
func kinds(samples []*sample) []string {
	var out []string
	for _, s := range samples {
		if !slices.Contains(out, s.Kind) {
			out = append(out, s.Kind)
		}
	}
	slices.Sort(out)
	return out
}
