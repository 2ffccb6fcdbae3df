package interviewer

import (
	"time"

	"mockstar/rubric"
)

// An Action is what must happen now: [Ask], [Listen], [Grade] or [Close].
type Action interface{ action() }

type (
	// Ask is something for the interviewer to say. It holds what the words
	// depend on; which words is up to an [Asker].
	Ask struct {
		Move      Move
		Question  rubric.Question
		Criterion rubric.Criterion // of a probe, press or hint
		FollowUp  rubric.FollowUp  // of a press
		To        Reply            // the kind of reply this answers
		Heard     string           // the words of that reply
		Time      int              // how many replies of that kind there were about this question, from 1
		Said      rubric.Answer    // about this question so far
		Sheet     *rubric.Sheet    // of the answer so far, or nil
		Open      string           // the document's words of what is open: the question or the follow-up
		Last      bool             // of an Answer: no further question will be answered
		Previous  *Exchange        // the question just left, when this opens another
		Number    int              // of this question, from 1
		Of        int              // questions in the plan, without the closing one
		Probes    int              // probes put in the interview so far
		Left      time.Duration    // time left, set only when it must be announced
		Why       string           // of a farewell: why the interview ends early, or empty
		Plan      Plan
	}
	// Listen waits for the candidate.
	Listen struct{}
	// Grade judges everything said about a question so far.
	Grade struct {
		Question rubric.Question
		Answer   rubric.Answer
	}
	// Close ends the interview. Why is empty when the plan was finished.
	Close struct{ Why string }
)

func (Ask) action()    {}
func (Listen) action() {}
func (Grade) action()  {}
func (Close) action()  {}

// Why an interview closed before its plan was finished.
const (
	OutOfTime = "out of time"
	CutShort  = "ended by the candidate"
)

func (s State) say(m Move) Ask {
	a := Ask{
		Move: m, Question: s.cur.Question, Said: s.cur.Said, Sheet: s.cur.Sheet,
		Open: s.cur.open, Number: s.asked, Of: len(s.plan.Questions), Plan: s.plan,
	}
	for _, e := range s.Exchanges() {
		a.Probes += len(e.Probed)
	}
	if m.announces() && s.announce() {
		a.Left = max(s.plan.Budget-s.elapsed, time.Minute)
	}
	return a
}

// announces reports whether words of this kind can tell how much time is left.
func (m Move) announces() bool {
	return m == AskQuestion || m == AskProbe || m == AskPress || m == Answer
}
