package interviewer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"mockstar/rubric"
)

// The ports of an interview, one method each. Implementations live in
// subpackages, in cmd and in tests.
type (
	// An Asker words what the interviewer says. The last piece carries the
	// origin of the words.
	Asker interface {
		Ask(ctx context.Context, a Ask) iter.Seq2[Piece, error]
	}
	// A Grader judges an answer. An error means that no sheet could be made
	// now; a criterion that cannot be graded is an outcome in the sheet.
	Grader interface {
		Grade(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error)
	}
	// A Candidate hears the words as they stream, to their end, and replies.
	// io.EOF means that the candidate left; the interview can be resumed.
	Candidate interface {
		Reply(ctx context.Context, words iter.Seq2[Piece, error]) (string, error)
	}
	// A Recorder makes a turn durable before the interview moves on.
	Recorder interface{ Record(Turn) error }
)

// A Piece is part of what the interviewer says, as it streams.
type Piece struct {
	Text   string
	Origin rubric.Origin
	// Afresh, if set, says why the words begin again with this piece: those
	// before it broke off and are void.
	Afresh string
}

// Words is the sequence of one piece.
func Words(text string) iter.Seq2[Piece, error] {
	return func(yield func(Piece, error) bool) { yield(Piece{Text: text}, nil) }
}

// ErrLeft is returned by [Session.Run] when the candidate left before the end.
var ErrLeft = errors.New("the candidate left; the interview can be resumed")

// A Session runs an interview over its ports.
type Session struct {
	Asker     Asker
	Grader    Grader
	Candidate Candidate
	Recorder  Recorder
	Now       func() time.Time
	// Elsewhere names the question that text answers, when it is plainly not
	// q. Nil never does.
	Elsewhere func(q rubric.Question, text string) (other string, ok bool)
	// Foreign reports whether a reply is in a language that the grader can't
	// read. Nil reads all.
	Foreign func(text string) bool
	// Rest tells of the probes of q that ask for something a already holds what
	// is left of them to ask, by criterion. Nil takes every probe as it stands.
	Rest func(q rubric.Question, a rubric.Answer) map[string]string
	// Watch, if set, sees every turn after it is durable, with the state it led to.
	Watch func(State, Turn)
}

// Open records the first turn of an interview.
func (s *Session) Open(doc *rubric.Document, p Plan) (State, error) {
	return s.record(Begin(doc), Turn{Kind: Opened, Plan: &p})
}

// Resume records that the candidate came back to the interview implied by past.
func (s *Session) Resume(doc *rubric.Document, past []Turn) (State, error) {
	st, err := Replay(doc, past)
	if err != nil || st.Closed() {
		return st, err
	}
	return s.record(st, Turn{Kind: Resumed})
}

// Replay folds turns into the state they imply.
func Replay(doc *rubric.Document, past []Turn) (State, error) {
	st := Begin(doc)
	for _, t := range past {
		var err error
		if st, err = st.Apply(t); err != nil {
			return st, err
		}
	}
	return st, nil
}

// Run continues the interview from st until it closes, the candidate leaves
// ([ErrLeft]), a port fails, or ctx is done. The state it returns is what has
// been recorded, whatever the error.
func (s *Session) Run(ctx context.Context, st State) (State, error) {
	for {
		var err error
		switch a := st.Next().(type) {
		case Ask:
			st, err = s.ask(ctx, st, a)
		case Listen:
			st, err = s.listen(ctx, st)
		case Grade:
			st, err = s.grade(ctx, st, a)
		case Close:
			return s.close(ctx, st, a)
		}
		if err != nil {
			return st, err
		}
	}
}

// ask has the words streamed to the candidate and hears the reply. The words
// are recorded when they are complete, which is before anyone can reply to them.
func (s *Session) ask(ctx context.Context, st State, a Ask) (State, error) {
	asked := st
	var failed error
	var partial string
	words := func(yield func(Piece, error) bool) {
		t := Turn{Kind: Asked, Move: a.Move, Question: a.Question.ID, Probe: a.Criterion.ID}
		if failed = s.say(ctx, a, &t, yield); failed == nil && t.Text != "" {
			asked, failed = s.record(st, t)
		}
		partial = t.Partial
		if failed != nil {
			yield(Piece{}, failed)
		}
	}
	text, err := s.Candidate.Reply(ctx, words)
	switch {
	case failed != nil:
		return s.park(ctx, st, failed, partial)
	case err != nil:
		return asked, left(err)
	}
	return s.reply(asked, text)
}

