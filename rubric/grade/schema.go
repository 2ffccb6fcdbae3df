package grade

import (
	"encoding/json"
	"strings"

	"mockstar/rubric"
)

// A property is one of a JSON object.
type property struct {
	name   string
	schema json.RawMessage
}

// object is a JSON schema for an object that has exactly the given properties.
// Providers write them in the order of the schema, so evidence stands before
// the level; that is why this is no map.
func object(properties ...property) json.RawMessage {
	var each, names []string
	for _, p := range properties {
		name := string(encode(p.name))
		each, names = append(each, name+":"+string(p.schema)), append(names, name)
	}
	return json.RawMessage(`{"type":"object","properties":{` + strings.Join(each, ",") + `},"required":[` + strings.Join(names, ",") + `],"additionalProperties":false}`)
}

// schema describes the verdict for q, in the subset of JSON schema that
// providers accept for structured output. What it cannot say (every criterion
// once, the nonce's value) the parser checks.
func schema(q rubric.Question) json.RawMessage {
	var ids []string
	levels := []int{}
	for _, c := range q.Criteria {
		ids = append(ids, c.ID)
		for l := len(levels) + 1; l <= len(c.Levels); l++ {
			levels = append(levels, l)
		}
	}
	list := func(items json.RawMessage) json.RawMessage {
		return json.RawMessage(`{"type":"array","items":` + string(items) + `}`)
	}
	text := json.RawMessage(`{"type":"string"}`)
	verdict := object(
		property{"criterion", json.RawMessage(`{"type":"string","enum":` + string(encode(ids)) + `}`)},
		property{"quotes", list(text)},
		property{"shows", text},
		property{"missing", text},
		property{"level", json.RawMessage(`{"type":"integer","enum":` + string(encode(levels)) + `}`)},
	)
	return object(property{"nonce", text}, property{"verdicts", list(verdict)})
}

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and numbers
	}
	return b
}
