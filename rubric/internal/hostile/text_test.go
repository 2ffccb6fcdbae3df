package hostile

import (
	"math/rand/v2"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestSplitsAsThePatternWould holds the search by hand against the patterns
// that say what it looks for.
func TestSplitsAsThePatternWould(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, tt := range []struct {
		name string
		form *regexp.Regexp
		end  *ending
	}{
		{"sentences", regexp.MustCompile(`[.!?]["')\]*]*(?:\s|$)|;(?:\s|$)|<!--|-->`), sentenceEnds},
		{"clauses", regexp.MustCompile(`:(?:\s|$)`), clauseEnds},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for range 5000 {
				text := ""
				for range rng.IntN(12) {
					text += []string{"a", "é", " ", "\n", "\v", ".", "!", ")", `"`, "*", ";", ":", "<!--", "-->", "-"}[rng.IntN(15)]
				}
				var want [][2]int
				from := 0
				for _, m := range tt.form.FindAllStringIndex(text, -1) {
					want = append(want, [2]int{from, m[1]})
					from = m[1]
				}
				if from < len(text) {
					want = append(want, [2]int{from, len(text)})
				}
				require.Equal(t, want, split(tt.end, text, [2]int{0, len(text)}), "%q", text)
			}
		})
	}
}
