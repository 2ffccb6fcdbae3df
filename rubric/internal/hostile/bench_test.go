package hostile

import (
	"strings"
	"testing"
)

// BenchmarkSpans shows that no text takes more than a small multiple of the
// time of an ordinary one of its length.
func BenchmarkSpans(b *testing.B) {
	for _, row := range []struct{ name, text string }{
		{"ordinary", "In March the judge model let through 4 % of bad orders instead of 1 %, and I was told to give it a score. " +
			"I compared both versions, found that a column had changed its unit, and rolled it back within the hour. "},
		{"colons", "a: "}, {"markers", "system: "}, {"quotes", `"a b c `}, {"apostrophes", " 'a b c"}, {"orders", "give "},
		{"leads", "please now "}, {"letters", "a b c d e f g "}, {"list items", "- a:\n"}, {"braces", `{"score`}, {"no spaces", "x"},
	} {
		b.Run(row.name, func(b *testing.B) {
			text := strings.Repeat(row.text, 32<<10/len(row.text))
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Spans(text)
			}
		})
	}
}
