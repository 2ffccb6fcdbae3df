// Package grade grades an answer with a language model: prompt, call, strict
// parse, one repair, and the verification of every quote by package rubric.
package grade

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"unsafe"

	"mockstar/internal/llm"
	"mockstar/prompts"
	"mockstar/rubric"
)

// maxTokens leaves room for three quotes and two sentences for ten criteria.
const maxTokens = 4096

// A Grader grades with a language model. The zero value but for Model works.
type Grader struct {
	Model llm.Model
	Name  string // the spec of the model, for the sheet
	// PerCriterion asks for one criterion a call instead of all at once.
	PerCriterion bool
	// Sample tells several readings of one answer apart; it keys recordings.
	Sample int

	asked sync.Map // key -> *asked
}

// A key names a question by the memory of its criteria, which it holds on to,
// so that no other can come to lie there. A question must not be changed once
// an answer to it was graded.
type key struct {
	id, text string
	criteria *rubric.Criterion
	n        int
}

// asked is a question that many answers are graded by: what depends on it alone
// is made once, when it is first needed.
type asked struct {
	ready func() *rubric.Ready
	form  func() (*form, error)
}

// of returns what was made of q.
func (g *Grader) of(q rubric.Question) *asked {
	k := key{id: q.ID, text: q.Text, criteria: unsafe.SliceData(q.Criteria), n: len(q.Criteria)}
	if a, ok := g.asked.Load(k); ok {
		return a.(*asked)
	}
	a, _ := g.asked.LoadOrStore(k, &asked{
		ready: sync.OnceValue(q.Ready),
		form: sync.OnceValues(func() (*form, error) {
			p, err := prompt()
			if err != nil {
				return nil, err
			}
			return newForm(p, q, g.Sample)
		}),
	})
	return a.(*asked)
}

// ready readies q, or takes it from those asked before.
func (g *Grader) ready(q rubric.Question) *rubric.Ready { return g.of(q).ready() }

// Grade makes the sheet for an answer. The error is a [llm.Error] when the
// call failed in a way that can pass, or that the user has to mend; what is
// wrong with one reply (refused, too long, breaking the contract) is an
// outcome in the sheet.
func (g *Grader) Grade(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
	var sheet rubric.Sheet
	long := rubric.TooLongToGrade(q, a)
	switch {
	case long != nil:
		sheet = g.ready(q).Assess(a, long)
	case rubric.Blank(a):
		sheet = g.ready(q).Assess(a, rubric.Floor(q, "The answer has fewer than five different words."))
	default:
		var err error
		if sheet, err = g.read(ctx, q, a); err != nil {
			return rubric.Sheet{}, err
		}
	}
	sheet.Model = g.Name
	return sheet, nil
}

func (g *Grader) read(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
	if !g.PerCriterion {
		r, err := g.ask(ctx, q, a)
		if err != nil {
			return rubric.Sheet{}, err
		}
		return g.sheet(q, a, r), nil
	}
	var all reading
	for i := range q.Criteria {
		one := q
		one.Criteria = q.Criteria[i : i+1 : i+1]
		r, err := g.ask(ctx, one, a)
		if err != nil {
			return rubric.Sheet{}, err
		}
		all.join(r)
	}
	return g.sheet(q, a, all), nil
}

// A reading is what one or more calls brought.
type reading struct {
	findings []rubric.Finding
	warnings []string
	origin   rubric.Origin
}

func (r *reading) join(other reading) {
	r.findings = append(r.findings, other.findings...)
	r.warnings = append(r.warnings, other.warnings...)
	was := r.origin
	r.origin = other.origin
	r.origin.Usage, r.origin.Repairs = was.Usage.Add(other.origin.Usage), was.Repairs+other.origin.Repairs
	if was.Fault != "" { // the first is told
		r.origin.Fault, r.origin.Reply = was.Fault, was.Reply
	}
}

func (g *Grader) sheet(q rubric.Question, a rubric.Answer, r reading) rubric.Sheet {
	findings, doubt := credible(q, a, r.findings)
	s := g.ready(q).Assess(a, findings)
	s.Warnings = append(s.Warnings, r.warnings...)
	if doubt != "" {
		s.Warnings = append(s.Warnings, doubt)
	}
	s.Origin = r.origin
	return s
}

// prompt is the same for every call, and costs more to read than to fill.
var prompt = sync.OnceValues(func() (*prompts.Prompt, error) { return prompts.Load("grade") })

