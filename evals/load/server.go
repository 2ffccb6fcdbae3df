package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"mockstar/rubric"
)

// A server speaks OpenAI's protocol and grades at once, every criterion alike.
// To a request that is not ours it says what promptfoo's graders ask for.
type server struct {
	*httptest.Server
	latency time.Duration
	faults  bool        // every fifth request fails
	replies [][2]string // by question: before the nonce and behind it
	of      [][]byte    // by question: the text that only its prompt holds

	requests atomic.Int64
	first    atomic.Int64           // when the first came, in nanoseconds
	last     atomic.Int64           // and the last
	tokens   atomic.Int64           // asked in, four bytes each
	body     atomic.Pointer[[]byte] // the latest that was asked for

	mu   sync.Mutex
	seen map[string]int // requests by case
}

func newServer(doc *rubric.Document, latency time.Duration, faults bool) *server {
	s := &server{latency: latency, faults: faults, seen: map[string]int{}}
	for _, id := range questions {
		q, ok := doc.Question(id)
		if !ok {
			panic("the guide has no question " + id)
		}
		text, err := json.Marshal(q.Text)
		if err != nil {
			panic(err) // a string
		}
		s.of = append(s.of, text[1:len(text)-1])
		s.replies = append(s.replies, verdictOn(q))
	}
	s.Server = httptest.NewServer(s)
	return s
}

// verdictOn is a verdict of level 3 on every criterion, around its nonce.
func verdictOn(q rubric.Question) [2]string {
	type verdict struct {
		Criterion string   `json:"criterion"`
		Quotes    []string `json:"quotes"`
		Shows     string   `json:"shows"`
		Missing   string   `json:"missing"`
		Level     int      `json:"level"`
	}
	var vs []verdict
	for _, c := range q.Criteria {
		vs = append(vs, verdict{c.ID, []string{opening}, "As quoted.", "A figure.", 3})
	}
	const nonce = "NONCE"
	text, err := json.Marshal(map[string]any{"nonce": nonce, "verdicts": vs})
	if err != nil {
		panic(err) // strings and numbers
	}
	quoted, err := json.Marshal(string(text))
	if err != nil {
		panic(err) // a string
	}
	before, behind, _ := strings.Cut(string(quoted[1:len(quoted)-1]), nonce)
	return [2]string{before, behind}
}

// perSecond is how many requests came in a second, from the first to the last.
func (s *server) perSecond() float64 {
	return float64(s.requests.Load()-1) / time.Duration(s.last.Load()-s.first.Load()).Seconds()
}

// reset empties what was counted.
func (s *server) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests.Store(0)
	s.tokens.Store(0)
	clear(s.seen)
}

func (s *server) asked() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make(map[string]int, len(s.seen))
	for id, n := range s.seen {
		out[id] = n
	}
	return out
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	n, now := s.requests.Add(1), time.Now().UnixNano()
	if n == 1 {
		s.first.Store(now)
	}
	s.last.Store(now)
	s.tokens.Add(int64(len(body) / 4))
	s.body.Store(&body)
	if id := caseIn(body); id != "" {
		s.mu.Lock()
		s.seen[id]++
		s.mu.Unlock()
	}
	time.Sleep(s.latency)
	reply, ours := s.replyTo(body)
	if s.faults && n%5 == 0 {
		fail(w, int(n/5), reply)
		return
	}
	if !ours {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"id":"1","object":"chat.completion","model":"load","choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],"usage":{"prompt_tokens":%d,"completion_tokens":20,"total_tokens":%d}}`,
			reply, len(body)/4, len(body)/4+20)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	fmt.Fprintf(w, "data: "+`{"id":"1","object":"chat.completion.chunk","model":"load","choices":[{"index":0,"delta":{"role":"assistant","content":"%s"},"finish_reason":"stop"}]}`+"\n\n", reply)
	fmt.Fprintf(w, "data: "+`{"id":"1","object":"chat.completion.chunk","model":"load","choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}`+"\n\ndata: [DONE]\n\n",
		len(body)/4, len(reply)/4, (len(body)+len(reply))/4)
}

// replyTo is what to say, escaped for JSON, and whether a verdict of ours was
// asked for.
func (s *server) replyTo(body []byte) (string, bool) {
	_, at, ok := bytes.Cut(body, []byte("nonce: "))
	if !ok {
		return `{\"reason\":\"As asked.\",\"pass\":true,\"score\":1}`, false
	}
	nonce, _, _ := bytes.Cut(at, []byte(`\n`))
	for i, text := range s.of {
		if bytes.Contains(body, text) {
			return s.replies[i][0] + string(nonce) + s.replies[i][1], true
		}
	}
	panic("a request for none of the questions")
}

// fail fails in one of eight ways.
func fail(w http.ResponseWriter, which int, reply string) {
	begun := "data: " + `{"id":"1","model":"load","choices":[{"index":0,"delta":{"content":"` + reply[:len(reply)/2]
	switch which % 8 {
	case 0:
		http.Error(w, `{"error":{"message":"slow down","code":"rate_limit_exceeded"}}`, http.StatusTooManyRequests)
	case 1:
		w.Header().Set("Retry-After-Ms", "20")
		http.Error(w, `{"error":{"message":"slow down","code":"rate_limit_exceeded"}}`, http.StatusTooManyRequests)
	case 2:
		http.Error(w, `{"error":{"message":"oops"}}`, http.StatusInternalServerError)
	case 3:
		http.Error(w, `{"error":{"message":"overloaded"}}`, http.StatusServiceUnavailable)
	case 4: // reset before a word
		c, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err) // the server is our own
		}
		_ = c.(*net.TCPConn).SetLinger(0)
		_ = c.Close()
	case 5: // cut within the length it promised
		w.Header().Set("Content-Length", "100000")
		fmt.Fprint(w, begun)
	case 6: // cut in the middle of a stream
		fmt.Fprint(w, begun+`"},"finish_reason":null}]}`+"\n\n")
	case 7: // JSON that never ends
		fmt.Fprint(w, begun+"\n\ndata: [DONE]\n\n")
	}
}
