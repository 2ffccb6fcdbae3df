// Package openai adapts every server that speaks OpenAI's chat protocol to
// [llm.Model], by github.com/sashabaranov/go-openai.
package openai

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/url"
	"strings"

	openai "github.com/sashabaranov/go-openai"

	"mockstar/internal/llm"
	"mockstar/internal/llm/wire"
)

// DefaultBaseURL is where requests go when [Options] name no other place.
const DefaultBaseURL = "https://api.openai.com/v1"

// Options say which model to call, and where.
type Options struct {
	Key     string
	BaseURL string // "" means DefaultBaseURL; for Azure, the resource's endpoint
	Model   string // for Azure, the deployment
	Azure   string // api-version; not empty means that the server is Azure's
	Dialect Dialect
	Wire    wire.Options // Provider "" means openai; Secrets and Model are filled in
}

// Dialect is how far a server departs from OpenAI's own.
type Dialect struct {
	NoStreamOptions bool // refuses stream_options and reports usage unasked
}

// A Client is one model at one server.
type Client struct {
	lib  *openai.Client
	wire *wire.Client
	opts Options

	systems, schemas kept // what was written of each
}

var _ llm.Model = (*Client)(nil)

// New returns a client; it connects to nothing. The error says why the base
// URL can't be used.
func New(o Options) (*Client, error) {
	if o.BaseURL == "" {
		o.BaseURL = DefaultBaseURL
	}
	if o.Wire.Provider == "" {
		o.Wire.Provider = "openai"
	}
	o.Wire.Model = o.Model
	o.Wire.Secrets = append(o.Wire.Secrets, o.Key)
	if err := wire.CheckURL(o.BaseURL, o.Wire); err != nil {
		return nil, err
	}
	cfg := openai.DefaultConfig(o.Key)
	if o.Azure != "" {
		cfg = openai.DefaultAzureConfig(o.Key, o.BaseURL)
		cfg.APIVersion = o.Azure
		cfg.AzureModelMapperFunc = func(string) string { return url.PathEscape(o.Model) }
	}
	cfg.BaseURL = o.BaseURL
	w := wire.New(o.Wire)
	cfg.HTTPClient = w.HTTP()
	return &Client{lib: openai.NewClientWithConfig(cfg), wire: w, opts: o}, nil
}

// CloseIdleConnections closes connections that wait for another call.
func (c *Client) CloseIdleConnections() { c.wire.CloseIdleConnections() }

// Generate streams the reply of the model.
func (c *Client) Generate(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
	return func(yield func(llm.Chunk, error) bool) {
		var reply wire.Reply
		d := decoder{reply: &reply}
		call := c.call(req, &d)
		stream, err := c.lib.CreateChatCompletionStream(wire.With(ctx, call), c.request())
		if err == nil {
			defer stream.Close()
		}
		for err == nil {
			_, err = stream.Recv()
			if text := d.take(); text != "" && !yield(llm.Chunk{Text: text}, nil) {
				return
			}
		}
		if errors.Is(err, io.EOF) {
			err = nil
		}
		c.wire.End(ctx, call, &reply, err, yield)
	}
}

// placeholder stands for the model's name in what the library sees. The
// library refuses some parameters for some names before the server could; what
// a model takes is the server's to say. The real name is set on the wire.
const placeholder = "model"

// request is what the library is asked to send: all but the texts.
func (c *Client) request() openai.ChatCompletionRequest {
	r := openai.ChatCompletionRequest{Model: placeholder}
	if !c.opts.Dialect.NoStreamOptions {
		r.StreamOptions = &openai.StreamOptions{IncludeUsage: true}
	}
	return r
}

// call says what the library can't: the true name, a temperature of zero, and
// the limit under the name that this server knows. The texts are set here too,
// because the library would write each of them twice, for every call again.
func (c *Client) call(req llm.Request, d *decoder) *wire.Call {
	set := map[string]any{"model": c.opts.Model, "messages": c.messages(req)}
	if req.Schema != nil {
		set["response_format"] = c.schemas.of(string(req.Schema), format)
	}
	if req.Temperature != nil {
		set["temperature"] = *req.Temperature
	}
	if req.MaxTokens > 0 {
		set[c.limitName()] = req.MaxTokens
	}
	return &wire.Call{
		Set: set,
		Optional: map[string]string{
			"temperature": "", "stream_options": "", "response_format": "",
			"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens",
		},
		Line:  d.line,
		Whole: d.whole,
		Ended: func() bool { return d.done },
	}
}

// limitName is the field for the longest reply. OpenAI renamed it; most other
// servers know the old name, and some ignore the new one silently.
func (c *Client) limitName() string {
	if c.opts.Azure != "" || strings.HasPrefix(c.opts.BaseURL, DefaultBaseURL) {
		return "max_completion_tokens"
	}
	return "max_tokens"
}
