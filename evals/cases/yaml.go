package cases

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// What YAML may cost its reader. The parser spends most on brackets and
// commas; a file of tests in JSON or JSONL has no such bound.
const (
	maxYAML      = 2 << 20
	maxYAMLDepth = 24
	maxYAMLMarks = 64 << 10
	maxYAMLNodes = 256 << 10 // with aliases written out
)

// yaml returns the root of a YAML file, or nil when there is no tree to look
// at; what is wrong with it is noted.
func (r *reader) yaml(file, text string) *yaml.Node {
	marks := 0
	for _, c := range []string{",", "[", "{", "]", "}"} {
		marks += strings.Count(text, c)
	}
	if len(text) > maxYAML || marks > maxYAMLMarks {
		r.problem(file, "", 0, 0, "is too large for YAML (%d KiB, %d brackets and commas): keep the tests in CSV or JSONL", len(text)>>10, marks)
		return nil
	}
	var root yaml.Node
	if err := yaml.Load([]byte(text), &root, yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxYAMLDepth)))); err != nil {
		var le *yaml.LoadError
		if errors.As(err, &le) {
			r.problem(file, text, le.Mark.Line, le.Mark.Column, "%s", strings.TrimPrefix(le.Message, "yaml: "))
		} else {
			r.problem(file, "", 0, 0, "%v", err)
		}
		return nil
	}
	if len(root.Content) == 0 {
		r.problem(file, "", 0, 0, "is empty")
		return nil
	}
	w := writing{left: maxYAMLNodes}
	whole := w.out(root.Content[0])
	if w.left < 0 {
		r.problem(file, "", 0, 0, "is too large with its aliases written out: keep the tests in CSV or JSONL")
		return nil
	}
	before := len(r.problems)
	for _, n := range w.bad {
		r.problem(file, text, n.Line, n.Column, `"<<" takes a mapping, or a list of them`)
	}
	if r.plain(file, text, whole); len(r.problems) > before {
		return nil
	}
	return whole
}

// A writing writes aliases out and merges merge keys ("<<"). It takes one from
// left for each node; below 0 it gives up, so that aliases of aliases cannot grow
// without end.
type writing struct {
	left int
	bad  []*yaml.Node // merge keys whose value is no mapping
}

func (w *writing) out(n *yaml.Node) *yaml.Node {
	if w.left--; w.left < 0 {
		return n
	}
	if n.Kind == yaml.AliasNode {
		return w.out(n.Alias)
	}
	out := *n
	out.Content = nil
	var merged []*yaml.Node
	for i := 0; i < len(n.Content); i++ {
		if c := n.Content[i]; n.Kind == yaml.MappingNode && i%2 == 0 && c.ShortTag() == "!!merge" {
			i++
			merged = append(merged, w.out(n.Content[i]))
			continue
		}
		out.Content = append(out.Content, w.out(n.Content[i]))
	}
	if len(merged) == 0 {
		return &out
	}
	said := map[string]bool{} // what is said here goes before what is merged
	for i := 0; i < len(out.Content); i += 2 {
		said[out.Content[i].Value] = true
	}
	for _, m := range merged {
		from := []*yaml.Node{m}
		if m.Kind == yaml.SequenceNode {
			from = m.Content
		}
		for _, m := range from {
			if m.Kind != yaml.MappingNode {
				w.bad = append(w.bad, m)
				continue
			}
			for i := 0; i+1 < len(m.Content); i += 2 {
				if key := m.Content[i].Value; !said[key] {
					said[key] = true
					out.Content = append(out.Content, m.Content[i], m.Content[i+1])
				}
			}
		}
	}
	return &out
}

// plain refuses repeated keys, which make a file mean something else than it
// shows.
func (r *reader) plain(file, text string, n *yaml.Node) {
	r.from[n] = file
	seen := map[string]int{}
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			if first, twice := seen[c.Value]; twice {
				r.problem(file, text, c.Line, c.Column, "the key %q stands twice, first on line %d", c.Value, first)
			}
			seen[c.Value] = c.Line
		}
		r.plain(file, text, c)
	}
}

// get is the value of a key of a mapping, or nil.
func get(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// scalar is the text of a single value; empty for null and for what is none.
func scalar(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" {
		return ""
	}
	return n.Value
}
