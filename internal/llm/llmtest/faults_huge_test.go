//go:build !race

// Megabytes are read here by the code that reads every reply: the race detector
// has seen it, and would take half a minute to see nothing more.

package llmtest_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/llmtest"
	"mockstar/internal/llm/wire"
)

func TestFaultHugeBodies(t *testing.T) {
	zip := func(s string) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		_, err := io.WriteString(w, s)
		require.NoError(t, errors.Join(err, w.Close()))
		return b.String()
	}
	blank := strings.Repeat(strings.Repeat(" ", 1023)+"\n", 9<<10) // 9 MiB
	for _, b := range []badBody{
		{"11 gzip bomb", llmtest.Reply{Raw: []string{zip(strings.Repeat(blank, 8))}, Header: packed}, llm.TooLarge, 1, "response too large"},
		{"12 a body over 8 MiB", llmtest.Reply{Raw: []string{blank}}, llm.TooLarge, 1, "response too large"},
	} {
		t.Run(b.name, b.test)
	}
}

// TestFault12AHostileBodyCostsLittle has each adapter read bodies of 256 MiB
// that never come to an end of their own, and watches the heap.
func TestFault12AHostileBodyCostsLittle(t *testing.T) {
	const size, limit = 256 << 20, 64 << 20
	long := strings.Repeat("a", 4<<10)
	bodies := map[string]struct {
		status     int
		head, fill string
	}{
		"one line":         {200, "data: ", long},
		"comments":         {200, "", ": " + long + "\n"},
		"blank lines":      {200, "", strings.Repeat("\n", 64) + ": " + long},
		"events of OpenAI": {200, "", `data: {"choices":[{"delta":{"content":"` + long + `"}}]}` + "\n\n"},
		"events of Anthropic": {200, "",
			`data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"` + long + `"}}` + "\n\n"},
		"lines of Ollama": {200, "", `{"message":{"content":"` + long + `"},"done":false}` + "\n"},
		"one JSON value":  {200, `{"choices":[{"message":{"content":"`, long + "\n"},
		"an error":        {500, `{"error":{"message":"`, long},
	}
	var most uint64
	for name, body := range bodies {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/event-stream")
			w.WriteHeader(body.status)
			io.WriteString(w, body.head)
			fill := []byte(body.fill)
			for sent := 0; sent < size; sent += len(fill) {
				if _, err := w.Write(fill); err != nil {
					return // the client has had enough
				}
			}
		}))
		t.Cleanup(s.Close)
		for _, a := range adapters() {
			t.Run(name+"/"+a.name, func(t *testing.T) {
				m := a.at(t, s.URL, wire.Options{})
				peak := highest(func() { failure(t, m) })
				require.Less(t, peak, uint64(limit))
				most = max(most, peak)
			})
		}
	}
	t.Attr("promise", fmt.Sprintf("heap: at most %.0f MiB more than before, %d bodies by %d adapters", float64(most)/(1<<20), len(bodies), len(adapters())))
}

// highest is by how many bytes the heap grew at most while do ran.
func highest(do func()) uint64 {
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	read := func() uint64 {
		metrics.Read(heap)
		return heap[0].Value.Uint64()
	}
	runtime.GC()
	before, peak := read(), uint64(0)
	done, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		for {
			peak = max(peak, read())
			select {
			case <-done:
				return
			case <-time.After(200 * time.Microsecond):
			}
		}
	}()
	do()
	close(done)
	<-watched
	return peak - min(peak, before)
}
