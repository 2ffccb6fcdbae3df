package llmtest_test

import (
	"io"
	"log"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"mockstar/internal/llm"
	"mockstar/internal/llm/langchain"
	"mockstar/internal/llm/llmtest"
	"mockstar/internal/llm/openai"
	"mockstar/internal/llm/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const secret = "topsecretkey"

// An adapter is a provider and the fake server that it talks to.
type adapter struct {
	name  string
	serve func(testing.TB, func(llmtest.Request) llmtest.Reply) *llmtest.Server
	open  func(url string, o wire.Options) (closer, error)
}

type closer interface {
	llm.Model
	CloseIdleConnections()
}

func adapters() []adapter {
	return []adapter{
		{"openai", llmtest.OpenAI, func(url string, o wire.Options) (closer, error) {
			return openai.New(openai.Options{Key: secret, BaseURL: url + "/v1", Model: "m1", Wire: o})
		}},
		{"anthropic", llmtest.Anthropic, func(url string, o wire.Options) (closer, error) {
			return langchain.NewAnthropic(langchain.Options{Key: secret, BaseURL: url + "/v1", Model: "m1", Wire: o})
		}},
		{"ollama", llmtest.Ollama, func(url string, o wire.Options) (closer, error) {
			return langchain.NewOllama(langchain.Options{Key: secret, BaseURL: url, Model: "m1", Wire: o})
		}},
	}
}

// at opens the adapter on a URL for the length of a test.
func (a adapter) at(t *testing.T, url string, o wire.Options) llm.Model {
	t.Helper()
	o.KeyVar = "THE_KEY_VAR"
	m, err := a.open(url, o)
	require.NoError(t, err)
	t.Cleanup(m.CloseIdleConnections)
	return m
}

// each runs a test for every adapter, against a server that answers as told.
func each(t *testing.T, answer func(llmtest.Request) llmtest.Reply, test func(t *testing.T, a adapter, m llm.Model, s *llmtest.Server)) {
	for _, a := range adapters() {
		t.Run(a.name, func(t *testing.T) {
			s := a.serve(t, answer)
			test(t, a, a.at(t, s.URL, wire.Options{}), s)
		})
	}
}

func hello() llm.Request {
	return llm.Request{System: "Be brief.", Messages: []llm.Message{{Role: llm.User, Text: "hello"}}}
}

// failure is the error of one call, and the text that came before it.
func failure(t *testing.T, m llm.Model) (*llm.Error, llm.Response) {
	t.Helper()
	r, err := llm.Collect(m.Generate(t.Context(), hello()))
	var e *llm.Error
	require.ErrorAs(t, err, &e)
	require.NotContains(t, err.Error(), secret)
	require.NotContains(t, e.Hint, secret)
	return e, r
}

func header(pairs ...string) http.Header {
	h := http.Header{}
	for i := 0; i < len(pairs); i += 2 {
		h.Set(pairs[i], pairs[i+1])
	}
	return h
}

// wireOptions are the transport as it comes.
func wireOptions() wire.Options { return wire.Options{} }

// quiet keeps what a server says of its clients out of the test's output.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
