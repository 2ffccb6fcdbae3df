package rubric

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

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

func TestTheShortWaysThroughASCIIEndWhereTheLongOnesDo(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	signs := []string{"a", "Bc", "K", " ", "\t", "\r\n", "'", "\"", "`", "\x00", "7", "é", "e\u0301", "“", "\u00a0", "İ", "\xff"}
	for range 5000 {
		text := ""
		for range rng.IntN(12) {
			text += signs[rng.IntN(len(signs)-rng.IntN(8))]
		}
		require.Equal(t, fold(text).text, foldText(text), "%q", text)

		var want []plainWord
		for from := 0; from < len(text); {
			word := text[from:]
			if end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
				word = word[:end]
			}
			if word == "" {
				_, size := utf8.DecodeRuneInString(text[from:])
				from += size
				continue
			}
			want = append(want, plainWord{hashOf(word), from, from + len(word)})
			from += len(word)
		}
		require.Equal(t, want, slices.Collect(plainWords(text)), "%q", text)
	}
}
