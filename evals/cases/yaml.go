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
	left := maxYAMLNodes
	whole := written(root.Content[0], &left)
	if left < 0 {
		r.problem(file, "", 0, 0, "is too large with its aliases written out: keep the tests in CSV or JSONL")
		return nil
	}
	before := len(r.problems)
	if r.plain(file, text, whole); len(r.problems) > before {
		return nil
	}
	return whole
}

// written is n with its aliases written out and its merge keys ("<<") merged. It
// takes one from left for each node; below 0 it gives up, so that aliases of
// aliases cannot grow without end.
func written(n *yaml.Node, left *int) *yaml.Node {
	if *left--; *left < 0 {
		return n
	}
	if n.Kind == yaml.AliasNode {
		return written(n.Alias, left)
	}
	out := *n
	out.Content = nil
	var merged []*yaml.Node
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && c.ShortTag() == "!!merge" {
			merged = append(merged, written(n.Content[i+1], left))
			continue
		}
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Content[i-1].ShortTag() == "!!merge" {
			continue
		}
		out.Content = append(out.Content, written(c, left))
	}
	for _, m := range merged {
		from := []*yaml.Node{m}
		if m.Kind == yaml.SequenceNode {
			from = m.Content
		}
		for _, m := range from {
			for i := 0; m.Kind == yaml.MappingNode && i+1 < len(m.Content); i += 2 {
				if get(&out, m.Content[i].Value) == nil { // what is said here goes before
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
