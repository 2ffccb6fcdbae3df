package openai_test

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
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/llmtest"
	"mockstar/internal/llm/openai"
)

func hello() llm.Request {
	half := 0.5
	return llm.Request{Messages: []llm.Message{{Role: llm.User, Text: "hello"}}, MaxTokens: 9, Temperature: &half}
}

func open(t *testing.T, o openai.Options) llm.Model {
	t.Helper()
	m, err := openai.New(o)
	require.NoError(t, err)
	t.Cleanup(m.CloseIdleConnections)
	return m
}

func TestAzure(t *testing.T) {
	var got *http.Request
	var body string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		got, body = r, string(b)
		if err == nil {
			_, err = io.WriteString(w, `data: {"choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":"stop"}]}`+"\n\n")
		}
		if err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(s.Close)
	m := open(t, openai.Options{Key: "azurekey", BaseURL: s.URL, Azure: "2024-10-21", Model: "my.deployment"})
	r, err := llm.Ask(t.Context(), m, hello())
	require.NoError(t, err)
	require.Equal(t, "hi", r.Text)
	require.Equal(t, "/openai/deployments/my.deployment/chat/completions", got.URL.Path)
	require.Equal(t, "2024-10-21", got.URL.Query().Get("api-version"))
	require.Equal(t, "azurekey", got.Header.Get("api-key"))
	require.Empty(t, got.Header.Get("Authorization"))
	require.Contains(t, body, `"max_completion_tokens":9`)
}

func TestTheServerSaysWhatAModelTakesNotTheLibrary(t *testing.T) {
	for _, name := range []string{"o1", "o3-mini", "o4-mini", "gpt-5", "gpt-6-sol", "plain"} {
		s := llmtest.OpenAI(t, llmtest.Always(llmtest.Reply{Text: "a"}))
		_, err := llm.Ask(t.Context(), open(t, openai.Options{BaseURL: s.URL, Model: name}), hello())
		require.NoError(t, err)
		require.Equal(t, name, s.Requests()[0].Model)
		require.InDelta(t, 0.5, *s.Requests()[0].Temperature, 0)
	}
}

func TestDialects(t *testing.T) {
	s := llmtest.OpenAI(t, llmtest.Always(llmtest.Reply{Text: "a"}))
	_, err := llm.Ask(t.Context(), open(t, openai.Options{Key: "somekey", BaseURL: s.URL, Model: "m"}), hello())
	require.NoError(t, err)
	first := s.Requests()[0]
	require.Equal(t, "Bearer somekey", first.Header.Get("Authorization"))
	require.EqualValues(t, 9, first.Fields["max_tokens"], "the name that most servers know")
	require.Equal(t, map[string]any{"include_usage": true}, first.Fields["stream_options"])

	_, err = llm.Ask(t.Context(), open(t, openai.Options{BaseURL: s.URL, Model: "m", Dialect: openai.Dialect{NoStreamOptions: true}}), hello())
	require.NoError(t, err)
	second := s.Requests()[1]
	require.NotContains(t, second.Fields, "stream_options")
	require.Empty(t, second.Header.Get("Authorization"), "no key, no header")
}

func TestEveryCallSendsItsOwnTexts(t *testing.T) {
	s := llmtest.OpenAI(t, llmtest.Always(llmtest.Reply{Text: "a"}))
	m := open(t, openai.Options{BaseURL: s.URL, Model: "m"})
	var sent []llm.Request
	for n := range 270 { // more than are remembered
		req := llm.Request{
			System:   fmt.Sprintf("System <%d> \"\n\u2028\x01 \xff", n),
			Messages: []llm.Message{{Role: llm.User, Text: fmt.Sprint("user ", n)}, {Role: llm.Assistant, Text: ""}},
			Schema:   json.RawMessage(fmt.Sprintf(`{"const":%d}`, n/2)),
		}
		again := req
		again.Messages = []llm.Message{{Role: llm.User, Text: "again"}}
		sent = append(sent, req, again)
	}
	sent = append(sent, sent[:9]...)
	for _, req := range sent {
		_, err := llm.Ask(t.Context(), m, req)
		require.NoError(t, err)
	}
	for i, got := range s.Requests() {
		require.Equal(t, strings.ToValidUTF8(sent[i].System, "\ufffd"), got.System)
		require.Equal(t, sent[i].Messages, got.Messages)
		require.JSONEq(t, string(sent[i].Schema), got.Schema)
	}
}

func TestAConnectionServesAgainHoweverManyCallAtOnce(t *testing.T) {
	const calls = 40
	var made atomic.Int64
	var all sync.WaitGroup // until everybody calls
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := io.Copy(io.Discard, r.Body)
		all.Done()
		all.Wait()
		if err == nil {
			_, err = io.WriteString(w, `data: {"choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":"stop"}]}`+"\n\ndata: [DONE]\n\n")
		}
		if err == nil { // the end of the body comes after what was the end of the reply
			err = http.NewResponseController(w).Flush()
		}
		if err != nil {
			t.Error(err)
		}
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			made.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	m := open(t, openai.Options{BaseURL: s.URL, Model: "m"})
	for range 3 {
		var done sync.WaitGroup
		all.Add(calls)
		for range calls {
			done.Go(func() {
				if _, err := llm.Ask(t.Context(), m, hello()); err != nil {
					t.Error(err)
				}
			})
		}
		done.Wait()
	}
	require.EqualValues(t, calls, made.Load())
}

func TestAReplyThatIsDoneNeedNotEnd(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := io.WriteString(w, `data: {"choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":"stop"}]}`+"\n\ndata: [DONE]\n\n")
		if err == nil {
			err = http.NewResponseController(w).Flush()
		}
		if err != nil {
			t.Error(err)
		}
		<-r.Context().Done()
	}))
	t.Cleanup(s.Close)
	r, err := llm.Ask(t.Context(), open(t, openai.Options{BaseURL: s.URL, Model: "m"}), hello())
	require.NoError(t, err)
	require.Equal(t, "hi", r.Text)
}

func TestTheProviderIsNamedInErrors(t *testing.T) {
	s := llmtest.OpenAI(t, llmtest.Always(llmtest.Reply{Status: 500, Message: "oops"}))
	o := openai.Options{BaseURL: s.URL, Model: "m"}
	o.Wire.Provider = "google"
	_, err := llm.Ask(t.Context(), open(t, o), hello())
	require.EqualError(t, err, "google (500): oops")
}
