// Package lexical is the embedded examiner: it grades an interview answer with
// no language model, the same way each time.
//
// It reads what can be observed in the candidate's sentences (acts, figures,
// before and after, reasons, names, admissions, the phrases a question listens
// for), tells of each sentence what it states, and turns the counts into levels
// by small decision trees that no more of a good thing ever lowers. Their numbers
// were fitted to what a large language model read, see testdata/graded:
// agreement with it is agreement with that model, not with people.
// `go run ./rubric/lexical/fit` fits them again and measures them.
package lexical

import (
	"context"
	"fmt"
	"sync"
	"unsafe"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/fitted"
	"mockstar/rubric/lexical/internal/foreign"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

// Model is what sheets of the embedded examiner name as their model.
const Model = "embedded"

// An Examiner grades answers. It is immutable to its users and safe for
// concurrent use; what it needs is built at its first use.
type Examiner struct {
	blind  string // the trait that counts for nothing; "" in every examiner but those of tests
	topics func() *trait.Topics
	asked  sync.Map // key -> *known
}

// New returns an examiner.
func New() *Examiner {
	return &Examiner{topics: sync.OnceValue(bankTopics)}
}

func bankTopics() *trait.Topics {
	go fitted.Stored() // which is looked at next, and depends on none of this
	return trait.NewTopics(rubric.Embedded().Questions)
}

// Grade grades a by every criterion of q. An answer in another language than
// English is not assessable, and says so in a warning. The error is that of
// ctx, or says that the answer is too long.
func (e *Examiner) Grade(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
	if err := ctx.Err(); err != nil {
		return rubric.Sheet{}, fmt.Errorf("grade answer: %w", err)
	}
	findings, warning := e.find(q, a)
	s := e.known(q).ready.Assess(a, findings)
	if e.subject(q).Foreign() && parroted(s, findings) {
		s = e.known(q).ready.Assess(a, findings)
	}
	s.Model = Model
	if warning != "" {
		s.Warnings = append(s.Warnings, warning)
	}
	return s, nil
}

func (e *Examiner) find(q rubric.Question, a rubric.Answer) (fs []rubric.Finding, warning string) {
	if long := rubric.TooLongToGrade(q, a); long != nil {
		return long, ""
	}
	if rubric.Blank(a) {
		return rubric.Floor(q, "The answer says too little to be graded."), ""
	}
	r := read.Read(candidateLines(a))
	if r.Foreign() {
		for _, c := range q.Criteria {
			fs = append(fs, rubric.Finding{Criterion: c.ID, Unscored: rubric.NotAssessable, Rationale: "The embedded examiner reads English only."})
		}
		return fs, "the answer is not in English: the embedded examiner can't assess it; use --model with a language model"
	}
	if q.Kind == rubric.Closing {
		return closing(e.subject(q).See(r, fitted.Stored().Learned), a), ""
	}
	tells := r.Tells()
	if !tells && !e.subject(q).Foreign() {
		return rubric.Floor(q, tellsLittle), ""
	}
	sight := e.subject(q).See(r, fitted.Stored().Learned)
	var marks []graded
	quotes := &quoter{sight: sight, answer: a, withdrawn: withdrawn(a), used: make([]int, len(r.Sentences))}
	var heard *foreign.Heard
	for i, c := range q.Criteria {
		switch {
		case !c.Avoid && sight.Foreign() && !trait.IsStar(c.ID):
			if heard == nil {
				heard = e.known(q).asked().Hear(r, a)
			}
			fs = append(fs, unlearned(c, i, heard.Judge(i), quotes))
		case tells:
			if marks == nil {
				marks = e.grades(q, a, sight)
			}
			fs = append(fs, finding(c, i, marks[i], sight, quotes))
		default:
			fs = append(fs, rubric.Floor(rubric.Question{Criteria: q.Criteria[i : i+1]}, tellsLittle)...)
		}
	}
	return fs, ""
}

const tellsLittle = "The answer holds too little of what somebody did or knows to be graded."

func finding(c rubric.Criterion, i int, g graded, sight *trait.Sight, from *quoter) rubric.Finding {
	if c.Avoid { // words that speak of it tell nothing about which way
		return rubric.Finding{Criterion: c.ID, Unscored: rubric.NotAssessable, Rationale: "The embedded examiner hears what is said, and can't tell doing from avoiding; a language model can (--model)."}
	}
	f := rubric.Finding{Criterion: c.ID, Level: onScale(g.level, c)}
	var quoted []int
	if f.Level > 1 {
		f.Quotes, quoted = from.quotes(i, g.level)
		if len(f.Quotes) == 0 {
			f.Level = 1
		}
	}
	f.Rationale = rationale(sight, i, f.Level, quoted, g.elsewhere)
	return f
}

// values are those of the traits that the named model is fitted to.
func (e *Examiner) values(model string, v *trait.View) []float64 {
	ts := trait.For(model)
	out := trait.Values(ts, v)
	for j := range ts {
		if e.blind != "" && ts[j].Name == e.blind {
			out[j] = 0
		}
	}
	return out
}

// onScale puts a level of five on the scale of c, rounding down.
func onScale(l rubric.Level, c rubric.Criterion) rubric.Level {
	return 1 + (l-1)*(c.Top()-1)/(scale.Levels-1)
}

// A key names a question by the memory of its lists, which costs nothing to
// compare. It holds on to them, so that no other question can come to lie
// there; a question must not be changed once it was graded by.
type key struct {
	id       string
	criteria *rubric.Criterion
	cues     *string
	n, m     int
}

// What is known of a question from the first time it was graded by.
type known struct {
	ready   *rubric.Ready
	subject func() *trait.Subject
	asked   func() *foreign.Question // where the question is not of the bank
}

// known readies q, or takes it from the cache.
func (e *Examiner) known(q rubric.Question) *known {
	k := key{id: q.ID, criteria: unsafe.SliceData(q.Criteria), cues: unsafe.SliceData(q.Cues), n: len(q.Criteria), m: len(q.Cues)}
	if s, ok := e.asked.Load(k); ok {
		return s.(*known)
	}
	s, _ := e.asked.LoadOrStore(k, &known{
		ready:   q.Ready(),
		subject: sync.OnceValue(func() *trait.Subject { return trait.NewSubject(q, e.topics()) }),
		asked:   sync.OnceValue(func() *foreign.Question { return foreign.NewQuestion(q) }),
	})
	return s.(*known)
}

func (e *Examiner) subject(q rubric.Question) *trait.Subject { return e.known(q).subject() }

func candidateLines(a rubric.Answer) []read.Line {
	var out []read.Line
	for i, l := range a {
		if l.By == rubric.Candidate {
			out = append(out, read.Line{Index: i, Text: l.Text})
		}
	}
	return out
}
