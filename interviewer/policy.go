package interviewer

import (
	"cmp"
	"slices"
	"time"

	"mockstar/rubric"
)

const (
	// maxReactions bounds what one question may spend on special replies that
	// the candidate did not ask for by name, so that no mix of them becomes a
	// loop.
	maxReactions = 4
	// maxRounds is how many times the interviewer answers in the closing phase.
	maxRounds = 3
)

// patience says how often each special reply gets a reaction of its own about
// one question.
var patience = map[Reply]int{
	AskedRepeat: 5, AskedHint: 4, CounterAsked: 2,
	NoExample: 1, Silent: 1, OneWord: 1, Elsewhere: 1, Hypothetical: 1,
	NeedsTime: 4, WantsEnd: 2, Confidential: 1, Objected: 1, AskedBack: 2, Foreign: 1,
}

// Next is the policy: pure, and never a model's decision.
func (s State) Next() Action {
	switch {
	case s.closed:
		return Close{}
	case s.last.Kind == Opened:
		return s.question(nil)
	case s.last.Kind == Asked:
		return Listen{}
	case s.last.Kind == Replied && s.ended:
		return s.end(CutShort)
	case s.last.Kind == Replied && s.cur.Question.Kind == rubric.Closing:
		return s.closingPhase()
	case s.last.Kind == Replied:
		return s.react()
	case s.last.Kind == Graded && s.ended:
		return Close{Why: CutShort}
	case s.last.Kind == Graded:
		return s.follow()
	}
	return Close{}
}

// react answers a reply that is not simply an answer, each kind in its own way.
func (s State) react() Action {
	e, as := s.cur, s.last.As
	if as == Answered {
		return s.judge()
	}
	if e.probing != "" && (as == Skipped || as == NoExample || as == OneWord || as == Elsewhere || as == Hypothetical) {
		if as.substance() {
			return s.judge()
		}
		return s.follow()
	}
	total := 0
	for kind, n := range e.Reactions {
		if !kind.service() {
			total += n
		}
	}
	if e.Reactions[as] <= patience[as] && (total <= maxReactions || as.service()) {
		return s.reaction(as)
	}
	if e.replies > 0 {
		return s.judge()
	}
	return s.move()
}

// service reports whether a reply asks for something that costs no patience but
// its own.
func (r Reply) service() bool {
	switch r {
	case AskedRepeat, AskedHint, NeedsTime, WantsEnd, AskedBack:
		return true
	}
	return false
}

func (s State) reaction(as Reply) Action {
	moves := map[Reply]Move{
		AskedRepeat: Repeat, CounterAsked: Explain, AskedHint: GiveHint,
		NoExample: Encourage, Silent: Encourage, OneWord: Encourage,
		Elsewhere: Redirect, Hypothetical: GetReal,
		NeedsTime: Encourage, WantsEnd: OfferEnd,
		Confidential: Explain, Objected: Explain, AskedBack: Explain, Foreign: Explain,
	}
	a := s.say(moves[as])
	a.To, a.Time, a.Heard = as, s.cur.Reactions[as], s.last.Text
	if as == AskedHint {
		a.Criterion = s.hinted(a.Time)
	}
	return a
}

// judge asks for a grade of what was said, if there is anything.
func (s State) judge() Action {
	if s.cur.replies == 0 {
		return s.move()
	}
	return Grade{Question: s.cur.Question, Answer: s.cur.Said}
}

// follow decides what comes after a grade: a probe, a press, or the next question.
func (s State) follow() Action {
	e := s.cur
	if s.late() || e.Sheet == nil || e.Skipped || e.Question.Kind == rubric.Closing {
		return s.move()
	}
	if c, ok := s.probe(); ok {
		a := s.say(AskProbe)
		a.Criterion = c
		return a
	}
	if f, c, ok := s.press(); ok {
		a := s.say(AskPress)
		a.FollowUp, a.Criterion = f, c
		return a
	}
	return s.move()
}

