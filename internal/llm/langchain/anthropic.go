package langchain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/tmc/langchaingo/llms/anthropic"

	"mockstar/internal/llm"
	"mockstar/internal/llm/wire"
)

// AnthropicBaseURL is where Anthropic's own service is.
const AnthropicBaseURL = "https://api.anthropic.com/v1"

// defaultMaxTokens is sent to Anthropic, which demands a limit, when the
// request has none.
const defaultMaxTokens = 4096

// NewAnthropic returns a model of Anthropic; it connects to nothing.
func NewAnthropic(o Options) (*Client, error) {
	w, err := open("anthropic", &o, AnthropicBaseURL)
	if err != nil {
		return nil, err
	}
	lib, err := anthropic.New(anthropic.WithToken(o.Key), anthropic.WithModel(o.Model),
		anthropic.WithBaseURL(o.BaseURL), anthropic.WithHTTPClient(w.HTTP()))
	if err != nil {
		return nil, fmt.Errorf("open anthropic:%s: %w", o.Model, err)
	}
	return &Client{lib: lib, wire: w, call: anthropicCall}, nil
}

type object = map[string]any

// anthropicCall says what the library can't: no temperature (it always sends
// one, which newer models refuse), a schema, and a system text that is kept in
// the provider's cache between questions.
func anthropicCall(req llm.Request, reply *wire.Reply) *wire.Call {
	set := object{"temperature": nil}
	if req.Temperature != nil {
		set["temperature"] = *req.Temperature
	}
	if req.MaxTokens == 0 {
		set["max_tokens"] = defaultMaxTokens
	}
	if req.Schema != nil {
		set["output_config"] = object{"format": object{"type": "json_schema", "schema": req.Schema}}
	}
	if req.System != "" {
		set["system"] = []object{{"type": "text", "text": req.System, "cache_control": object{"type": "ephemeral"}}}
	}
	d := &anthropicDecoder{reply: reply}
	return &wire.Call{
		Set:      set,
		Optional: map[string]string{"temperature": "", "output_config": ""},
		Line:     d.line,
		Whole:    d.whole,
	}
}

// anthropicDecoder reads each event before the library does and passes on only
// those that the library needs and survives: it leaks a goroutine at an error
// event, stops at blocks it does not know, prints events it does not know, and
// gives up at lines over 64 KiB.
type anthropicDecoder struct {
	reply  *wire.Reply
	opened bool // the library was told of a text block
}

type anthropicEvent struct {
	Type    string `json:"type"`
	Message struct {
		Model string         `json:"model"`
		Usage anthropicUsage `json:"usage"`
	} `json:"message"`
	Block struct {
		Type string `json:"type"`
		Text string `json:"text"`
	} `json:"content_block"`
	Delta struct {
		Type       string `json:"type"`
		Text       string `json:"text"`
		StopReason string `json:"stop_reason"`
	} `json:"delta"`
	Usage anthropicUsage `json:"usage"`
}

type anthropicUsage struct {
	Input   json.RawMessage `json:"input_tokens"`
	Output  json.RawMessage `json:"output_tokens"`
	Written json.RawMessage `json:"cache_creation_input_tokens"`
	Cached  json.RawMessage `json:"cache_read_input_tokens"`
}

