package rubric

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestScriptIsThatOfTheQuestionAsItIs holds that nothing of a question is
// remembered that it no longer says.
func TestScriptIsThatOfTheQuestionAsItIs(t *testing.T) {
	q := embeddedQuestion(t, "production-failure")
	anchor, probe := q.Criteria[1].Levels[4], q.Criteria[1].Probe
	flagged := func(q Question) bool { return len(Flags(q, Said(anchor))) > 0 }
	repeats := func(q Question) bool { return q.others(nil).said(Evidence{Quote: probe}) }
	require.True(t, flagged(q))
	require.True(t, repeats(q))
	require.Same(t, q.script(), q.script(), "a loaded question keeps its script")

	fewer := q
	fewer.Criteria = q.Criteria[:1]
	require.False(t, flagged(fewer))
	require.False(t, repeats(fewer))
	require.True(t, flagged(q))

	other := q
	other.Criteria = slices.Clone(q.Criteria)
	other.Criteria[1].Levels = slices.Clone(q.Criteria[1].Levels)
	require.True(t, flagged(other))
	other.Criteria[1].Levels[4] = "It was measured."
	require.False(t, flagged(other), "changed in place after it was used")
	other.Criteria[1].Probe = "What then?"
	require.False(t, repeats(other))
	other.Text = probe
	require.True(t, repeats(other))

	require.True(t, flagged(Question{Criteria: q.Criteria}), "nor needs a question to be loaded")
}

func TestScriptSaysWhatIsInIt(t *testing.T) {
	q := embeddedQuestion(t, "production-failure")
	s := q.script()
	rng := rand.New(rand.NewPCG(1, 2))
	said := 0
	for range 2000 {
		start := rng.IntN(len(s.folded) - 80)
		part := strings.Trim(s.folded[start:start+1+rng.IntN(79)], " ")
		if i := rng.IntN(len(part) + 1); rng.IntN(2) == 0 {
			part = part[:i] + []string{"x", " ", " x ", "the"}[rng.IntN(4)] + part[i:]
		}
		want := strings.Contains(s.folded, part)
		require.Equal(t, want, s.says(part), part)
		if want {
			said++
		}
	}
	require.Greater(t, said, 900)
	require.Less(t, said, 1500)
}

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
