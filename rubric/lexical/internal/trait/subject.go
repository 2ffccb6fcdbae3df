package trait

import (
	"slices"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
)

// The first groups of a subject's cues; one group a criterion follows.
const (
	topicGroup = iota
	namesGroup
	criteriaGroups
)

// A Subject is a question made ready for finding what speaks to it.
type Subject struct {
	Question rubric.Question
	cues     *read.Cues
	topics   *Topics
	index    int // among topics; -1 when it is not one of them
}

// NewSubject readies q. Questions of other documents than topics was built
// from have no rivals to be measured against.
func NewSubject(q rubric.Question, topics *Topics) *Subject {
	groups := [][]string{topicGroup: q.Cues, namesGroup: q.Names}
	for _, c := range q.Criteria {
		groups = append(groups, criterionCues(c))
	}
	return &Subject{Question: q, cues: read.NewCues(groups), topics: topics, index: slices.Index(topics.IDs, q.ID)}
}

// criterionCues are c's cues, or the particular words of its meaning and
// anchors where its author gave none.
func criterionCues(c rubric.Criterion) []string {
	if len(c.Cues) > 0 {
		return c.Cues
	}
	text := c.Meaning
	for _, l := range c.Levels {
		text += " " + l
	}
	return read.Particular(text)
}

// A Sight is an answer seen from one question.
type Sight struct {
	Reading *read.Reading
	Hits    []read.Hit
	common  View
	subject *Subject
}

// See reads what r says to the question.
func (s *Subject) See(r *read.Reading) *Sight {
	hits := r.Find(s.cues)
	v := View{Summary: r.Summary(), On: speak(r, hits, topicGroup), Foreign: s.index < 0}
	v.On.Names = speak(r, hits, namesGroup).Cues
	v.Heard = heard(hits)
	if s.index >= 0 {
		v.Rank(s.topics.Stand(r), s.index)
	}
	return &Sight{Reading: r, Hits: hits, common: v, subject: s}
}

// heard counts the different cues of hits.
func heard(hits []read.Hit) int {
	type cue struct{ group, index int }
	seen := map[cue]bool{}
	for _, h := range hits {
		seen[cue{h.Group, h.Cue}] = true
	}
	return len(seen)
}

// Rank sets how the answer stands to question i among its rivals.
func (v *View) Rank(st Standing, i int) {
	v.WordLead = lead(st.Words, i, 0)
	v.TopicLead = lead(st.Topic, i, 0.5)
	v.CueLead = lead(st.Cues, i, 1)
	v.TopicCues = st.Topic[i]
}

// Question is the question that the answer is seen from.
func (s *Sight) Question() rubric.Question { return s.subject.Question }

// View is the answer seen from criterion i of the question.
func (s *Sight) View(i int) *View {
	v := s.common
	v.Own = speak(s.Reading, s.Hits, criteriaGroups+i)
	return &v
}

// HitsOf counts for each sentence the cues of criterion i said in it.
func (s *Sight) HitsOf(i int) map[int]int {
	out := map[int]int{}
	for _, h := range s.Hits {
		if h.Group == criteriaGroups+i {
			out[h.Sentence]++
		}
	}
	return out
}
