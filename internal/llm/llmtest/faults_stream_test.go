package llmtest_test

import (
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/llmtest"
)

func TestFaultCutStreams(t *testing.T) {
	var refused atomic.Int32
	tests := []struct {
		name string
		cut  llmtest.Cut
		kept string
	}{
		{"16 before the first event", llmtest.AtStart, ""},
		{"50 after a word", llmtest.AfterWord, "grüße "},
		{"50 before the finish", llmtest.BeforeFinish, "grüße an alle"},
		{"51 inside an event", llmtest.InsideEvent, ""},
		{"51 inside a character", llmtest.InsideRune, ""},
		{"51 inside the finish", llmtest.InsideFinish, "grüße an alle"},
		{"10 by a dropped connection", llmtest.Dropped, "grüße "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			each(t, llmtest.Always(llmtest.Reply{Text: "grüße an alle", Cut: tt.cut}), func(t *testing.T, _ adapter, m llm.Model, _ *llmtest.Server) {
				e, r := failure(t, m)
				want := llm.Truncated
				if tt.cut == llmtest.AtStart {
					// Only the protocols that greet first can tell a cut from nothing.
					want = e.Kind
					require.Contains(t, []llm.Kind{llm.Truncated, llm.Empty}, e.Kind)
				}
				require.Equal(t, want, e.Kind, "%v", e)
				require.Equal(t, tt.kept, r.Text, "what arrived is kept")
				require.Empty(t, r.Finish)
				require.True(t, r.Usage.Unknown, "something was spent")
				refused.Add(1)
			})
		})
		t.Run(tt.name+", then whole for a grader", func(t *testing.T) {
			for _, a := range adapters() {
				t.Run(a.name, func(t *testing.T) {
					s := a.serve(t, llmtest.Script(t, llmtest.Reply{Text: "grüße an alle", Cut: tt.cut}, llmtest.Reply{Text: "whole"}))
					m := llm.Retry(a.at(t, s.URL, wireOptions()), llm.RetryOptions{Rand: func() float64 { return 0 }})
					r, err := llm.Ask(t.Context(), m, hello())
					require.NoError(t, err)
					require.Equal(t, "whole", r.Text)
				})
			}
		})
	}
	t.Attr("promise", fmt.Sprintf("cuts: %d of %d refused, %d kinds of cut by %d adapters", refused.Load(), len(tests)*len(adapters()), len(tests), len(adapters())))
}

// pieces of events, changed.
func TestFaultOddStreams(t *testing.T) {
	join := func(sep string) func([]string) []string {
		return func(p []string) []string { return []string{strings.ReplaceAll(strings.Join(p, ""), "\n", sep)} }
	}
	sse := "anthropic openai"
	tests := []struct {
		name   string
		mangle func([]string) []string
		only   string
	}{
		{"52 the last event lacks its blank line", func(p []string) []string {
			p[len(p)-1] = strings.TrimRight(p[len(p)-1], "\n")
			return p
		}, ""},
		{"55 comments, names and unknown events", func(p []string) []string {
			var all []string
			for _, e := range p {
				all = append(all, ": keep-alive\n\n", "event: odd\nid: 7\nretry: 5\n\n", e)
			}
			return all
		}, sse},
		{"55 an unknown event", func(p []string) []string {
			return append([]string{"data: {\"type\":\"brand_new\"}\n\n"}, p...)
		}, sse},
		{"56 CRLF", join("\r\n"), ""},
		{"56 CR alone", join("\r"), ""},
		{"56 a byte order mark", func(p []string) []string { return append([]string{"\uFEFF"}, p...) }, ""},
		{"56 split between all bytes", func(p []string) []string {
			var all []string
			for _, b := range []byte(strings.Join(p, "")) {
				all = append(all, string([]byte{b}))
			}
			return all
		}, ""},
		{"58 data after the end", func(p []string) []string { return append(p, p...) }, "openai ollama"},
		{"58 noise after the end", func(p []string) []string { return append(p, "data: {oops\n\n") }, "openai ollama"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			each(t, llmtest.Always(llmtest.Reply{Text: "grüße an  世界", Mangle: tt.mangle}), func(t *testing.T, a adapter, m llm.Model, _ *llmtest.Server) {
				if tt.only != "" && !strings.Contains(tt.only, a.name) {
					t.Skip("not in this protocol")
				}
				r, err := llm.Collect(m.Generate(t.Context(), hello()))
				require.NoError(t, err)
				require.Equal(t, "grüße an  世界", r.Text)
				require.Equal(t, llm.Stop, r.Finish)
			})
		})
	}
}

