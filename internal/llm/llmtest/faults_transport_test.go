package llmtest_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/llmtest"
	"mockstar/internal/llm/wire"
)

func TestFaultConnections(t *testing.T) {
	dialFails := func(err error) wire.Options {
		return wire.Options{Dial: func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
		}}
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	closed := "http://" + free.Addr().String()
	require.NoError(t, free.Close())
	dropping := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	t.Cleanup(dropping.Close)
	selfSigned := httptest.NewUnstartedServer(http.NotFoundHandler())
	selfSigned.Config.ErrorLog = quiet()
	selfSigned.StartTLS()
	t.Cleanup(selfSigned.Close)

	tests := []struct {
		name  string
		url   string
		opts  wire.Options
		kind  llm.Kind
		again bool
		calls int
		text  string
		hint  string
	}{
		{"01 DNS failure", "https://llm.example", dialFails(&net.DNSError{Err: "no such host", Name: "llm.example", IsNotFound: true}), llm.Offline, true, 3, "find host llm.example", "network"},
		{"02 connection refused by this machine", closed, wire.Options{}, llm.Offline, false, 1, "connection refused", "is the server running?"},
		{"02 connection refused elsewhere", "https://llm.example", dialFails(os.NewSyscallError("connect", syscall.ECONNREFUSED)), llm.Offline, true, 3, "refused", "network"},
		{"03 connect timeout", "https://llm.example", dialFails(os.ErrDeadlineExceeded), llm.Unavailable, true, 4, "no connection within 10s", ""},
		{"04 a certificate nobody vouches for", selfSigned.URL, wire.Options{}, llm.Offline, false, 1, "certificate", "always verified"},
		{"04 no TLS at all", strings.Replace(dropping.URL, "http://", "https://", 1), wire.Options{}, llm.Offline, false, 1, "first record does not look like", ""},
		{"05 reset before the header", dropping.URL, wire.Options{}, llm.Unavailable, true, 4, "closed before a reply", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, a := range adapters() {
				t.Run(a.name, func(t *testing.T) {
					m := a.at(t, tt.url, tt.opts)
					e, _ := failure(t, m)
					require.Equal(t, tt.kind, e.Kind, "%v", e)
					require.Equal(t, tt.again, e.Temporary())
					require.ErrorContains(t, e, tt.text)
					require.Contains(t, e.Hint, tt.hint)
					calls := 0
					again := llm.Retry(m, llm.RetryOptions{Attempts: 4, Rand: func() float64 { return 0 }, Notify: func(llm.Attempt) { calls++ }})
					_, err := llm.Ask(t.Context(), again, hello())
					require.Error(t, err)
					require.Equal(t, tt.calls, calls+1)
				})
			}
		})
	}
}

// A badBody is what a server answers in place of a reply, and what comes of it.
type badBody struct {
	name  string
	reply llmtest.Reply
	kind  llm.Kind
	tries int // that the retry loop makes of three
	text  string
}

func (b badBody) test(t *testing.T) {
	each(t, llmtest.Always(b.reply), func(t *testing.T, _ adapter, m llm.Model, s *llmtest.Server) {
		e, _ := failure(t, m)
		require.Equal(t, b.kind, e.Kind, "%v", e)
		require.ErrorContains(t, e, b.text)
		before := len(s.Requests())
		_, err := llm.Ask(t.Context(), llm.Retry(m, llm.RetryOptions{Attempts: 3, Rand: func() float64 { return 0 }}), hello())
		require.Error(t, err)
		require.Equal(t, b.tries, len(s.Requests())-before)
	})
}

// packed are the headers of a body in gzip.
var packed = header("Content-Encoding", "gzip")

