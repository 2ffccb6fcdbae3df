package llmtest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/llmtest"
)

func TestFault(t *testing.T) {
	date := header("Date", "Wed, 21 Oct 2026 07:28:00 GMT", "Retry-After", "Wed, 21 Oct 2026 07:28:42 GMT")
	tests := []struct {
		name  string
		reply llmtest.Reply
		kind  llm.Kind
		again bool // worth another call now or later
		wait  time.Duration
		hint  string
	}{
		{"17 any other 400", llmtest.Reply{Status: 400, Code: "bad", Message: "messages: odd"}, llm.Invalid, false, 0, ""},
		{"18 context overflow by its words", llmtest.Reply{Status: 400, Code: "context_length_exceeded", Message: "the maximum context length is 8192 tokens"}, llm.TooLong, false, 0, "larger context"},
		{"18 context overflow, said otherwise", llmtest.Reply{Status: 400, Code: "invalid_request_error", Message: "prompt is too long: 250000 tokens > 200000 maximum"}, llm.TooLong, false, 0, ""},
		{"19 blocked by a filter", llmtest.Reply{Status: 400, Code: "content_filter", Message: "filtered: content management policy"}, llm.Declined, false, 0, ""},
		{"20 bad key, echoed", llmtest.Reply{Status: 401, Code: "invalid_api_key", Message: "Incorrect API key provided: " + secret}, llm.Auth, false, 0, "THE_KEY_VAR"},
		{"21 no rights", llmtest.Reply{Status: 403, Message: "no rights"}, llm.Auth, false, 0, ""},
		{"22 unknown model", llmtest.Reply{Status: 404, Code: "model_not_found", Message: "no such model"}, llm.NotFound, false, 0, `"m1"`},
		{"22 unknown model names the host", llmtest.Reply{Status: 404, Message: "no such model"}, llm.NotFound, false, 0, "127.0.0.1:"},
		{"23 request timeout", llmtest.Reply{Status: 408, Message: "slow"}, llm.Unavailable, true, 0, ""},
		{"24 conflict", llmtest.Reply{Status: 409, Message: "busy"}, llm.Unavailable, true, 0, ""},
		{"25 too large", llmtest.Reply{Status: 413, Message: "big"}, llm.TooLong, false, 0, ""},
		{"26 a needed parameter is refused", llmtest.Reply{Status: 422, Message: "messages: field required"}, llm.Invalid, false, 0, ""},
		{"27 wait in seconds", llmtest.Reply{Status: 429, Message: "slow", Header: header("Retry-After", "7")}, llm.RateLimited, true, 7 * time.Second, ""},
		{"27 wait until a date", llmtest.Reply{Status: 429, Message: "slow", Header: date}, llm.RateLimited, true, 42 * time.Second, ""},
		{"27 wait in milliseconds", llmtest.Reply{Status: 429, Message: "slow", Header: header("Retry-After-Ms", "1500", "Retry-After", "9")}, llm.RateLimited, true, 1500 * time.Millisecond, ""},
		{"28 no wait told", llmtest.Reply{Status: 429, Message: "slow"}, llm.RateLimited, true, 0, ""},
		{"29 a wait of an hour", llmtest.Reply{Status: 429, Message: "slow", Header: header("Retry-After", "3600")}, llm.RateLimited, true, time.Hour, ""},
		{"29 a wait that is none", llmtest.Reply{Status: 429, Message: "slow", Header: header("Retry-After", "abc")}, llm.RateLimited, true, 0, ""},
		{"30 no credit left", llmtest.Reply{Status: 429, Code: "insufficient_quota", Message: "insufficient_quota: check your plan and billing details"}, llm.Quota, false, 0, "credit"},
		{"30 no credit left, with a wait", llmtest.Reply{Status: 429, Message: "insufficient_quota", Header: header("Retry-After", "5")}, llm.Quota, false, 0, ""},
		{"30 credit, said otherwise", llmtest.Reply{Status: 400, Message: "Your credit balance is too low"}, llm.Quota, false, 0, ""},
		{"31 server error 500", llmtest.Reply{Status: 500, Message: "oops"}, llm.Unavailable, true, 0, ""},
		{"31 server error 502", llmtest.Reply{Status: 502, Message: "oops"}, llm.Unavailable, true, 0, ""},
		{"31 server error 503, with a wait", llmtest.Reply{Status: 503, Message: "oops", Header: header("Retry-After", "2")}, llm.Unavailable, true, 2 * time.Second, ""},
		{"31 server error 504", llmtest.Reply{Status: 504, Message: "oops"}, llm.Unavailable, true, 0, ""},
		{"32 overloaded", llmtest.Reply{Status: 529, Code: "overloaded_error", Message: "busy"}, llm.RateLimited, true, 0, ""},
		{"33 the server wants a repeat", llmtest.Reply{Status: 400, Message: "odd", Header: header("X-Should-Retry", "true")}, llm.Unavailable, true, 0, ""},
		{"33 the server wants no repeat", llmtest.Reply{Status: 503, Message: "odd", Header: header("X-Should-Retry", "false")}, llm.Unavailable, false, 0, ""},
		{"34 any other 3xx", llmtest.Reply{Status: 304}, llm.Invalid, false, 0, ""},
		{"34 any other 4xx", llmtest.Reply{Status: 418, Message: "teapot"}, llm.Invalid, false, 0, ""},
		{"34 not implemented", llmtest.Reply{Status: 501, Message: "no"}, llm.Invalid, false, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			each(t, llmtest.Always(tt.reply), func(t *testing.T, a adapter, m llm.Model, s *llmtest.Server) {
				e, r := failure(t, m)
				require.Equal(t, tt.kind, e.Kind, "%v", e)
				require.Equal(t, tt.again, e.Temporary())
				require.Equal(t, tt.wait, e.Wait)
				require.Equal(t, tt.reply.Status, e.Status)
				require.Contains(t, e.Hint, tt.hint)
				require.ErrorContains(t, e, a.name)
				require.ErrorContains(t, e, strings.ReplaceAll(tt.reply.Message, secret, "[key]"))
				require.Empty(t, r.Text)
				require.Len(t, s.Requests(), 1)
			})
		})
	}
}

