// Package rubric says what a good answer is: documents of questions, criteria
// with described levels, and the sheet that a graded answer gets.
//
// It is pure. It calls no model, and beyond reading a document from the
// [io/fs.FS] it is handed it does no I/O.
package rubric

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Document is one interview guide: its questions and their criteria. Its
// JSON is a document that [Load] reads again.
type Document struct {
	ID        string     `json:"id"`
	Version   int        `json:"version"`
	Title     string     `json:"title"`
	Source    string     `json:"source,omitempty"`   // the file it was drawn from, which criteria cite by line, or empty
	Position  string     `json:"position,omitempty"` // what it interviews for, without the level: "AI engineer", or empty
	Hash      string     `json:"-"`                  // of the loaded content, 12 hex digits; names the exact wording that graded
	Closing   string     `json:"closing,omitempty"`  // id of the question that invites the candidate's own, or empty
	Questions []Question `json:"questions"`          // as listed; a closing question not listed comes last
}

// Ref names the document exactly: id@version:hash.
func (d *Document) Ref() string { return fmt.Sprintf("%s@%d:%s", d.ID, d.Version, d.Hash) }

// Question returns the question with the given id, the closing one included.
func (d *Document) Question(id string) (Question, bool) {
	for i := range d.Questions {
		if d.Questions[i].ID == id {
			return d.Questions[i], true
		}
	}
	return Question{}, false
}

// Kind says what a question asks for. It sets how STAR-AI weighs against the
// question's own criteria and what is asked back when somebody answers with a
// hypothetical.
type Kind string

const (
	Story    Kind = "story"    // a past event of the candidate's own
	Approach Kind = "approach" // how the candidate goes about something
	Closing  Kind = "closing"  // what the candidate asks the interviewer
)

// A Question is one opening question with the criteria its answer is graded by.
type Question struct {
	ID        string      `json:"id"`
	Section   string      `json:"section,omitempty"` // of the source document, such as "6.1"
	Kind      Kind        `json:"kind"`
	Title     string      `json:"title"`                // as the source names it
	Text      string      `json:"text"`                 // as the interviewer says it
	Topic     string      `json:"topic"`                // a noun phrase for transitions: "a production failure you handled"
	MaxProbes int         `json:"max_probes,omitempty"` // 0 means the plan's default
	Cues      []string    `json:"cues,omitempty"`       // phrases, matched by stem, that show an answer is to this question
	Names     []string    `json:"names,omitempty"`      // what a strong answer may name: failure categories, decision aids
	FollowUps []FollowUp  `json:"follow_ups,omitempty"`
	Criteria  []Criterion `json:"criteria"`
}

// Criterion returns the criterion with the given id.
func (q Question) Criterion(id string) (Criterion, bool) {
	for i := range q.Criteria { // a criterion is large, and rarely the first
		if q.Criteria[i].ID == id {
			return q.Criteria[i], true
		}
	}
	return Criterion{}, false
}

// A FollowUp is a scripted press put once after the probes, such as "can you
// make it faster?" after an estimate.
type FollowUp struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	Criterion string `json:"criterion"` // the criterion it gives another chance to show
}

// A Criterion is one thing an interviewer listens for.
//
// Level n, counted from 1, is described by Levels[n-1]. The lowest level is
// the floor: it needs no evidence.
type Criterion struct {
	ID      string   `json:"id"`
	Meaning string   `json:"meaning"`
	Weight  float64  `json:"weight"`            // from 0.01 to 100, against the others of the question
	Levels  []string `json:"levels"`            // behavioural anchors, worst first, 3 to 10 of them
	Probe   string   `json:"probe"`             // what to ask when the answer left it out
	Missing string   `json:"missing,omitempty"` // the one fact to add, as advice: "the figure before your change"
	Drill   string   `json:"drill,omitempty"`   // an exercise that trains it
	Cues    []string `json:"cues,omitempty"`    // phrases, matched by stem, that show the answer speaks to it
	Source  Source   `json:"source,omitzero"`
	Avoid   bool     `json:"avoid,omitempty"` // an answer should not do it: the lowest level is that it does
	Draft   bool     `json:"draft,omitempty"` // levels were drafted by the importer and wait for a person
	Drafted []string `json:"-"`               // the parts marked "# draft" in the file, as [Criterion.Parts] names and orders them
}

// Parts of a criterion that may be drafts, beside its levels.
const (
	Meaning = "meaning"
	Probe   = "probe"
	Missing = "missing"
	Drill   = "drill"
)

// LevelPart names level n, from 1, as a part that may be a draft.
func LevelPart(n int) string { return fmt.Sprintf("level %d", n) }

// Parts are the texts of c that may be drafts.
func (c Criterion) Parts() []string {
	parts := []string{Meaning}
	for n := range c.Levels {
		parts = append(parts, LevelPart(n+1))
	}
	parts = append(parts, Probe)
	if c.Missing != "" {
		parts = append(parts, Missing)
	}
	if c.Drill != "" {
		parts = append(parts, Drill)
	}
	return parts
}

// Drafts reports whether a part of c is marked as a draft.
func (c Criterion) Drafts(part string) bool { return slices.Contains(c.Drafted, part) }

// Name is what c is called before people: its id, or what it means where the id
// was only made of the words of a source.
func (c Criterion) Name() string {
	const longest = 60
	if c.Source.Hash == "" || !strings.Contains(c.ID, "-") {
		return c.ID
	}
	name, _, _ := strings.Cut(c.Meaning, ": ")
	name = strings.TrimRight(name, " .")
	if rs := []rune(name); len(rs) > longest {
		name = string(rs[:longest])
		name = strings.TrimRight(name[:max(strings.LastIndexByte(name, ' '), longest/2)], " ,;:") + " …"
	}
	return name
}

