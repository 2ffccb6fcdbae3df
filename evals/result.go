package evals

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"mockstar/internal/llm"
	"mockstar/prompts"
	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// RunKind is what the numbers of a run are worth; the kinds must never be
// confused.
type RunKind string

const (
	RunEmbedded RunKind = "embedded" // no model
	RunStub     RunKind = "stub"     // scripted replies, or recordings of such: proves the harness alone
	RunReplay   RunKind = "replay"   // recorded replies of a real model
	RunLive     RunKind = "live"
)

// A Header names what made a run. Runs are merged and compared by it.
type Header struct {
	Program  string  `json:"program"`
	Run      RunKind `json:"run"`
	Suite    string  `json:"suite"` // name@version:hash
	Title    string  `json:"title"`
	Readers  Readers `json:"readers,omitempty"`
	Document string  `json:"document"` // id@version:hash
	Model    string  `json:"model"`    // as asked for
	// Examiner is what the embedded examiner grades by, embedded:HASH; none where
	// it does not grade, and in runs made before it was kept here.
	Examiner string `json:"examiner,omitempty"`
	Fitted   bool   `json:"fitted,omitempty"` // the model was fitted to these very cases
	Samples  int    `json:"samples"`
	// Prompts are what a model is sent, name@version:hash; none where no model
	// grades, and in runs made before they were kept here.
	Prompts []string `json:"prompts,omitempty"`
	// PerCriterion says that a model was asked for one criterion a call.
	PerCriterion bool    `json:"per_criterion,omitempty"`
	Cases        int     `json:"cases"`                     // of the whole suite
	Changed      int     `json:"changed_answers,omitempty"` // of the whole suite; 0 too in runs made before they were counted
	Stale        int     `json:"stale_labels"`              // left out: their criterion reads otherwise now
	Undated      int     `json:"undated_labels"`            // taken in, though they do not say what they were given for
	Cluster      Cluster `json:"cluster"`                   // what the gate takes as independent
	Effect       float64 `json:"effect"`                    // smallest drop the gate stops for; 0 for its default
	Shard        string  `json:"shard,omitempty"`           // I/N, empty for a whole run
	// Relations are what is expected of changed answers.
	Relations  []Relation  `json:"relations,omitempty"`
	Thresholds []Threshold `json:"thresholds,omitempty"`
	Filters    []string    `json:"filters,omitempty"` // what the cases were chosen by
}

// ExaminerOf is what the embedded examiner grades by where model names it,
// alone or in a panel; nothing elsewhere.
func ExaminerOf(model string) string {
	if slices.Contains(strings.Split(model, ","), lexical.Model) {
		return lexical.Ref()
	}
	return ""
}

// Header describes a run of s.
func (s *Suite) Header(program string, run RunKind, model string, samples int) Header {
	var filters []string
	for _, f := range s.filters {
		filters = append(filters, f.String())
	}
	return Header{
		Program: program, Run: run, Suite: s.Ref(), Title: s.Title, Readers: s.Readers, Document: s.doc.Ref(),
		Model: model, Examiner: ExaminerOf(model), Fitted: slices.ContainsFunc(strings.Split(model, ","), func(m string) bool { return slices.Contains(s.Fitted, m) }), Samples: samples, Cases: s.Count, Changed: s.Changed, Stale: s.Stale, Undated: s.Undated,
		Cluster: s.Cluster, Effect: s.Effect, Relations: s.Relations, Thresholds: s.Thresholds, Filters: filters,
	}
}

// Failed is the outcome of a criterion whose case failed at the provider.
const Failed rubric.Unscored = "failed"

// Absent is the outcome of a criterion of which so many readings are missing
// that the others make no level, as in a run that was stopped.
const Absent rubric.Unscored = "missing"

// A Result is one reading of one case. It holds all that reports are made of,
// so that runs can be merged and reported without the suite.
type Result struct {
	Seq      int               `json:"seq"` // place in the suite, from 0
	ID       string            `json:"id"`
	Sample   int               `json:"sample"`           // which reading, from 0
	Change   Change            `json:"change,omitempty"` // of a changed answer; only its first reading is made
	Group    string            `json:"group"`
	Question string            `json:"question"`
	Kind     rubric.Kind       `json:"kind"`
	Slices   map[string]string `json:"slices,omitempty"`
	Words    int               `json:"words"` // of the answer
	Marks    []Mark            `json:"marks"`
	Score    *float64          `json:"score,omitempty"` // weighted mean of the levels, 1 to 5
	Quotes   int               `json:"quotes,omitempty"`
	Absent   int               `json:"absent,omitempty"`  // of the quotes, those that the answer has not
	Repairs  int               `json:"repairs,omitempty"` // verdicts that broke the contract and were asked for again
	Fault    string            `json:"fault,omitempty"`   // why marks have no level, as far as that is known
	Reply    string            `json:"reply,omitempty"`   // how the reply began that could not be used
	Prompt   string            `json:"prompt,omitempty"`
	Model    string            `json:"model,omitempty"` // as reported
	Usage    rubric.Usage      `json:"usage"`
	Cost     float64           `json:"cost,omitempty"`     // USD, of the calls that were paid
	Unpriced int               `json:"unpriced,omitempty"` // calls whose price is not known
	Error    string            `json:"error,omitempty"`
	Hint     string            `json:"hint,omitempty"` // what to do about the error, as the provider or its client says
}

