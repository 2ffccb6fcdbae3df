package openai

import (
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"

	"mockstar/internal/llm"
	"mockstar/internal/llm/wire"
)

// decoder reads each event before the library does, and passes on that there
// was one: the library stops at counts and contents that are merely unusual,
// and knows no refusals.
type decoder struct {
	reply *wire.Reply
	text  string // that has arrived and was not taken
	done  bool   // after [DONE] nothing counts
}

// take is the text that arrived since it was last called.
func (d *decoder) take() string {
	text := d.text
	d.text = ""
	return text
}

// lenient reads what encoding/json reads, in half the time: names in any case,
// the last of several, and bad UTF-8.
var lenient = json.JoinOptions(jsonv1.DefaultOptionsV1(), jsonv1.ReportErrorsWithLegacySemantics(false))

// An event of a stream.
type event struct {
	Error   jsontext.Value `json:"error"`
	Detail  jsontext.Value `json:"detail"`
	Object  jsontext.Value `json:"object"`
	Model   string         `json:"model"`
	Choices []choice       `json:"choices"`
	Usage   jsontext.Value `json:"usage"`
}

// mayBeProblem reports whether there is anything in e that [wire.ParseProblem]
// could find an error in.
func (e event) mayBeProblem() bool {
	switch string(e.Object) {
	case "", `"chat.completion.chunk"`, `"chat.completion"`:
		return len(e.Error) > 0 || len(e.Detail) > 0
	}
	return true
}

type choice struct {
	Index   int     `json:"index"`
	Delta   message `json:"delta"`
	Message message `json:"message"` // in place of Delta when the reply is no stream
	Finish  string  `json:"finish_reason"`
}

type message struct {
	Content   jsontext.Value   `json:"content"`
	Refusal   string           `json:"refusal"`
	ToolCalls []jsontext.Value `json:"tool_calls"`
	Function  jsontext.Value   `json:"function_call"`
}

type usage struct {
	Prompt     jsontext.Value `json:"prompt_tokens"`
	Completion jsontext.Value `json:"completion_tokens"`
	In         struct {
		Cached jsontext.Value `json:"cached_tokens"`
	} `json:"prompt_tokens_details"`
	Out struct {
		Reasoning jsontext.Value `json:"reasoning_tokens"`
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
	if err := json.Unmarshal(data, &e, lenient); err != nil {
		if p, ok := wire.ParseProblem(data); ok {
			return nil, p
		}
		if jsonv1.Valid(data) {
			return nil, fmt.Errorf("%w of the known form: %w", wire.ErrNotJSON, err)
		}
		return nil, wire.ErrNotJSON
	}
	if e.mayBeProblem() {
		if p, ok := wire.ParseProblem(data); ok {
			return nil, p
		}
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
	d.text += text
	return aText, nil
}

// aText is what the library reads of an event with text.
var aText = []byte(`data: {}`)

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
func (d *decoder) content(raw jsontext.Value) string {
	switch raw.Kind() {
	case 0, 'n':
		return ""
	case '"':
		return unquote(raw)
	}
	var parts []struct {
		Type string         `json:"type"`
		Text jsontext.Value `json:"text"`
	}
	if json.Unmarshal(raw, &parts, lenient) != nil {
		return ""
	}
	var all string
	for _, p := range parts {
		kind := p.Text.Kind()
		if (p.Type != "text" && p.Type != "output_text") || (kind != '"' && kind != 'n') {
			d.reply.Extra = true
			continue
		}
		all += unquote(p.Text) // nothing of null
	}
	return all
}

// unquote is the text of a string. What is no UTF-8 in it becomes U+FFFD, which
// is all that the error would say.
func unquote(raw jsontext.Value) string {
	s, _ := jsontext.AppendUnquote(make([]byte, 0, len(raw)), raw)
	return string(s)
}

func (d *decoder) usage(raw jsontext.Value) {
	var u usage
	if len(raw) == 0 || json.Unmarshal(raw, &u, lenient) != nil {
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
