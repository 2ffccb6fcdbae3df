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
}

// Grade makes the sheet for an answer. The error is a [llm.Error] when the
// call failed in a way that can pass, or that the user has to mend; what is
// wrong with one reply (refused, too long, breaking the contract) is an
// outcome in the sheet.
func (g *Grader) Grade(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
	var sheet rubric.Sheet
	switch {
	case size(a) > rubric.MaxAnswer:
		why := fmt.Sprintf("the answer has %d bytes; at most %d are graded", size(a), rubric.MaxAnswer)
		sheet = q.Assess(a, unscored(q, rubric.TooLong, why))
	case rubric.Blank(a):
		sheet = q.Assess(a, rubric.Floor(q, "the answer has fewer than five different words"))
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
		return r.sheet(q, a), nil
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
	return all.sheet(q, a), nil
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
	usage := rubric.Usage{Input: r.origin.Usage.Input + other.origin.Usage.Input, Output: r.origin.Usage.Output + other.origin.Usage.Output}
	r.origin = other.origin
	r.origin.Usage = usage
}

func (r reading) sheet(q rubric.Question, a rubric.Answer) rubric.Sheet {
	s := q.Assess(a, r.findings)
	s.Warnings = append(s.Warnings, r.warnings...)
	s.Origin = r.origin
	return s
}

// ask makes one call, and one more when the reply broke the contract.
func (g *Grader) ask(ctx context.Context, q rubric.Question, a rubric.Answer) (reading, error) {
	p, err := prompts.Load("grade")
	if err != nil {
		return reading{}, err
	}
	req, nonce, err := Request(p, q, a, g.Sample)
	if err != nil {
		return reading{}, err
	}
	r := reading{origin: rubric.Origin{Prompt: p.Ref()}}
	reply, out, err := g.call(ctx, req, &r.origin)
	if err != nil || out != "" {
		r.findings = unscored(q, out, "the provider did not grade this answer: "+string(out))
		return r, err
	}
	v := parse(reply, nonce, q)
	if v.problem == "" {
		r.findings = v.findings
		return r, nil
	}
	repair, err := p.Render("repair", prompts.RepairData{Nonce: nonce, Problem: v.problem})
	if err != nil {
		return reading{}, err
	}
	req.Messages = append(req.Messages, llm.Message{Role: llm.Assistant, Text: reply}, llm.Message{Role: llm.User, Text: repair})
	reply, out, err = g.call(ctx, req, &r.origin)
	if err != nil {
		return reading{}, err
	}
	r.warnings = append(r.warnings, "the first verdict broke the contract and was asked for again: "+v.problem)
	if out == "" {
		if v = parse(reply, nonce, q); v.problem != "" {
			r.warnings = append(r.warnings, "so did the second: "+v.problem)
		}
	}
	r.findings = v.findings
	return r, nil
}

// call makes one request. An outcome that belongs into the sheet is returned
// beside the error, not as one.
func (g *Grader) call(ctx context.Context, req llm.Request, o *rubric.Origin) (string, rubric.Unscored, error) {
	for {
		res, err := llm.Collect(g.Model.Generate(ctx, req))
		o.Usage.Input += res.Usage.Input
		o.Usage.Output += res.Usage.Output
		if res.Model != "" {
			o.Model = res.Model
		}
		var e *llm.Error
		switch {
		case errors.As(err, &e) && e.Kind == llm.Declined:
			return "", rubric.Refused, nil
		case errors.As(err, &e) && e.Kind == llm.TooLong:
			return "", rubric.TooLong, nil
		case err != nil:
			return "", "", err
		case res.Finish == llm.Refused || res.Finish == llm.Filtered:
			return "", rubric.Refused, nil
		case res.Finish == llm.Length && req.MaxTokens == maxTokens:
			req.MaxTokens *= 2 // a cut verdict is never parsed; one more try with room
		case res.Finish == llm.Length:
			return "", rubric.Invalid, nil
		default:
			return res.Text, "", nil
		}
	}
}

// size is how many bytes the candidate said.
func size(a rubric.Answer) int {
	n := 0
	for _, l := range a {
		if l.By == rubric.Candidate {
			n += len(l.Text)
		}
	}
	return n
}

func unscored(q rubric.Question, why rubric.Unscored, rationale string) []rubric.Finding {
	var fs []rubric.Finding
	for _, c := range q.Criteria {
		fs = append(fs, rubric.Finding{Criterion: c.ID, Unscored: why, Rationale: rationale})
	}
	return fs
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
