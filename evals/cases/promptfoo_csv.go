package cases

import (
	"math"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// expected is an assertion in one cell: its kind, a threshold in brackets,
// and its value.
var expected = lazily(`^((?:not-)?[a-z][a-z0-9-]*)(?:\((\d+(?:\.\d+)?)\))?:(?s:(.*))$`)

// fromRow reads a test from a row: columns that begin with two underscores
// mean something, all others are variables.
func (f *foo) fromRow(row row) {
	test := &yaml.Node{Kind: yaml.MappingNode, Line: row.line}
	vars := &yaml.Node{Kind: yaml.MappingNode, Line: row.line}
	meta := &yaml.Node{Kind: yaml.MappingNode, Line: row.line}
	options := &yaml.Node{Kind: yaml.MappingNode, Line: row.line}
	asserts := &yaml.Node{Kind: yaml.SequenceNode, Line: row.line}
	put := func(in *yaml.Node, key string, v *yaml.Node) {
		in.Content = append(in.Content, textNode(key, row.line), v)
	}
	metric := row.cells["__metric"]
	for _, name := range sorted(row.cells) {
		cell := row.cells[name]
		key, special := strings.CutPrefix(name, "__")
		value := textNode(cell, row.line)
		switch {
		case !special:
			put(vars, name, value)
		case blank(cell):
		case strings.HasPrefix(key, "expected"):
			asserts.Content = append(asserts.Content, assertionIn(cell, metric, row.line))
		case strings.HasPrefix(key, "metadata:") && !strings.HasSuffix(key, "[]"):
			put(meta, strings.TrimPrefix(key, "metadata:"), value)
		case key == "prefix", key == "suffix":
			put(options, key, value)
		case key == "description", key == "providerOutput":
			put(test, key, value)
		case key == "metric":
		default:
			f.leave(Note{File: f.file, Line: row.line}, "the column %q", clip(name, 60))
		}
	}
	put(test, "vars", vars)
	put(test, "metadata", meta)
	put(test, "options", options)
	put(test, "assert", asserts)
	f.test(test)
}

// assertionIn makes an assertion of the text of a cell.
func assertionIn(cell, metric string, line int) *yaml.Node {
	kind, value, threshold := "equals", cell, ""
	if m := expected().FindStringSubmatch(strings.TrimSpace(cell)); m != nil {
		kind, threshold, value = m[1], m[2], m[3]
	}
	if kind == "grade" {
		kind = "llm-rubric"
	}
	n := &yaml.Node{Kind: yaml.MappingNode, Line: line}
	for _, p := range [][2]string{{"type", kind}, {"value", value}, {"metric", metric}, {"threshold", threshold}} {
		if p[1] != "" {
			n.Content = append(n.Content, textNode(p[0], line), textNode(p[1], line))
		}
	}
	return n
}

// number reads a number as people write it.
func number(s string) (float64, bool) {
	v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}
