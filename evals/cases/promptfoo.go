package cases

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// A suite of promptfoo, as far as it is read.
type foo struct {
	*reader
	file, text string // of what is read right now
	title      string
	prompts    []fooPrompt
	echo       bool // the provider returns the prompt: the tests grade given answers
	defaults   *yaml.Node
	scenario   *yaml.Node // holds for the tests being read, after the defaults
	templates  *yaml.Node // assertions to refer to
	tests      int
	within     []string // files of tests that are being read
	files      int      // of tests, read so far
}

// A fooPrompt is one text, or the messages of a chat.
type fooPrompt []Turn

// A fooTest is one test with everything that holds for it.
type fooTest struct {
	at             Note
	id             string
	description    string
	vars           map[string]*yaml.Node
	asserts        []*yaml.Node
	output         string
	prefix, suffix string
	slices         map[string]string
}

// settings of promptfoo are about how it runs, not about what it tests.
var settings = []string{"$schema", "outputPath", "evaluateOptions", "commandLineOptions", "sharing", "env", "writeLatestResults", "tags", "tracing"}

// promptfoo reads a configuration, or a file of tests alone.
func (r *reader) promptfoo(text string) {
	f := &foo{reader: r, file: r.file, text: text, within: []string{path.Base(r.file)}}
	switch strings.ToLower(path.Ext(r.file)) {
	case ".yaml", ".yml", ".json":
		root := r.yaml(r.file, text)
		switch {
		case root == nil:
		case root.Kind == yaml.SequenceNode:
			f.list(root)
		case root.Kind == yaml.MappingNode:
			f.config(root)
		default:
			r.problem(r.file, text, root.Line, root.Column, "should be a configuration of promptfoo, or a list of tests")
		}
	default:
		f.testFile(r.file, text)
	}
}

func (f *foo) config(root *yaml.Node) {
	f.title = oneLine(scalar(get(root, "description")))
	f.Title = cmp.Or(f.title, f.Title)
	f.templates = get(root, "assertionTemplates")
	if d := get(root, "defaultTest"); d != nil {
		f.defaults = f.fileOr(d)
	}
	f.providers(get(root, "providers"), get(root, "targets"))
	f.readPrompts(get(root, "prompts"))
	for i := 0; i+1 < len(root.Content); i += 2 {
		switch key := root.Content[i]; {
		case slices.Contains([]string{"description", "assertionTemplates", "defaultTest", "providers", "targets", "prompts", "tests", "scenarios"}, key.Value):
		case slices.Contains(settings, key.Value):
			f.change(f.at(key), "`%s` is a setting of promptfoo and stays behind", key.Value)
		default:
			f.leave(f.at(key), "`%s`", key.Value)
		}
	}
	tests, scenarios := get(root, "tests"), get(root, "scenarios")
	if tests == nil && scenarios == nil {
		f.problem(f.file, f.text, root.Line, root.Column, "has no `tests` and no `scenarios`")
		return
	}
	if tests != nil {
		f.list(tests)
	}
	f.scenarios(scenarios)
}

// scenarios reads lists of data, each of which is put through a list of tests.
func (f *foo) scenarios(n *yaml.Node) {
	if n == nil {
		return
	}
	for _, s := range n.Content {
		config, tests := get(s, "config"), get(s, "tests")
		if n.Kind != yaml.SequenceNode || config == nil || config.Kind != yaml.SequenceNode || tests == nil {
			f.leave(f.at(s), "the scenario: only a list `config` with `tests` is read")
			continue
		}
		for _, data := range config.Content {
			f.scenario = data
			f.list(tests)
		}
		f.scenario = nil
	}
}

// at is the place of a node: in the file that it was read from, which is the
// one being read for what a row of a table was made into.
func (f *foo) at(n *yaml.Node) Note {
	return Note{File: cmp.Or(f.from[n], f.file), Line: n.Line}
}

// providers looks for the one that gives back what it is asked.
func (f *foo) providers(nodes ...*yaml.Node) {
	var names []string
	line := 0
	var walk func(*yaml.Node)
	walk = func(n *yaml.Node) {
		switch {
		case n == nil:
		case n.Kind == yaml.ScalarNode:
			names = append(names, n.Value)
		case n.Kind == yaml.MappingNode:
			names = append(names, cmp.Or(scalar(get(n, "id")), "?"))
		default:
			for _, c := range n.Content {
				walk(c)
			}
		}
		if n != nil && line == 0 {
			line = n.Line
		}
	}
	for _, n := range nodes {
		walk(n)
	}
	f.echo = slices.Contains(names, "echo")
	if !f.echo && len(names) > 0 {
		f.change(Note{File: f.file, Line: line}, "the providers stay behind: a suite holds answers. --answers FILE takes those of theirs, --ask MODEL gets new ones")
	}
}

// test reads one test, with what holds for all.
func (f *foo) test(n *yaml.Node) {
	f.tests++
	t := fooTest{at: f.at(n), id: fmt.Sprintf("test-%d", f.tests), vars: map[string]*yaml.Node{}, slices: map[string]string{}}
	f.merge(&t, f.defaults, n)
	f.merge(&t, f.scenario, n)
	f.merge(&t, n, nil)
	f.expand(t)
}

// merge adds what n says; over is the test that n is the default for.
func (f *foo) merge(t *fooTest, n, over *yaml.Node) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, v := n.Content[i], n.Content[i+1]
		switch key.Value {
		case "description":
			t.description = oneLine(scalar(v))
		case "vars":
			if v.Kind != yaml.MappingNode {
				f.leave(f.at(v), "the variables: only a mapping of them is read")
				continue
			}
			for j := 0; j+1 < len(v.Content); j += 2 {
				t.vars[v.Content[j].Value] = f.variable(v.Content[j+1])
			}
		case "assert":
			if over == nil || scalar(get(get(over, "options"), "disableDefaultAsserts")) != "true" {
				t.asserts = append(t.asserts, v.Content...)
			}
		case "providerOutput":
			t.output = scalar(v)
			if v.Kind != yaml.ScalarNode {
				f.leave(f.at(v), "`providerOutput`: it is no text")
			}
		case "metadata":
			f.metadataOf(t, v)
		case "options":
			f.options(t, v)
		default:
			f.leave(f.at(key), "`%s` of a test", key.Value)
		}
	}
}

// variable is the value of a variable, read from the file that it names.
func (f *foo) variable(n *yaml.Node) *yaml.Node {
	name, ok := strings.CutPrefix(scalar(n), "file://")
	if !ok {
		return n
	}
	text, why := f.beside(name)
	if why != "" {
		f.leave(f.at(n), "the variable from %s: %s", clip(name, 60), why)
		return n
	}
	return textNode(text, n.Line)
}

// textNode is a node that holds a text.
func textNode(text string, line int) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: line}
}

func (f *foo) metadataOf(t *fooTest, n *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, v := n.Content[i], n.Content[i+1]
		if s := scalar(v); taggable(s) {
			t.slices[oneLine(key.Value)] = s
			continue
		}
		f.leave(f.at(key), "metadata %q: only short texts, numbers and yes or no divide a report", clip(key.Value, 40))
	}
}

func (f *foo) options(t *fooTest, n *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, v := n.Content[i], n.Content[i+1]
		switch key.Value {
		case "prefix":
			t.prefix = scalar(v)
		case "suffix":
			t.suffix = scalar(v)
		case "disableDefaultAsserts":
		default:
			f.leave(f.at(key), "the option `%s`", key.Value)
		}
	}
}