// Prompt names what a Grader sends: name@version:hash.
func Prompt() (string, error) {
	p, err := prompt()
	if err != nil {
		return "", err
	}
	return p.Ref(), nil
}

// ask makes one call, and one more when the reply broke the contract.
func (g *Grader) ask(ctx context.Context, q rubric.Question, a rubric.Answer) (reading, error) {
	f, err := g.of(q).form()
	if err != nil {
		return reading{}, err
	}
	req, nonce, err := f.request(a)
	if err != nil {
		return reading{}, err
	}
	p := f.prompt
	r := reading{origin: rubric.Origin{Prompt: p.Ref()}}
	reply, lost, err := g.call(ctx, req, &r.origin)
	if err != nil {
		return reading{}, err
	}
	if lost.why != "" {
		r.findings = rubric.Ungraded(q, lost.outcome, strings.TrimSpace(lost.why+" "+lost.text))
		r.fault(lost.why, lost.text)
		return r, nil
	}
	v := parse(reply, nonce, q)
	if r.findings = v.findings; v.problem == "" {
		return r, nil
	}
	r.origin.Repairs++
	r.warnings = append(r.warnings, "the first verdict broke the contract and was asked for again: "+v.problem)
	repair, err := p.Render("repair", prompts.RepairData{Nonce: nonce, Problem: v.problem})
	if err != nil {
		return reading{}, err
	}
	req.Messages = append(req.Messages, llm.Message{Role: llm.Assistant, Text: reply}, llm.Message{Role: llm.User, Text: repair})
	first := reply
	reply, lost, err = g.call(ctx, req, &r.origin)
	if err != nil {
		return reading{}, err
	}
	if lost.why != "" {
		r.warnings = append(r.warnings, strings.TrimSpace("the second try brought no verdict: "+lost.why+" "+lost.text))
		r.fault(v.problem, first)
		return r, nil
	}
	v = parse(reply, nonce, q)
	if r.findings = v.findings; v.problem != "" {
		r.warnings = append(r.warnings, "so did the second: "+v.problem)
		r.fault(v.problem, reply)
	}
	return r, nil
}

// beginning is how many characters of a reply that cannot be used are kept.
const beginning = 200

// fault keeps what was wrong with the last reply and how it began: without them
// nobody can mend a server or a prompt.
func (r *reading) fault(why, reply string) {
	r.origin.Fault = why
	if text := []rune(strings.TrimSpace(reply)); len(text) > beginning {
		r.origin.Reply = string(text[:beginning]) + "…"
	} else {
		r.origin.Reply = string(text)
	}
}

// A loss says why a call brought no verdict. It belongs into the sheet; the
// zero loss is none.
type loss struct {
	outcome rubric.Unscored
	why     string
	text    string // what the model said in place of it
}

// call makes one request, and one more with twice the room when the reply was
// cut: a piece of a verdict is never parsed.
func (g *Grader) call(ctx context.Context, req llm.Request, o *rubric.Origin) (string, loss, error) {
	for {
		res, err := llm.Ask(ctx, g.Model, req)
		o.Usage = o.Usage.Add(rubric.Usage{Input: res.Usage.Input, Output: res.Usage.Output, Cached: res.Usage.Cached})
		if res.Model != "" {
			o.Model = res.Model
		}
		var e *llm.Error
		switch {
		case errors.As(err, &e) && e.Kind == llm.Declined:
			return "", loss{outcome: rubric.Refused, why: "The provider refused to grade this answer."}, nil
		case errors.As(err, &e) && e.Kind == llm.TooLong:
			return "", loss{outcome: rubric.TooLong, why: "The answer and its rubric are longer than the model can read."}, nil
		case errors.As(err, &e) && e.Kind == llm.Empty:
			return "", loss{outcome: rubric.Invalid, why: "The model replied with nothing."}, nil
		case err != nil:
			return "", loss{}, err
		case res.Finish == llm.Refused || res.Finish == llm.Filtered:
			return "", loss{rubric.Refused, "The model refused to grade this answer.", strings.TrimSpace(res.Text)}, nil
		case res.Finish == llm.Length && req.MaxTokens == maxTokens:
			req.MaxTokens *= 2
		case res.Finish == llm.Length:
			return "", loss{rubric.Invalid, fmt.Sprintf("The model's reply was cut off at %d tokens.", req.MaxTokens), ""}, nil
		default:
			return res.Text, loss{}, nil
		}
	}
}
