// Package strict reads what a model was asked to send: one JSON object that
// carries the nonce of its request, with exactly the keys it should have.
// Nothing is clamped and nothing has a default.
package strict

import (
	"bytes"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// Limits of a reply. What is beyond them is none.
const (
	maxReply = 256 << 10
	maxDepth = 32
)

// Find returns the one JSON object in reply whose top level carries the nonce.
//
// Every brace may begin it, also one inside another object: what a model
// echoes before its verdict can end in `{"a":`. An attempt ends at the first
// byte that is no JSON or at maxDepth, so no part of a reply is read by more
// than a few dozen attempts, and the time is linear in its length.
func Find(reply, nonce string) (object Value, problem string) {
	if len(reply) > maxReply {
		return Value{}, "the reply is too long"
	}
	b := []byte(reply)
	r := readers.Get().(*reader)
	defer readers.Put(r)
	for i := 0; i < len(b); i++ {
		if b[i] != '{' {
			continue
		}
		v, ok := r.object(reply[i:], b[i:])
		if !ok || !v.carries(nonce) {
			continue
		}
		if object.in != nil {
			return Value{}, "there are two objects with the nonce"
		}
		object = v
		r.parts = nil // they are taken
		i += len(v.Raw()) - 1
	}
	if object.in == nil {
		return Value{}, "there is no JSON object with the nonce of the request"
	}
	return object, ""
}

// A Value is a part of an object that [Find] found. The zero Value is none: it
// is neither text nor number nor anything else.
type Value struct {
	in *parsed
	at int // the part that it is
}

// A parsed object is its text, and where its parts are.
type parsed struct {
	text  string
	parts []part
}

// A part is a name or a value, in the order of the text.
type part struct {
	kind       jsontext.Kind
	start, end int32
	next       int32 // the part behind it and all that it holds
}

// A reader reads objects, each once, into parts.
type reader struct {
	d     *jsontext.Decoder
	parts []part
	open  [maxDepth]int // objects and lists that have not ended
}

// readers are those that nobody uses, because a decoder is slow to make.
var readers = sync.Pool{New: func() any { return &reader{d: jsontext.NewDecoder(new(bytes.Buffer))} }}

// object reads the object that text begins with, refusing what JSON refuses and
// also duplicate names, bad UTF-8 and deep nesting. b are the bytes of text.
func (r *reader) object(text string, b []byte) (Value, bool) {
	r.d.Reset(bytes.NewBuffer(b)) // which the decoder reads in place
	if r.parts == nil {
		r.parts = make([]part, 0, 128)
	}
	r.parts = r.parts[:0]
	for end := 0; ; {
		start := end
		token, err := r.d.ReadToken()
		depth := r.d.StackDepth()
		if err != nil || depth > maxDepth {
			return Value{}, false
		}
		end = int(r.d.InputOffset())
		kind := token.Kind()
		if kind == '}' || kind == ']' {
			whole := &r.parts[r.open[depth]]
			whole.end, whole.next = int32(end), int32(len(r.parts))
			if depth == 0 {
				return Value{&parsed{text[:end], r.parts}, 0}, true
			}
			continue
		}
		if kind == '{' || kind == '[' {
			r.open[depth-1] = len(r.parts)
		}
		for isBetween(text[start]) {
			start++
		}
		r.parts = append(r.parts, part{kind, int32(start), int32(end), int32(len(r.parts) + 1)})
	}
}

// isBetween reports whether b stands between two tokens of JSON.
func isBetween(b byte) bool {
	return b == ',' || b == ':' || b == ' ' || b == '\n' || b == '\r' || b == '\t'
}

func (v Value) part() part {
	if v.in == nil {
		return part{}
	}
	return v.in.parts[v.at]
}

// Raw is the JSON of v.
func (v Value) Raw() string {
	if v.in == nil {
		return ""
	}
	return v.in.text[v.part().start:v.part().end]
}

// inside yields what an object or a list holds: for an object each name, and
// behind it its value.
func (v Value) inside() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		for at, end := v.at+1, int(v.part().next); at < end; at = int(v.in.parts[at].next) {
			if !yield(Value{v.in, at}) {
				return
			}
		}
	}
}

// value is that of the member whose name v is.
func (v Value) value() Value { return Value{v.in, v.at + 1} }

// carries reports whether the object has a top-level member "nonce" with the
// given value.
func (v Value) carries(nonce string) bool {
	m, _ := v.Members("nonce")
	return m[0].is(nonce)
}

// Members returns the values of the given keys of an object, and reports
// whether it has exactly these.
func (v Value) Members(keys ...string) ([]Value, bool) {
	found := make([]Value, len(keys))
	if v.part().kind != '{' {
		return found, false
	}
	known, all := 0, 0
	isName := true
	for name := range v.inside() {
		if isName {
			all++
			if i := slices.IndexFunc(keys, name.is); i >= 0 {
				known++
				found[i] = name.value()
			}
		}
		isName = !isName
	}
	return found, known == len(keys) && all == known
}

// List returns the values of a list.
func (v Value) List() ([]Value, bool) {
	if v.part().kind != '[' {
		return nil, false
	}
	return slices.AppendSeq([]Value{}, v.inside()), true
}

// is reports whether v is the string s.
func (v Value) is(s string) bool {
	if v.part().kind != '"' {
		return false
	}
	if raw := v.Raw(); strings.IndexByte(raw, '\\') < 0 {
		return raw[1:len(raw)-1] == s
	}
	text, ok := v.Text()
	return ok && text == s
}

// Text reads a string, and only a string: null is none.
func (v Value) Text() (string, bool) {
	if v.part().kind != '"' {
		return "", false
	}
	raw := v.Raw()
	if strings.IndexByte(raw, '\\') < 0 {
		return strings.Clone(raw[1 : len(raw)-1]), true // what is kept of a reply holds on to no more of it
	}
	s, err := jsontext.AppendUnquote(nil, raw)
	return string(s), err == nil
}

// Texts reads a list of strings.
func (v Value) Texts() ([]string, bool) {
	values, ok := v.List()
	if !ok {
		return nil, false
	}
	list := make([]string, len(values))
	for i, v := range values {
		if list[i], ok = v.Text(); !ok {
			return nil, false
		}
	}
	return list, true
}

// Whole accepts a JSON number written as plain digits, from 1 to most, and
// nothing else: not "4", 4.0, 4e0, -0 or null.
func (v Value) Whole(most int) (int, bool) {
	raw := v.Raw()
	n, err := strconv.Atoi(raw)
	if err != nil || strconv.Itoa(n) != raw || n < 1 || n > most {
		return 0, false
	}
	return n, true
}
