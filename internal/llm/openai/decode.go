package openai

import (
	"bytes"
	"encoding/json"
	"fmt"

	"mockstar/internal/llm"
	"mockstar/internal/llm/wire"
)

// decoder reads each event before the library does. It takes from it all but
// the text and passes on an event that holds the text alone: the library stops
// at counts and contents that are merely unusual, and knows no refusals.
type decoder struct {
	reply *wire.Reply
	done  bool // after [DONE] nothing counts
}

type event struct {
	Error   json.RawMessage `json:"error"`
	Model   string          `json:"model"`
	Choices []choice        `json:"choices"`
	Usage   json.RawMessage `json:"usage"`
}

type choice struct {
	Index   int     `json:"index"`
	Delta   message `json:"delta"`
	Message message `json:"message"` // in place of Delta when the reply is no stream
	Finish  string  `json:"finish_reason"`
}

type message struct {
	Content   json.RawMessage   `json:"content"`
	Refusal   string            `json:"refusal"`
	ToolCalls []json.RawMessage `json:"tool_calls"`
	Function  json.RawMessage   `json:"function_call"`
}

type usage struct {
	Prompt     json.RawMessage `json:"prompt_tokens"`
	Completion json.RawMessage `json:"completion_tokens"`
	In         struct {
		Cached json.RawMessage `json:"cached_tokens"`
	} `json:"prompt_tokens_details"`
	Out struct {
		Reasoning json.RawMessage `json:"reasoning_tokens"`
	} `json:"completion_tokens_details"`
}

func (d *decoder) line(line []byte) ([]byte, error) {
	data, ok := wire.Data(line)
	if !ok || d.done || len(data) == 0 {
		return nil, nil
	}
	if string(data) == "[DONE]" {
		d.done = true
		return line, nil
	}
	return d.event(data)
}

// whole reads a body that is no stream: an error, or a reply of a server that
// does not stream.
func (d *decoder) whole(body []byte) ([]byte, error) {
	line, err := d.event(body)
	if err == nil && d.reply.Said == "" {
		return nil, wire.ErrNoReply
	}
	return line, err
}

func (d *decoder) event(data []byte) ([]byte, error) {
	var e event
	if err := json.Unmarshal(data, &e); err != nil {
		if p, ok := wire.ParseProblem(data); ok {
			return nil, p
		}
		if json.Valid(data) {
			return nil, fmt.Errorf("%w of the known form: %w", wire.ErrNotJSON, err)
		}
		return nil, wire.ErrNotJSON
	}
	if p, ok := wire.ParseProblem(data); ok {
		return nil, p
	}
	if e.Model != "" {
		d.reply.Model = e.Model
	}
	d.usage(e.Usage)
	var text string
	for _, c := range e.Choices {
		if c.Index != 0 {
			d.reply.Extra = true // we asked for one
			continue
		}
		text += d.message(c.Delta) + d.message(c.Message)
		if c.Finish != "" {
			d.reply.Said, d.reply.Finish = c.Finish, finish(c.Finish)
		}
	}
	if text == "" {
		return nil, nil
	}
	if err := d.reply.Take(text); err != nil {
		return nil, err
	}
	return textEvent(text), nil
}

func (d *decoder) message(m message) string {
	if len(m.ToolCalls) > 0 || (len(m.Function) > 0 && string(m.Function) != "null") {
		d.reply.Tool = true
	}
	if m.Refusal != "" {
		d.reply.Refused = true
	}
	return d.content(m.Content) + m.Refusal
}

// content is a text, or the texts of a list of parts.
func (d *decoder) content(raw json.RawMessage) string {
	var s string
	if len(raw) == 0 || json.Unmarshal(raw, &s) == nil {
		return s
	}
	var parts []struct {
		Type string          `json:"type"`
		Text json.RawMessage `json:"text"`
	}
	if json.Unmarshal(raw, &parts) != nil {
		return ""
	}
	var all string
	for _, p := range parts {
		var t string
		if (p.Type == "text" || p.Type == "output_text") && json.Unmarshal(p.Text, &t) == nil {
			all += t
			continue
		}
		d.reply.Extra = true
	}
	return all
}

func (d *decoder) usage(raw json.RawMessage) {
	var u usage
	if len(raw) == 0 || json.Unmarshal(raw, &u) != nil {
		return
	}
	in, okIn := wire.Tokens(u.Prompt)
	out, okOut := wire.Tokens(u.Completion)
	if !okIn || !okOut {
		return
	}
	// The details are parts of the counts, or they are nonsense.
	cached, _ := wire.Tokens(u.In.Cached)
	reasoning, _ := wire.Tokens(u.Out.Reasoning)
	d.reply.Usage = llm.Usage{Input: in, Output: out, Cached: min(cached, in), Reasoning: min(reasoning, out)}
	d.reply.Counted = true
}

func finish(s string) llm.Finish {
	switch s {
	case "stop", "eos", "end_turn":
		return llm.Stop
	case "length", "max_tokens", "model_length":
		return llm.Length
	case "content_filter":
		return llm.Filtered
	}
	return ""
}

// textEvent is the event of an ordinary stream that says text.
func textEvent(text string) []byte {
	var b bytes.Buffer
	b.WriteString("data: ")
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	// Strings always encode.
	_ = enc.Encode(map[string]any{"choices": []any{map[string]any{"delta": map[string]string{"content": text}}}})
	return bytes.TrimSpace(b.Bytes())
}
