package wire

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"mockstar/internal/llm"
)

var (
	errIdle     = errors.New("no data in time")
	errTooLarge = errors.New("response too large")
	errLongText = errors.New("response too large: it says too much")
)

// bounded is a body that may neither stall nor grow without end.
type bounded struct {
	body   io.ReadCloser
	left   int64
	idle   time.Duration
	cancel context.CancelCauseFunc
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, errTooLarge
	}
	// The clock runs only while we wait: a slow reader is not a slow server.
	t := time.AfterFunc(b.idle, func() { b.cancel(errIdle) })
	n, err := b.body.Read(p)
	t.Stop()
	b.left -= int64(n)
	if b.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

// drain waits a moment for the end of a body of which all that counts was read.
// Its connection can serve the next call only then.
func (b *bounded) drain() {
	const moment, rest = 250 * time.Millisecond, 1 << 10
	t := time.AfterFunc(moment, func() { b.cancel(errIdle) })
	defer t.Stop()
	_, _ = io.CopyN(io.Discard, b.body, rest) // whatever comes, the reply is whole
}

func (b *bounded) Close() error {
	b.cancel(context.Canceled)
	return b.body.Close()
}

// filtered is what a library reads in place of a body: the lines that its
// [Call] let through. The first failure ends it and is noted in the call.
type filtered struct {
	src   *lines
	raw   *bounded
	call  *Call
	fail  func(error) error // classifies
	out   []byte
	ended error
	begun bool
}

func (f *filtered) Read(p []byte) (int, error) {
	for len(f.out) == 0 {
		if f.ended != nil {
			return 0, f.ended
		}
		if err := f.next(); err != nil {
			if err != io.EOF {
				err = f.call.note(f.fail(err))
			}
			f.ended = err
		}
	}
	n := copy(p, f.out)
	f.out = f.out[n:]
	return n, nil
}

// next appends the next line that passes to out.
func (f *filtered) next() error {
	line, whole, err := f.src.next()
	if err == io.EOF && !f.begun {
		return ErrNoReply
	}
	if err != nil {
		return err
	}
	pass := f.call.Line
	if start := bytes.TrimSpace(line); !f.begun && len(start) > 0 {
		f.begun = true
		switch {
		case start[0] == '<':
			return errHTML
		case f.call.Whole != nil && (start[0] == '{' || start[0] == '['):
			// One JSON value, perhaps over many lines.
			rest, err := io.ReadAll(f.src.rest())
			if err != nil {
				return err
			}
			line, whole, pass = slices.Concat(line, []byte("\n"), rest), true, f.call.Whole
		}
	}
	if pass != nil {
		line, err = pass(line)
	}
	if errors.Is(err, ErrNotJSON) && !whole {
		return nil // cut inside an event: the end of the stream says the rest
	}
	if err != nil {
		return err
	}
	if line != nil {
		f.out = append(append(f.out[:0], line...), '\n')
	}
	return nil
}

func (f *filtered) Close() error {
	if f.call.Ended != nil && f.call.Ended() {
		f.raw.drain()
	}
	return f.raw.Close()
}

// ErrNoReply says that a body holds nothing that answers the request.
var ErrNoReply = errors.New("the reply is empty")

var errHTML = errors.New("the reply is a web page")

// bodyError classifies what ended a body of a successful response.
func (o Options) bodyError(ctx context.Context, resp *http.Response, err error) error {
	var (
		p       Problem
		llmErr  *llm.Error
		corrupt flate.CorruptInputError
		host    = resp.Request.URL.Host
	)
	switch {
	case errors.As(err, &llmErr):
		return llmErr
	case errors.Is(context.Cause(ctx), errIdle):
		return o.fail(llm.Unavailable, "", fmt.Errorf("the reply stalled: nothing arrived for %s", o.IdleTimeout))
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &p):
		return o.problem(resp.StatusCode, resp.Header, host, p)
	case errors.Is(err, ErrNoReply):
		return o.fail(llm.Empty, "", err)
	case errors.Is(err, errHTML):
		e := o.fail(llm.NotFound, "check the base URL; a network with a sign-in page answers like this too",
			fmt.Errorf("%s answered with a web page (%s)", host, resp.Header.Get("Content-Type")))
		e.Tries = 2
		return e
	case errors.Is(err, errTooLarge):
		return o.fail(llm.TooLarge, "", fmt.Errorf("%w: more than %d bytes", err, o.MaxBody))
	case errors.Is(err, errLongText):
		return o.fail(llm.TooLarge, "", fmt.Errorf("%w: more than %d bytes of text", err, maxText))
	case errors.Is(err, errLongLine):
		return o.fail(llm.TooLarge, "", fmt.Errorf("%w: more than %d bytes", err, maxLine))
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
		return o.fail(llm.Unavailable, "", fmt.Errorf("decompress reply: %w", err))
	case errors.Is(err, ErrNotJSON):
		return o.fail(llm.Unavailable, "", err)
	}
	return o.fail(llm.Truncated, "", fmt.Errorf("the reply broke off: %w", err))
}
