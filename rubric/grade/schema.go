package grade

import (
	"encoding/json"

	"mockstar/rubric"
)

// object is a JSON schema for an object that has exactly the given properties,
// in their order; providers write them in that order, so evidence comes before
// the level.
func object(names []string, properties map[string]any) map[string]any {
	return map[string]any{"type": "object", "properties": properties, "required": names, "additionalProperties": false}
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
	text := map[string]any{"type": "string"}
	verdict := object([]string{"criterion", "quotes", "shows", "missing", "level"}, map[string]any{
		"criterion": map[string]any{"type": "string", "enum": ids},
		"quotes":    map[string]any{"type": "array", "items": text},
		"shows":     text,
		"missing":   text,
		"level":     map[string]any{"type": "integer", "enum": levels},
	})
	b, err := json.Marshal(object([]string{"nonce", "verdicts"}, map[string]any{
		"nonce":    text,
		"verdicts": map[string]any{"type": "array", "items": verdict},
	}))
	if err != nil {
		panic(err) // built of strings, numbers and maps
	}
	return b
}
