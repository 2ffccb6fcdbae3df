package cases

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"go.yaml.in/yaml/v4"
)

// maxExpanded is how many cases one test may become by lists of values.
const maxExpanded = 1000

// readPrompts reads the prompts, in line or from files.
func (f *foo) readPrompts(n *yaml.Node) {
	switch {
	case n == nil:
	case n.Kind == yaml.SequenceNode:
		for _, c := range n.Content {
			f.readPrompts(c)
		}
	case n.Kind == yaml.MappingNode:
		raw := get(n, "raw")
		if raw == nil {
			raw = get(n, "id")
		}
		if raw == nil || raw.Kind != yaml.ScalarNode {
			f.leave(f.at(n), "a prompt that is no text")
			return
		}
		f.readPrompts(raw)
	case n.Kind == yaml.ScalarNode:
		text := n.Value
		if name, ok := strings.CutPrefix(text, "file://"); ok {
			var why string
			if text, why = f.beside(name); why != "" {
				f.leave(f.at(n), "the prompt of %s: %s", clip(name, 60), why)
				return
			}
			if ext := path.Ext(name); ext == ".txt" || ext == ".md" { // several in one file, with lines of three hyphens between
				for part := range strings.SplitSeq("\n"+text, "\n---\n") {
					f.prompts = append(f.prompts, f.chat(f.at(n), part))
				}
				return
			}
		}
		f.prompts = append(f.prompts, f.chat(f.at(n), text))
	}
}

// chat reads a prompt: a list of messages in JSON, or a text.
func (f *foo) chat(at Note, text string) fooPrompt {
	if v := jsontext.Value(strings.TrimSpace(text)); v.Kind() == '[' && v.IsValid() {
		if turns, ok := f.turns(at, v); ok {
			return turns
		}
	}
	return fooPrompt{{"user", text}}
}

// expand makes the cases of a test: one for each prompt and each combination
// of the values of its variables.
func (f *foo) expand(t fooTest) {
	count := max(1, len(f.prompts))
	for _, n := range t.vars {
		if n.Kind == yaml.SequenceNode {
			count *= max(1, len(n.Content))
		}
		if count > maxExpanded {
			f.leave(t.at, "the test: its prompts and lists of values make more than %d cases", maxExpanded)
			return
		}
	}
	combinations := []map[string]*yaml.Node{t.vars}
	for _, name := range sorted(t.vars) {
		if n := t.vars[name]; n.Kind == yaml.SequenceNode {
			var more []map[string]*yaml.Node
			for _, vars := range combinations {
				for _, v := range n.Content {
					one := maps.Clone(vars)
					one[name] = f.variable(v)
					more = append(more, one)
				}
			}
			combinations = more
		}
	}
	prompts := f.prompts
	if len(prompts) == 0 {
		prompts = []fooPrompt{nil}
	}
	given := t.output != ""
	for _, name := range append(slices.Clone(answerNames), f.opts.AnswerField) {
		given = given || !f.echo && t.vars[name] != nil
	}
	if n := len(prompts); n > 1 && given {
		f.leave(t.at, "%d of %d prompts: the answer is the same for all, and is graded once", n-1, n)
		prompts = prompts[:1]
	}
	for i, vars := range combinations {
		for j, p := range prompts {
			one := t
			one.vars = vars
			id := t.id
			if len(combinations) > 1 {
				id += fmt.Sprintf("-v%d", i+1)
			}
			if len(prompts) > 1 {
				id += fmt.Sprintf("-p%d", j+1)
			}
			f.asItem(id, one, p)
		}
	}
}

func (f *foo) asItem(id string, t fooTest, p fooPrompt) {
	it := item{id: id, group: t.id, at: t.at, title: t.description, slices: t.slices, answer: t.output, meets: -1}
	vars := maps.Clone(t.vars)
	for name, n := range vars { // a variable may use others
		if v, open := render(scalar(n), t.vars); n.Kind == yaml.ScalarNode && len(open) == 0 && v != n.Value {
			vars[name] = textNode(v, n.Line)
		}
	}
	if t.output == "" && !f.echo {
		var name string
		name, it.answer = f.answerIn(func(name string) (string, bool) { n, ok := vars[name]; return scalar(n), ok })
		if n := vars[name]; n != nil {
			vars[name] = textNode("", n.Line)
		}
	}
	if p == nil && !f.echo { // the variables are all that says what was asked
		for _, name := range sorted(vars) {
			if s := scalar(vars[name]); !blank(s) {
				it.turns = append(it.turns, Turn{name, s})
			}
		}
		if len(it.turns) > 1 {
			it.turns = []Turn{{"user", conversation(it.turns)}}
		}
	}
	for i, turn := range p {
		text, open := render(turn.Text, vars)
		f.open(t.at, "the prompt", open)
		if i == len(p)-1 {
			text = t.prefix + text + t.suffix
		}
		if !blank(text) {
			it.turns = append(it.turns, Turn{turn.Role, text})
		}
	}
	if f.echo {
		it.answer, it.turns = conversation(it.turns), nil
		it.title = cmp.Or(it.title, f.title)
	}
	for _, n := range t.asserts {
		it.criteria = append(it.criteria, f.assertion(n, vars, 1)...)
	}
	f.Import.add(it)
}

