// Package interviewer decides what happens next in an interview. A [State] is
// a fold over the transcript, so to resume is to replay. Everything that
// touches the world is behind the one-method ports in session.go.
package interviewer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"mockstar/rubric"
)

// A Turn is one line of a transcript. Transcripts are append-only; each turn
// names its parent, so a missing or changed line is seen.
type Turn struct {
	Seq      int               `json:"seq"` // from 0, without gaps; order is by Seq, never by time
	ID       string            `json:"id"`  // see [Turn.Sum]
	Parent   string            `json:"parent,omitempty"`
	At       time.Time         `json:"at"`
	Kind     Kind              `json:"kind"`
	Plan     *Plan             `json:"plan,omitempty"`     // of an Opened turn
	Question string            `json:"question,omitempty"` // question id
	Move     Move              `json:"move,omitempty"`     // of an Asked turn
	Probe    string            `json:"probe,omitempty"`    // criterion id of a probe or press
	Text     string            `json:"text,omitempty"`
	Partial  string            `json:"partial,omitempty"` // words that broke off before these were said, or before the turn was parked
	As       Reply             `json:"as,omitempty"`      // of a Replied turn: what kind of reply it was taken for
	Sheet    *rubric.Sheet     `json:"sheet,omitempty"`   // of a Graded turn
	Rest     map[string]string `json:"rest,omitempty"`    // of a Graded turn: what is left to ask of probes for what was said, by criterion
	Why      string            `json:"why,omitempty"`     // of a Parked or Closed turn
	Origin   rubric.Origin     `json:"origin,omitzero"`
}

// Kind says what happened in a turn.
type Kind string

const (
	Opened  Kind = "opened"  // the plan was fixed
	Asked   Kind = "asked"   // the interviewer spoke and waits for a reply
	Replied Kind = "replied" // the candidate spoke
	Graded  Kind = "graded"  // everything said about the question so far was graded
	Parked  Kind = "parked"  // a call failed in a way that passes; resume goes on here
	Resumed Kind = "resumed" // the candidate came back; the time away does not count
	Closed  Kind = "closed"  // the interview is over
)

// Move says what the interviewer's words of an Asked turn do.
type Move string

const (
	AskQuestion Move = "question"  // opens a question
	AskProbe    Move = "probe"     // asks for what the answer left out
	AskPress    Move = "press"     // a scripted follow-up of the question
	Repeat      Move = "repeat"    // says the last words again
	Explain     Move = "explain"   // answers a counter-question and hands the word back
	Encourage   Move = "encourage" // makes a start easier: silence, one word, no example
	Redirect    Move = "redirect"  // says that the reply was about something else
	GetReal     Move = "real-case" // asks for a real case after a hypothetical
	OfferEnd    Move = "offer-end" // says how to stop or pause, and asks whether to
	GiveHint    Move = "hint"      // names what would help, on request
	Answer      Move = "answer"    // in the closing phase: answers in role, asks for more
	Farewell    Move = "farewell"  // the words of a Closed turn
)

// Reply says what a reply was taken for.
type Reply string

const (
	Answered     Reply = "answer"
	NoExample    Reply = "no-example"       // "I can't think of an example"
	Skipped      Reply = "skip"             // "pass", "/skip"
	Silent       Reply = "silence"          // nothing, or nothing visible
	OneWord      Reply = "one-word"         // too little to grade
	CounterAsked Reply = "counter-question" // a question back
	Elsewhere    Reply = "other-question"   // an answer to another question of the document
	Hypothetical Reply = "hypothetical"     // "I would ..." where a past event was asked for
	AskedRepeat  Reply = "repeat"           // "could you say that again?"
	AskedHint    Reply = "hint"             // "/hint"
	NoQuestions  Reply = "no-questions"     // the closing phase: nothing more to ask
	EndedEarly   Reply = "end"              // "/end": to the debrief now
	NeedsTime    Reply = "needs-time"       // "give me a minute", "um"
	WantsEnd     Reply = "wants-end"        // "can we stop here?", which is asked back once
	Confidential Reply = "confidential"     // "I can't go into specifics"
	Objected     Reply = "objection"        // "this is a stupid question"
	AskedBack    Reply = "back"             // "go back to the previous question"
	Foreign      Reply = "other-language"   // what the grader can't read for its language
)

// Sum is the id that t must carry: a hash over everything in it but the id
// itself, Parent included, so that transcripts form a chain.
func (t Turn) Sum() string {
	t.ID = ""
	b, err := json.Marshal(t)
	if err != nil {
		panic(err) // a Turn holds only marshalable fields
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:8])
}
