package grade

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"

	json "github.com/go-json-experiment/json/v1" // as encoding/json, in two thirds of the time

	"mockstar/internal/llm"
	"mockstar/prompts"
	"mockstar/rubric"
)

// Request renders the grading prompt p for an answer. The system part and the
// schema depend on the question alone; nonce and answer come last. The nonce
// is the start of a hash over everything else in the request, so no answer can
// contain it and a recording of the request stays valid.
func Request(p *prompts.Prompt, q rubric.Question, a rubric.Answer, sample int) (llm.Request, string, error) {
	f, err := newForm(p, q, sample)
	if err != nil {
		return llm.Request{}, "", err
	}
	return f.request(a)
}

// A form is the requests of a question, but for the answer: rendered once, and
// hashed once as far as all of them are the same.
type form struct {
	prompt *prompts.Prompt
	bare   llm.Request
	hashed hash.Cloner // {"Request":bare,"Answer":
}

func newForm(p *prompts.Prompt, q rubric.Question, sample int) (*form, error) {
	system, err := p.Render("system", prompts.GradeData{Question: q})
	if err != nil {
		return nil, err
	}
	zero := 0.0
	f := &form{prompt: p, bare: llm.Request{Prompt: p.Ref(), System: system, Schema: schema(q), MaxTokens: maxTokens, Temperature: &zero, Sample: sample}}
	bare, err := json.Marshal(f.bare)
	if err != nil {
		return nil, fmt.Errorf("render request: %w", err)
	}
	h := sha256.New()
	fmt.Fprintf(h, `{"Request":%s,"Answer":`, bare)
	f.hashed = h.(hash.Cloner)
	return f, nil
}

// request fills in the answer. It is safe for concurrent use.
func (f *form) request(a rubric.Answer) (llm.Request, string, error) {
	answer, err := json.Marshal(a)
	if err != nil {
		return llm.Request{}, "", fmt.Errorf("render request: %w", err)
	}
	h, err := f.hashed.Clone()
	if err != nil {
		return llm.Request{}, "", fmt.Errorf("render request: %w", err)
	}
	h.Write(answer)
	h.Write([]byte("}"))
	nonce := hex.EncodeToString(h.Sum(nil)[:8])
	user, err := f.prompt.Render("user", prompts.AnswerData{Nonce: nonce, Lines: a})
	if err != nil {
		return llm.Request{}, "", err
	}
	req := f.bare
	req.Messages = []llm.Message{{Role: llm.User, Text: user}}
	return req, nonce, nil
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