func (f *foo) open(at Note, where string, open []string) {
	slices.Sort(open)
	for _, o := range slices.Compact(open) {
		f.leave(at, "%s in %s: only names that the test sets are filled in", clip(o, 40), where)
	}
}

// carried are the kinds of assertions that a grader of answers can make.
var carried = map[string]string{
	"llm-rubric": "", "g-eval": "", "model-graded-closedqa": "",
	"factuality": "Is consistent in its facts with this reference: ", "model-graded-factuality": "Is consistent in its facts with this reference: ",
}

// assertion makes criteria of an assertion. weight is that of the set it
// stands in.
func (f *foo) assertion(n *yaml.Node, vars map[string]*yaml.Node, weight float64) []criterion {
	if ref := scalar(get(n, "$ref")); ref != "" {
		name := strings.TrimPrefix(ref, "#/assertionTemplates/")
		if n = get(f.templates, name); n == nil {
			f.leave(Note{File: f.file}, "the assertion template %q: there is none", clip(name, 40))
			return nil
		}
	}
	at := f.at(n)
	kind, avoid := strings.CutPrefix(scalar(get(n, "type")), "not-")
	if w := get(n, "weight"); w != nil {
		v, ok := number(scalar(w))
		if !ok || v <= 0 {
			f.leave(at, "the assertion %s: its weight %s counts for nothing", kind, clip(scalar(w), 20))
			return nil
		}
		weight *= v
	}
	if set := get(n, "assert"); kind == "assert-set" && set != nil {
		f.rest(n, "type", "assert", "weight", "metric")
		var out []criterion
		for _, c := range set.Content {
			out = append(out, f.assertion(c, vars, weight/float64(len(set.Content)))...)
		}
		return out
	}
	before, ok := carried[kind]
	if !ok || avoid && before != "" {
		f.leave(at, "the assertion %s: it is no criterion that a grader reads an answer by", clip(scalar(get(n, "type")), 40))
		return nil
	}
	f.rest(n, "type", "value", "weight", "metric", "description")
	if avoid {
		f.change(at, "the assertion not-%s became a criterion to avoid: its lowest level is that the answer does it", kind)
	}
	texts := f.values(at, get(n, "value"), vars)
	var out []criterion
	for _, text := range texts {
		out = append(out, criterion{
			name: cmp.Or(scalar(get(n, "metric")), clip(text, 80)), meaning: before + text, weight: weight / float64(len(texts)), avoid: avoid, section: kind, at: n.Line,
		})
	}
	return out
}

// rest notes the settings of an assertion that are not carried over.
func (f *foo) rest(n *yaml.Node, known ...string) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if key := n.Content[i]; !slices.Contains(known, key.Value) {
			f.leave(f.at(key), "`%s` of the assertion %s", key.Value, clip(scalar(get(n, "type")), 40))
		}
	}
}

// values are the criteria that an assertion states.
func (f *foo) values(at Note, n *yaml.Node, vars map[string]*yaml.Node) []string {
	var nodes []*yaml.Node
	switch {
	case n == nil:
	case n.Kind == yaml.SequenceNode:
		nodes = n.Content
	default:
		nodes = []*yaml.Node{n}
	}
	var out []string
	for _, v := range nodes {
		text := scalar(v)
		if name, ok := strings.CutPrefix(text, "file://"); ok {
			var why string
			if text, why = f.beside(name); why != "" {
				f.leave(at, "the criterion of %s: %s", clip(name, 60), why)
				continue
			}
		}
		text, open := render(text, vars)
		if f.open(at, "a criterion", open); len(open) > 0 {
			continue
		}
		if blank(text) {
			f.leave(at, "a criterion that is no text")
			continue
		}
		out = append(out, strings.TrimSpace(text))
	}
	if len(nodes) == 0 {
		f.leave(at, "an assertion without a value")
	}
	return out
}
