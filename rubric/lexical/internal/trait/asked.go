package trait

// Asked counts for each question that the candidate asked the cues of
// criterion i said in it.
func (s *Sight) Asked(i int) map[int]int {
	out := map[int]int{}
	for _, h := range s.Reading.Asked(s.subject.cues) {
		if h.Group == 1+i {
			out[h.Sentence]++
		}
	}
	return out
}

// Questions are all questions that the candidate asked, with no cue counted.
func (s *Sight) Questions() map[int]int {
	out := map[int]int{}
	for j := range s.Reading.Sentences {
		if q := &s.Reading.Sentences[j]; q.Question && !q.Aside {
			out[j] = 0
		}
	}
	return out
}
