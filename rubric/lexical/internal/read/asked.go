package read

// Asked returns the cues said in questions, which [Reading.Find] leaves out:
// a question earns nothing, except where questions are what is graded.
func (r *Reading) Asked(c *Cues) []Hit {
	return r.find(c, func(s *Sentence) bool { return s.Question && !s.Aside })
}
