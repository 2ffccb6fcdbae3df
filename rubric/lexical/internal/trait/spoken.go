package trait

import "mockstar/rubric/lexical/internal/read"

// talk counts what the hits of one group of cues say.
func talk(r *read.Reading, hits []read.Hit, group int) Spoken {
	cues, firm := map[int]bool{}, map[int]bool{}
	var said []int
	for _, h := range hits {
		if h.Group != group {
			continue
		}
		cues[h.Cue] = true
		if r.Sentences[h.Sentence].Concrete() == 0 {
			continue
		}
		firm[h.Cue] = true
		if len(said) == 0 || said[len(said)-1] != h.Sentence {
			said = append(said, h.Sentence)
		}
	}
	sp := spoken(r, said)
	sp.Cues, sp.Firm = float64(len(cues)), float64(len(firm))
	return sp
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