func TestFaultBodies(t *testing.T) {
	for _, b := range []badBody{
		{"09 a body shorter than announced", llmtest.Reply{Text: "a b", Cut: llmtest.BeforeFinish, Length: 100_000}, llm.Truncated, 3, "broke off"},
		{"11 bad gzip", llmtest.Reply{Raw: []string{"this is not gzip"}, Header: packed}, llm.Unavailable, 3, "decompress"},
		{"14 a web page", llmtest.Reply{Raw: []string{"\n<!DOCTYPE html><title>Sign in</title>"}, Type: "text/html"}, llm.NotFound, 2, "text/html"},
		{"16 nothing", llmtest.Reply{Raw: []string{}}, llm.Empty, 2, "empty"},
		{"16 blank lines", llmtest.Reply{Raw: []string{"\n", "\n"}}, llm.Empty, 2, "empty"},
	} {
		t.Run(b.name, b.test)
	}
	for _, kind := range []string{"text/plain", "application/octet-stream", "application/json"} {
		t.Run("15 a content type that is wrong: "+kind, func(t *testing.T) {
			each(t, llmtest.Always(llmtest.Reply{Text: "a b", Type: kind}), func(t *testing.T, _ adapter, m llm.Model, _ *llmtest.Server) {
				r, err := llm.Ask(t.Context(), m, hello())
				require.NoError(t, err)
				require.Equal(t, "a b", r.Text)
			})
		})
	}
	t.Run("16 a status of 204", func(t *testing.T) {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
		t.Cleanup(s.Close)
		for _, a := range adapters() {
			e, _ := failure(t, a.at(t, s.URL, wire.Options{}))
			require.Equal(t, llm.Empty, e.Kind, "%s: %v", a.name, e)
		}
	})
}

func TestFault13RedirectsAreNotFollowed(t *testing.T) {
	var reached atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	t.Cleanup(other.Close)
	for _, status := range []int{301, 302, 303, 307, 308} {
		s := httptest.NewServer(http.RedirectHandler(other.URL+"/v1?token=x", status))
		t.Cleanup(s.Close)
		for _, a := range adapters() {
			e, _ := failure(t, a.at(t, s.URL, wire.Options{}))
			require.Equal(t, llm.NotFound, e.Kind)
			require.Equal(t, status, e.Status)
			require.ErrorContains(t, e, "redirects to "+other.URL+"/v1: not followed")
		}
	}
	require.Zero(t, reached.Load())
}

func TestLocalOnlyIsCheckedWhenDialling(t *testing.T) {
	for _, a := range adapters() {
		t.Run(a.name, func(t *testing.T) {
			s := a.serve(t, llmtest.Always(llmtest.Reply{Text: "a"}))
			r, err := llm.Ask(t.Context(), a.at(t, s.URL, wire.Options{LocalOnly: true}), hello())
			require.NoError(t, err)
			require.Equal(t, "a", r.Text)
			_, err = a.open("https://192.0.2.1", wire.Options{LocalOnly: true})
			require.ErrorContains(t, err, "only this machine may be connected to")
		})
	}
	// A name that says it is this machine, and an address that is none: what
	// counts is where the name leads when it is dialled.
	dialled := 0
	for _, addr := range []string{"192.0.2.1:443", "[2001:db8::1]:443", "0.0.0.0:443", "[::]:443", "10.0.0.1:80", "169.254.169.254:80", "[::ffff:192.0.2.1]:80"} {
		for _, a := range adapters() {
			led := func(ctx context.Context, network, _ string) (net.Conn, error) {
				dialled++
				return wire.Dialer(true).DialContext(ctx, network, addr)
			}
			e, _ := failure(t, a.at(t, "http://models.localhost", wire.Options{LocalOnly: true, Dial: led}))
			require.ErrorContains(t, e, "only this machine may be connected to")
		}
	}
	t.Attr("promise", fmt.Sprintf("local: %d names that lead elsewhere when they are dialled, 0 connected", dialled))
}

// pipes is a network inside a synctest bubble.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
}

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case p.conns <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.done); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe"} }

