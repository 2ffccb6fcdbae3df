package llmtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strings"

	"mockstar/internal/llm"
)

// A protocol turns requests and replies into the words of a provider.
type protocol interface {
	request(path string, body []byte) (Request, error)
	stream(Reply) stream
	problem(status int, code, message string) string
	contentType() string
}

// stream is a whole reply as events. The first of tail says why it stopped.
type stream struct{ head, words, tail []string }

type object = map[string]any

func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // only objects of strings and numbers come here
	}
	return string(b)
}

func words(text string) []string {
	if text == "" {
		return nil
	}
	return strings.SplitAfter(text, " ")
}

func said(r Reply, names map[llm.Finish]string) string {
	if r.Said != "" {
		return r.Said
	}
	if r.Finish == "" {
		return names[llm.Stop]
	}
	return names[r.Finish]
}

// wire is the body of a request in any of the three protocols.
type wire struct {
	Model    string `json:"model"`
	System   any    `json:"system"`
	Messages []struct {
		Role    string `json:"role"`
		Content any    `json:"content"`
	} `json:"messages"`
	Max         int      `json:"max_tokens"`
	MaxNew      int      `json:"max_completion_tokens"`
	Temperature *float64 `json:"temperature"`
	Format      struct {
		Schema struct {
			Strict bool            `json:"strict"`
			Schema json.RawMessage `json:"schema"`
		} `json:"json_schema"`
	} `json:"response_format"`
	Output struct {
		Format struct {
			Schema json.RawMessage `json:"schema"`
		} `json:"format"`
	} `json:"output_config"`
	Plain   json.RawMessage `json:"format"`
	Options struct {
		Temperature *float64 `json:"temperature"`
		Predict     int      `json:"num_predict"`
	} `json:"options"`
}

func parse(path, want string, body []byte) (Request, error) {
	if !strings.HasSuffix(path, want) {
		return Request{}, fmt.Errorf("want a path that ends in %s", want)
	}
	var b wire
	r := Request{}
	if err := json.Unmarshal(body, &b); err != nil {
		return r, err
	}
	if err := json.Unmarshal(body, &r.Fields); err != nil {
		return r, err
	}
	r.Model, r.System = b.Model, flat(b.System)
	r.MaxTokens = max(b.Max, b.MaxNew, b.Options.Predict)
	if r.Temperature = b.Temperature; r.Temperature == nil {
		r.Temperature = b.Options.Temperature
	}
	for _, s := range []json.RawMessage{b.Format.Schema.Schema, b.Output.Format.Schema, b.Plain} {
		r.Schema += string(s)
	}
	for _, m := range b.Messages {
		if m.Role == "system" {
			r.System += flat(m.Content)
			continue
		}
		r.Messages = append(r.Messages, llm.Message{Role: llm.Role(m.Role), Text: flat(m.Content)})
	}
	return r, nil
}

// flat is a text or the texts of a list of blocks.
func flat(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		var all string
		for _, block := range v {
			if b, ok := block.(object); ok {
				s, _ := b["text"].(string)
				all += s
			}
		}
		return all
	}
	return ""
}

type openAI struct{}

func (openAI) request(path string, body []byte) (Request, error) {
	return parse(path, "/chat/completions", body)
}
func (openAI) contentType() string { return "text/event-stream" }

func (openAI) problem(_ int, code, message string) string {
	return encode(object{"error": object{"message": message, "type": "error", "code": code}})
}

func (openAI) stream(r Reply) stream {
	chunk := func(delta object, finish any) string {
		return "data: " + encode(object{"id": "c1", "object": "chat.completion.chunk", "model": "as-reported",
			"choices": []any{object{"index": 0, "delta": delta, "finish_reason": finish}}}) + "\n\n"
	}
	s := stream{head: []string{chunk(object{"role": "assistant", "content": ""}, nil)}}
	if r.Thought != "" {
		s.head = append(s.head, chunk(object{"reasoning_content": r.Thought}, nil))
	}
	if r.Tool {
		s.head = append(s.head, chunk(object{"tool_calls": []any{object{"index": 0, "id": "t1"}}}, nil))
	}
	field := "content"
	if r.Finish == llm.Refused {
		field = "refusal"
	}
	for _, w := range words(r.Text) {
		s.words = append(s.words, chunk(object{field: w}, nil))
	}
	if r.Error != "" {
		s.tail = []string{"data: " + encode(object{"error": object{"message": "went wrong", "type": r.Error}}) + "\n\n"}
		return s
	}
	finish := said(r, map[llm.Finish]string{llm.Stop: "stop", llm.Length: "length", llm.Filtered: "content_filter", llm.Refused: "stop"})
	s.tail = []string{chunk(object{}, finish)}
	if !r.Usage.Unknown {
		s.tail = append(s.tail, "data: "+encode(object{"choices": []any{}, "usage": object{
			"prompt_tokens": r.Usage.Input, "completion_tokens": r.Usage.Output,
			"prompt_tokens_details":     object{"cached_tokens": r.Usage.Cached},
			"completion_tokens_details": object{"reasoning_tokens": r.Usage.Reasoning},
		}})+"\n\n")
	}
	s.tail = append(s.tail, "data: [DONE]\n\n")
	return s
}

