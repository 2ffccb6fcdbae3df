package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"

	"mockstar/internal/llm"
)

// RoundTrip sends r as its [Call] says. Unlike other transports it returns an
// error for every response that is no success; the error is an [llm.Error] and
// noted in the call.
func (c *Client) RoundTrip(r *http.Request) (*http.Response, error) {
	call := callOf(r.Context())
	resp, err := c.send(r, call)
	if err != nil {
		return nil, call.note(err)
	}
	return resp, nil
}

func (c *Client) send(r *http.Request, call *Call) (*http.Response, error) {
	body, err := readBody(r)
	if err != nil {
		return nil, c.opts.fail(llm.Invalid, "", err)
	}
	if err := c.opts.checkURL(r.URL); err != nil {
		return nil, err
	}
	fields, err := c.fieldsOf(body)
	if err == nil {
		fields, err = call.patch(fields, c.didRefuse)
	}
	if err != nil {
		return nil, c.opts.fail(llm.Invalid, "", err)
	}
	for {
		// Bodies of one prompt are about as long as each other.
		body := fields.appendTo(make([]byte, 0, c.bodySize.Load()))
		c.bodySize.Store(int64(len(body) + len(body)/8))
		resp, problem, err := c.once(r, call, body)
		if err != nil || resp != nil {
			return resp, err
		}
		// Each turn takes one optional field away, so this ends.
		name := ""
		if retriable := problem.status == 400 || problem.status == 422; retriable && problem.err.Kind == llm.Invalid {
			name = call.refusedParam(problem.said, fields)
		}
		if name == "" || c.didRefuse(name) {
			return nil, problem.err
		}
		c.opts.Log.Warn("server refused an optional parameter; sending the request without it",
			"provider", c.opts.Provider, "parameter", name)
		c.refuse(name)
		call.drop(fields, name)
	}
}

// maxLatest is how long a body is that is remembered: one that holds no texts.
const maxLatest = 4 << 10

// fieldsOf reads the fields of a body. A library whose texts are set here writes
// the same one again and again, which is read once.
func (c *Client) fieldsOf(body []byte) (fields, error) {
	if last := c.latest.Load(); last != nil && bytes.Equal(last.body, body) {
		return maps.Clone(last.fields), nil
	}
	f, err := readFields(body)
	if err != nil {
		return nil, fmt.Errorf("read request: %w", err)
	}
	if len(body) <= maxLatest {
		c.latest.Store(&written{body, maps.Clone(f)}) // f is the caller's to change
	}
	return f, nil
}

// refusal is a response that is no success.
type refusal struct {
	status int
	said   Problem
	err    *llm.Error
}

// once makes one exchange: a response, a refusal, or an error.
func (c *Client) once(r *http.Request, call *Call, body []byte) (*http.Response, refusal, error) {
	ctx, cancel := context.WithCancelCause(r.Context())
	out := r.WithContext(ctx)
	out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }

	call.mark(true, false)
	resp, err := c.base.RoundTrip(out)
	if err != nil {
		defer cancel(nil)
		if r.Context().Err() != nil {
			return nil, refusal{}, r.Context().Err()
		}
		return nil, refusal{}, c.opts.connectError(r.URL, err)
	}
	raw := &bounded{body: resp.Body, left: c.opts.MaxBody, idle: c.opts.IdleTimeout, cancel: cancel}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		defer raw.Close()
		return nil, c.refusal(resp, raw), nil
	}
	call.mark(true, true)
	resp.Body = &filtered{
		src: &lines{r: raw}, raw: raw, call: call,
		fail: func(err error) error { return c.opts.bodyError(ctx, resp, err) },
	}
	return resp, refusal{}, nil
}

func (c *Client) refusal(resp *http.Response, raw io.Reader) refusal {
	// What can't be read of an error body is not worth an error of its own.
	body, _ := io.ReadAll(io.LimitReader(raw, maxErrorBody))
	host := resp.Request.URL.Host
	if to, err := resp.Location(); err == nil && resp.StatusCode < 400 {
		bare := url.URL{Scheme: to.Scheme, Host: to.Host, Path: to.Path}
		err := c.opts.fail(llm.NotFound, "if you trust that address, make it the base URL",
			fmt.Errorf("%s redirects to %s: not followed", host, bare.String()))
		err.Status = resp.StatusCode
		return refusal{status: resp.StatusCode, err: err}
	}
	said := describe(resp.StatusCode, body)
	return refusal{resp.StatusCode, said, c.opts.problem(resp.StatusCode, resp.Header, host, said)}
}

func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, errors.New("read request: it has no body")
	}
	defer r.Body.Close()
	var b bytes.Buffer
	b.Grow(int(max(0, r.ContentLength)) + bytes.MinRead)
	if _, err := b.ReadFrom(r.Body); err != nil {
		return nil, fmt.Errorf("read request: %w", err)
	}
	return b.Bytes(), nil
}