// A Mark is the level of one criterion beside what raters gave.
type Mark struct {
	Criterion string                  `json:"criterion"`
	Level     rubric.Level            `json:"level"`
	Unscored  rubric.Unscored         `json:"unscored,omitempty"`
	Absent    int                     `json:"absent,omitempty"` // quotes that the answer has not
	Top       rubric.Level            `json:"top"`
	Reference rubric.Level            `json:"reference"`
	Ratings   map[string]rubric.Level `json:"ratings,omitempty"`
	Why       *Why                    `json:"why,omitempty"` // of a level far from its reference
}

// result begins the result of c: everything that does not depend on a grader.
// Until they are graded all marks are failed.
func (s *Suite) result(seq int, c Case) Result {
	q, _ := s.doc.Question(c.Question)
	r := Result{Seq: seq, ID: c.ID, Group: c.Group, Question: q.ID, Kind: q.Kind, Slices: c.Slices, Words: words(c.Answer)}
	for _, cr := range q.Criteria {
		m := Mark{Criterion: cr.ID, Top: cr.Top(), Unscored: Failed}
		var levels []rubric.Level
		for _, l := range c.Labels {
			if l.Criterion != cr.ID || !s.current(c.Question, l) {
				continue
			}
			if m.Ratings == nil {
				m.Ratings = map[string]rubric.Level{}
			}
			m.Ratings[l.Rater] = l.Level
			levels = append(levels, l.Level)
		}
		m.Reference = reference(levels)
		r.Marks = append(r.Marks, m)
	}
	return r
}

func words(text string) (n int) {
	for range strings.FieldsSeq(text) {
		n++
	}
	return n
}

// take fills in what a grader said.
func (r *Result) take(sheet rubric.Sheet) {
	for i := range r.Marks {
		m := &r.Marks[i]
		if g, ok := sheet.Grade(m.Criterion); ok {
			m.Level, m.Unscored = g.Level, g.Unscored
			r.Quotes += len(g.Evidence) + g.Absent
			r.Absent += g.Absent
			m.Absent = g.Absent
			if r.Change == "" && m.far() {
				m.Why = because(g)
			}
		} else {
			m.Unscored = rubric.Invalid
		}
	}
	if slices.ContainsFunc(r.Marks, func(m Mark) bool { return m.Level == 0 }) {
		r.Fault, r.Reply = oneLine(sheet.Origin.Fault), cut(oneLine(sheet.Origin.Reply), longestShown)
		if n := len(sheet.Warnings); r.Fault == "" && n > 0 {
			r.Fault = oneLine(sheet.Warnings[n-1]) // such as that levels were not believed
		}
	}
	r.Score = sheet.Score
	r.Repairs = sheet.Origin.Repairs
	r.Prompt, r.Model, r.Usage = sheet.Origin.Prompt, oneLine(sheet.Origin.Model), sheet.Origin.Usage
}

// fail keeps why there is no reading.
func (r *Result) fail(err error) {
	r.Error = err.Error()
	var e *llm.Error
	if errors.As(err, &e) {
		r.Hint = oneLine(e.Hint)
	}
}

// ends reports whether err makes going on with other cases pointless.
func ends(ctx context.Context, err error) bool {
	var broken *prompts.BrokenError
	var call *llm.Error
	return ctx.Err() != nil || errors.As(err, &broken) || errors.As(err, &call) && call.Lasting()
}

// A Shard is part Index, from 1, of Of. The zero Shard is everything.
type Shard struct{ Index, Of int }

// ParseShard reads I/N. The one shard of one is everything.
func ParseShard(s string) (Shard, error) {
	if s == "" {
		return Shard{}, nil
	}
	var sh Shard
	if n, err := fmt.Sscanf(s, "%d/%d", &sh.Index, &sh.Of); n != 2 || err != nil || sh.String() != s || sh.Index < 1 || sh.Index > sh.Of {
		return Shard{}, fmt.Errorf("read shard %q: give I/N with I from 1 to N, such as 2/8", s)
	}
	if sh.Of == 1 {
		return Shard{}, nil
	}
	return sh, nil
}

func (sh Shard) String() string {
	if sh.Of == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", sh.Index, sh.Of)
}

// named is the shard as a sentence has it.
func (sh Shard) named() string {
	if sh.Of == 0 {
		return "the whole run"
	}
	return "shard " + sh.String()
}

// Has reports whether the case of that id belongs to the shard: by a hash, so
// that it does not matter where in the suite it stands.
func (sh Shard) Has(id string) bool {
	if sh.Of == 0 {
		return true
	}
	sum := sha256.Sum256([]byte(id))
	return binary.BigEndian.Uint64(sum[:])%uint64(sh.Of) == uint64(sh.Index-1)
}
