package langchain

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/tmc/langchaingo/llms/ollama"

	"mockstar/internal/llm"
	"mockstar/internal/llm/wire"
)

// OllamaBaseURL is where Ollama listens unless told otherwise.
const OllamaBaseURL = "http://127.0.0.1:11434"

// NewOllama returns a model of an Ollama server; it connects to nothing.
func NewOllama(o Options) (*Client, error) {
	w, err := open("ollama", &o, OllamaBaseURL)
	if err != nil {
		return nil, err
	}
	lib, err := ollama.New(ollama.WithModel(o.Model), ollama.WithServerURL(o.BaseURL), ollama.WithHTTPClient(w.HTTP()))
	if err != nil {
		return nil, fmt.Errorf("open ollama:%s: %w", o.Model, err)
	}
	return &Client{lib: lib, wire: w, call: ollamaCall}, nil
}

// ollamaCall says what the library can't: a schema, a temperature of zero, and
// a context that holds the whole request.
func ollamaCall(req llm.Request, reply *wire.Reply) *wire.Call {
	options := object{"num_ctx": contextFor(req)}
	if req.Temperature != nil {
		options["temperature"] = *req.Temperature
	}
	if req.MaxTokens > 0 {
		options["num_predict"] = req.MaxTokens
	}
	set := object{"options": options, "format": nil}
	if req.Schema != nil {
		set["format"] = req.Schema
	}
	d := &ollamaDecoder{reply: reply}
	return &wire.Call{Set: set, Line: d.line}
}

// contextFor is the context size to ask for, in tokens. Ollama cuts the start
// off a request that is longer than its context, without a word, and its
// default is small. Three bytes a token overestimates most languages.
func contextFor(req llm.Request) int {
	length := len(req.System) + len(req.Schema)
	for _, m := range req.Messages {
		length += len(m.Text)
	}
	need := length/3 + max(req.MaxTokens, 1024)
	size := 8 << 10
	for size < need {
		size *= 2
	}
	return size
}

// ollamaDecoder reads each line before the library does, which takes the end
// of a stream for the end of the reply, whatever ended it.
type ollamaDecoder struct {
	reply *wire.Reply
	done  bool
}

func (d *ollamaDecoder) line(line []byte) ([]byte, error) {
	if len(bytes.TrimSpace(line)) == 0 || d.done {
		return nil, nil
	}
	var e struct {
		Model   string `json:"model"`
		Message struct {
			Content   string            `json:"content"`
			ToolCalls []json.RawMessage `json:"tool_calls"`
		} `json:"message"`
		Done   bool            `json:"done"`
		Reason string          `json:"done_reason"`
		Input  json.RawMessage `json:"prompt_eval_count"`
		Output json.RawMessage `json:"eval_count"`
	}
	if err := json.Unmarshal(line, &e); err != nil {
		if p, ok := wire.ParseProblem(line); ok {
			return nil, p
		}
		return nil, wire.ErrNotJSON
	}
	if p, ok := wire.ParseProblem(line); ok {
		return nil, p
	}
	d.reply.Tool = d.reply.Tool || len(e.Message.ToolCalls) > 0
	if err := d.reply.Take(e.Message.Content); err != nil {
		return nil, err
	}
	if e.Model != "" {
		d.reply.Model = e.Model
	}
	if e.Done {
		d.done = true
		d.reply.Said, d.reply.Finish = e.Reason, ollamaFinish(e.Reason)
		in, okIn := wire.Tokens(e.Input)
		out, okOut := wire.Tokens(e.Output)
		if d.reply.Counted = okIn && okOut; d.reply.Counted {
			d.reply.Usage = llm.Usage{Input: in, Output: out}
		}
	}
	return ndjson(e.Message.Content, e.Done), nil
}

// ndjson is the line of an ordinary stream that says text.
func ndjson(text string, done bool) []byte {
	b, err := json.Marshal(object{"message": object{"role": "assistant", "content": text}, "done": done})
	if err != nil {
		panic(err) // strings and booleans always encode
	}
	return b
}

func ollamaFinish(s string) llm.Finish {
	switch s {
	case "stop", "": // old servers give no reason
		return llm.Stop
	case "length":
		return llm.Length
	}
	return ""
}
