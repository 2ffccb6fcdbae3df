package main

import (
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

	openai "github.com/sashabaranov/go-openai"

	"mockstar/rubric"
)

// A server speaks OpenAI's protocol and grades at once, every criterion alike.
// It reads a request and writes a reply as a server must, with the types of the
// protocol. To a request that is not ours it says what promptfoo's graders ask for.
type server struct {
	*httptest.Server
	latency time.Duration
	faults  bool        // every fifth request fails
	replies [][2]string // by question: before the nonce and behind it
	of      []string    // by question: the text that only its prompt holds

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
		s.of = append(s.of, q.Text)
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
	before, behind, _ := strings.Cut(string(text), nonce)
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
	var req openai.ChatCompletionRequest
	if err := json.Unmarshal(body, &req); err != nil || len(req.Messages) == 0 {
		http.Error(w, `{"error":{"message":"no request of the protocol"}}`, http.StatusBadRequest)
		return
	}
	if id := caseIn(req.Messages[len(req.Messages)-1].Content); id != "" {
		s.mu.Lock()
		s.seen[id]++
		s.mu.Unlock()
	}
	time.Sleep(s.latency)
	reply := s.replyTo(req)
	if s.faults && n%5 == 0 {
		fail(w, int(n/5), reply)
		return
	}
	usage := openai.Usage{PromptTokens: len(body) / 4, CompletionTokens: len(reply) / 4, TotalTokens: (len(body) + len(reply)) / 4}
	if !req.Stream {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(openai.ChatCompletionResponse{ // a client that hung up is its own business
			ID: "1", Object: "chat.completion", Model: req.Model, Usage: usage,
			Choices: []openai.ChatCompletionChoice{{Message: openai.ChatCompletionMessage{Role: "assistant", Content: reply}, FinishReason: "stop"}},
		})
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	chunk := openai.ChatCompletionStreamResponse{ID: "1", Object: "chat.completion.chunk", Model: req.Model}
	chunk.Choices = []openai.ChatCompletionStreamChoice{{Delta: openai.ChatCompletionStreamChoiceDelta{Role: "assistant", Content: reply}, FinishReason: "stop"}}
	send(w, chunk)
	chunk.Choices, chunk.Usage = []openai.ChatCompletionStreamChoice{}, &usage
	send(w, chunk)
	fmt.Fprint(w, "data: [DONE]\n\n")
}

// send sends an event of a stream.
func send(w io.Writer, event openai.ChatCompletionStreamResponse) {
	data, err := json.Marshal(event)
	if err != nil {
		panic(err) // strings and numbers
	}
	fmt.Fprintf(w, "data: %s\n\n", data)
}

// replyTo is what to say to a request.
func (s *server) replyTo(req openai.ChatCompletionRequest) string {
	_, at, ours := strings.Cut(req.Messages[len(req.Messages)-1].Content, "nonce: ")
	if !ours {
		return `{"reason":"As asked.","pass":true,"score":1}`
	}
	nonce, _, _ := strings.Cut(at, "\n")
	for i, text := range s.of {
		if strings.Contains(req.Messages[0].Content, text) {
			return s.replies[i][0] + nonce + s.replies[i][1]
		}
	}
	panic("a request for none of the questions")
}

// fail fails in one of eight ways.
func fail(w http.ResponseWriter, which int, reply string) {
	half, err := json.Marshal(reply[:len(reply)/2])
	if err != nil {
		panic(err) // a string
	}
	begun := "data: " + `{"id":"1","model":"load","choices":[{"index":0,"delta":{"content":` + strings.TrimSuffix(string(half), `"`)
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
