package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// A Call is what one request needs besides what its library can say, and what
// the transport learned about it. It serves one request.
type Call struct {
	// Set holds top-level fields of the request body, set after the library
	// wrote it. A nil value removes the field; a json.RawMessage is sent as it
	// is, and so is what a [Writer] writes.
	Set map[string]any

	// Optional names fields the request can do without, each with the name to
	// try instead or "". One that the server refuses is dropped or renamed,
	// and the request sent again; later calls of the client start that way.
	Optional map[string]string

	// Line sees each line of the body, without its end, and returns what the
	// library reads in its place; nil means nothing. It may return a [Problem]
	// or [ErrNotJSON].
	Line func(line []byte) ([]byte, error)

	// Whole does the same for a body that is one JSON value where a stream of
	// lines was asked for. When nil, such a body goes to Line.
	Whole func(body []byte) ([]byte, error)

	// Ended reports whether the reply is whole, so that only the end of the body
	// can follow. Nil never does.
	Ended func() bool

	mu      sync.Mutex
	err     error
	sent    bool // the request was handed to the network
	started bool // a response with status 200 began
}

// A Writer appends JSON to a body, for texts that are too long to be copied more
// often than once.
type Writer func(body []byte) []byte

type callKey struct{}

// With returns a context whose request is sent as call says.
func With(ctx context.Context, call *Call) context.Context {
	return context.WithValue(ctx, callKey{}, call)
}

func callOf(ctx context.Context) *Call {
	if call, ok := ctx.Value(callKey{}).(*Call); ok {
		return call
	}
	return &Call{}
}

// Err is the first thing that went wrong on the wire, or nil. Libraries lose
// or reword errors; this is the one to report.
func (c *Call) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

func (c *Call) note(err error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err == nil {
		c.err = err
	}
	return err
}

func (c *Call) mark(sent, started bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sent, c.started = c.sent || sent, c.started || started
}

func (c *Call) reached() (sent, started bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sent, c.started
}

// patch sets the fields of Set in a request, and takes out what this server
// refused before.
func (c *Call) patch(all fields, refused func(string) bool) (fields, error) {
	for name, v := range c.Set {
		switch v.(type) {
		case nil:
			delete(all, name)
		case json.RawMessage, Writer:
			all[name] = v
		default:
			raw, err := marshal(v)
			if err != nil {
				return nil, fmt.Errorf("patch request: field %s: %w", name, err)
			}
			all[name] = json.RawMessage(raw)
		}
	}
	for name := range c.Optional {
		if refused(name) {
			c.drop(all, name)
		}
	}
	return all, nil
}

// fields are those of a request body. Each value is a json.RawMessage or a
// [Writer].
type fields map[string]any

// A written is a body as a library wrote it.
type written struct {
	body   []byte
	fields fields
}

// readFields takes the fields of body, which keep its memory. Of the values no
// more is read than where they end: most of a request is one long text.
func readFields(body []byte) (fields, error) {
	f := fields{}
	d := jsontext.NewDecoder(bytes.NewBuffer(body)) // which the decoder reads in place
	if open, err := d.ReadToken(); err != nil || open.Kind() != '{' {
		return nil, errors.Join(err, errors.New("its body is no JSON object"))
	}
	for d.PeekKind() != '}' {
		name, err := d.ReadToken()
		if err != nil {
			return nil, err
		}
		key := name.String()
		value, err := d.ReadValue()
		if err != nil {
			return nil, err
		}
		f[key] = json.RawMessage(value)
	}
	return f, nil
}

// drop takes the optional field name out of fields, or renames it.
func (c *Call) drop(fields fields, name string) {
	v, ok := fields[name]
	delete(fields, name)
	if other := c.Optional[name]; ok && other != "" {
		fields[other] = v
	}
}

// refusedParam is the optional field of a sent body that p complains about,
// or "".
func (c *Call) refusedParam(p Problem, fields fields) string {
	for name := range c.Optional {
		if _, sent := fields[name]; !sent {
			continue
		}
		if p.Param == name || regexp.MustCompile(`\b`+regexp.QuoteMeta(name)+`\b`).MatchString(p.Message) {
			return name
		}
	}
	return ""
}

// appendTo appends the fields to b as JSON, in the order of their names.
func (f fields) appendTo(b []byte) []byte {
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(f)) {
		if i > 0 {
			b = append(b, ',')
		}
		b, _ = jsontext.AppendQuote(b, name) // names are ours or the library's
		b = append(b, ':')
		switch v := f[name].(type) {
		case json.RawMessage:
			b = append(b, v...)
		case Writer:
			b = v(b)
		}
	}
	return append(b, '}')
}

// marshal is json.Marshal without the escapes for HTML: a prompt is no page.
func marshal(v any) ([]byte, error) {
	switch v := v.(type) {
	case string:
		b, _ := jsontext.AppendQuote(nil, v) // what is no UTF-8 becomes U+FFFD
		return b, nil
	case int:
		return strconv.AppendInt(nil, int64(v), 10), nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// ErrNotJSON says that a line which should be JSON is not.
var ErrNotJSON = errors.New("an event of the reply is not JSON")

// Data returns the payload of a server-sent event line, or false for any
// other line: comments, names, ids, blanks.
func Data(line []byte) ([]byte, bool) {
	data, ok := bytes.CutPrefix(line, []byte("data:"))
	return bytes.TrimSpace(data), ok
}
