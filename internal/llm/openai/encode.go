package openai

import (
	"encoding/json"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
	openai "github.com/sashabaranov/go-openai"

	"mockstar/internal/llm"
	"mockstar/internal/llm/wire"
)

// kept remembers the JSON of texts that are the same in many calls: the system
// text and the schema of a prompt depend on the question, not on the answer.
type kept struct {
	mu    sync.Mutex
	texts map[string]json.RawMessage
}

// maxKept is how many texts are remembered: more than a document has prompts.
const maxKept = 256

// of is what write makes of text.
func (k *kept) of(text string, write func(string) json.RawMessage) json.RawMessage {
	k.mu.Lock()
	defer k.mu.Unlock()
	raw, ok := k.texts[text]
	if ok {
		return raw
	}
	raw = write(text)
	if k.texts == nil || len(k.texts) >= maxKept {
		k.texts = map[string]json.RawMessage{}
	}
	k.texts[text] = raw
	return raw
}

// messages writes the system text, if any, and what was said.
func (c *Client) messages(req llm.Request) wire.Writer {
	return func(b []byte) []byte {
		b = append(b, '[')
		first := len(b)
		if req.System != "" {
			b = append(b, c.systems.of(req.System, system)...)
		}
		for _, m := range req.Messages {
			if len(b) > first {
				b = append(b, ',')
			}
			b = appendMessage(b, string(m.Role), m.Text)
		}
		return append(b, ']')
	}
}

func system(text string) json.RawMessage {
	return appendMessage(nil, openai.ChatMessageRoleSystem, text)
}

// appendMessage appends a message to b.
func appendMessage(b []byte, role, text string) []byte {
	b = quote(append(b, `{"role":`...), role)
	b = quote(append(b, `,"content":`...), text)
	return append(b, '}')
}

// quote appends text to b as JSON. What is no UTF-8 becomes U+FFFD, which is
// all that the error would say.
func quote(b []byte, text string) []byte {
	b, _ = jsontext.AppendQuote(b, text)
	return b
}

// format asks for a reply that follows schema.
func format(schema string) json.RawMessage {
	raw, err := json.Marshal(openai.ChatCompletionResponseFormat{
		Type: openai.ChatCompletionResponseFormatTypeJSONSchema,
		JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{
			Name: "reply", Schema: json.RawMessage(schema), Strict: true,
		},
	})
	if err != nil {
		panic(err) // only a schema that is no JSON fails, and schemas are ours
	}
	return raw
}
