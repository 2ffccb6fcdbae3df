package fitted

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

const head = "# Made by go run ./rubric/lexical/fit -write from testdata/graded. Do not edit.\n"

// Format writes a as the texts that parse reads, by file.
func Format(a *All) map[string]string {
	return map[string]string{elementsFile: formatElements(a.Learned.Elements), heardFile: formatHeard(a.Learned.Heard), shownFile: formatShown(a.Learned.Shown), levelsFile: formatLevels(a)}
}

// parse reads what Format wrote.
func parse(texts map[string]string) (*All, error) {
	a := &All{Learned: &trait.Learned{Elements: &element.Model{}, Heard: &trait.Heard{}, Shown: trait.Shown{}}, Models: map[string]scale.Model{}}
	for _, f := range []struct {
		name string
		line func(*All, string) error
	}{{elementsFile, elementLine}, {heardFile, heardLine}, {shownFile, shownLine()}, {levelsFile, levelLine()}} {
		n := 0
		for line := range strings.Lines(texts[f.name]) {
			n++
			if line = strings.TrimSuffix(line, "\n"); line == "" || strings.HasPrefix(line, "# ") {
				continue
			}
			if err := f.line(a, line); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", f.name, n, err)
			}
		}
	}
	return a, a.complete()
}

// complete reports what is missing from a.
func (a *All) complete() error {
	for _, name := range trait.Fitted {
		if len(a.Models[name].Trees) == 0 {
			return fmt.Errorf("%s: no trees of model %s", levelsFile, name)
		}
	}
	switch {
	case a.Topic.Weights == nil:
		return fmt.Errorf("%s: no model %s", levelsFile, trait.TopicModel)
	case len(a.Learned.Elements.Weights) == 0:
		return fmt.Errorf("%s: no words", elementsFile)
	case len(a.Learned.Heard.Words) == 0:
		return fmt.Errorf("%s: no words", heardFile)
	case len(a.Learned.Shown) == 0:
		return fmt.Errorf("%s: no criteria", shownFile)
	}
	return nil
}

func formatElements(m *element.Model) string {
	var b strings.Builder
	b.WriteString(head + "# A word, two words, #what the lexicon tags or @a fact, and by how much it makes a sentence\n# state an element: 1 is thinly, 2 is particularly.\n")
	b.WriteString(baseName + weights(m.Base[:], element.Names[:]) + "\n")
	for _, s := range slices.SortedFunc(maps.Keys(m.Weights), element.Sign.Compare) {
		b.WriteString(signName(s) + weights(m.Weights[s][:], element.Names[:]) + "\n")
	}
	return b.String()
}

func signName(s element.Sign) string { return strings.TrimSpace(s.First + " " + s.Second) }

func signOf(name string) element.Sign {
	if name[0] == '@' || name[0] == '#' {
		return element.Sign{First: name}
	}
	first, second, _ := strings.Cut(name, " ")
	return element.Sign{First: first, Second: second}
}

// baseName stands where a sign would, for what is there without any.
const baseName = "="

// weights writes those that are not zero by name, after a tab each.
func weights(ws []float64, names []string) string {
	var b strings.Builder
	for i, w := range ws {
		if w != 0 {
			b.WriteString("\t" + names[i] + " " + number(w))
		}
	}
	return b.String()
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

func elementLine(a *All, line string) error {
	m := a.Learned.Elements
	if m.Weights == nil {
		m.Weights = make(map[element.Sign]*element.Strength, 1<<12)
	}
	sign, rest, _ := strings.Cut(line, "\t")
	if sign == "" {
		return fmt.Errorf("%q: want a sign", line)
	}
	s := &element.Strength{}
	if err := parseWeights(rest, element.Names[:], s[:]); err != nil {
		return err
	}
	if sign == baseName {
		m.Base = *s
		return nil
	}
	m.Weights[signOf(sign)] = s
	return nil
}

func parseWeights(s string, names []string, into []float64) error {
	for s != "" {
		var field string
		field, s, _ = strings.Cut(s, "\t")
		name, value, _ := strings.Cut(field, " ")
		i := slices.Index(names, name)
		v, err := strconv.ParseFloat(value, 64)
		if i < 0 || err != nil {
			return fmt.Errorf("weight %q: want a name of %v and a number", field, names)
		}
		into[i] = v
	}
	return nil
}

func formatHeard(h *trait.Heard) string {
	var b strings.Builder
	b.WriteString(head + "# A word, and by how much an answer told with it speaks to a question: near 1 in all where it does.\n")
	b.WriteString(baseName)
	for i, q := range h.Questions { // all of them, in their order
		b.WriteString("\t" + q + " " + number(h.Base[i]))
	}
	b.WriteString("\n")
	for _, w := range slices.Sorted(maps.Keys(h.Words)) {
		b.WriteString(w + weights(h.Words[w], h.Questions) + "\n")
	}
	return b.String()
}

func heardLine(a *All, line string) error {
	h := a.Learned.Heard
	word, rest, _ := strings.Cut(line, "\t")
	if word == baseName {
		for field := range strings.SplitSeq(rest, "\t") {
			name, _, _ := strings.Cut(field, " ")
			h.Questions = append(h.Questions, name)
		}
		h.Base, h.Words = make([]float64, len(h.Questions)), make(map[string][]float64, 1<<10)
		return parseWeights(rest, h.Questions, h.Base)
	}
	if h.Words == nil || word == "" {
		return fmt.Errorf("%q: want a word, after what is there without any (%q)", line, baseName)
	}
	h.Words[word] = make([]float64, len(h.Questions))
	return parseWeights(rest, h.Questions, h.Words[word])
}
