package trait

import "mockstar/rubric/lexical/internal/read"

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
