package cases

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

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
