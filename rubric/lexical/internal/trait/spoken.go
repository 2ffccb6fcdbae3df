package trait

import (
	"slices"

	"mockstar/rubric/lexical/internal/read"
)

// different counts the different cues of hits.
func different(hits []read.Hit) int {
	type cue struct{ group, index int }
	seen := map[cue]bool{}
	for _, h := range hits {
		seen[cue{h.Group, h.Cue}] = true
	}
	return len(seen)
}

// in keeps the hits of one group of cues.
func in(group int, hits []read.Hit) []read.Hit {
	return slices.DeleteFunc(slices.Clone(hits), func(h read.Hit) bool { return h.Group != group })
}

// spoken counts what the given sentences tell.
func spoken(r *read.Reading, said []int) Spoken {
	var sp Spoken
	for _, i := range said {
		s := &r.Sentences[i]
		sp.Sentences++
		if s.Acts() > 0 {
			sp.Act++
		}
		if s.Acts()+s.Shared > 0 {
			sp.Doing++
		}
		if s.Figures > 0 {
			sp.Figure++
		}
		if s.Has(read.Reason) {
			sp.Reason++
		}
		if s.Has(read.Alternative | read.Cost) {
			sp.Depth++
		}
	}
	return sp
}
