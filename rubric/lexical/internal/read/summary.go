package read

const (
	sceneSentences  = 4 // telling sentences that set the scene
	lessonSentences = 5 // last sentences that may draw the lesson
	lateActs        = 4 // acts, by anybody, after which outcomes are looked for
)

// The most that one sentence adds: a list in a sentence is no story.
const (
	mostNames   = 3
	mostRare    = 8
	mostFigures = 6
)

// A Summary counts what a reading holds. Counts under which more is better
// come from admitted sentences alone, so that nothing set aside adds to them.
type Summary struct {
	Own, OwnConcrete, OwnFirm, OwnFigure, OwnReason float64
	Present, Doing                                  float64 // Doing: acts by anybody, told in the past
	Figures, Pairs, Names, Dates, Rare              float64
	OutcomeFigure, OutcomePair, OutcomePlain        float64
	CostTold, CostFigure                            float64
	Reasons, Alternatives, AlternativeFigure        float64
	LessonAI, LessonFirm                            float64
	Roles, RoleConcrete                             float64
	Duties, DutyConcrete, DutyTarget, DutyFigure    float64 // Figure: with a figure or a date to the target
	TargetFigure, DutyPoints, OutcomePoints         float64
	LateFigure, LatePair, LatePlain, LateCost       float64 // outcomes after the first acts
	Wisest, SecondWisest                            float64 // points of the sentences that read most as a lesson
	Truths, ClosingTruths                           float64 // sentences that say what holds of AI; near the end
	SceneOrg, SceneWhen, SceneScale, SceneStake     float64
	SceneFigure, SceneName, SceneRare, Voice        float64
	Telling                                         float64 // concrete sentences
	Field                                           float64 // sentences that speak of software, data or AI

	NoExample, Hypothetical, Buzz, Hype, Platitude, Listing, Hedges float64 // these only lower
}

// Summary counts what r holds.
func (r *Reading) Summary() Summary {
	var m Summary
	var telling, admitted []*Sentence
	done := 0
	for i := range r.Sentences {
		s := &r.Sentences[i]
		m.penalties(s)
		c := s.Concrete()
		if c > 0 && s.Told {
			telling = append(telling, s)
		}
		if !s.Admitted {
			continue
		}
		admitted = append(admitted, s)
		if s.Has(Field | AINature) {
			m.Field++
		}
		if !s.Told {
			continue
		}
		if c > 0 {
			m.Telling++
		}
		m.acts(s, c, r.reasonNear(i))
		m.facts(s, c)
		m.task(s, c, r.beside(i))
		past := done >= lateActs
		if past {
			m.late(s, c)
		}
		m.OutcomePoints += outcome(s, past)
		done += s.Acts() + s.Shared
	}
	for _, s := range telling[:min(sceneSentences, len(telling))] {
		if s.Admitted {
			m.scene(s)
		}
	}
	for i, s := range admitted {
		m.insight(s.Wisdom)
		if s.Holds() && !s.First {
			m.Truths++
			if i >= len(admitted)-lessonSentences {
				m.ClosingTruths++
			}
		}
	}
	return m
}

// beside is sentence i with its neighbours in the same paragraph.
func (r *Reading) beside(i int) []Sentence {
	from, to := i, i+1
	if from > 0 && r.Sentences[from-1].Paragraph == r.Sentences[i].Paragraph {
		from--
	}
	if to < len(r.Sentences) && r.Sentences[to].Paragraph == r.Sentences[i].Paragraph {
		to++
	}
	return r.Sentences[from:to]
}

func (r *Reading) reasonNear(i int) bool {
	near := r.beside(i)
	for j := range near {
		if near[j].Admitted && near[j].Has(Reason) {
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
	if s.Has(Hedge) {
		m.Hedges++
	}
}

func (m *Summary) acts(s *Sentence, concrete int, reason bool) {
	own := float64(s.Own + s.Elided)
	m.Own += own
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
		m.Figures += float64(min(s.Figures, mostFigures))
	}
	m.Pairs += float64(s.Pairs)
	m.Names += float64(min(s.Names, mostNames))
	m.Dates += float64(s.Dates)
	m.Rare += float64(min(s.Rare, mostRare))
	if s.Has(Voice) {
		m.Voice++
	}
	if s.Has(Outcome) && s.Figures > 0 && !s.Has(Hypothetical|Duty) {
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
	if s.Has(Target) && s.Figures+s.Dates > 0 {
		m.TargetFigure++
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
}

func (m *Summary) lesson(s *Sentence, concrete int) {
	if !s.Has(Lesson) || !s.Has(AINature) || s.Has(Buzz) {
		return
	}
	m.LessonAI++
	if concrete > 0 {
		m.LessonFirm++
	}
}
