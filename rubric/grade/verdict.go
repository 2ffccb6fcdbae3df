package grade

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"mockstar/rubric"
)

// Limits of a verdict. A reply beyond them is not one.
const (
	maxReply = 256 << 10
	maxDepth = 32
)

// A parsed verdict. Findings has one finding for every criterion; those that
// broke the contract are invalid. Problem names the first breach in words that
// can be sent back to the model, and is empty when there was none.
type parsed struct {
	findings []rubric.Finding
	problem  string
}

type verdict struct {
	Criterion string         `json:"criterion"`
	Quotes    []string       `json:"quotes"`
	Shows     string         `json:"shows"`
	Missing   string         `json:"missing"`
	Level     jsontext.Value `json:"level"`
}

// keys of a verdict, every one required.
var keys = []string{"criterion", "level", "missing", "quotes", "shows"}

// parse reads the one object in reply that carries the nonce. Whatever stands
// around it, objects without the nonce included, is ignored: an answer that
// the model echoes cannot know the nonce. Nothing is clamped and nothing has a
// default.
func parse(reply, nonce string, q rubric.Question) parsed {
	object, problem := find(reply, nonce)
	if problem != "" {
		return parsed{unscored(q, rubric.Invalid, "the grader's reply could not be used: "+problem), problem}
	}
	var top struct {
		Nonce    string           `json:"nonce"`
		Verdicts []jsontext.Value `json:"verdicts"`
	}
	if err := json.Unmarshal(object, &top, json.RejectUnknownMembers(true)); err != nil || top.Verdicts == nil {
		problem = `the object must have exactly the keys "nonce" and "verdicts"`
		return parsed{unscored(q, rubric.Invalid, "the grader's reply could not be used: "+problem), problem}
	}
	return collect(top.Verdicts, q)
}

// collect pairs verdicts with criteria. One bad verdict costs its criterion
// alone.
func collect(raw []jsontext.Value, q rubric.Question) parsed {
	var p parsed
	breach := func(format string, args ...any) {
		if p.problem == "" {
			p.problem = fmt.Sprintf(format, args...)
		}
	}
	seen := map[string]int{}
	found := map[string]rubric.Finding{}
	for i, r := range raw {
		v, problem := one(r)
		if problem != "" {
			breach("verdict %d: %s", i+1, problem)
			if v.Criterion != "" {
				seen[v.Criterion]++
			}
			continue
		}
		c, ok := q.Criterion(v.Criterion)
		if !ok {
			breach("verdict %d is for %q, which is no criterion of the question", i+1, v.Criterion)
			continue
		}
		seen[c.ID]++
		level, ok := wholeLevel(v.Level, c.Top())
		if !ok {
			breach("the level of %s must be a whole number from 1 to %d", c.ID, c.Top())
			continue
		}
		found[c.ID] = rubric.Finding{Criterion: c.ID, Level: level, Quotes: v.Quotes, Rationale: rationale(v)}
	}
	for _, c := range q.Criteria {
		f, ok := found[c.ID]
		switch {
		case seen[c.ID] > 1:
			breach("%s has %d verdicts instead of one", c.ID, seen[c.ID])
			ok = false
		case seen[c.ID] == 0:
			breach("%s has no verdict", c.ID)
		}
		if !ok {
			f = rubric.Finding{Criterion: c.ID, Unscored: rubric.Invalid, Rationale: "the grader's verdict on this criterion could not be used"}
		}
		p.findings = append(p.findings, f)
	}
	return p
}

func rationale(v verdict) string {
	shows, missing := strings.TrimSpace(v.Shows), strings.TrimSpace(v.Missing)
	if missing == "" {
		return shows
	}
	return strings.TrimSpace(shows + " Missing: " + missing)
}

// one decodes a single verdict: exactly its keys, none twice, all of the right
// type.
func one(raw jsontext.Value) (verdict, string) {
	var v verdict
	var members map[string]jsontext.Value
	if err := json.Unmarshal(raw, &members); err != nil {
		return v, "it is not an object"
	}
	for _, k := range keys {
		if _, ok := members[k]; !ok {
			return v, fmt.Sprintf("the key %q is missing", k)
		}
	}
	if len(members) != len(keys) {
		return v, "it has keys that the contract does not name"
	}
	if slices.Contains([]string{`null`}, string(members["quotes"])) {
		return v, `"quotes" must be a list of strings`
	}
	if err := json.Unmarshal(raw, &v, json.RejectUnknownMembers(true)); err != nil {
		return v, "a value has the wrong type"
	}
	return v, ""
}

// wholeLevel accepts a JSON number written as plain digits and in range, and
// nothing else: not "4", 4.0, 4e0, -0 or null.
func wholeLevel(raw jsontext.Value, top rubric.Level) (rubric.Level, bool) {
	n, err := strconv.Atoi(string(raw))
	if err != nil || strconv.Itoa(n) != string(raw) || n < 1 || n > int(top) {
		return 0, false
	}
	return rubric.Level(n), true
}

// find returns the one JSON object in reply whose top level carries the nonce.
func find(reply, nonce string) (object []byte, problem string) {
	if len(reply) > maxReply {
		return nil, "the reply is too long"
	}
	b := []byte(reply)
	for i := 0; i < len(b); i++ {
		if b[i] != '{' {
			continue
		}
		value, ok := objectAt(b[i:])
		if !ok || !carries(value, nonce) {
			continue
		}
		if object != nil {
			return nil, "there are two objects with the nonce"
		}
		object = value
		i += len(value) - 1
	}
	if object == nil {
		return nil, "there is no JSON object with the nonce of the request"
	}
	return object, ""
}

// objectAt reads the JSON object that starts b, refusing duplicate names, bad
// UTF-8 and deep nesting.
func objectAt(b []byte) ([]byte, bool) {
	d := jsontext.NewDecoder(bytes.NewReader(b))
	for {
		if d.StackDepth() > maxDepth {
			return nil, false
		}
		if _, err := d.ReadToken(); err != nil {
			return nil, false
		}
		if d.StackDepth() == 0 {
			return b[:d.InputOffset()], true
		}
	}
}

// carries reports whether the object has a top-level member "nonce" with the
// given value.
func carries(object []byte, nonce string) bool {
	var members map[string]jsontext.Value
	if err := json.Unmarshal(object, &members); err != nil {
		return false
	}
	var got string
	if json.Unmarshal(members["nonce"], &got) != nil {
		return false
	}
	return got == nonce
}
