// Package langchain adapts providers of github.com/tmc/langchaingo to
// [llm.Model]: Anthropic and Ollama. The library has no schema, loses stop
// reasons and waits, and takes a stream that broke off for a whole one; what it
// can't say or see goes by way of package wire.
package langchain

import (
	"context"
	"errors"
	"iter"

	"github.com/tmc/langchaingo/llms"

	"mockstar/internal/llm"
	"mockstar/internal/llm/wire"
)

// Options say which model to call, and where.
type Options struct {
	Key     string
	BaseURL string // "" means the provider's own
	Model   string
	Wire    wire.Options // Provider, Secrets and Model are filled in
}

// A Client is one model of one provider.
type Client struct {
	lib  llms.Model
	wire *wire.Client
	call func(llm.Request, *wire.Reply) *wire.Call
}

var _ llm.Model = (*Client)(nil)

// CloseIdleConnections closes connections that wait for another call.
func (c *Client) CloseIdleConnections() { c.wire.CloseIdleConnections() }

// errStopped ends a call whose consumer has heard enough.
var errStopped = errors.New("the consumer stopped")

// Generate streams the reply of the model. The library calls back on a
// goroutine of its own choosing, so the text takes a channel to the consumer.
func (c *Client) Generate(ctx context.Context, req llm.Request) iter.Seq2[llm.Chunk, error] {
	return func(yield func(llm.Chunk, error) bool) {
		inner, cancel := context.WithCancel(ctx)
		defer cancel()
		var reply wire.Reply
		call := c.call(req, &reply)
		texts, result := make(chan string), make(chan error, 1)
		go func() {
			defer close(texts)
			_, err := c.lib.GenerateContent(wire.With(inner, call), messages(req),
				llms.WithMaxTokens(req.MaxTokens),
				llms.WithStreamingFunc(func(_ context.Context, p []byte) error {
					if len(p) == 0 {
						return nil
					}
					select {
					case texts <- string(p):
						return nil
					case <-inner.Done():
						return errStopped
					}
				}))
			result <- err
		}()
		for text := range texts {
			if !yield(llm.Chunk{Text: text}, nil) {
				cancel()
				<-result
				return
			}
		}
		c.wire.End(ctx, call, &reply, <-result, yield)
	}
}

func messages(req llm.Request) []llms.MessageContent {
	var all []llms.MessageContent
	if req.System != "" {
		all = append(all, llms.TextParts(llms.ChatMessageTypeSystem, req.System))
	}
	for _, m := range req.Messages {
		role := llms.ChatMessageTypeHuman
		if m.Role == llm.Assistant {
			role = llms.ChatMessageTypeAI
		}
		all = append(all, llms.TextParts(role, m.Text))
	}
	return all
}

// open checks where o points and makes the transport.
func open(provider string, o *Options, baseURL string) (*wire.Client, error) {
	if o.BaseURL == "" {
		o.BaseURL = baseURL
	}
	if o.Wire.Provider == "" {
		o.Wire.Provider = provider
	}
	o.Wire.Model = o.Model
	o.Wire.Secrets = append(o.Wire.Secrets, o.Key)
	if err := wire.CheckURL(o.BaseURL, o.Wire); err != nil {
		return nil, err
	}
	return wire.New(o.Wire), nil
}
