package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"

	"mockstar/internal/llm"
)

// A Reply gathers what a stream says besides its text.
type Reply struct {
	Text    int  // bytes of text that arrived
	Tool    bool // the model called a tool, which nobody offered
	Refused bool // the text is a refusal
	Extra   bool // more came than was asked for, and was left out
	Finish  llm.Finish
	Said    string // the provider's word for Finish
	Usage   llm.Usage
	Counted bool // Usage came from the provider and makes sense
	Model   string
}

// maxText bounds the text of a reply. No reply of use comes near it, and some
// libraries need time and memory with the square of what they stream.
const maxText = 1 << 20

// Take counts text before it is passed on. The error ends a reply that says
// too much.
func (r *Reply) Take(text string) error {
	if r.Text += len(text); r.Text > maxText {
		return errLongText
	}
	return nil
}

// End yields what follows the text of a reply: its last chunk, or the reason
// why there is none. libErr is what the library made of it; the wire knows
// better in every case but that of a request it never saw.
func (c *Client) End(ctx context.Context, call *Call, r *Reply, libErr error, yield func(llm.Chunk, error) bool) {
	if r.Extra {
		c.opts.Log.Warn("the reply held more than was asked for; the first text was taken", "provider", c.opts.Provider)
	}
	last, err := c.end(ctx, call, r, libErr)
	if err == nil {
		yield(last, nil)
		return
	}
	if _, started := call.reached(); started {
		spent := r.Usage
		spent.Unknown = !r.Counted || r.Finish == "" // a count before the end is not the last
		if !yield(llm.Chunk{Usage: spent, Model: r.Model}, nil) {
			return
		}
	}
	yield(llm.Chunk{}, err)
}

func (c *Client) end(ctx context.Context, call *Call, r *Reply, libErr error) (llm.Chunk, error) {
	sent, _ := call.reached()
	switch {
	case ctx.Err() != nil:
		return llm.Chunk{}, ctx.Err()
	case call.Err() != nil:
		return llm.Chunk{}, call.Err()
	case libErr != nil && !sent:
		return llm.Chunk{}, c.opts.fail(llm.Invalid, "", fmt.Errorf("make request: %w", libErr))
	case r.Finish == "" && r.Said == "" && libErr != nil:
		return llm.Chunk{}, c.opts.fail(llm.Truncated, "", fmt.Errorf("read reply: %w", errors.Join(io.ErrUnexpectedEOF, libErr)))
	case r.Refused && r.Text > 0 && (r.Finish == llm.Stop || r.Finish == llm.Refused):
		r.Finish = llm.Refused
	case r.Tool && r.Text == 0 && r.Finish != llm.Length:
		return llm.Chunk{}, c.opts.fail(llm.Empty, "", errors.New("the model called a tool where text was asked for"))
	case r.Finish == "" && r.Said != "":
		return llm.Chunk{}, c.opts.fail(llm.Truncated, "", fmt.Errorf("the reply stopped for an unknown reason (%s): %w", r.Said, io.ErrUnexpectedEOF))
	case r.Finish == "":
		return llm.Chunk{}, c.opts.fail(llm.Truncated, "", fmt.Errorf("the reply broke off: %w", io.ErrUnexpectedEOF))
	case r.Finish == llm.Stop && r.Text == 0:
		return llm.Chunk{}, c.opts.fail(llm.Empty, "", errors.New("the reply holds no text"))
	}
	u := r.Usage
	u.Unknown = !r.Counted
	return llm.Chunk{Finish: r.Finish, Usage: u, Model: r.Model}, nil
}

// Tokens reads a token count. It refuses what can't be one: a count that is
// missing, negative, broken or beyond any context.
func Tokens(raw []byte) (int, bool) {
	if n, err := strconv.Atoi(string(raw)); err == nil && raw[0] != '-' && raw[0] != '+' { // as nearly always
		return n, n <= 1e9
	}
	var n float64
	if len(raw) == 0 || string(raw) == "null" || json.Unmarshal(raw, &n) != nil {
		return 0, false
	}
	if n < 0 || n > 1e9 || n != math.Trunc(n) {
		return 0, false
	}
	return int(n), true
}
