package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/scale"
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
type labels map[int]label

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

// loadLabels reads the labels of each answer below root, by its id.
func loadLabels(root string) (map[string]labels, error) {
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
		out[a.ID] = labels{}
		for _, s := range a.Sentences {
			start, given, err := parseLabels(s)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", labelled, n, err)
			}
			out[a.ID][start] = given
		}
	}
	return out, lines.Err()
}

func parseLabels(s string) (start int, given label, err error) {
	fields := strings.Fields(s)
	var end int
	if _, err := fmt.Sscanf(s, "%d-%d", &start, &end); err != nil {
		return 0, given, fmt.Errorf("labels %q: want where the sentence starts and ends: %w", s, err)
	}
	for _, l := range fields[1:] {
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

// signedSentences are the labelled sentences of r that can earn something.
func signedSentences(r *read.Reading, given labels) []signed {
	var out []signed
	for j := range r.Sentences {
		s := &r.Sentences[j]
		states, ok := given[s.Start]
		if !ok || !s.Admitted || s.Appeals {
			continue
		}
		x := signed{label: states}
		element.Signs(r, j, func(sign element.Sign) { x.signs = append(x.signs, sign) })
		out = append(out, x)
	}
	return out
}

// How much evidence the weight of a sign has to outdo.
const (
	leastSentences = 6 // with the sign
	lasso          = 3
	ridge          = 15
)

// fitElements fits the weights of signs to sentences.
func fitElements(ss []signed) *element.Model {
	signs, table := tabulate(ss, leastSentences, func(element.Sign) bool { return true })
	m := &element.Model{Weights: map[element.Sign]*element.Strength{}}
	y, held := make([]float64, len(ss)), make([]scale.Hold, len(signs))
	for e := range element.Count {
		for i, s := range ss {
			y[i] = s.Strength[e]
		}
		for j, sign := range signs {
			held[j] = element.Held(sign, e)
		}
		w, b := table.Fit(y, held, lasso, ridge)
		m.Base[e] = round(b)
		for j, v := range w {
			if v = round(v); v != 0 {
				if m.Weights[signs[j]] == nil {
					m.Weights[signs[j]] = &element.Strength{}
				}
				m.Weights[signs[j]][e] = v
			}
		}
	}
	return m
}

// tabulate lists the signs to weigh, those in at least so many of ss that are
// wanted, and says which sentences they are in.
func tabulate(ss []signed, least int, wanted func(element.Sign) bool) ([]element.Sign, *scale.Signs) {
	count := map[element.Sign]int{}
	for _, s := range ss {
		for _, sign := range s.signs {
			count[sign]++
		}
	}
	var signs []element.Sign
	for sign, n := range count {
		if n >= least && wanted(sign) {
			signs = append(signs, sign)
		}
	}
	slices.SortFunc(signs, element.Sign.Compare)
	index := map[element.Sign]int{}
	for i, sign := range signs {
		index[sign] = i
	}
	rows := make([][]int, len(ss))
	for i, s := range ss {
		for _, sign := range s.signs {
			if j, ok := index[sign]; ok {
				rows[i] = append(rows[i], j)
			}
		}
	}
	return signs, scale.NewSigns(rows, len(signs))
}
