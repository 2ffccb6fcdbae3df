// Package grade grades an answer with a language model: prompt, call, strict
// parse, one repair, and the verification of every quote by package rubric.
package grade

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
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

	asked sync.Map // key -> *rubric.Ready
}

// A key names a question by the memory of its criteria, which it holds on to,
// so that no other can come to lie there. A question must not be changed once
// an answer to it was graded.
type key struct {
	id, text string
	criteria *rubric.Criterion
	n        int
}

// ready readies q, or takes it from those asked before.
func (g *Grader) ready(q rubric.Question) *rubric.Ready {
	k := key{id: q.ID, text: q.Text, criteria: unsafe.SliceData(q.Criteria), n: len(q.Criteria)}
	if r, ok := g.asked.Load(k); ok {
		return r.(*rubric.Ready)
	}
	r, _ := g.asked.LoadOrStore(k, q.Ready())
	return r.(*rubric.Ready)
}

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
	for _, c := range q.Criteria {
		one := q
		one.Criteria = []rubric.Criterion{c}
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
	usage := r.origin.Usage.Add(other.origin.Usage)
	r.origin = other.origin
	r.origin.Usage = usage
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

// ask makes one call, and one more when the reply broke the contract.
func (g *Grader) ask(ctx context.Context, q rubric.Question, a rubric.Answer) (reading, error) {
	p, err := prompt()
	if err != nil {
		return reading{}, err
	}
	req, nonce, err := Request(p, q, a, g.Sample)
	if err != nil {
		return reading{}, err
	}
	r := reading{origin: rubric.Origin{Prompt: p.Ref()}}
	reply, lost, err := g.call(ctx, req, &r.origin)
	if err != nil {
		return reading{}, err
	}
	if lost.why != "" {
		r.findings = rubric.Ungraded(q, lost.outcome, lost.why)
		return r, nil
	}
	v := parse(reply, nonce, q)
	if r.findings = v.findings; v.problem == "" {
		return r, nil
	}
	r.warnings = append(r.warnings, "the first verdict broke the contract and was asked for again: "+v.problem)
	repair, err := p.Render("repair", prompts.RepairData{Nonce: nonce, Problem: v.problem})
	if err != nil {
		return reading{}, err
	}
	req.Messages = append(req.Messages, llm.Message{Role: llm.Assistant, Text: reply}, llm.Message{Role: llm.User, Text: repair})
	reply, lost, err = g.call(ctx, req, &r.origin)
	if err != nil {
		return reading{}, err
	}
	if lost.why != "" {
		r.warnings = append(r.warnings, "the second try brought no verdict: "+lost.why)
		return r, nil
	}
	v = parse(reply, nonce, q)
	if r.findings = v.findings; v.problem != "" {
		r.warnings = append(r.warnings, "so did the second: "+v.problem)
	}
	return r, nil
}

// A loss says why a call brought no reply. It belongs into the sheet; the zero
// loss is none.
type loss struct {
	outcome rubric.Unscored
	why     string
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
			return "", loss{rubric.Refused, "The provider refused to grade this answer."}, nil
		case errors.As(err, &e) && e.Kind == llm.TooLong:
			return "", loss{rubric.TooLong, "The answer and its rubric are longer than the model can read."}, nil
		case errors.As(err, &e) && e.Kind == llm.Empty:
			return "", loss{rubric.Invalid, "The model replied with nothing."}, nil
		case err != nil:
			return "", loss{}, err
		case res.Finish == llm.Refused || res.Finish == llm.Filtered:
			return "", loss{rubric.Refused, strings.TrimSpace("The model refused to grade this answer. " + res.Text)}, nil
		case res.Finish == llm.Length && req.MaxTokens == maxTokens:
			req.MaxTokens *= 2
		case res.Finish == llm.Length:
			return "", loss{rubric.Invalid, fmt.Sprintf("The model's reply was cut off at %d tokens.", req.MaxTokens)}, nil
		default:
			return res.Text, loss{}, nil
		}
	}
}

// A Size is how long a request is, in tokens.
type Size struct {
	Stable int // the same for every answer to the question: what a cache takes
	Answer int // what was said
	Beside int // all else, paid again with every answer
}

// MaxBeside is the most that a request may hold beside its answer and what a
// cache takes.
const MaxBeside = 250

// bytesPerToken is an estimate, since there is no tokenizer at hand for every
// model. English text has four bytes and more, so it errs on the safe side.
const bytesPerToken = 3

// SizeOf estimates the size of a request that [Request] made for a.
func SizeOf(req llm.Request, a rubric.Answer) (Size, error) {
	user, said := 0, 0
	for _, m := range req.Messages {
		user += len(m.Text)
	}
	for _, l := range a {
		if l.By == rubric.Candidate {
			text, err := prompts.JSON(l.Text)
			if err != nil {
				return Size{}, fmt.Errorf("measure request: %w", err)
			}
			said += len(text) - len(`""`)
		}
	}
	tokens := func(bytes int) int { return (bytes + bytesPerToken - 1) / bytesPerToken }
	return Size{Stable: tokens(len(req.System) + len(req.Schema)), Answer: tokens(said), Beside: tokens(user - said)}, nil
}

// Request renders the grading prompt p for an answer. The system part and the
// schema depend on the question alone; nonce and answer come last. The nonce
// is the start of a hash over everything else in the request, so no answer can
// contain it and a recording of the request stays valid.
func Request(p *prompts.Prompt, q rubric.Question, a rubric.Answer, sample int) (llm.Request, string, error) {
	system, err := p.Render("system", prompts.GradeData{Question: q})
	if err != nil {
		return llm.Request{}, "", err
	}
	zero := 0.0
	req := llm.Request{Prompt: p.Ref(), System: system, Schema: schema(q), MaxTokens: maxTokens, Temperature: &zero, Sample: sample}
	seed, err := json.Marshal(struct {
		Request llm.Request
		Answer  rubric.Answer
	}{req, a})
	if err != nil {
		return llm.Request{}, "", fmt.Errorf("render request: %w", err)
	}
	sum := sha256.Sum256(seed)
	nonce := hex.EncodeToString(sum[:8])
	user, err := p.Render("user", prompts.AnswerData{Nonce: nonce, Lines: a})
	if err != nil {
		return llm.Request{}, "", err
	}
	req.Messages = []llm.Message{{Role: llm.User, Text: user}}
	return req, nonce, nil
}
