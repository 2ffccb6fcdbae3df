// Package llmtest is model providers for tests: local servers that speak the
// protocols of OpenAI, Anthropic and Ollama, answer by script, and fail in
// every way that real ones do. The tests of this package are the one table of
// behaviour that every adapter passes.
package llmtest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"mockstar/internal/llm"
)

// A Request is what a server was asked, whatever the protocol.
type Request struct {
	Model       string
	System      string
	Messages    []llm.Message
	Schema      string // JSON, or ""
	MaxTokens   int
	Temperature *float64
	Header      http.Header
	Fields      map[string]any // the body as it came
}

// Last is the text of the last message.
func (r Request) Last() string {
	if len(r.Messages) == 0 {
		return ""
	}
	return r.Messages[len(r.Messages)-1].Text
}

// A Reply is what a server answers. The zero value is a whole, empty reply.
type Reply struct {
	Text    string        // streamed word by word
	Finish  llm.Finish    // "" means Stop
	Said    string        // the protocol's word for Finish, instead of it
	Usage   llm.Usage     // reported at the end; Unknown leaves it out
	Delay   time.Duration // before the response header
	Cut     Cut           // how the stream breaks off
	Error   string        // an error event of this type follows the text
	Thought string        // reasoning before the text, in the protocol's own form
	Tool    bool          // a tool is called before the text

	Status  int         // an error response instead, with the two below
	Code    string      // its code or type
	Message string      // its words
	Header  http.Header // added to any response

	Mangle func([]string) []string // changes the events before they are sent
	Raw    []string                // the body instead of all the above, flushed piece by piece
	Type   string                  // its content type
	Length int                     // its announced length, when it lies
}

// Cut is where a stream breaks off.
type Cut int

const (
	Nowhere      Cut = iota
	AtStart          // before the first event
	AfterWord        // between two events
	InsideEvent      // in the middle of an event
	InsideRune       // in the middle of a character
	BeforeFinish     // after the last word
	InsideFinish     // in the middle of the event that says why it stopped
	Dropped          // after the first word, without the end of the body
	Never            // after the first word nothing comes, until the client goes
)

// A Server is a provider on this machine.
type Server struct {
	URL string

	http *httptest.Server
	mu   sync.Mutex
	seen []Request
	gone chan struct{}
}

// Requests are what the server was asked so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.seen...)
}

// Gone receives once for each client that went away from a [Never] reply.
func (s *Server) Gone() <-chan struct{} { return s.gone }

// OpenAI starts a server that speaks the chat protocol of OpenAI. It stops at
// the end of the test.
func OpenAI(t testing.TB, answer func(Request) Reply) *Server {
	return start(t, openAI{}, answer)
}

// Anthropic starts a server that speaks the messages protocol of Anthropic.
func Anthropic(t testing.TB, answer func(Request) Reply) *Server {
	return start(t, anthropic{}, answer)
}

// Ollama starts a server that speaks the chat protocol of Ollama.
func Ollama(t testing.TB, answer func(Request) Reply) *Server {
	return start(t, ollama{}, answer)
}

// Script answers the nth request with the nth reply. A request too many fails
// the test, and so do replies that nobody asked for.
func Script(t testing.TB, replies ...Reply) func(Request) Reply {
	var mu sync.Mutex
	n := 0
	t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		if n < len(replies) {
			t.Errorf("answer by script: %d of %d replies were not asked for", len(replies)-n, len(replies))
		}
	})
	return func(r Request) Reply {
		mu.Lock()
		defer mu.Unlock()
		if n == len(replies) {
			t.Errorf("answer by script: it has only %d replies; asked %q", n, r.Last())
			return Reply{Status: http.StatusTeapot, Message: "script exhausted"}
		}
		n++
		return replies[n-1]
	}
}

// Always gives the same reply to every request.
func Always(r Reply) func(Request) Reply { return func(Request) Reply { return r } }

func start(t testing.TB, p protocol, answer func(Request) Reply) *Server {
	s := &Server{gone: make(chan struct{}, 100)}
	s.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // the client is gone
		}
		req, err := p.request(r.URL.Path, body)
		if err != nil {
			t.Errorf("read request to %s: %v", r.URL.Path, err)
			http.Error(w, err.Error(), http.StatusTeapot)
			return
		}
		req.Header = r.Header.Clone()
		s.mu.Lock()
		s.seen = append(s.seen, req)
		s.mu.Unlock()
		s.serve(w, r, p, answer(req))
	}))
	t.Cleanup(s.http.Close)
	s.URL = s.http.URL
	return s
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request, p protocol, reply Reply) {
	if reply.Delay > 0 {
		select {
		case <-time.After(reply.Delay):
		case <-r.Context().Done():
			return
		}
	}
	for name, values := range reply.Header {
		w.Header()[name] = values
	}
	if reply.Status != 0 {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(reply.Status)
		io.WriteString(w, p.problem(reply.Status, reply.Code, reply.Message))
		return
	}
	if reply.Type == "" {
		reply.Type = p.contentType()
	}
	if reply.Length > 0 {
		w.Header().Set("Content-Length", fmt.Sprint(reply.Length))
	}
	w.Header().Set("Content-Type", reply.Type)
	pieces := reply.Raw
	if pieces == nil {
		pieces = cut(reply, p.stream(reply))
	}
	if reply.Mangle != nil {
		pieces = reply.Mangle(pieces)
	}
	for _, piece := range pieces {
		io.WriteString(w, piece)
		w.(http.Flusher).Flush()
	}
	switch reply.Cut {
	case Dropped:
		panic(http.ErrAbortHandler)
	case Never:
		w.(http.Flusher).Flush()
		<-r.Context().Done()
		s.gone <- struct{}{}
	}
}

// cut shortens a whole stream of events as the reply says. The last events of
// a stream, from finish on, end it; an error event is never cut.
func cut(r Reply, s stream) []string {
	words := s.words
	switch r.Cut {
	case AtStart:
		return nil
	case AfterWord, Dropped, Never:
		return append(s.head, words[0])
	case InsideEvent:
		return append(s.head, words[0][:len(words[0])/2])
	case InsideRune:
		i := strings.IndexFunc(words[0], func(c rune) bool { return c > 127 })
		return append(s.head, words[0][:i+1])
	case BeforeFinish:
		return append(s.head, words...)
	case InsideFinish:
		all := append(s.head, words...)
		return append(all, s.tail[0][:len(s.tail[0])/2])
	}
	return append(append(s.head, words...), s.tail...)
}
