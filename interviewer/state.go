package interviewer

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"mockstar/rubric"
)

// A State is what a transcript implies: a fold of [State.Apply] over its
// turns. It is a value; Apply does not change its receiver, and the same turns
// always give the same State.
type State struct {
	doc     *rubric.Document
	plan    Plan
	seq     int
	parent  string
	at      time.Time
	elapsed time.Duration // time spent in the interview, pauses left out
	last    Turn          // the last turn that was not Parked or Resumed
	done    []Exchange
	cur     Exchange
	asked   int  // questions opened so far, the closing one included
	warned  bool // the candidate was told that time is running out
	ended   bool // the candidate asked to go to the debrief
	closed  bool
}

// An Exchange is everything that was said about one question.
type Exchange struct {
	Question   rubric.Question
	Said       rubric.Answer     // since it was last put: what was said before a [Redirect] does not count
	Probed     []string          // ids of criteria that were probed or pressed, in order
	Declined   []string          // ids of criteria the candidate passed on
	Reactions  map[Reply]int     // how often each special reply was met with a reaction
	Unprompted *rubric.Sheet     // the grade before the first probe
	Sheet      *rubric.Sheet     // the grade of everything said
	rest       map[string]string // what is left to ask of probes for what was said, by criterion
	Skipped    bool              // the candidate passed on the whole question
	Pressed    bool              // the scripted follow-up was put
	Stuck      bool              // the last probe brought nothing new
	LeftOut    bool              // the candidate was led back, and what was said before does not count
	Last       Reply             // what the last reply was taken for
	Rounds     int               // questions of the candidate answered, in the closing phase
	LastWords  string            // what the interviewer said last
	open       string            // the document's words of the question or follow-up that is open
	before     *rubric.Sheet     // the grade before the last probe
	probing    string            // the criterion the last words asked about, or empty
	probedAt   int               // the line of Said that is the first probe; 0, which is the question, before it
	replies    int
}

// Begin returns the state before the first turn of an interview over doc.
func Begin(doc *rubric.Document) State { return State{doc: doc} }

// Plan is the plan the interview was opened with.
func (s State) Plan() Plan { return s.plan }

// Document is what the interview is graded by.
func (s State) Document() *rubric.Document { return s.doc }

// Closed reports whether the interview is over.
func (s State) Closed() bool { return s.closed }

// Elapsed is the time spent so far. Clocks that jump back count as no time,
// and neither does the time between leaving and resuming.
func (s State) Elapsed() time.Duration { return s.elapsed }

// Exchanges are the questions taken up so far, in order, the current one last.
func (s State) Exchanges() []Exchange {
	if s.cur.Question.ID == "" {
		return slices.Clone(s.done)
	}
	return append(slices.Clone(s.done), s.cur)
}

// stamp gives t the next place in the chain.
func (s State) stamp(t Turn, now time.Time) Turn {
	t.Seq, t.Parent, t.At = s.seq, s.parent, now.UTC()
	t.ID = t.Sum()
	return t
}

// Apply returns the state after t. It reports an error if t cannot follow what
// came before.
func (s State) Apply(t Turn) (State, error) {
	if t.Seq != s.seq {
		return s, fmt.Errorf("apply turn %d: expected turn %d", t.Seq, s.seq)
	}
	next, err := s.apply(t)
	if err != nil {
		return s, fmt.Errorf("apply turn %d: %w", t.Seq, err)
	}
	next.seq, next.parent = t.Seq+1, t.ID
	if gap := t.At.Sub(s.at); s.seq > 0 && gap > 0 && t.Kind != Resumed {
		next.elapsed += gap
	}
	next.at = t.At
	return next, nil
}

func (s State) apply(t Turn) (State, error) {
	after := func(kinds ...Kind) bool { return !s.closed && slices.Contains(kinds, s.last.Kind) }
	switch {
	case t.Kind == Opened && s.seq == 0:
		return s.open(t)
	case t.Kind == Asked && after(Opened, Graded, Replied):
		return s.ask(t)
	case t.Kind == Replied && after(Asked):
		return s.reply(t), nil
	case t.Kind == Graded && after(Replied):
		return s.grade(t)
	case t.Kind == Closed && after(Opened, Asked, Replied, Graded):
		s.closed = true
	case t.Kind == Parked && s.seq > 0, t.Kind == Resumed && s.seq > 0:
		return s, nil // the turn before stays the one to go on from
	default:
		return s, fmt.Errorf("%q cannot follow %q", t.Kind, s.last.Kind)
	}
	s.last = t
	return s, nil
}

func (s State) open(t Turn) (State, error) {
	if t.Plan == nil || len(t.Plan.Questions) == 0 {
		return s, errors.New("open interview: the plan has no questions")
	}
	for _, id := range t.Plan.all() {
		if _, ok := s.doc.Question(id); !ok {
			return s, fmt.Errorf("open interview: document %s has no question %q", s.doc.Ref(), id)
		}
	}
	s.plan, s.last = *t.Plan, t
	return s, nil
}

