package read

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
	if s.Figures == 0 || s.Has(Hypothetical|NoExample|Duty) || !s.Has(Outcome) && s.Pairs == 0 {
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

// late reads a sentence that comes after the first acts for outcomes.
func (m *Summary) late(s *Sentence, concrete int) {
	if s.Has(Hypothetical | Duty) {
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
	m.SceneFigure += float64(min(s.Figures, mostFigures))
	m.SceneName += float64(min(s.Names, mostNames))
	m.SceneRare += float64(min(s.Rare, mostRare))
}
