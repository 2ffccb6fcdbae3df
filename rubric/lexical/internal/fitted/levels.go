package fitted

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

// A line of levels.txt opens a model, gives a weight of the topic model, or is
// a tree: "if own acts > 0.3 then (if ... then ... else ...) else -0.01".
const (
	modelWord  = "model "
	weightWord = "weight "
	treeWord   = "if "
)

func formatLevels(a *All) string {
	var b strings.Builder
	b.WriteString(head + "# Of each model where it starts and where its levels part; then what each trait, counted from 0 to 1\n# of its limit, adds to it. A tree without a question is a number alone.\n")
	fmt.Fprintf(&b, "%s%s %s\n", modelWord, trait.TopicModel, number(a.Topic.Intercept))
	for j, t := range trait.For(trait.TopicModel) {
		fmt.Fprintf(&b, "%s%s %s\n", weightWord, number(a.Topic.Weights[j]), t.Name)
	}
	for _, name := range trait.Fitted {
		m := a.Models[name]
		fmt.Fprintf(&b, "\n%s%s %s", modelWord, name, number(m.Base))
		for _, c := range m.Cuts {
			b.WriteString(" " + number(c))
		}
		b.WriteString("\n")
		for _, t := range m.Trees {
			writeTree(&b, t, 0, trait.For(name))
			b.WriteString("\n")
		}
	}
	return b.String()
}

func writeTree(b *strings.Builder, t scale.Tree, at int, ts []trait.Trait) {
	n := &t[at]
	if n.High == 0 {
		b.WriteString(number(n.Value))
		return
	}
	part := func(i int) {
		if t[i].High == 0 {
			writeTree(b, t, i, ts)
			return
		}
		b.WriteString("(")
		writeTree(b, t, i, ts)
		b.WriteString(")")
	}
	b.WriteString(treeWord + ts[n.Trait].Name + " > " + number(n.At) + " then ")
	part(n.High)
	b.WriteString(" else ")
	part(n.Low)
}

// levelLine returns what reads the lines of levels.txt, which follow a model.
func levelLine() func(*All, string) error {
	model := ""
	var names map[string]int
	return func(a *All, line string) error {
		if rest, ok := strings.CutPrefix(line, modelWord); ok {
			name, rest, _ := strings.Cut(rest, " ")
			if name != trait.TopicModel && !slices.Contains(trait.Fitted, name) {
				return fmt.Errorf("no such model: %q", name)
			}
			model, names = name, map[string]int{}
			for j, t := range trait.For(name) {
				names[t.Name] = j
			}
			return a.open(name, strings.Fields(rest))
		}
		if model == trait.TopicModel {
			value, name, _ := strings.Cut(strings.TrimPrefix(line, weightWord), " ")
			j, ok := names[name]
			v, err := strconv.ParseFloat(value, 64)
			if !ok || err != nil {
				return fmt.Errorf("weight %q: want a number and a trait of the topic model", line)
			}
			a.Topic.Weights[j] = v
			return nil
		}
		p := &treeParser{rest: line, names: names}
		if _, err := p.node(); err != nil {
			return err
		}
		if p.rest != "" {
			return fmt.Errorf("nothing may follow a tree: %q", p.rest)
		}
		m := a.Models[model]
		m.Trees = append(m.Trees, p.tree)
		a.Models[model] = m
		return nil
	}
}

// open begins the named model with its first value and its cuts.
func (a *All) open(name string, numbers []string) error {
	var vs []float64
	for _, n := range numbers {
		v, err := strconv.ParseFloat(n, 64)
		if err != nil {
			return fmt.Errorf("model %s: %w", name, err)
		}
		vs = append(vs, v)
	}
	if name == trait.TopicModel && len(vs) == 1 {
		a.Topic = scale.Line{Intercept: vs[0], Weights: make([]float64, len(trait.For(name)))}
		return nil
	}
	if len(vs) != scale.Levels {
		return fmt.Errorf("model %s: want where it starts and %d cuts", name, scale.Levels-1)
	}
	m := scale.Model{Forest: scale.Forest{Base: vs[0]}}
	copy(m.Cuts[:], vs[1:])
	a.Models[name] = m
	return nil
}

// A treeParser reads one tree.
type treeParser struct {
	rest  string
	names map[string]int // traits by name
	tree  scale.Tree
}

// node reads a number, a question, or either in brackets, and returns its index.
func (p *treeParser) node() (int, error) {
	at := len(p.tree)
	p.tree = append(p.tree, scale.Node{})
	if rest, ok := strings.CutPrefix(p.rest, "("); ok {
		p.rest, p.tree = rest, p.tree[:at]
		n, err := p.node()
		p.rest = strings.TrimPrefix(p.rest, ")")
		return n, err
	}
	rest, asks := strings.CutPrefix(p.rest, treeWord)
	if !asks {
		v, err := p.number(p.rest)
		p.tree[at].Value = v
		return at, err
	}
	name, rest, ok := strings.Cut(rest, " > ")
	j, known := p.names[name]
	if !ok || !known {
		return 0, fmt.Errorf("no such trait: %q", name)
	}
	cut, err := p.number(rest)
	if err != nil {
		return 0, err
	}
	p.rest = strings.TrimPrefix(p.rest, " then ")
	high, err := p.node()
	if err != nil {
		return 0, err
	}
	p.rest = strings.TrimPrefix(p.rest, " else ")
	low, err := p.node()
	p.tree[at] = scale.Node{Trait: j, At: cut, Low: low, High: high}
	return at, err
}

// number takes the number that s begins with.
func (p *treeParser) number(s string) (float64, error) {
	end := strings.IndexAny(s, " )")
	if end < 0 {
		end = len(s)
	}
	v, err := strconv.ParseFloat(s[:end], 64)
	p.rest = s[end:]
	if err != nil {
		return 0, fmt.Errorf("want a number or %q, found %q", treeWord, s)
	}
	return v, nil
}
