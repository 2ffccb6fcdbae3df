package read

const (
	sceneSentences  = 4 // telling sentences that set the scene
	lessonSentences = 5 // last sentences that may draw the lesson
	lateActs        = 4 // acts, by anybody, after which outcomes are looked for
)

// A Summary counts what a reading holds. Counts under which more is better
// come from admitted sentences alone, so that nothing set aside adds to them.
type Summary struct {
	Own, OwnConcrete, OwnFirm, OwnFigure, OwnReason float64
	Present, Shared, Doing, Firm                    float64 // Doing: acts by anybody; Firm: those in concrete sentences that not anybody could claim
	Figures, Pairs, Names, Dates, Rare              float64
	OutcomeFigure, OutcomePair, OutcomePlain        float64
	CostTold, CostFigure                            float64
	Reasons, Alternatives, AlternativeFigure        float64
	LessonAI, LessonFirm, LessonAny                 float64
	Roles, RoleConcrete                             float64
	Duties, DutyConcrete, DutyTarget, DutyFigure    float64 // Figure: with a figure or a date to the target
	TargetFigure, DutyPoints, OutcomePoints         float64
	LateFigure, LatePair, LatePlain, LateCost       float64 // outcomes after most of the acts
	Wisest, SecondWisest, Wisdom                    float64 // points of the sentences that read most as a lesson; of all
	SceneOrg, SceneWhen, SceneScale, SceneStake     float64
	SceneFigure, SceneName, SceneRare, Voice        float64
	Telling                                         float64 // concrete sentences

	NoExample, Hypothetical, Buzz, Hype, Platitude, Listing, Idle, Hedges float64 // these only lower
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
		if !s.Told {
			continue
		}
		if c > 0 {
			m.Telling++
		}
		m.acts(s, c, r.reasonNear(i))
		m.facts(s, c)
		m.task(s, c, r.Sentences[max(0, i-1):min(i+2, len(r.Sentences))])
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
		m.insight(wisdom(s, i >= len(admitted)-lessonSentences))
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
	if s.Has(Hedge) {
		m.Hedges++
	}
	if !s.Aside && s.Acts()+s.Shared+s.Figures+s.Names+s.Dates == 0 && !s.Has(Reason|Alternative|Cost|Lesson|Voice) {
		m.Idle++
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
		m.Firm += own - float64(s.Soft) + float64(s.Present+s.Shared)
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

// task reads s, with its neighbours, for what the speaker answered for.
func (m *Summary) task(s *Sentence, concrete int, near []Sentence) {
	if !s.First {
		return
	}
	if s.Has(Role) {
		m.Roles++
		if concrete > 0 {
			m.RoleConcrete++
		}
	}
	if !s.Has(Duty) {
		return
	}
	m.Duties++
	points := 1.0
	defer func() { m.DutyPoints = max(m.DutyPoints, points) }()
	if concrete > 0 {
		points++
	}
	if concrete > 0 {
		m.DutyConcrete++
	}
	for i := range near {
		n := &near[i]
		if n.Admitted && n.Has(Target) {
			m.DutyTarget++
			points += 2
			if n.Figures+n.Dates > 0 || n.Has(When) {
				m.DutyFigure++
				points += 2
			}
			break
		}
	}
}

// outcome tells how much s reads as an outcome in figures, from 0 to 6.
func outcome(s *Sentence, late bool) float64 {
	if s.Figures == 0 || s.Has(Hypothetical|NoExample) || !s.Has(Outcome) && s.Pairs == 0 {
		return 0
	}
	points := 1.0
	if s.Has(Outcome) {
		points++
	}
	if s.Pairs > 0 {
		points += 2
	}
	if late {
		points += 2
	}
	return points
}

// SceneElements counts what kinds of things the scene is set by, of place,
// time, scale, stakes and names.
func (m *Summary) SceneElements() float64 {
	n := 0.0
	for _, v := range []float64{m.SceneOrg, m.SceneWhen, m.SceneScale, m.SceneStake, m.SceneName} {
		n += min(v, 1)
	}
	return n
}

// late reads a sentence that comes after most of the acts for outcomes.
func (m *Summary) late(s *Sentence, concrete int) {
	if s.Has(Hypothetical) {
		return
	}
	if s.Figures > 0 && (s.Has(Outcome) || s.Pairs > 0) {
		m.LateFigure++
		m.LatePair += float64(min(s.Pairs, 2))
	}
	if s.Has(OutcomePlain) && s.Past {
		m.LatePlain++
	}
	if s.Has(Cost) && concrete > 0 {
		m.LateCost++
	}
}

// wisdom tells how much s reads as a lesson, from 0 to 9: announced as one, or
// put as a general truth; about how AI behaves; particular; near the end.
func wisdom(s *Sentence, closing bool) float64 {
	if s.Appeals || s.Has(Buzz|Platitude|Hype) || s.Words < 6 || s.Concrete() == 0 && !s.Has(AINature) {
		return 0
	}
	drawn, general := s.Has(Lesson), !s.Past && !s.First && s.Figures < 2 && s.Has(Anybody)
	if !drawn && !general {
		return 0
	}
	points := 0.0
	for _, sign := range []struct {
		seen  bool
		worth float64
	}{
		{drawn, 2}, {general, 2}, {s.Has(AINature), 1.5}, {s.Has(Contrast), 1}, {s.Rare >= 2, 1}, {closing, 1.5},
	} {
		if sign.seen {
			points += sign.worth
		}
	}
	return points
}

// insight keeps the two sentences that read most as lessons.
func (m *Summary) insight(points float64) {
	switch {
	case points > m.Wisest:
		m.Wisest, m.SecondWisest = points, m.Wisest
	case points > m.SecondWisest:
		m.SecondWisest = points
	}
	m.Wisdom += points
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
