package trait

import "mockstar/rubric/lexical/internal/read"

// speak counts what the hits of one group of cues say.
func speak(r *read.Reading, hits []read.Hit, group int) Spoken {
	var sp Spoken
	cues, firm := map[int]bool{}, map[int]bool{}
	seen := map[int]bool{}
	for _, h := range hits {
		if h.Group != group {
			continue
		}
		s := &r.Sentences[h.Sentence]
		cues[h.Cue] = true
		if s.Concrete() == 0 || s.Question {
			continue
		}
		firm[h.Cue] = true
		if seen[h.Sentence] {
			continue
		}
		seen[h.Sentence] = true
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
	sp.Cues, sp.Firm = float64(len(cues)), float64(len(firm))
	return sp
}