func (d *anthropicDecoder) line(line []byte) ([]byte, error) {
	data, ok := wire.Data(line)
	if !ok || len(data) == 0 {
		return nil, nil
	}
	var e anthropicEvent
	if json.Unmarshal(data, &e) != nil {
		return nil, wire.ErrNotJSON
	}
	switch e.Type {
	case "message_start":
		d.reply.Model = e.Message.Model
		d.usage(e.Message.Usage)
		return sse(object{"type": "message_start", "message": object{"usage": object{"input_tokens": 0}}}), nil
	case "content_block_start":
		d.reply.Tool = d.reply.Tool || e.Block.Type == "tool_use"
		return d.text(e.Block.Text)
	case "content_block_delta":
		return d.text(e.Delta.Text)
	case "message_delta":
		d.usage(e.Usage)
		if s := e.Delta.StopReason; s != "" {
			d.reply.Said, d.reply.Finish = s, anthropicFinish(s)
			d.reply.Refused = s == "refusal"
		}
		return nil, nil
	case "message_stop":
		return sse(object{"type": "message_stop"}), nil
	case "error":
		if p, ok := wire.ParseProblem(data); ok {
			return nil, p
		}
		return nil, wire.Problem{Message: "an error without a reason"}
	}
	return nil, nil // ping, the ends of blocks, and whatever comes to be
}

// whole reads a body that is no stream.
func (d *anthropicDecoder) whole(body []byte) ([]byte, error) {
	if p, ok := wire.ParseProblem(body); ok {
		return nil, p
	}
	var m struct {
		Model   string `json:"model"`
		Content []struct {
			Type string `json:"type"`
			Text string `json:"text"`
		} `json:"content"`
		StopReason string         `json:"stop_reason"`
		Usage      anthropicUsage `json:"usage"`
	}
	if json.Unmarshal(body, &m) != nil {
		return nil, wire.ErrNotJSON
	}
	if m.StopReason == "" {
		return nil, wire.ErrNoReply
	}
	d.reply.Model = m.Model
	d.reply.Said, d.reply.Finish = m.StopReason, anthropicFinish(m.StopReason)
	d.reply.Refused = m.StopReason == "refusal"
	d.usage(m.Usage)
	out := sse(object{"type": "message_start", "message": object{"usage": object{"input_tokens": 0}}})
	for _, c := range m.Content {
		d.reply.Tool = d.reply.Tool || c.Type == "tool_use"
		if c.Type == "text" {
			events, err := d.text(c.Text)
			if err != nil {
				return nil, err
			}
			out = append(append(out, '\n'), events...)
		}
	}
	return append(append(out, '\n'), sse(object{"type": "message_stop"})...), nil
}

// text returns the events that say s, all in the library's first block.
func (d *anthropicDecoder) text(s string) ([]byte, error) {
	if s == "" {
		return nil, nil
	}
	if err := d.reply.Take(s); err != nil {
		return nil, err
	}
	var events [][]byte
	if !d.opened {
		d.opened = true
		events = append(events, sse(object{"type": "content_block_start", "index": 0, "content_block": object{"type": "text"}}))
	}
	for s != "" {
		n := min(len(s), 8<<10)
		for n < len(s) && !utf8.RuneStart(s[n]) {
			n--
		}
		events = append(events, sse(object{"type": "content_block_delta", "index": 0, "delta": object{"type": "text_delta", "text": s[:n]}}))
		s = s[n:]
	}
	return bytes.Join(events, []byte("\n")), nil
}

// usage keeps the last counts: Anthropic sends them at the start and, final,
// at the end. It counts what goes through its cache apart from the input.
func (d *anthropicDecoder) usage(u anthropicUsage) {
	in, okIn := wire.Tokens(u.Input)
	written, _ := wire.Tokens(u.Written)
	cached, _ := wire.Tokens(u.Cached)
	if okIn {
		d.reply.Usage.Input, d.reply.Usage.Cached = in+written+cached, cached
	}
	out, okOut := wire.Tokens(u.Output)
	if okOut {
		d.reply.Usage.Output = out
	}
	d.reply.Counted = (okIn || d.reply.Usage.Input > 0) && okOut
}

func anthropicFinish(s string) llm.Finish {
	switch s {
	case "end_turn", "stop_sequence":
		return llm.Stop
	case "max_tokens", "model_context_window_exceeded":
		return llm.Length
	case "refusal":
		return llm.Refused
	}
	return ""
}

// sse is a data line of a stream.
func sse(v object) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	return append([]byte("data: "), b...)
}