func TestFault26AnOptionalParameterIsDroppedOnce(t *testing.T) {
	warm := 0.7
	req := hello()
	req.Temperature, req.MaxTokens = &warm, 50
	tests := []struct {
		name    string
		refused string
		status  int
		message string
		skip    string
		instead string // the name the value moves to
	}{
		{"26 temperature, 400", "temperature", 400, "Unsupported value: 'temperature' does not support 0.7", "ollama", ""},
		{"26 temperature, 422", "temperature", 422, "temperature: Extra inputs are not permitted", "ollama", ""},
		{"26 the limit under its old name", "max_tokens", 400, "Unsupported parameter: 'max_tokens'", "ollama anthropic", "max_completion_tokens"},
		{"26 the wish for usage", "stream_options", 422, "stream_options: Extra inputs are not permitted", "ollama anthropic", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answer := func(r llmtest.Request) llmtest.Reply {
				if _, sent := r.Fields[tt.refused]; sent {
					return llmtest.Reply{Status: tt.status, Message: tt.message}
				}
				return llmtest.Reply{Text: "fine"}
			}
			each(t, answer, func(t *testing.T, a adapter, m llm.Model, s *llmtest.Server) {
				if strings.Contains(tt.skip, a.name) {
					t.Skip("the protocol has no such parameter")
				}
				for range 2 {
					r, err := llm.Ask(t.Context(), m, req)
					require.NoError(t, err)
					require.Equal(t, "fine", r.Text)
				}
				require.Len(t, s.Requests(), 3, "the second call knows what the first learned")
				if tt.instead != "" {
					require.EqualValues(t, 50, s.Requests()[2].Fields[tt.instead])
				}
			})
		})
	}
	t.Run("26 a server that refuses whatever is sent", func(t *testing.T) {
		each(t, llmtest.Always(llmtest.Reply{Status: 400, Message: "temperature max_tokens max_completion_tokens stream_options"}),
			func(t *testing.T, a adapter, m llm.Model, s *llmtest.Server) {
				_, err := llm.Ask(t.Context(), m, req)
				var e *llm.Error
				require.ErrorAs(t, err, &e)
				require.Equal(t, llm.Invalid, e.Kind)
				require.LessOrEqual(t, len(s.Requests()), 5)
			})
	})
}