// Top is the highest level of c.
func (c Criterion) Top() Level { return Level(len(c.Levels)) }

// Anchor describes level l, or is empty where there is no such level.
func (c Criterion) Anchor(l Level) string {
	if l < 1 || int(l) > len(c.Levels) {
		return ""
	}
	return c.Levels[l-1]
}

// Basis says whether a source states a criterion or only implies it.
type Basis string

const (
	Stated  Basis = "stated"
	Derived Basis = "derived"
)

// Source ties a criterion to the passage it comes from.
type Source struct {
	Section string `json:"section,omitempty"`
	Lines   string `json:"lines,omitempty"` // "14-18" in the source file, or empty
	Basis   Basis  `json:"basis"`
	Hash    string `json:"hash,omitempty"` // of the source lines when they were imported, or empty
}

// An Answer is everything said about one question, in order. Only the
// candidate's lines can be quoted as evidence.
type Answer []Line

// A Line is one utterance.
type Line struct {
	By   Speaker `json:"by"`
	Text string  `json:"text"`
}

// Speaker is who said a line.
type Speaker string

const (
	Interviewer Speaker = "interviewer"
	Candidate   Speaker = "candidate"
)

// Said makes an answer of one line by the candidate.
func Said(text string) Answer { return Answer{{By: Candidate, Text: text}} }

// Level is a whole level from 1 up. The zero Level is no level: it is written
// as null, and never counts as a low mark.
type Level int

// MarshalJSON writes null for no level.
func (l Level) MarshalJSON() ([]byte, error) {
	if l == 0 {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(l), 10), nil
}

// Unscored says why a criterion has no level. The empty value means it has one.
type Unscored string

const (
	NotAssessable Unscored = "not_assessable" // the answer gave no chance to show it
	Declined      Unscored = "declined"       // the candidate passed
	Unverified    Unscored = "unverified"     // a level was claimed with no quote that code could find
	Invalid       Unscored = "invalid"        // the grader's reply broke the contract twice
	TooLong       Unscored = "too_long"       // the provider could not take the answer whole
	Refused       Unscored = "refused"        // the provider refused or blocked the call
)

// A Finding is a grader's unverified claim about one criterion.
type Finding struct {
	Criterion string
	Level     Level
	Rationale string
	Quotes    []string
	Unscored  Unscored // set when the grader itself says it cannot tell
}

// Match says how a quote was found in the answer.
type Match string

const (
	Exact  Match = "exact"
	Folded Match = "folded" // equal after folding case, white space, Unicode form and quote marks
	Absent Match = "absent"
)

// Evidence ties a quote to the answer. Start and End are byte offsets into the
// text of line Line; all three are meaningless when Match is Absent.
type Evidence struct {
	Quote string `json:"quote"`
	Match Match  `json:"match"`
	Line  int    `json:"line"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// A Grade is a finding after verification.
type Grade struct {
	Criterion  string     `json:"criterion"`
	Level      Level      `json:"level"`
	Unscored   Unscored   `json:"unscored"`
	Rationale  string     `json:"rationale"`
	Low        Level      `json:"low"`                 // lowest of several readings; Level when there was one
	High       Level      `json:"high"`                // highest of several readings
	Unprompted Level      `json:"unprompted,omitzero"` // in an interview: the level before any probe, absent where there was none
	Evidence   []Evidence `json:"evidence"`
	Absent     int        `json:"absent,omitempty"` // quotes that the grader gave and the answer has not
}

// A Sheet is the graded answer to one question.
type Sheet struct {
	ID       string   `json:"id,omitempty"` // of the batch line
	Question string   `json:"question"`
	Kind     Kind     `json:"kind"`
	Model    string   `json:"model"` // as asked for; Origin.Model is as reported
	Score    *float64 `json:"score"` // weighted mean of scored levels, 1 to 5; nil when none is scored
	Coverage float64  `json:"coverage"`
	Grades   []Grade  `json:"grades"`
	Flags    []Flag   `json:"flags"`
	Warnings []string `json:"warnings"`
	Origin   Origin   `json:"origin"`
}

// Grade returns the grade for a criterion.
func (s *Sheet) Grade(criterion string) (Grade, bool) {
	for _, g := range s.Grades {
		if g.Criterion == criterion {
			return g, true
		}
	}
	return Grade{}, false
}

// A Flag marks a passage that addresses the grader. It is shown and never
// moves a level.
type Flag struct {
	Kind  string `json:"kind"`
	Quote string `json:"quote"`
	Line  int    `json:"line"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Origin names what made a stored result. The zero Origin means a person did.
type Origin struct {
	Program  string   `json:"program,omitempty"`
	Document string   `json:"document,omitempty"` // id@version:hash
	Prompt   string   `json:"prompt,omitempty"`   // name@version:hash
	Model    string   `json:"model,omitempty"`    // as the provider reported it
	Usage    Usage    `json:"usage"`
	Cost     *float64 `json:"cost"`              // USD; nil when unknown
	Repairs  int      `json:"repairs,omitempty"` // verdicts that broke the contract and were asked for again
	Fault    string   `json:"fault,omitempty"`   // what was wrong with a reply that could not be used whole, not even asked for again
	Reply    string   `json:"reply,omitempty"`   // how that reply began
}

// Usage counts tokens as the provider reported them.
type Usage struct {
	Input  int `json:"input"`
	Output int `json:"output"`
	Cached int `json:"cached,omitzero"` // of Input, taken from the provider's cache
}

// Add returns the sum of two usages.
func (u Usage) Add(v Usage) Usage {
	return Usage{Input: u.Input + v.Input, Output: u.Output + v.Output, Cached: u.Cached + v.Cached}
}
