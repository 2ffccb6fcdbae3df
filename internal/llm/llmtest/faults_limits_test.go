package llmtest_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
	"mockstar/internal/llm/wire"
)

// TestFault29WaitsAreKept tells every adapter to wait, in all the ways there
// are, and measures when it comes back: never before it was told to, and never
// after more than two minutes without saying until when.
func TestFault29WaitsAreKept(t *testing.T) {
	rng := rand.New(rand.NewPCG(29, 0))
	const longest = 120 * time.Second
	waited, told := 0, 0
	for _, a := range adapters() {
		for range 60 {
			want := time.Duration(rng.Int64N(int64(240 * time.Second)))
			var asked []time.Time
			refuse := func(w http.ResponseWriter, _ *http.Request) {
				if asked = append(asked, time.Now()); len(asked) > 1 {
					w.WriteHeader(http.StatusTeapot)
					return
				}
				switch rng.IntN(3) {
				case 0:
					want = want.Truncate(time.Second)
					w.Header().Set("Retry-After", fmt.Sprint(int(want.Seconds())))
				case 1:
					want = want.Truncate(time.Millisecond)
					w.Header().Set("Retry-After-Ms", fmt.Sprint(want.Milliseconds()))
				case 2: // a date has no parts of a second
					at := time.Now().Add(want).Truncate(time.Second)
					want = at.Sub(time.Now().Truncate(time.Second))
					w.Header().Set("Retry-After", at.UTC().Format(http.TimeFormat))
				}
				w.WriteHeader(http.StatusTooManyRequests)
				io.WriteString(w, `{"error":{"message":"slow down"}}`)
			}
			inBubble(t, a, refuse, func(t *testing.T, m llm.Model) {
				_, err := llm.Ask(t.Context(), llm.Retry(m, llm.RetryOptions{Rand: func() float64 { return 0 }}), hello())
				var e *llm.Error
				require.ErrorAs(t, err, &e)
				if want > longest {
					told++
					require.Len(t, asked, 1, "asked again after %s", want)
					require.Contains(t, e.Hint, "try again after "+asked[0].Add(want+time.Second-1).Format("2006-01-02 15:04:05"))
					require.Zero(t, time.Since(asked[0]), "it is said at once")
					return
				}
				waited++
				require.Len(t, asked, 2)
				took := asked[1].Sub(asked[0])
				require.GreaterOrEqual(t, took, want, "too early")
				require.LessOrEqual(t, took, longest)
			})
		}
	}
	require.Positive(t, waited)
	require.Positive(t, told)
	t.Attr("promise", fmt.Sprintf("waits: %d waits kept, 0 early; %d longer ones told at once", waited, told))
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