// inBubble runs test against a server whose hours pass in no time.
func inBubble(t *testing.T, a adapter, h http.HandlerFunc, test func(t *testing.T, m llm.Model)) {
	synctest.Test(t, func(t *testing.T) {
		p := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
		read := func(w http.ResponseWriter, r *http.Request) {
			io.Copy(io.Discard, r.Body) // only then does the server notice that a client went away
			h(w, r)
		}
		s := &http.Server{Handler: http.HandlerFunc(read), ErrorLog: quiet()}
		stopped := make(chan error)
		go func() { stopped <- s.Serve(p) }()
		m, err := a.open("http://localhost", wire.Options{Dial: p.dial})
		require.NoError(t, err)
		test(t, m)
		m.CloseIdleConnections()
		require.NoError(t, s.Close())
		require.ErrorIs(t, <-stopped, http.ErrServerClosed)
	})
}

func TestFaultTime(t *testing.T) {
	word := map[string]string{
		"openai":    `data: {"choices":[{"index":0,"delta":{"content":"a "}}]}` + "\n\n",
		"anthropic": `data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a "}}` + "\n\n",
		"ollama":    `{"message":{"content":"a "},"done":false}` + "\n",
	}
	end := map[string]string{
		"openai":    `data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}` + "\n\ndata: [DONE]\n\n",
		"anthropic": `data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}` + "\n\n" + `data: {"type":"message_stop"}` + "\n\n",
		"ollama":    `{"message":{"content":""},"done":true,"done_reason":"stop"}` + "\n",
	}
	write := func(w http.ResponseWriter, s string) {
		io.WriteString(w, s)
		w.(http.Flusher).Flush()
	}
	for _, a := range adapters() {
		t.Run("06 no first byte for 60 s/"+a.name, func(t *testing.T) {
			inBubble(t, a, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, func(t *testing.T, m llm.Model) {
				start := time.Now()
				e, _ := failure(t, m)
				require.Equal(t, llm.Unavailable, e.Kind)
				require.Equal(t, 60*time.Second, time.Since(start))
				require.ErrorContains(t, e, "no reply within 1m0s")
			})
		})
		t.Run("07 a stall in the middle/"+a.name, func(t *testing.T) {
			inBubble(t, a, func(w http.ResponseWriter, r *http.Request) {
				write(w, word[a.name])
				<-r.Context().Done()
			}, func(t *testing.T, m llm.Model) {
				start := time.Now()
				e, r := failure(t, m)
				require.Equal(t, llm.Unavailable, e.Kind)
				require.Equal(t, 30*time.Second, time.Since(start))
				require.Equal(t, "a ", r.Text, "what arrived is kept")
			})
		})
		t.Run("08 a drip without end/"+a.name, func(t *testing.T) {
			inBubble(t, a, func(w http.ResponseWriter, r *http.Request) {
				for r.Context().Err() == nil {
					write(w, word[a.name])
					select {
					case <-time.After(20 * time.Second):
					case <-r.Context().Done():
					}
				}
			}, func(t *testing.T, m llm.Model) {
				start := time.Now()
				_, err := llm.Ask(t.Context(), llm.Retry(m, llm.RetryOptions{Rand: func() float64 { return 0 }}), hello())
				var e *llm.Error
				require.ErrorAs(t, err, &e)
				require.True(t, e.Temporary(), "park")
				require.ErrorContains(t, err, "gave up after 2 calls")
				require.Equal(t, 10*time.Minute, time.Since(start))
			})
		})
		t.Run("55 blank lines keep a slow stream alive/"+a.name, func(t *testing.T) {
			inBubble(t, a, func(w http.ResponseWriter, _ *http.Request) {
				for range 6 {
					write(w, "\n")
					time.Sleep(25 * time.Second)
				}
				write(w, word[a.name]+end[a.name])
			}, func(t *testing.T, m llm.Model) {
				r, err := llm.Collect(m.Generate(t.Context(), hello()))
				require.NoError(t, err)
				require.Equal(t, "a ", r.Text)
			})
		})
		t.Run("07 a slow reader is not a slow server/"+a.name, func(t *testing.T) {
			inBubble(t, a, func(w http.ResponseWriter, _ *http.Request) {
				write(w, word[a.name])
				write(w, word[a.name]+end[a.name])
			}, func(t *testing.T, m llm.Model) {
				for _, err := range m.Generate(t.Context(), hello()) {
					require.NoError(t, err)
					time.Sleep(2 * time.Minute)
				}
			})
		})
	}
}