func TestFaultBrokenStreams(t *testing.T) {
	// Nobody is offered a tool, so a call is no reply, however often it comes.
	twice := func(p []string) []string {
		var all []string
		for _, e := range p {
			all = append(all, e)
			if strings.Contains(e, "tool") {
				all = append(all, e)
			}
		}
		return all
	}
	insert := func(what string) func([]string) []string {
		return func(p []string) []string { return append([]string{p[0], what}, p[1:]...) }
	}
	long := "data: " + strings.Repeat(" ", 1<<20) + "{}\n\n"
	tests := []struct {
		name  string
		reply llmtest.Reply
		kind  llm.Kind
		calls int // that the retry loop makes
	}{
		{"37 empty content", llmtest.Reply{}, llm.Empty, 2},
		{"42 a tool call in place of text", llmtest.Reply{Tool: true}, llm.Empty, 2},
		{"43 the same tool called twice", llmtest.Reply{Tool: true, Mangle: twice}, llm.Empty, 2},
		{"46 reasoning and no content", llmtest.Reply{Thought: "hmm"}, llm.Empty, 2},
		{"41 an unknown finish", llmtest.Reply{Text: "a b", Said: "bored"}, llm.Truncated, 3},
		{"41 an unknown finish that tells the key", llmtest.Reply{Text: "a b", Said: secret}, llm.Truncated, 3},
		{"54 an event that is no JSON", llmtest.Reply{Text: "a b", Mangle: insert("data: {oops\n\n")}, llm.Unavailable, 3},
		{"57 a line over 1 MiB", llmtest.Reply{Text: "a b", Mangle: insert(long)}, llm.TooLarge, 1},
		{"53 an error event: server_error", llmtest.Reply{Text: "a b", Error: "server_error"}, llm.Unavailable, 3},
		{"53 an error event: api_error", llmtest.Reply{Text: "a b", Error: "api_error"}, llm.Unavailable, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			each(t, llmtest.Always(tt.reply), func(t *testing.T, _ adapter, m llm.Model, s *llmtest.Server) {
				e, _ := failure(t, m)
				require.Equal(t, tt.kind, e.Kind, "%v", e)
				before := len(s.Requests())
				_, err := llm.Ask(t.Context(), llm.Retry(m, llm.RetryOptions{Attempts: 3, Rand: func() float64 { return 0 }}), hello())
				require.Error(t, err)
				require.Equal(t, tt.calls, len(s.Requests())-before)
			})
		})
	}
	t.Run("53 an error event keeps its class", func(t *testing.T) {
		kinds := map[string]llm.Kind{"overloaded_error": llm.RateLimited, "rate_limit_error": llm.RateLimited, "invalid_request_error": llm.Invalid, "authentication_error": llm.Auth, "insufficient_quota": llm.Quota}
		for name, kind := range kinds {
			each(t, llmtest.Always(llmtest.Reply{Text: "a b", Error: name}), func(t *testing.T, a adapter, m llm.Model, _ *llmtest.Server) {
				if a.name == "ollama" {
					t.Skip("errors of this protocol have no class")
				}
				e, r := failure(t, m)
				require.Equal(t, kind, e.Kind, "%v", e)
				require.Equal(t, "a b", r.Text)
			})
		}
	})
}

func TestFaultUsage(t *testing.T) {
	for name, u := range map[string]llm.Usage{
		"47 usage missing":  {Unknown: true},
		"47 usage negative": {Input: -1, Output: -1},
		"47 usage huge":     {Input: 1 << 40, Output: 1 << 40},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, llmtest.Always(llmtest.Reply{Text: "a", Usage: u}), func(t *testing.T, _ adapter, m llm.Model, _ *llmtest.Server) {
				r, err := llm.Ask(t.Context(), m, hello())
				require.NoError(t, err)
				require.True(t, r.Usage.Unknown)
				require.GreaterOrEqual(t, r.Usage.Input, 0)
				require.Less(t, r.Usage.Output, 1<<30)
			})
		})
	}
}