// say passes the words on as they arrive and notes them in t. What broke off
// is noted as partial; the text is empty when there was an error, or when the
// listener turned away before the end.
func (s *Session) say(ctx context.Context, a Ask, t *Turn, yield func(Piece, error) bool) error {
	var text strings.Builder
	for p, err := range s.Asker.Ask(ctx, a) {
		if err != nil {
			t.Partial = text.String()
			return fmt.Errorf("word the %s: %w", a.Move, err)
		}
		if p.Afresh != "" {
			t.Partial = text.String()
			text.Reset()
		}
		text.WriteString(p.Text)
		if p.Origin != (rubric.Origin{}) {
			t.Origin = p.Origin
		}
		if !yield(p, nil) {
			t.Partial = text.String()
			return nil
		}
	}
	t.Text = text.String()
	return nil
}

// listen says the last words again, for somebody who came back, and hears the
// reply. Nothing new is recorded as asked.
func (s *Session) listen(ctx context.Context, st State) (State, error) {
	text, err := s.Candidate.Reply(ctx, Words(st.cur.LastWords))
	if err != nil {
		return st, left(err)
	}
	return s.reply(st, text)
}

func left(err error) error {
	if errors.Is(err, io.EOF) {
		return ErrLeft
	}
	return err
}

func (s *Session) reply(st State, text string) (State, error) {
	t := Turn{Kind: Replied, Question: st.cur.Question.ID, Text: text, As: Classify(st, text)}
	if s.Foreign != nil && st.cur.Reactions[Foreign] == 0 && st.cur.Question.Kind != rubric.Closing && s.Foreign(text) {
		t.As = Foreign
	}
	if t.As == Answered && s.Elsewhere != nil {
		if other, ok := s.Elsewhere(st.cur.Question, text); ok && st.cur.Question.Kind != rubric.Closing && st.cur.probing == "" {
			t.As, t.Why = Elsewhere, other
		}
	}
	return s.record(st, t)
}

func (s *Session) grade(ctx context.Context, st State, g Grade) (State, error) {
	sheet, err := s.Grader.Grade(ctx, g.Question, g.Answer)
	if err != nil {
		return s.park(ctx, st, fmt.Errorf("grade the answer to %s: %w", g.Question.ID, err), "")
	}
	sheet = st.credit(sheet)
	t := Turn{Kind: Graded, Question: g.Question.ID, Sheet: &sheet, Origin: sheet.Origin}
	if s.Rest != nil {
		t.Rest = s.Rest(g.Question, g.Answer)
	}
	return s.record(st, t)
}

// leftOut is what a sheet says where the candidate was led back to the question.
const leftOut = "what you told first is left out: it answers another question"

// credit notes for each criterion the level that was reached before any probe,
// and what was left out.
func (s State) credit(sheet rubric.Sheet) rubric.Sheet {
	for i := range sheet.Grades {
		g := &sheet.Grades[i]
		g.Unprompted = g.Level
		if s.cur.Unprompted != nil {
			first, _ := s.cur.Unprompted.Grade(g.Criterion)
			g.Unprompted = first.Level
		}
	}
	if s.cur.LeftOut {
		sheet.Warnings = append(slices.Clip(sheet.Warnings), leftOut)
	}
	return sheet
}

func (s *Session) close(ctx context.Context, st State, c Close) (State, error) {
	a := st.say(Farewell)
	a.Why = c.Why
	t := Turn{Kind: Closed, Why: c.Why}
	if err := s.say(ctx, a, &t, func(Piece, error) bool { return true }); err != nil {
		return s.park(ctx, st, err, t.Partial)
	}
	return s.record(st, t)
}

// park records that a call failed in a way that leaves the interview to be
// resumed at the same point, with what had been said by then. A candidate who
// left before anything was said leaves no trace.
func (s *Session) park(ctx context.Context, st State, cause error, partial string) (State, error) {
	if ctx.Err() != nil && partial == "" {
		return st, cause
	}
	why := cause.Error()
	if ctx.Err() != nil {
		why = "interrupted"
	}
	parked, err := s.record(st, Turn{Kind: Parked, Why: why, Partial: partial})
	if err != nil {
		return st, errors.Join(cause, err)
	}
	return parked, cause
}

func (s *Session) record(st State, t Turn) (State, error) {
	t = st.stamp(t, s.Now())
	next, err := st.Apply(t)
	if err != nil {
		return st, err
	}
	if err := s.Recorder.Record(t); err != nil {
		return st, fmt.Errorf("record turn %d: %w", t.Seq, err)
	}
	if s.Watch != nil {
		s.Watch(next, t)
	}
	return next, nil
}
