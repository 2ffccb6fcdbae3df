package trait

// Asked counts for each question that the candidate asked the cues of
// criterion i said in it.
func (s *Sight) Asked(i int) map[int]int {
	out := map[int]int{}
	for _, h := range s.Reading.Asked(s.subject.cues) {
		if h.Group == criteriaGroups+i {
			out[h.Sentence]++
		}
	}
	return out
}
