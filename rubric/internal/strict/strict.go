// Package strict reads what a model was asked to send: one JSON object that
// carries the nonce of its request, with exactly the keys it should have.
// Nothing is clamped and nothing has a default.
package strict

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json"
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
func Find(reply, nonce string) (object jsontext.Value, problem string) {
	if len(reply) > maxReply {
		return nil, "the reply is too long"
	}
	b := []byte(reply)
	d := jsontext.NewDecoder(new(bytes.Buffer))
	for i := 0; i < len(b); i++ {
		if b[i] != '{' {
			continue
		}
		d.Reset(bytes.NewBuffer(b[i:])) // which the decoder reads in place
		n, ok := skipObject(d)
		if !ok || !carries(b[i:i+n], nonce) {
			continue
		}
		if object != nil {
			return nil, "there are two objects with the nonce"
		}
		object = b[i : i+n]
		i += n - 1
	}
	if object == nil {
		return nil, "there is no JSON object with the nonce of the request"
	}
	return object, ""
}

// skipObject reads the value at the start of d, refusing what JSON refuses and
// also duplicate names, bad UTF-8 and deep nesting. It returns the value's
// length.
func skipObject(d *jsontext.Decoder) (int, bool) {
	for {
		if _, err := d.ReadToken(); err != nil || d.StackDepth() > maxDepth {
			return 0, false
		}
		if d.StackDepth() == 0 {
			return int(d.InputOffset()), true
		}
	}
}

// carries reports whether the object has a top-level member "nonce" with the
// given value.
func carries(object jsontext.Value, nonce string) bool {
	var m map[string]jsontext.Value
	if json.Unmarshal(object, &m) != nil {
		return false
	}
	got, ok := Text(m["nonce"])
	return ok && got == nonce
}

// Members reads an object and reports whether it has exactly the given keys.
func Members(object jsontext.Value, keys ...string) (map[string]jsontext.Value, bool) {
	var m map[string]jsontext.Value
	if json.Unmarshal(object, &m) != nil || len(m) != len(keys) {
		return m, false
	}
	return m, !slices.ContainsFunc(keys, func(k string) bool { _, ok := m[k]; return !ok })
}

// Text reads a string, and only a string: null is none.
func Text(v jsontext.Value) (s string, ok bool) {
	return s, v.Kind() == '"' && json.Unmarshal(v, &s) == nil
}

// Texts reads a list of strings.
func Texts(v jsontext.Value) ([]string, bool) {
	var raw []jsontext.Value
	if v.Kind() != '[' || json.Unmarshal(v, &raw) != nil {
		return nil, false
	}
	list := make([]string, len(raw))
	for i, r := range raw {
		var ok bool
		if list[i], ok = Text(r); !ok {
			return nil, false
		}
	}
	return list, true
}

// Whole accepts a JSON number written as plain digits, from 1 to most, and
// nothing else: not "4", 4.0, 4e0, -0 or null.
func Whole(v jsontext.Value, most int) (int, bool) {
	n, err := strconv.Atoi(string(v))
	if err != nil || strconv.Itoa(n) != string(v) || n < 1 || n > most {
		return 0, false
	}
	return n, true
}
