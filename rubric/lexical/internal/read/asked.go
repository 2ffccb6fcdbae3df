package read

// Asked returns the cues said in questions, which [Reading.Find] leaves out:
// a question earns nothing, except where questions are what is graded.
func (r *Reading) Asked(c *Cues) []Hit {
	var out []Hit
	for i := range r.Sentences {
		s := &r.Sentences[i]
		if !s.Question || s.Aside {
			continue
		}
		out = append(out, c.in(s, i)...)
	}
	return out
}

// in returns the cues said in one sentence, each once.
func (c *Cues) in(s *Sentence, index int) []Hit {
	var out []Hit
	for j := range s.tokens {
		if s.tokens[j].kind != word {
			continue
		}
		for _, q := range c.first[s.tokens[j].info.stem] {
			if (&phrase{rest: q.rest}).matches(s.tokens[j+1:]) && !said(out, q) {
				out = append(out, Hit{Group: q.group, Cue: q.index, Sentence: index})
			}
		}
	}
	return out
}
