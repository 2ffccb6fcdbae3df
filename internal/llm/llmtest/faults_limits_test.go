package llmtest_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
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
