package evals

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"mockstar/rubric"
)

// What a suite file may cost its reader.
const (
	maxSuite = 128 << 10 // bytes
	maxDepth = 12        // of nesting
)

// A page is one YAML file being read. It collects problems instead of stopping
// at the first.
type page struct {
	file     string
	lines    []string
	problems Problems
	criteria []*yaml.Node // that it names, to be looked up when the document is known
	parts    []*yaml.Node // of the cases that it names, to be looked up when they are known
}

// parse returns the root of text, or nil when there is no tree to look at.
func (p *page) parse(text string) *yaml.Node {
	p.lines = strings.Split(text, "\n")
	if len(text) > maxSuite {
		p.add(0, 0, "is larger than %d KiB", maxSuite>>10)
		return nil
	}
	var root yaml.Node
	limits := loaderlimits.New(loaderlimits.DepthValue(maxDepth))
	if err := yaml.Load([]byte(text), &root, yaml.WithPlugin(limits)); err != nil {
		var le *yaml.LoadError
		if strings.HasPrefix(strings.TrimSpace(text), "{") {
			p.add(0, 0, "holds lines of JSON, as cases are: a suite is a YAML file that names them, cases: %s", filepath.Base(p.file))
		} else if errors.As(err, &le) {
			p.add(le.Mark.Line, le.Mark.Column, "%s", strings.TrimPrefix(le.Message, "yaml: "))
		} else {
			p.add(0, 0, "%v", err)
		}
		return nil
	}
	if len(root.Content) == 0 {
		p.add(0, 0, "is empty")
		return nil
	}
	if p.plain(&root); len(p.problems) > 0 {
		return nil
	}
	return root.Content[0]
}

// plain refuses what makes a file mean something else than it shows.
func (p *page) plain(n *yaml.Node) {
	switch {
	case n.Kind == yaml.AliasNode:
		p.at(n, "aliases are not accepted: write the value out")
		return
	case n.Anchor != "" || n.Style&yaml.TaggedStyle != 0:
		p.at(n, "anchors and tags are not accepted: remove them")
	}
	for _, c := range n.Content {
		p.plain(c)
	}
}

func (p *page) at(n *yaml.Node, format string, args ...any) { p.add(n.Line, n.Column, format, args...) }

func (p *page) add(line, col int, format string, args ...any) {
	problem := rubric.Problem{File: p.file, Line: line, Col: col, Message: fmt.Sprintf(format, args...)}
	if line > 0 && line <= len(p.lines) {
		problem.Text = p.lines[line-1]
	}
	p.problems = append(p.problems, problem)
}

// A field is one key of a mapping.
type field struct {
	name string
	must bool
	read func(*yaml.Node)
}

// mapping reads n, which is what (such as "a suite"), by fields.
func (p *page) mapping(n *yaml.Node, what string, fields ...field) {
	var names []string
	for _, f := range fields {
		names = append(names, f.name)
	}
	if n.Kind != yaml.MappingNode {
		p.at(n, "should be %s with the fields %s", what, strings.Join(names, ", "))
		return
	}
	values := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch first, twice := values[key.Value]; {
		case !slices.Contains(names, key.Value):
			p.at(key, "unknown field %q: %s has %s%s", key.Value, what, strings.Join(names, ", "), orMeant(key.Value, names))
		case twice:
			p.at(key, "field %q stands twice, first on line %d", key.Value, first.Line)
		default:
			values[key.Value] = value
		}
	}
	for _, f := range fields {
		switch v, ok := values[f.name]; {
		case ok:
			f.read(v)
		case f.must:
			p.at(n, "%s needs the field %q", what, f.name)
		}
	}
}

// list reads every item of n.
func (p *page) list(n *yaml.Node, what string, read func(*yaml.Node)) {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		p.at(n, "should be a list of %s", what)
		return
	}
	for _, c := range n.Content {
		read(c)
	}
}

// text reads a string that says something.
func (p *page) text(n *yaml.Node) string {
	v := strings.TrimSpace(n.Value)
	if n.Kind != yaml.ScalarNode || v == "" || n.ShortTag() != "!!str" {
		p.at(n, "should be text; put quotes around what looks like something else")
		return ""
	}
	return v
}

func (p *page) into(s *string) func(*yaml.Node) { return func(n *yaml.Node) { *s = p.text(n) } }

func (p *page) texts(list *[]string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		p.list(n, "texts", func(n *yaml.Node) { *list = append(*list, p.text(n)) })
	}
}

// oneOf reads one of the given words into v.
func oneOf[T ~string](p *page, v *T, words ...T) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if *v = T(p.text(n)); !slices.Contains(words, *v) {
			p.at(n, "%q should be one of %v", *v, words)
		}
	}
}

// number reads a plain decimal number from lo to hi into v.
func (p *page) number(v *float64, lo, hi float64) func(*yaml.Node) {
	return func(n *yaml.Node) {
		f, err := strconv.ParseFloat(n.Value, 64)
		// A leading zero is refused: 010 is ten to people and eight to YAML.
		octal := len(n.Value) > 1 && n.Value[0] == '0' && n.Value[1] != '.'
		if err != nil || octal || n.ShortTag() == "!!str" || f < lo || f > hi {
			p.at(n, "%q should be a plain number from %v to %v", n.Value, lo, hi)
			return
		}
		*v = f
	}
}

func (p *page) integer(v *int, lo, hi int) func(*yaml.Node) {
	return func(n *yaml.Node) {
		var f float64
		p.number(&f, float64(lo), float64(hi))(n)
		if f != float64(int(f)) {
			p.at(n, "%q should be a whole number", n.Value)
		}
		*v = int(f)
	}
}
