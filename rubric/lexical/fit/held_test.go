package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric/lexical/fit/internal/learn"
	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/read"
)

// A name that no sentence has would hold nothing.
func TestWhatIsHeldIsSeenInSentences(t *testing.T) {
	const story = "In 2023 my goal at a bank in Oslo was to cut wrong answers to 5% by June. " +
		"I built a cache, moved 3 jobs and wrote 2 tests, which cut the latency from 90 to 40 seconds. " +
		"Rebuilt the index at night. I measure it every week. We shipped it to every branch."
	seen := map[string]bool{}
	r := read.Read([]read.Line{{Text: story}})
	for j := range r.Sentences {
		element.Signs(r, j, func(s element.Sign) { seen[s.First] = true })
	}
	for _, list := range []map[string]bool{figured, personal, shared, opens, closes} {
		for name := range list {
			require.True(t, seen[name], name)
		}
	}
}

func TestWeIsNeverWorthMoreThanI(t *testing.T) {
	we, own := element.Sign{First: "@shared"}, element.Sign{First: "@own"}
	for e := range element.Count {
		if e == element.Shared {
			require.Equal(t, learn.Free, held(we, e))
			continue
		}
		require.Equal(t, learn.Down, held(we, e))
		require.Equal(t, learn.Up, held(own, e))
	}
}
