// Package llm is the seam between mockstar and language models. It knows no
// provider; adapters live in subpackages and import it.
package llm

import (
	"context"
	"encoding/json"
	"io"
	"iter"
	"strings"
)

// A Model turns a request into a stream of chunks.
//
// Generate does no work until the sequence is ranged over. Breaking out of the
// loop cancels the call. A sequence yields at most one error, last. The final
// chunk of a successful sequence has a non-empty Finish; a sequence that ends
// without one is truncated, and [Collect] reports [io.ErrUnexpectedEOF].
type Model interface {
	Generate(ctx context.Context, req Request) iter.Seq2[Chunk, error]
}

// ModelFunc adapts a function to [Model].
type ModelFunc func(ctx context.Context, req Request) iter.Seq2[Chunk, error]

// Generate calls f.
func (f ModelFunc) Generate(ctx context.Context, req Request) iter.Seq2[Chunk, error] {
	return f(ctx, req)
}

// A Request is everything that may change a model's answer, and nothing else:
// its canonical JSON keys recordings.
type Request struct {
	Prompt      string          `json:"-"` // provenance, name@version:hash; not part of the key
	System      string          `json:"system"`
	Messages    []Message       `json:"messages"`
	Schema      json.RawMessage `json:"schema,omitempty"` // nil means prose
	MaxTokens   int             `json:"max_tokens,omitempty"`
	Temperature *float64        `json:"temperature,omitempty"`
	Sample      int             `json:"sample,omitempty"` // which of several readings; never sent
}

// Role is who speaks in a message.
type Role string

const (
	User      Role = "user"
	Assistant Role = "assistant"
)

// A Message is one turn of the conversation sent to a model.
type Message struct {
	Role Role   `json:"role"`
	Text string `json:"text"`
}

// Finish is why a model stopped. Anything a provider says that is not known
// here counts as no finish, which is truncated.
type Finish string

const (
	Stop     Finish = "stop"
	Length   Finish = "length"
	Filtered Finish = "filtered"
	Refused  Finish = "refused"
)

// A Chunk is a piece of a reply as it streams.
type Chunk struct {
	Text   string `json:"text,omitempty"`
	Finish Finish `json:"finish,omitempty"`
	Usage  Usage  `json:"usage,omitzero"`
	Model  string `json:"model,omitempty"` // as reported by the provider
}

// Usage counts tokens. Cached is the part of Input that the provider took from
// its cache; Unknown says that the provider reported nothing usable.
type Usage struct {
	Input     int  `json:"input,omitempty"`
	Output    int  `json:"output,omitempty"`
	Reasoning int  `json:"reasoning,omitempty"`
	Cached    int  `json:"cached,omitempty"`
	Unknown   bool `json:"unknown,omitempty"`
}

// Add returns the sum of two usages; one unknown makes the sum unknown.
func (u Usage) Add(v Usage) Usage {
	return Usage{
		Input: u.Input + v.Input, Output: u.Output + v.Output,
		Reasoning: u.Reasoning + v.Reasoning, Cached: u.Cached + v.Cached,
		Unknown: u.Unknown || v.Unknown,
	}
}

// A Response is a whole reply.
type Response struct {
	Text   string
	Finish Finish
	Usage  Usage
	Model  string
}

// Collect drains seq into a Response. On an error the Response holds what had
// arrived by then.
func Collect(seq iter.Seq2[Chunk, error]) (Response, error) {
	var r Response
	var b strings.Builder // from the second piece on: a whole reply is one
	for c, err := range seq {
		if err != nil {
			r.Text += b.String()
			return r, err
		}
		if r.Text == "" {
			r.Text = c.Text
		} else {
			b.WriteString(c.Text)
		}
		r.Usage = r.Usage.Add(c.Usage)
		if c.Finish != "" {
			r.Finish = c.Finish
		}
		if c.Model != "" {
			r.Model = c.Model
		}
	}
	r.Text += b.String()
	if r.Finish == "" {
		return r, &Error{Kind: Truncated, Err: io.ErrUnexpectedEOF}
	}
	return r, nil
}