func (s State) ask(t Turn) (State, error) {
	q, ok := s.doc.Question(t.Question)
	if !ok {
		return s, fmt.Errorf("ask: document %s has no question %q", s.doc.Ref(), t.Question)
	}
	if t.Move == AskQuestion {
		s = s.leave()
		s.cur = Exchange{Question: q, open: q.Text}
		s.asked++
	} else if s.cur.Question.ID != t.Question {
		return s, fmt.Errorf("ask: %s about %q while the question is %q", t.Move, t.Question, s.cur.Question.ID)
	}
	s.warned = s.warned || t.Move.announces() && s.announce()
	s.cur.Said = append(slices.Clip(s.cur.Said), rubric.Line{By: rubric.Interviewer, Text: t.Text})
	s.cur.LastWords, s.last = t.Text, t
	switch t.Move {
	case AskProbe, AskPress:
		if len(s.cur.Probed) == 0 {
			s.cur.probedAt = len(s.cur.Said) - 1
		}
		s.cur.Probed = append(slices.Clip(s.cur.Probed), t.Probe)
		s.cur.Pressed = s.cur.Pressed || t.Move == AskPress
		s.cur.probing, s.cur.before = t.Probe, s.cur.Sheet
		s.cur.open = s.cur.followUp(t)
	case AskQuestion:
		s.cur.probing = ""
	case Redirect:
		s.cur.Said, s.cur.replies, s.cur.LeftOut = s.cur.Said[len(s.cur.Said)-1:], 0, true
	case Answer:
		s.cur.Rounds++
	}
	return s, nil
}

// followUp is what the document has for a probe or press, without what was said.
func (e Exchange) followUp(t Turn) string {
	if t.Move == AskPress {
		for _, f := range e.Question.FollowUps {
			if f.Criterion == t.Probe {
				return f.Text
			}
		}
	}
	c, _ := e.Question.Criterion(t.Probe)
	return e.remains(c).Probe
}

// remains is c with what is left to ask of its probe.
func (e Exchange) remains(c rubric.Criterion) rubric.Criterion {
	if left, ok := e.rest[c.ID]; ok {
		c.Probe = left
	}
	return c
}

func (s State) reply(t Turn) State {
	again := s.cur.Last == Foreign && s.last.Move == Explain && t.As.substance()
	s.last, s.ended = t, t.As == EndedEarly
	e := &s.cur
	if again { // in English, in place of what could not be read
		e.Said = e.Said[:len(e.Said)-2]
	}
	e.Last = t.As
	if t.As.substance() {
		e.Said = append(slices.Clip(e.Said), rubric.Line{By: rubric.Candidate, Text: t.Text})
		e.replies++
	}
	switch t.As {
	case Answered, NoQuestions, EndedEarly:
		return s
	case Skipped, NoExample:
		if e.probing != "" {
			e.Declined = append(slices.Clip(e.Declined), e.probing)
			return s
		}
		e.Skipped = e.Skipped || t.As == Skipped || e.Reactions[NoExample] > 0
	}
	reactions := map[Reply]int{t.As: 1}
	for k, n := range e.Reactions {
		reactions[k] += n
	}
	e.Reactions = reactions
	return s
}

// substance reports whether a reply of this kind can hold evidence.
func (r Reply) substance() bool {
	switch r {
	case Answered, Elsewhere, Hypothetical, OneWord, Foreign:
		return true
	}
	return false
}

func (s State) grade(t Turn) (State, error) {
	if t.Sheet == nil || t.Sheet.Question != s.cur.Question.ID {
		return s, fmt.Errorf("grade: no sheet for question %q", s.cur.Question.ID)
	}
	e := &s.cur
	if len(e.Probed) == 0 {
		e.Unprompted = t.Sheet
	}
	e.Stuck = e.probing != "" && !gained(e.before, t.Sheet, e.probing, len(e.Said)-1)
	e.Sheet, e.rest, s.last = t.Sheet, t.Rest, t
	return s, nil
}

// gained reports whether a reply to a probe brought something: a higher level
// for the criterion, or evidence in the new line.
func gained(before, now *rubric.Sheet, criterion string, line int) bool {
	g, ok := now.Grade(criterion)
	if !ok {
		return false
	}
	if slices.ContainsFunc(g.Evidence, func(e rubric.Evidence) bool { return e.Line == line }) {
		return true
	}
	if before == nil {
		return g.Level > 1
	}
	was, _ := before.Grade(criterion)
	return g.Level > was.Level
}

// Answered reports whether what was said last about the question was an answer,
// and all of it came to something: a closing word may thank for it.
func (e Exchange) Answered() bool {
	return e.Last == Answered && !e.Stuck && (e.Sheet == nil || e.Sheet.Score == nil || *e.Sheet.Score >= poor)
}

// poor is a score below which there was little in an answer.
const poor = 2

// leave files the current exchange away.
func (s State) leave() State {
	if s.cur.Question.ID != "" {
		s.done = append(slices.Clip(s.done), s.cur)
		s.cur = Exchange{}
	}
	return s
}
