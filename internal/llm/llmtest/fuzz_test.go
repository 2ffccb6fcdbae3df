package llmtest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/llmtest"
	"mockstar/internal/llm/wire"
)

// FuzzBody gives each adapter any body at all: it must end, in a reply that
// has text and says why it stopped or in a classified error.
func FuzzBody(f *testing.F) {
	for _, s := range []string{
		"", "{}", "[]", "null", "data: [DONE]\n\n", "data: {\"choices\":[null]}\n\n", "<html>",
		`data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}` + "\n\n",
		`data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}` + "\n\n" + `data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}` + "\n\n" + `data: {"type":"message_stop"}` + "\n\n",
		`data: {"type":"message_stop"}` + "\n\n", `data: {"type":"error","error":null}` + "\n",
		`{"message":{"content":"a"},"done":true,"done_reason":"stop","eval_count":1}` + "\n",
		`{"error":{"message":{"detail":[]}}}`, "\r\r\n\uFEFF{", `{"content":[{"type":"text","text":"a"}],"stop_reason":"end_turn"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, a := range adapters() {
			s := a.serve(t, llmtest.Always(llmtest.Reply{Raw: []string{string(body)}}))
			m, err := a.open(s.URL, wire.Options{})
			require.NoError(t, err)
			r, err := llm.Collect(m.Generate(t.Context(), hello()))
			m.CloseIdleConnections()
			if err != nil {
				var e *llm.Error
				require.ErrorAs(t, err, &e)
				require.Equal(t, a.name, e.Provider)
				continue
			}
			require.NotEmpty(t, r.Finish)
			require.True(t, r.Text != "" || r.Finish != llm.Stop)
		}
	})
}
