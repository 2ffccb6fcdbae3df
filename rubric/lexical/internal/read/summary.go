package read

// opening and closing are how many telling sentences set the scene, and how
// many may draw the lesson.
const (
	sceneSentences  = 6
	lessonSentences = 4
)

// A Summary counts what a reading holds. Counts under which more is better
// come from admitted sentences alone, so that nothing set aside adds to them.
type Summary struct {
	Own, OwnConcrete, OwnFirm, OwnFigure, OwnReason float64
	Present, Shared, Doing                          float64 // Doing: acts by anybody
	Figures, Pairs, Names, Dates, Rare              float64
	OutcomeFigure, OutcomePair, OutcomePlain        float64
	CostTold, CostFigure                            float64
	Reasons, Alternatives, AlternativeFigure        float64
	LessonAI, LessonFirm, LessonAny, LessonClose    float64
	Roles, RoleTarget, TargetFigure, RoleConcrete   float64
	SceneOrg, SceneWhen, SceneScale, SceneStake     float64
	SceneFigure, SceneName, SceneRare, Voice        float64
	Telling                                         float64 // concrete sentences

	NoExample, Hypothetical, Buzz, Hype, Platitude, Listing float64 // these only lower
}

// Summary counts what r holds.
func (r *Reading) Summary() Summary {
	var m Summary
	var telling []*Sentence
	for i := range r.Sentences {
		s := &r.Sentences[i]
		m.penalties(s)
		if !s.Admitted || s.Question {
			continue
		}
		c := s.Concrete()
		if c > 0 {
			m.Telling++
			telling = append(telling, s)
		}
		m.acts(s, c, r.reasonNear(i))
		m.facts(s, c)
	}
	for i, s := range telling {
		if i < sceneSentences {
			m.scene(s)
		}
		if i >= len(telling)-lessonSentences && s.Has(AINature) && !s.Has(Buzz|Hypothetical) && s.Figures == 0 && !s.First {
			m.LessonClose++
		}
	}
	return m
}

func (r *Reading) reasonNear(i int) bool {
	for j := max(0, i-1); j <= min(i+1, len(r.Sentences)-1); j++ {
		if r.Sentences[j].Admitted && r.Sentences[j].Has(Reason) {
			return true
		}
	}
	return false
}

func (m *Summary) penalties(s *Sentence) {
	if s.Has(NoExample) {
		m.NoExample++
	}
	if s.Has(Hypothetical) {
		m.Hypothetical++
	}
	if s.Has(Buzz) {
		m.Buzz++
	}
	if s.Has(Hype) {
		m.Hype++
	}
	if s.Has(Platitude) && s.Concrete() == 0 {
		m.Platitude++
	}
	if s.Listing {
		m.Listing++
	}
}

func (m *Summary) acts(s *Sentence, concrete int, reason bool) {
	own := float64(s.Own + s.Elided)
	m.Own += own
	m.Shared += float64(s.Shared)
	m.Doing += own + float64(s.Shared)
	if concrete > 0 {
		m.OwnConcrete += own
		m.OwnFirm += own - float64(s.Soft)
		m.Present += float64(s.Present)
	}
	if own+float64(s.Present) > 0 {
		if s.Figures > 0 {
			m.OwnFigure++
		}
		if reason && concrete > 0 {
			m.OwnReason++
		}
	}
}

func (m *Summary) facts(s *Sentence, concrete int) {
	if s.Past || s.First || s.Shared > 0 || s.Present > 0 || s.Pairs > 0 {
		m.Figures += float64(s.Figures)
	}
	m.Pairs += float64(s.Pairs)
	m.Names += float64(s.Names)
	m.Dates += float64(s.Dates)
	m.Rare += float64(s.Rare)
	if s.Has(Voice) {
		m.Voice++
	}
	if s.Has(Outcome) && s.Figures > 0 && !s.Has(Hypothetical) {
		m.OutcomeFigure++
		m.OutcomePair += float64(min(s.Pairs, 2))
	}
	if s.Has(OutcomePlain) && s.Past {
		m.OutcomePlain++
	}
	if s.Has(Cost) && concrete > 0 {
		m.CostTold++
		if s.Figures > 0 {
			m.CostFigure++
		}
	}
	if s.Has(Reason) && concrete > 0 {
		m.Reasons++
	}
	if s.Has(Alternative) && concrete > 0 {
		m.Alternatives++
		if s.Figures > 0 {
			m.AlternativeFigure++
		}
	}
	m.lesson(s, concrete)
	m.task(s, concrete)
}

func (m *Summary) lesson(s *Sentence, concrete int) {
	if !s.Has(Lesson) || s.Has(Buzz) {
		return
	}
	m.LessonAny++
	if s.Has(AINature) {
		m.LessonAI++
		if concrete > 0 {
			m.LessonFirm++
		}
	}
}

func (m *Summary) task(s *Sentence, concrete int) {
	if s.Has(Role) && s.First {
		m.Roles++
		if concrete > 0 {
			m.RoleConcrete++
		}
		if s.Has(Target) {
			m.RoleTarget++
		}
	}
	if s.Has(Target) && s.Figures+s.Dates > 0 {
		m.TargetFigure++
	}
}

// scene reads one of the first telling sentences for where it was and what
// was at stake.
func (m *Summary) scene(s *Sentence) {
	if s.Has(Org) {
		m.SceneOrg++
	}
	if s.Has(When) || s.Dates > 0 {
		m.SceneWhen++
	}
	if s.Has(Scale) && s.Figures > 0 {
		m.SceneScale++
	}
	if s.Has(Stake) {
		m.SceneStake++
	}
	m.SceneFigure += float64(s.Figures)
	m.SceneName += float64(s.Names)
	m.SceneRare += float64(s.Rare)
}
