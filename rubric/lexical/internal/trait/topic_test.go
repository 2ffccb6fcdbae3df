package trait_test

import (
	"testing"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/trait"
)

// BenchmarkTopics measures what the first grade of a process waits for most.
// The lexicon is built and the stems are known from the second time on.
func BenchmarkTopics(b *testing.B) {
	qs := rubric.Embedded().Questions
	b.ReportAllocs()
	for b.Loop() {
		trait.NewTopics(qs)
	}
}
