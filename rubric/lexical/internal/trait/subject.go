package trait

import (
	"slices"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/read"
)

// A Subject is a question made ready for finding what speaks to it.
type Subject struct {
	Question rubric.Question
	cues     *read.Cues // the question's, then those of each criterion; nil where it is not the closing one
	words    vocabulary
	owns     []Own // of each criterion
	topics   *Topics
	index    int // among topics; -1 when it is not one of them
}

// NewSubject readies q. Questions of other documents than topics was built
// from have no rivals to be measured against.
func NewSubject(q rubric.Question, topics *Topics) *Subject {
	s := &Subject{Question: q, topics: topics, index: slices.Index(topics.IDs, q.ID)}
	if q.Kind == rubric.Closing {
		groups := [][]string{slices.Concat(q.Cues, q.Names)}
		for _, c := range q.Criteria {
			groups = append(groups, criterionCues(c))
		}
		s.cues = read.NewCues(groups)
	}
	if q.Kind != rubric.Closing {
		s.words = topics.rarities.vocabulary(q)
	}
	for _, c := range q.Criteria {
		s.owns = append(s.owns, OwnOf(q, c))
	}
	return s
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

// Foreign reports whether the question is not of the bank.
func (s *Subject) Foreign() bool { return s.index < 0 }

// A Sight is an answer seen from one question.
type Sight struct {
	Reading *read.Reading
	common  View
	subject *Subject
	bearing [][]float64 // of each criterion, by sentence
	stated  []element.Strength
	shown   [][]float64 // of each criterion, by sentence
	learned []*Words    // of each criterion; nil where its words were not learned
}

// See reads what r says to the question.
func (s *Subject) See(r *read.Reading, l *Learned) *Sight {
	stated := l.Elements.Read(r)
	v := View{Summary: r.Summary(), Stated: tally(r, stated), Foreign: s.index < 0}
	if !v.Foreign {
		v.Rank(s.topics.Stand(r), l.Heard.Lead(r, s.Question.ID), s.index)
	}
	out := &Sight{Reading: r, common: v, subject: s, stated: stated}
	if s.Question.Kind != rubric.Closing {
		out.bearing = s.words.bear(r, len(s.Question.Criteria))
		for i, c := range s.Question.Criteria {
			if IsStar(c.ID) {
				out.bearing[i] = bearOnStar(r, c.ID)
			}
			learned := l.Shown[s.owns[i]]
			out.shown, out.learned = append(out.shown, learned.read(r)), append(out.learned, learned)
		}
	}
	return out
}

// Rank sets how the answer stands to question i among its rivals; heard is its
// lead in the words of answers.
func (v *View) Rank(st Standing, heard float64, i int) {
	v.WordLead = lead(st.Words, i, 0)
	v.TopicLead = lead(st.Topic, i, 0.5)
	v.CueLead = lead(st.Cues, i, 1)
	v.HeardLead = heard
	v.TopicCues = st.Topic[i]
}

// Question is the question that the answer is seen from.
func (s *Sight) Question() rubric.Question { return s.subject.Question }

// Foreign reports whether the question is not of the bank.
func (s *Sight) Foreign() bool { return s.subject.Foreign() }

// Bearing tells how far sentence j bears on criterion i.
func (s *Sight) Bearing(i, j int) float64 { return s.bearing[i][j] }

// Lead tells how far sentence j bears on criterion i rather than on another of
// the same sort.
func (s *Sight) Lead(i, j int) float64 {
	cs := s.subject.Question.Criteria
	most := 0.0
	for k := range cs {
		if k != i && IsStar(cs[k].ID) == IsStar(cs[i].ID) {
			most = max(most, s.bearing[k][j])
		}
	}
	return s.bearing[i][j] - most/2
}

// speaks reports whether sentence j speaks to criterion i, so that a level can
// stand on it.
func (s *Sight) speaks(i, j int) bool {
	x := &s.Reading.Sentences[j]
	if x.Words < 4 || x.Appeals {
		return false
	}
	switch id := s.subject.Question.Criteria[i].ID; {
	case IsStar(id):
		return x.Admitted && (x.Told || id == "insight") && (s.bearing[i][j] >= starBar || s.States(i, j) >= plainly)
	}
	least := bar
	if x.Order < setting && x.Acts()+x.Shared == 0 && x.Has(read.Org|read.When|read.Scale) {
		least = 2 * bar // it sets the scene
	}
	return tellingly(x) && (s.bearing[i][j] >= least || s.States(i, j) >= plainly)
}

// plainly is how strongly a sentence states an element that no reader would
// miss.
const plainly = 1

// Model names the model that grades criterion i.
func (s *Sight) Model(i int) string {
	switch id := s.subject.Question.Criteria[i].ID; {
	case IsStar(id):
		return id
	case s.learned[i] != nil:
		return OwnModel
	}
	return OtherModel
}

// elementOf is what each criterion of STAR-AI is about.
var elementOf = map[string]element.Element{"situation": element.Scene, "task": element.Duty, "action": element.Act, "result": element.Outcome, "insight": element.Lesson}

// States tells how strongly sentence j states what criterion i is about: about 1
// thinly, about 2 particularly. Of a criterion whose words were not learned it
// knows nothing, and says 0.
func (s *Sight) States(i, j int) float64 {
	if e, ok := elementOf[s.subject.Question.Criteria[i].ID]; ok {
		return s.stated[j][e]
	}
	return 2 * s.shown[i][j]
}

// Stated tells how strongly sentence j states e.
func (s *Sight) Stated(j int, e element.Element) float64 { return s.stated[j][e] }

// Said lists the sentences that speak to criterion i.
func (s *Sight) Said(i int) []int {
	var out []int
	for j := range s.Reading.Sentences {
		if s.speaks(i, j) {
			out = append(out, j)
		}
	}
	return out
}

// setting is how many of the first sentences that tell something may only set
// the scene.
const setting = 2

// View is the answer seen from criterion i of the question.
func (s *Sight) View(i int) *View {
	v := s.common
	said := s.Said(i)
	for _, j := range said {
		v.Best = max(v.Best, s.bearing[i][j])
		v.Bearing += s.bearing[i][j]
	}
	v.Own = spoken(s.Reading, said)
	v.Shown = s.learned[i].tally(s.Reading, s.shown[i])
	return &v
}
