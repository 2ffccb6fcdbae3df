package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/read"
)

// labelled are the sentences of the graded answers with what each states, as a
// large language model labelled them. See testdata/graded/README.md.
const labelled = "testdata/graded/sentences.jsonl"

// letters are the labels of elements. A label of a criterion begins with O.
var letters = map[byte]element.Element{
	'S': element.Scene, 'T': element.Duty, 'A': element.Act, 'W': element.Shared, 'R': element.Outcome,
	'I': element.Lesson, 'C': element.Cost, 'H': element.Habit,
}

// labels are what the sentences of an answer state, by where they start.
type labels struct {
	line   int // of the file
	starts map[int]label
}

// A label is what a sentence states, and how clearly it speaks to each of the
// question's own criteria, in their order.
type label struct {
	element.Strength
	own [mostOwn]float64
}

const (
	mostOwn = 4
	weakly  = 0.4 // how clearly a sentence speaks to a criterion in passing
)

// loadLabels reads the labels of samples below root, by their ids. Labels of
// anything else are an error.
func loadLabels(root string, samples []*sample) (map[string]labels, error) {
	f, err := os.Open(filepath.Join(root, labelled))
	if err != nil {
		return nil, fmt.Errorf("load labels: %w", err)
	}
	defer f.Close()
	out := map[string]labels{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var a struct {
			ID        string
			Sentences []string // "12-80 A2 R1": from byte 12 up to 80
		}
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", labelled, n, err)
		}
		if !slices.ContainsFunc(samples, func(s *sample) bool { return s.ID == a.ID }) {
			return nil, fmt.Errorf("%s:%d: labels of an answer that is not there: %q", labelled, n, a.ID)
		}
		of := labels{line: n, starts: map[int]label{}}
		for _, s := range a.Sentences {
			start, given, err := parseLabel(s)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", labelled, n, err)
			}
			of.starts[start] = given
		}
		out[a.ID] = of
	}
	return out, lines.Err()
}

func parseLabel(s string) (start int, given label, err error) {
	var end int
	if _, err := fmt.Sscanf(s, "%d-%d", &start, &end); err != nil {
		return 0, given, fmt.Errorf("labels %q: want where the sentence starts and ends: %w", s, err)
	}
	for _, l := range strings.Fields(s)[1:] {
		e, ok := letters[l[0]]
		switch {
		case l[0] == 'N' || l[0] == 'F': // states nothing
		case l[0] == 'O' || l[0] == 'o':
			n, err := strconv.Atoi(l[1:])
			if err != nil || n < 1 || n > mostOwn {
				return 0, given, fmt.Errorf("labels %q: no such criterion: %q", s, l)
			}
			given.own[n-1] = 1
			if l[0] == 'o' {
				given.own[n-1] = weakly
			}
		case !ok:
			return 0, given, fmt.Errorf("labels %q: no such label %q", s, l)
		default:
			given.Strength[e] = 1
			if strings.HasSuffix(l, "2") {
				given.Strength[e] = 2
			}
		}
	}
	return start, given, nil
}

// A signed sentence is its signs and what it states.
type signed struct {
	signs []element.Sign
	label
}

// signedSentences are the labelled sentences of r that can earn something, each
// with the label of where it begins. A label where none of r begins, nor the
// second half of one, is an error: the answer was changed after it was labelled,
// or is cut into sentences otherwise.
func signedSentences(r *read.Reading, given labels) ([]signed, error) {
	var out []signed
	lost := maps.Clone(given.starts)
	for j := range r.Sentences {
		s := &r.Sentences[j]
		maps.DeleteFunc(lost, func(at int, _ label) bool { return at == s.Start || s.End <= at && at < s.Through })
		states, ok := given.starts[s.Start]
		if !ok || !s.Admitted || s.Appeals {
			continue
		}
		x := signed{label: states}
		element.Signs(r, j, func(sign element.Sign) { x.signs = append(x.signs, sign) })
		out = append(out, x)
	}
	if len(lost) > 0 {
		return nil, fmt.Errorf("%s:%d: the label at byte %d of the answer stands where no sentence begins", labelled, given.line, slices.Min(slices.Collect(maps.Keys(lost))))
	}
	return out, nil
}
