package grade

import (
	"bytes"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Limits of a verdict. A reply beyond them is not one.
const (
	maxReply = 256 << 10
	maxDepth = 32
)

// find returns the one JSON object in reply whose top level carries the nonce.
//
// Every brace may begin it, also one inside another object: what a model
// echoes before its verdict can end in `{"a":`. An attempt ends at the first
// byte that is no JSON or at maxDepth, so no part of a reply is read by more
// than a few dozen attempts, and the time is linear in its length.
func find(reply, nonce string) (object jsontext.Value, problem string) {
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
	got, ok := text(m["nonce"])
	return ok && got == nonce
}
