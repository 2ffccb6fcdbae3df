//go:build !race

// The processes that are tested here are built as people build them, so the race
// detector in this one would see nothing but the server.

package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

// testBench is mockstar, built as people run it: what is tested here is whole
// processes that are killed and whole connections that break.
func testBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{doc: rubric.Embedded(), dir: t.TempDir()}
	var err error
	b.program, err = build(t.Context(), b.dir)
	require.NoError(t, err)
	return b
}

func TestLargeEvals(t *testing.T) {
	b := testBench(t)
	t.Run("every fifth request fails and no case is lost", func(t *testing.T) {
		const cases = 400
		lost, perCase, _, err := b.faults(t.Context(), cases, 32)
		require.NoError(t, err)
		require.Zero(t, lost)
		require.Greater(t, perCase, 1.2, "the server did fail")
		require.LessOrEqual(t, perCase, 1.35)
	})
	t.Run("a run killed anywhere pays no finished call again and reports as all others do", func(t *testing.T) {
		reports, paid, err := b.reports(t.Context(), 300, 5, 1, 8, 64)
		require.NoError(t, err)
		require.Zero(t, paid)
		for _, r := range reports[1:] {
			require.Equal(t, string(reports[0]), string(r))
		}
		require.Contains(t, string(reports[0]), `"cases": 300`)
	})
	t.Run("a replay connects to nothing", func(t *testing.T) {
		_, err := b.replay(t.Context(), 50)
		require.NoError(t, err)
	})
	t.Run("the table measures what it says", func(t *testing.T) {
		ratio, _, _, err := b.latency(t.Context(), 20*time.Millisecond, 100, 10)
		require.NoError(t, err)
		require.GreaterOrEqual(t, ratio, 1.0, "nothing is faster than its calls")
		ours, tight, _, err := b.speed(t.Context(), 100, 10)
		require.NoError(t, err)
		require.Positive(t, min(ours.perSecond, tight.perSecond))
	})
}
