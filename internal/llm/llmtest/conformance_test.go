package llmtest_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/llmtest"
)

func TestAWholeStream(t *testing.T) {
	reply := llmtest.Reply{Text: "Grüß Gott, 世界 and <b>&amp;", Usage: llm.Usage{Input: 12, Output: 5}}
	each(t, llmtest.Always(reply), func(t *testing.T, _ adapter, m llm.Model, _ *llmtest.Server) {
		var words []string
		var last llm.Chunk
		for c, err := range m.Generate(t.Context(), hello()) {
			require.NoError(t, err)
			if c.Text != "" {
				words = append(words, c.Text)
			}
			last = c
		}
		require.Equal(t, []string{"Grüß ", "Gott, ", "世界 ", "and ", "<b>&amp;"}, words)
		require.Equal(t, llm.Chunk{Finish: llm.Stop, Usage: reply.Usage, Model: "as-reported"}, last)
	})
}

func TestWhatIsSent(t *testing.T) {
	zero := 0.0
	schema := json.RawMessage(`{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}`)
	req := llm.Request{
		System: "Be <strict> & brief.",
		Messages: []llm.Message{
			{Role: llm.User, Text: "one"}, {Role: llm.Assistant, Text: "two"}, {Role: llm.User, Text: "three"},
		},
		Schema: schema, MaxTokens: 77, Temperature: &zero,
	}
	each(t, llmtest.Always(llmtest.Reply{Text: "{}"}), func(t *testing.T, _ adapter, m llm.Model, s *llmtest.Server) {
		_, err := llm.Ask(t.Context(), m, req)
		require.NoError(t, err)
		got := s.Requests()[0]
		require.Equal(t, "m1", got.Model)
		require.Equal(t, req.System, got.System)
		require.Equal(t, req.Messages, got.Messages)
		require.JSONEq(t, string(schema), got.Schema)
		require.Equal(t, 77, got.MaxTokens)
		require.NotNil(t, got.Temperature)
		require.Zero(t, *got.Temperature)
	})
	t.Run("nothing that was not asked for", func(t *testing.T) {
		each(t, llmtest.Always(llmtest.Reply{Text: "a"}), func(t *testing.T, _ adapter, m llm.Model, s *llmtest.Server) {
			_, err := llm.Ask(t.Context(), m, hello())
			require.NoError(t, err)
			require.Nil(t, s.Requests()[0].Temperature)
			require.Empty(t, s.Requests()[0].Schema)
		})
	})
}

func TestAnthropicSystemTextIsKeptInTheCache(t *testing.T) {
	a := adapters()[1]
	s := llmtest.Anthropic(t, llmtest.Always(llmtest.Reply{Text: "a", Usage: llm.Usage{Input: 10, Output: 1, Cached: 8}}))
	r, err := llm.Ask(t.Context(), a.at(t, s.URL, wireOptions()), hello())
	require.NoError(t, err)
	require.Equal(t, llm.Usage{Input: 10, Output: 1, Cached: 8}, r.Usage)
	block := s.Requests()[0].Fields["system"].([]any)[0].(map[string]any)
	require.Equal(t, map[string]any{"type": "ephemeral"}, block["cache_control"])
}

func TestOllamaIsGivenRoomForTheWholeRequest(t *testing.T) {
	a := adapters()[2]
	s := llmtest.Ollama(t, llmtest.Always(llmtest.Reply{Text: "a"}))
	m := a.at(t, s.URL, wireOptions())
	for _, size := range []int{10, 60_000} {
		req := hello()
		req.Messages[0].Text = strings.Repeat("a", size)
		_, err := llm.Ask(t.Context(), m, req)
		require.NoError(t, err)
	}
	room := func(i int) any { return s.Requests()[i].Fields["options"].(map[string]any)["num_ctx"] }
	require.EqualValues(t, 8192, room(0))
	require.EqualValues(t, 32768, room(1))
}

func TestFaultFinishes(t *testing.T) {
	tests := []struct {
		name  string
		reply llmtest.Reply
		want  llm.Finish
		skip  string // adapters whose protocol can't say it
	}{
		{"38 length", llmtest.Reply{Text: "half a", Finish: llm.Length}, llm.Length, ""},
		{"38 length before any text", llmtest.Reply{Thought: "hmm", Finish: llm.Length}, llm.Length, ""},
		{"39 content filter", llmtest.Reply{Text: "half a", Finish: llm.Filtered}, llm.Filtered, "anthropic ollama"},
		{"40 refusal keeps its text", llmtest.Reply{Text: "I would rather not", Finish: llm.Refused}, llm.Refused, "ollama"},
		{"46 reasoning goes unseen", llmtest.Reply{Thought: "hmm", Text: "so"}, llm.Stop, ""},
		{"44 a tool call that is cut, like any reply", llmtest.Reply{Tool: true, Finish: llm.Length}, llm.Length, ""},
		{"42 a tool call beside text is ignored", llmtest.Reply{Tool: true, Text: "so"}, llm.Stop, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			each(t, llmtest.Always(tt.reply), func(t *testing.T, a adapter, m llm.Model, _ *llmtest.Server) {
				if strings.Contains(tt.skip, a.name) {
					t.Skip("the protocol has no word for it")
				}
				r, err := llm.Collect(m.Generate(t.Context(), hello()))
				require.NoError(t, err)
				require.Equal(t, tt.want, r.Finish)
				require.Equal(t, tt.reply.Text, r.Text)
			})
		})
	}
}

func TestBreakEndsTheCall(t *testing.T) {
	each(t, llmtest.Always(llmtest.Reply{Text: "one two", Cut: llmtest.Never}), func(t *testing.T, _ adapter, m llm.Model, s *llmtest.Server) {
		for c, err := range m.Generate(t.Context(), hello()) {
			require.NoError(t, err)
			require.Equal(t, "one ", c.Text)
			break
		}
		<-s.Gone()
	})
}

func TestFault60CancelEndsTheCall(t *testing.T) {
	each(t, llmtest.Always(llmtest.Reply{Text: "one two", Cut: llmtest.Never}), func(t *testing.T, _ adapter, m llm.Model, s *llmtest.Server) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var text string
		var last error
		for c, err := range llm.Retry(m, llm.RetryOptions{}).Generate(ctx, hello()) {
			text += c.Text
			last = err
			cancel()
		}
		require.Equal(t, "one ", text)
		require.ErrorIs(t, last, context.Canceled)
		<-s.Gone()
		require.Len(t, s.Requests(), 1, "a cancelled call is not repeated")
	})
}

func TestASlowServerIsWaitedFor(t *testing.T) {
	each(t, llmtest.Always(llmtest.Reply{Text: "late", Delay: 50 * time.Millisecond}), func(t *testing.T, _ adapter, m llm.Model, _ *llmtest.Server) {
		r, err := llm.Ask(t.Context(), m, hello())
		require.NoError(t, err)
		require.Equal(t, "late", r.Text)
	})
}

func TestNothingIsSentBeforeTheSequenceIsRangedOver(t *testing.T) {
	each(t, llmtest.Always(llmtest.Reply{Text: "a"}), func(t *testing.T, _ adapter, m llm.Model, s *llmtest.Server) {
		m.Generate(t.Context(), hello())
		require.Empty(t, s.Requests())
	})
}
