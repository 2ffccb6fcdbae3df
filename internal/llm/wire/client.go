// Package wire is the HTTP client under every adapter. It bounds what a server
// can do to us (time, size, redirects, where we connect), learns what the
// provider libraries lose (status, waits, stop reasons, error events) and
// turns every failure into an [llm.Error].
//
// An adapter makes one [Client], and for each call a [Call] that it puts into
// the context of the request. Libraries retry nothing and classify nothing.
package wire

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Options say whom a [Client] talks to and how far it trusts them. The zero
// value suits real providers.
type Options struct {
	Provider string   // the name in errors
	Secrets  []string // never to appear in an error
	KeyVar   string   // the environment variable that holds the key, for hints
	Model    string   // for hints

	LocalOnly bool // connect to this machine only
	PlainHTTP bool // allow http to other machines too

	HeaderTimeout time.Duration // until the response header; 0 means 60 s
	IdleTimeout   time.Duration // between two reads of a body; 0 means 30 s
	MaxBody       int64         // decoded bytes of a body; 0 means 8 MiB

	Log  *slog.Logger // for what was dropped or ignored; nil means nowhere
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
}

const (
	connectTimeout = 10 * time.Second
	maxLine        = 1 << 20
	maxErrorBody   = 64 << 10
	maxIdle        = 512 // every connection that so many calls at a time left open serves the next
)

// A Client sends calls. It is safe for concurrent use.
type Client struct {
	opts     Options
	base     *http.Transport
	bodySize atomic.Int64            // room for the next request, by the latest
	latest   atomic.Pointer[written] // request, as its library wrote it

	mu      sync.Mutex
	refused map[string]bool // optional parameters that this server does not take
}

// New returns a client; nothing is dialled before the first call.
func New(o Options) *Client {
	if o.HeaderTimeout == 0 {
		o.HeaderTimeout = 60 * time.Second
	}
	if o.IdleTimeout == 0 {
		o.IdleTimeout = 30 * time.Second
	}
	if o.MaxBody == 0 {
		o.MaxBody = 8 << 20
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	base := &http.Transport{
		DialContext:           o.Dial,
		Proxy:                 http.ProxyFromEnvironment,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   maxIdle,
		WriteBufferSize:       16 << 10, // a prompt goes out in one piece
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   connectTimeout,
		ResponseHeaderTimeout: o.HeaderTimeout,
	}
	if o.Dial == nil {
		base.DialContext = Dialer(o.LocalOnly).DialContext
	}
	if o.LocalOnly {
		base.Proxy = nil // a proxy on this machine would carry the text elsewhere
	}
	return &Client{opts: o, base: base, refused: map[string]bool{}}
}

// HTTP returns c as the client that provider libraries take.
func (c *Client) HTTP() *http.Client {
	return &http.Client{Transport: c}
}

// CloseIdleConnections closes connections that wait for another call.
func (c *Client) CloseIdleConnections() { c.base.CloseIdleConnections() }

// didRefuse reports whether this server refused the optional parameter before.
func (c *Client) didRefuse(param string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.refused[param]
}

func (c *Client) refuse(param string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refused[param] = true
}