// What only the protocol of OpenAI can say.
func TestFaultOpenAI(t *testing.T) {
	done := "data: [DONE]\n\n"
	event := func(choices, more string) string { return `data: {"choices":[` + choices + `]` + more + "}\n\n" }
	word := func(i, text, finish string) string {
		return `{"index":` + i + `,"delta":{"content":` + text + `},"finish_reason":` + finish + `}`
	}
	tests := []struct {
		name, text string
		raw        string
		kind       llm.Kind
		fails      bool
		left       bool // something was left out, and is logged
	}{
		{"37 content null", "", event(word("0", "null", `"stop"`), "") + done, llm.Empty, true, false},
		{"36 no choices", "", `{}`, llm.Empty, true, false},
		{"36 an empty list of choices", "", `{"choices":[]}`, llm.Empty, true, false},
		{"35 an error object with 200", "", `{"error":{"code":"rate_limit_exceeded","message":"slow"}}`, llm.RateLimited, true, false},
		{"35 an error object with 200, its code a status", "", `{"error":{"code":401,"message":"no key"}}`, llm.Auth, true, false},
		{"35 an error object over many lines", "", "{\n \"error\": {\n  \"message\": \"model\", \"code\": \"model_not_found\"\n }\n}", llm.NotFound, true, false},
		{"35 an error event beside a choice", "", event(word("0", `"a"`, `"error"`), `,"error":{"code":502,"message":"upstream"}`) + done, llm.Unavailable, true, false},
		{"45 content as parts", "ab", event(word("0", `[{"type":"text","text":"a"},{"type":"image","text":7},{"type":"text","text":"b"}]`, `"stop"`), "") + done, 0, false, true},
		{"49 more choices than one", "ab", event(word("0", `"a"`, "null")+","+word("1", `"x"`, `"length"`), "") + event(word("1", `"y"`, "null"), "") + event(word("0", `"b"`, `"stop"`), "") + done, 0, false, true},
		{"59 choices out of order", "ab", event(word("1", `"x"`, "null")+","+word("0", `"a"`, "null"), "") + event(word("0", `"b"`, `"stop"`), "") + done, 0, false, true},
		{"47 usage of another type", "a", event(word("0", `"a"`, `"stop"`), `,"usage":"lots"`) + done, 0, false, false},
		{"50 finish without [DONE]", "a", event(word("0", `"a"`, `"stop"`), ""), 0, false, false},
		{"15 a reply that is no stream", "whole", `{"model":"x","choices":[{"index":0,"message":{"role":"assistant","content":"whole"},"finish_reason":"stop"}]}`, 0, false, false},
		{"15 a reply that is no stream, cut", "", `{"model":"x","choices":[{"index":0,"message":{"cont`, llm.Unavailable, true, false},
	}
	a := adapters()[0]
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := llmtest.OpenAI(t, llmtest.Always(llmtest.Reply{Raw: []string{tt.raw}}))
			var log strings.Builder
			o := wireOptions()
			o.Log = slog.New(slog.NewTextHandler(&log, nil))
			r, err := llm.Collect(a.at(t, s.URL, o).Generate(t.Context(), hello()))
			require.Equal(t, tt.left, strings.Contains(log.String(), "more than was asked for"), log.String())
			if !tt.fails {
				require.NoError(t, err)
				require.Equal(t, tt.text, r.Text)
				require.Equal(t, llm.Stop, r.Finish)
				return
			}
			var e *llm.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, tt.kind, e.Kind, "%v", e)
		})
	}
}

// What only the protocol of Anthropic can say.
func TestFaultAnthropic(t *testing.T) {
	a := adapters()[1]
	t.Run("15 a reply that is no stream", func(t *testing.T) {
		s := llmtest.Anthropic(t, llmtest.Always(llmtest.Reply{Raw: []string{
			`{"model":"x","content":[{"type":"thinking","thinking":"hmm"},{"type":"text","text":"whole"}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":2}}`}}))
		r, err := llm.Ask(t.Context(), a.at(t, s.URL, wireOptions()), hello())
		require.NoError(t, err)
		require.Equal(t, llm.Response{Text: "whole", Finish: llm.Stop, Model: "x", Usage: llm.Usage{Input: 3, Output: 2}}, r)
	})
	t.Run("36 no content", func(t *testing.T) {
		s := llmtest.Anthropic(t, llmtest.Always(llmtest.Reply{Raw: []string{`{}`}}))
		e, _ := failure(t, a.at(t, s.URL, wireOptions()))
		require.Equal(t, llm.Empty, e.Kind)
	})
	t.Run("57 a long line that is not too long", func(t *testing.T) {
		text := strings.Repeat("wörter", 50_000)
		s := llmtest.Anthropic(t, llmtest.Always(llmtest.Reply{Text: text}))
		r, err := llm.Ask(t.Context(), a.at(t, s.URL, wireOptions()), hello())
		require.NoError(t, err)
		require.Equal(t, text, r.Text)
	})
}