type anthropic struct{}

func (anthropic) request(path string, body []byte) (Request, error) {
	return parse(path, "/messages", body)
}
func (anthropic) contentType() string { return "text/event-stream" }

func (anthropic) problem(_ int, code, message string) string {
	return encode(object{"type": "error", "error": object{"type": code, "message": message}})
}

func (anthropic) stream(r Reply) stream {
	event := func(name string, fields object) string {
		all := maps.Clone(fields)
		all["type"] = name
		return "event: " + name + "\ndata: " + encode(all) + "\n\n"
	}
	block := func(i int, kind string) string {
		return event("content_block_start", object{"index": i, "content_block": object{"type": kind}})
	}
	begin, end := object{}, object{}
	if !r.Usage.Unknown {
		begin = object{"input_tokens": r.Usage.Input - r.Usage.Cached, "cache_read_input_tokens": r.Usage.Cached, "output_tokens": 1}
		end = object{"output_tokens": r.Usage.Output}
	}
	s := stream{head: []string{
		event("message_start", object{"message": object{"model": "as-reported", "role": "assistant", "usage": begin}}),
		event("ping", object{}),
	}}
	i := 0
	if r.Thought != "" {
		s.head = append(s.head, block(i, "thinking"),
			event("content_block_delta", object{"index": i, "delta": object{"type": "thinking_delta", "thinking": r.Thought}}),
			event("content_block_stop", object{"index": i}))
		i++
	}
	if r.Tool {
		s.head = append(s.head, block(i, "tool_use"), event("content_block_stop", object{"index": i}))
		i++
	}
	if r.Text != "" {
		s.head = append(s.head, block(i, "text"))
	}
	for _, w := range words(r.Text) {
		s.words = append(s.words, event("content_block_delta", object{"index": i, "delta": object{"type": "text_delta", "text": w}}))
	}
	if r.Error != "" {
		s.tail = []string{event("error", object{"error": object{"type": r.Error, "message": "went wrong"}})}
		return s
	}
	finish := said(r, map[llm.Finish]string{llm.Stop: "end_turn", llm.Length: "max_tokens", llm.Refused: "refusal"})
	s.tail = []string{
		event("message_delta", object{"delta": object{"stop_reason": finish}, "usage": end}),
		event("message_stop", object{}),
	}
	return s
}

type ollama struct{}

func (ollama) request(path string, body []byte) (Request, error) {
	return parse(path, "/api/chat", body)
}
func (ollama) contentType() string { return "application/x-ndjson" }

func (ollama) problem(status int, _, message string) string {
	if message == "" {
		message = http.StatusText(status)
	}
	return encode(object{"error": message})
}

func (ollama) stream(r Reply) stream {
	line := func(message object, more object) string {
		all := object{"model": "as-reported", "message": message, "done": false}
		maps.Copy(all, more)
		return encode(all) + "\n"
	}
	var s stream
	if r.Thought != "" {
		s.head = append(s.head, line(object{"thinking": r.Thought, "content": ""}, nil))
	}
	if r.Tool {
		s.head = append(s.head, line(object{"content": "", "tool_calls": []any{object{"function": object{"name": "f"}}}}, nil))
	}
	for _, w := range words(r.Text) {
		s.words = append(s.words, line(object{"role": "assistant", "content": w}, nil))
	}
	if r.Error != "" {
		s.tail = []string{encode(object{"error": r.Error}) + "\n"}
		return s
	}
	last := object{"done": true, "done_reason": said(r, map[llm.Finish]string{llm.Stop: "stop", llm.Length: "length"})}
	if !r.Usage.Unknown {
		last["prompt_eval_count"], last["eval_count"] = r.Usage.Input, r.Usage.Output
	}
	s.tail = []string{line(object{"content": ""}, last)}
	return s
}
