//go:build !race

// Time and memory are measured here, and the race detector costs both.

package rubric

import (
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestBombsAreRefusedInLittleMemory(t *testing.T) {
	var slowest time.Duration
	var most uint64
	for name, text := range bombs() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, err := Load(file("d.yaml", text), "d.yaml")
			message := ""
			if err != nil {
				message = err.Error()
			}
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			for range 2 { // the machine may have had something else to do
				start := time.Now()
				_, _ = Load(file("d.yaml", text), "d.yaml")
				took = min(took, time.Since(start))
			}
			slowest = max(slowest, took)
			most = max(most, after.TotalAlloc-before.TotalAlloc)
			var ps Problems
			require.True(t, errors.As(err, &ps))
			require.Less(t, len(message), 64<<10)
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(64<<20))
		})
	}
	t.Attr("promise", fmt.Sprintf("bombs: slowest %.3f s, most %.1f MiB allocated in all, %d files", slowest.Seconds(), float64(most)/(1<<20), len(bombs())))
}

func BenchmarkBombs(b *testing.B) {
	for name, text := range bombs() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := Load(file("d.yaml", text), "d.yaml")
				require.Error(b, err)
			}
		})
	}
}