// probe picks the heaviest criterion with the least evidence that was neither
// probed nor declined. What an answer should not do is nothing to ask for, and
// neither is what it told.
func (s State) probe() (rubric.Criterion, bool) {
	e := s.cur
	budget := s.plan.Probes
	if e.Question.MaxProbes > 0 {
		budget = min(budget, e.Question.MaxProbes)
	}
	if e.Stuck || e.Probes() >= budget || e.astray() {
		return rubric.Criterion{}, false
	}
	best, most := -1, 0.0
	for i, c := range e.Question.Criteria {
		c = e.remains(c)
		g, ok := e.Sheet.Grade(c.ID)
		if !ok || c.Avoid || c.Probe == "" || slices.Contains(e.Probed, c.ID) || slices.Contains(e.Declined, c.ID) || solid(g.Level, c) {
			continue
		}
		if need := c.Weight * float64(c.Top()-g.Level) / (1 + 0.1*float64(len(g.Evidence))); need > most {
			best, most = i, need
		}
	}
	if best < 0 {
		return rubric.Criterion{}, false
	}
	return e.remains(e.Question.Criteria[best]), true
}

// Probes counts the probes put for e; a press is scripted and does not count.
func (e Exchange) Probes() int {
	if e.Pressed {
		return len(e.Probed) - 1
	}
	return len(e.Probed)
}

// astray reports that the candidate spoke about another question even after
// being told so; more probes would only repeat it.
func (e Exchange) astray() bool { return e.Reactions[Elsewhere] > patience[Elsewhere] }

// solid levels are not worth a probe: four of five, and in proportion.
func solid(l rubric.Level, c rubric.Criterion) bool { return 5*int(l) >= 4*int(c.Top()) }

// press picks the first follow-up that the candidate did not decline. Whoever
// wrote one about what an answer should not do presses to see whether it is
// done, so that unlike a probe it is asked.
func (s State) press() (rubric.FollowUp, rubric.Criterion, bool) {
	e := s.cur
	if e.Pressed || s.plan.Probes == 0 || e.astray() {
		return rubric.FollowUp{}, rubric.Criterion{}, false
	}
	for _, f := range e.Question.FollowUps {
		c, ok := e.Question.Criterion(f.Criterion)
		if ok && !slices.Contains(e.Declined, c.ID) {
			return f, c, true
		}
	}
	return rubric.FollowUp{}, rubric.Criterion{}, false
}

// hinted is the criterion that the nth hint about a question is about: the one
// asked for, then the others by their weight, last of all what an answer should
// not do. Each is good for two hints.
func (s State) hinted(n int) rubric.Criterion {
	cs := slices.Clone(s.cur.Question.Criteria)
	rank := func(c rubric.Criterion) int {
		switch {
		case c.ID == s.cur.probing:
			return 0
		case c.Avoid:
			return 2
		}
		return 1
	}
	slices.SortStableFunc(cs, func(a, b rubric.Criterion) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Weight, a.Weight))
	})
	return cs[min((n-1)/2, len(cs)-1)]
}

// move goes on to the next question, the closing phase, or the end.
func (s State) move() Action {
	if s.over() {
		return s.end(OutOfTime)
	}
	left := s.leave()
	var prev *Exchange
	if n := len(left.done); n > 0 {
		prev = &left.done[n-1]
	}
	return s.question(prev)
}

func (s State) question(prev *Exchange) Action {
	ids := s.plan.all()
	if s.asked >= len(ids) {
		return Close{}
	}
	q, _ := s.doc.Question(ids[s.asked])
	a := s.say(AskQuestion)
	a.Question, a.Previous, a.Number = q, prev, s.asked+1
	a.Said, a.Sheet = nil, nil
	return a
}

// closingPhase answers the candidate's questions, then has them graded.
func (s State) closingPhase() Action {
	as := s.last.As
	if as == Answered && s.cur.Rounds < maxRounds && !s.over() {
		a := s.say(Answer)
		a.Last = s.cur.Rounds == maxRounds-1
		return a
	}
	if as != Answered && as != NoQuestions && as != Skipped && s.cur.Reactions[as] <= patience[as] {
		return s.reaction(as)
	}
	return s.judge()
}

// end grades what is still open, then closes.
func (s State) end(why string) Action {
	if s.cur.replies > 0 && s.cur.Sheet == nil {
		return Grade{Question: s.cur.Question, Answer: s.cur.Said}
	}
	return Close{Why: why}
}

// announce reports that the last quarter of the time began and was not yet
// mentioned.
func (s State) announce() bool {
	return s.plan.Budget > 0 && !s.warned && s.elapsed >= s.plan.Budget*3/4
}

// over reports that the time is used up.
func (s State) over() bool { return s.plan.Budget > 0 && s.elapsed >= s.plan.Budget }

// late reports that the current question has used its share of the time, so
// that the next one matters more than another probe.
func (s State) late() bool {
	n := len(s.plan.all())
	return s.plan.Budget > 0 && s.elapsed >= s.plan.Budget*time.Duration(s.asked)/time.Duration(n)
}
