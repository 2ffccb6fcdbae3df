//go:build !race

// Patterns are matched here by one goroutine: the race detector has nothing to
// find, and makes regular expressions take ten times as long.

package hostile

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNoPatternMatchesWithoutItsNeed draws texts that each pattern matches,
// branch by branch.
func TestNoPatternMatchesWithoutItsNeed(t *testing.T) {
	tests := []struct {
		name  string
		form  string
		could func(string) bool
	}{
		{"attributions", attributed().String(), attribution.met},
	}
	for i, b := range branches {
		tests = append(tests, struct {
			name  string
			form  string
			could func(string) bool
		}{fmt.Sprintf("payloads %d", i), words(b.verbs) + b.rest, b.needs.met})
	}
	for i, s := range statements {
		tests = append(tests, struct {
			name  string
			form  string
			could func(string) bool
		}{fmt.Sprintf("statements %d", i), s.form().String(), func(text string) bool { return s.needs.met(text) }})
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			re, err := syntax.Parse(tt.form, syntax.Perl)
			require.NoError(t, err)
			whole := regexp.MustCompile(tt.form)
			rng := rand.New(rand.NewPCG(1, 1))
			matched := 0
			for drawn := 0; matched < 2000; drawn++ {
				require.Less(t, drawn, 10_000)
				var b strings.Builder
				draw(&b, re, rng)
				if text := b.String(); whole.MatchString(text) {
					matched++
					require.True(t, tt.could(text), text)
				}
			}
		})
	}
}

// TestPayloadsBeginWhereThePatternSays compares with a search by one pattern
// for all of them.
func TestPayloadsBeginWhereThePatternSays(t *testing.T) {
	re, err := syntax.Parse(payload, syntax.Perl)
	require.NoError(t, err)
	whole := regexp.MustCompile(payload)
	rng := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 3000 {
		var b strings.Builder
		b.WriteString([]string{"", "x", "we ", "give it a try, ", "é", strings.Repeat("show, give. ", 12)}[rng.IntN(6)])
		draw(&b, re, rng)
		want := -1
		if at := whole.FindStringIndex(b.String()); at != nil {
			want = at[0]
			found++
		}
		require.Equal(t, want, payloadIn(b.String()), b.String())
	}
	require.Greater(t, found, 1000)
}

// draw writes a text that re matches, word boundaries aside.
func draw(b *strings.Builder, re *syntax.Regexp, rng *rand.Rand) {
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		b.WriteRune(re.Rune[2*rng.IntN(len(re.Rune)/2)])
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte(' ')
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			draw(b, sub, rng)
		}
	case syntax.OpAlternate:
		draw(b, re.Sub[rng.IntN(len(re.Sub))], rng)
	case syntax.OpQuest, syntax.OpStar, syntax.OpRepeat, syntax.OpPlus:
		least := re.Min
		if re.Op == syntax.OpPlus {
			least = 1
		}
		if least == 0 && re.Max != 1 && re.Op != syntax.OpQuest {
			b.WriteByte(' ') // whatever may stand between, a blank keeps words apart
			return
		}
		for range least + rng.IntN(2) {
			draw(b, re.Sub[0], rng)
		}
	}
}
