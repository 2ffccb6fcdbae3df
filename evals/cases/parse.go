package cases

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"mockstar/rubric"
)

// What YAML may cost its reader. The parser spends most on brackets and
// commas; a file of tests in JSON or JSONL has no such bound.
const (
	maxYAML      = 2 << 20
	maxYAMLDepth = 24
	maxYAMLMarks = 64 << 10
)

// maxProblems is how many problems are kept: a file of another kind has
// thousands.
const maxProblems = 100

// problem notes what is wrong at a place of a file whose text is given.
func (r *reader) problem(file, text string, line, col int, format string, args ...any) {
	if len(r.problems) >= maxProblems { // finding the line of each takes time
		return
	}
	p := rubric.Problem{File: file, Line: line, Col: col, Message: fmt.Sprintf(format, args...)}
	for n := 1; line > 0 && len(text) > 0; n++ {
		head, rest, _ := strings.Cut(text, "\n")
		if n == line {
			p.Text = head
			break
		}
		text = rest
	}
	r.problems = append(r.problems, p)
}

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
	before := len(r.problems)
	if r.plain(file, text, root.Content[0]); len(r.problems) > before {
		return nil
	}
	return root.Content[0]
}

// plain refuses aliases and repeated keys, which make a file mean something
// else than it shows.
func (r *reader) plain(file, text string, n *yaml.Node) {
	r.from[n] = file
	if n.Kind == yaml.AliasNode {
		r.problem(file, text, n.Line, n.Column, "aliases are not read: write the value out")
		return
	}
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

// An object is one JSON object with its place.
type object struct {
	line    int
	members map[string]jsontext.Value
}

// objects reads JSON objects: one a line, one after the other, or in one list.
func (r *reader) objects(file, text string) []object {
	dec := jsontext.NewDecoder(strings.NewReader(text))
	list := false
	var out []object
	line, counted := 1, 0
	lineAt := func(offset int) int { // offsets only grow
		line += strings.Count(text[counted:offset], "\n")
		counted = offset
		return line
	}
	fail := func(err error) []object {
		at := int(dec.InputOffset())
		var se *jsontext.SyntacticError
		if errors.As(err, &se) {
			at = int(se.ByteOffset)
		}
		at = min(max(at, 0), len(text))
		begin := strings.LastIndexByte(text[:at], '\n') + 1
		r.problem(file, text, 1+strings.Count(text[:at], "\n"), 1+utf8.RuneCountInString(text[begin:at]), "%s", jsonReason(err))
		return nil
	}
	for {
		kind := dec.PeekKind()
		if len(out) == 0 && !list && kind == '[' {
			if _, err := dec.ReadToken(); err != nil {
				return fail(err)
			}
			list = true
			continue
		}
		if list && kind == ']' {
			if _, err := dec.ReadToken(); err != nil {
				return fail(err)
			}
			list = false
			continue
		}
		raw, err := dec.ReadValue()
		if errors.Is(err, io.EOF) && !list {
			return out
		}
		if err != nil {
			return fail(err)
		}
		end := int(dec.InputOffset())
		o := object{line: lineAt(end - len(raw))}
		if raw.Kind() != '{' {
			r.problem(file, text, o.line, 1, "should be an object, {\"...\": ...}, but is %s", clip(string(raw), 30))
			return nil
		}
		if err := json.Unmarshal(raw, &o.members); err != nil {
			r.problem(file, text, o.line, 1, "%s", jsonReason(err))
			return nil
		}
		out = append(out, o)
	}
}

func jsonReason(err error) string {
	s := err.Error()
	for _, prefix := range []string{"jsontext: ", "json: "} {
		s = strings.TrimPrefix(s, prefix)
	}
	return s
}

// A row is one row of a table by column, with its place.
type row struct {
	line  int
	cells map[string]string
}

// table reads comma-separated values whose first row names the columns.
func (r *reader) table(file, text string) (columns []string, rows []row) {
	c := csv.NewReader(strings.NewReader(text))
	for {
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var pe *csv.ParseError
		if errors.As(err, &pe) {
			message := pe.Err.Error()
			if errors.Is(pe.Err, csv.ErrFieldCount) {
				message = fmt.Sprintf("the row has %d fields, and the first row names %d", len(cells), len(columns))
			}
			r.problem(file, text, pe.Line, pe.Column, "%s", message)
			return nil, nil
		}
		if err != nil {
			r.problem(file, "", 0, 0, "%v", err)
			return nil, nil
		}
		line, _ := c.FieldPos(0)
		if columns == nil {
			columns = cells
			seen := map[string]bool{}
			for i, name := range cells {
				columns[i] = strings.TrimSpace(name)
				if _, col := c.FieldPos(i); seen[columns[i]] {
					r.problem(file, text, line, col, "the column %q stands twice", columns[i])
				}
				seen[columns[i]] = true
			}
			continue
		}
		one := row{line, map[string]string{}}
		for i, v := range cells {
			one.cells[columns[i]] = v
		}
		rows = append(rows, one)
	}
	if len(rows) == 0 && len(r.problems) == 0 {
		r.problem(file, "", 0, 0, "holds no rows below its first, which names the columns")
	}
	return columns, rows
}

// str reads a JSON string; numbers and booleans are taken as they are written.
func str(v jsontext.Value) (string, bool) {
	switch v.Kind() {
	case '"':
		var s string
		err := json.Unmarshal(v, &s)
		return s, err == nil
	case '0', 't', 'f':
		return string(v), true
	}
	return "", false
}

// strs reads a JSON string, or a list of such.
func strs(v jsontext.Value) ([]string, bool) {
	if s, ok := str(v); ok {
		return []string{s}, true
	}
	var list []jsontext.Value
	if v.Kind() != '[' || json.Unmarshal(v, &list) != nil {
		return nil, false
	}
	var out []string
	for _, e := range list {
		s, ok := str(e)
		if !ok {
			return nil, false
		}
		out = append(out, s)
	}
	return out, true
}

// turns reads what is asked: a text, or a list of messages with role and
// content, where the content is a text or a list of parts.
func (r *reader) turns(at Note, v jsontext.Value) ([]Turn, bool) {
	if s, ok := str(v); ok {
		return []Turn{{"user", s}}, !blank(s)
	}
	var list []map[string]jsontext.Value
	if v.Kind() != '[' || json.Unmarshal(v, &list) != nil || len(list) == 0 {
		return nil, false
	}
	var out []Turn
	for _, m := range list {
		role, _ := str(m["role"])
		text, ok := r.content(at, m["content"])
		if !ok || role == "" {
			return nil, false
		}
		for name := range m {
			if name != "role" && name != "content" && name != "name" && name != "id" && name != "source" {
				r.leave(at, "%q of a message of the prompt", name)
			}
		}
		out = append(out, Turn{role, text})
	}
	return out, true
}

// content reads the text of a message; parts that are no text are left out.
func (r *reader) content(at Note, v jsontext.Value) (string, bool) {
	if s, ok := str(v); ok {
		return s, true
	}
	var parts []map[string]jsontext.Value
	if v.Kind() != '[' || json.Unmarshal(v, &parts) != nil {
		return "", false
	}
	var texts []string
	for _, p := range parts {
		kind, _ := str(p["type"])
		if s, ok := str(p["text"]); ok {
			texts = append(texts, s)
		} else {
			r.leave(at, "a part of the prompt that is no text (%s)", clip(kind, 30))
		}
	}
	return strings.Join(texts, "\n"), true
}

// taggable reports whether v can be a slice: a short text.
func taggable(v string) bool { return !blank(v) && len(v) <= 60 && !strings.Contains(v, "\n") }
