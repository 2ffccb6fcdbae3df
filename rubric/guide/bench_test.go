package guide

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

func BenchmarkReadGuide(b *testing.B) {
	d := rubric.Embedded()
	md := []byte(Markdown(d))
	b.SetBytes(int64(len(md)))
	b.ReportAllocs()
	for b.Loop() {
		_, err := Read("bank.md", md)
		require.NoError(b, err)
	}
}

// BenchmarkReadHostile reads the largest files of the shapes that cost most.
func BenchmarkReadHostile(b *testing.B) {
	full := func(piece string) []byte {
		head := "## How do you start?\n\n"
		return []byte(head + strings.Repeat(piece, (MaxSource-len(head))/len(piece)))
	}
	for name, source := range map[string][]byte{
		"brackets":   full(strings.Repeat("[", maxMarks) + "\n\n"),
		"links":      full(strings.Repeat("[a](", maxMarks/2) + "\n\n"),
		"stars":      full(strings.Repeat("a**_b ", maxStars/3) + "\n\n"),
		"paragraphs": full("a\n\n"),
		"groups":     full("lead:\n- a\n\n"),
		"cells":      full("|a|b|c|\n|-|-|-|\n" + strings.Repeat(strings.Repeat("|", maxPipes)+"\n", 900) + "\n"),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, err := Read("a.md", source)
				require.NoError(b, err)
			}
		})
	}
}
