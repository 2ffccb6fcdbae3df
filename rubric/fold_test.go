package rubric

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOccurrencesAreAll(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 3))
	draw := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "ab"[rng.IntN(8)/7]
		}
		return string(b)
	}
	for range 5000 {
		text, pattern := draw(rng.IntN(120)), draw(1+rng.IntN(rng.IntN(50)+1))
		var want []int
		for i := range len(text) {
			if strings.HasPrefix(text[i:], pattern) {
				want = append(want, i)
			}
		}
		require.Equal(t, want, slices.Collect(occurrences(text, pattern)), "%s in %s", pattern, text)
	}
}
