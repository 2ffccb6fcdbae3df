// Package draft writes with a model what a source leaves open about the levels
// of its criteria: prompt, call, strict reading, one repair. Every draft stands
// on words that code found in the source, and stays marked as a draft.
package draft

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"mockstar/internal/llm"
	"mockstar/prompts"
	"mockstar/rubric"
	"mockstar/rubric/guide"
)

const (
	maxTokens = 8192
	// mostGaps is how many criteria go with one call.
	mostGaps = 12
)

// A Drafter drafts with a language model.
type Drafter struct{ Model llm.Model }

// Calls is how many calls Draft makes for im, repairs not counted.
func Calls(im *guide.Import) int {
	n := 0
	for i := range im.Document.Questions {
		n += (len(im.Gaps(i)) + mostGaps - 1) / mostGaps
	}
	return n
}

// Draft fills the gaps of im, a question at a time. What the model sends that
// does not stand on the source leaves the general draft where it is, with a
// note for the report. The error is that of a call, or of ctx; im is then as
// far as it had come.
func (d *Drafter) Draft(ctx context.Context, im *guide.Import) error {
	for i := range im.Document.Questions {
		for gaps := range slices.Chunk(im.Gaps(i), mostGaps) {
			if err := d.fill(ctx, im, i, gaps); err != nil {
				return fmt.Errorf("draft levels: %w", err)
			}
		}
	}
	return im.Settle()
}

// fill makes one call, and one more when a part of the reply can't be used.
func (d *Drafter) fill(ctx context.Context, im *guide.Import, i int, gaps []guide.Gap) error {
	p, err := prompts.Load("draft")
	if err != nil {
		return err
	}
	q := im.Document.Questions[i]
	req, nonce, err := request(p, q, gaps)
	if err != nil {
		return err
	}
	bad := map[string]error{}
	for range 2 {
		reply, why, err := d.call(ctx, req)
		if err != nil {
			return err
		}
		drafts, problem := parse(reply, nonce)
		bad = im.Fill(i, gaps, drafts)
		gaps = slices.DeleteFunc(gaps, func(g guide.Gap) bool { return bad[g.Criterion.ID] == nil })
		if len(gaps) == 0 {
			return nil
		}
		if problem = cmp.Or(why, problem); problem != "" {
			for _, g := range gaps {
				if errors.Is(bad[g.Criterion.ID], guide.ErrNoDraft) {
					bad[g.Criterion.ID] = errors.New(problem)
				}
			}
		}
		if why != "" {
			break // to ask again would bring the same
		}
		repair, err := p.Render("repair", prompts.RepairData{Nonce: nonce, Problem: cmp.Or(problem, fmt.Sprintf("%s: %v", gaps[0].Criterion.ID, bad[gaps[0].Criterion.ID]))})
		if err != nil {
			return err
		}
		req.Messages = append(req.Messages, llm.Message{Role: llm.Assistant, Text: reply}, llm.Message{Role: llm.User, Text: repair})
	}
	for _, g := range gaps {
		im.Write = append(im.Write, guide.Note{Lines: g.Criterion.Source.Lines, Text: fmt.Sprintf("%s/%s: the model's draft was not taken: %v", q.ID, g.Criterion.ID, bad[g.Criterion.ID])})
	}
	return nil
}

// call returns the reply, or why there is none that could be used.
func (d *Drafter) call(ctx context.Context, req llm.Request) (text, why string, err error) {
	res, err := llm.Ask(ctx, d.Model, req)
	var e *llm.Error
	switch {
	case errors.As(err, &e) && e.Kind == llm.Declined, err == nil && (res.Finish == llm.Refused || res.Finish == llm.Filtered):
		return "", "the model refused", nil
	case errors.As(err, &e) && e.Kind == llm.TooLong:
		return "", "the passage is longer than the model can read", nil
	case errors.As(err, &e) && e.Kind == llm.Empty:
		return "", "the model replied with nothing", nil
	case err != nil:
		return "", "", err
	case res.Finish == llm.Length:
		return "", fmt.Sprintf("the reply was cut off at %d tokens", req.MaxTokens), nil
	}
	return res.Text, "", nil
}

// request renders the prompt for some criteria of a question. The nonce is the
// start of a hash over all that is sent, so the source can't contain it.
func request(p *prompts.Prompt, q rubric.Question, gaps []guide.Gap) (llm.Request, string, error) {
	data := prompts.DraftData{Question: q.Text, Kind: q.Kind}
	for _, g := range gaps {
		out := prompts.Gap{Criterion: g.Criterion.ID, Meaning: g.Criterion.Meaning, Of: len(g.Criterion.Levels), Write: g.Levels}
		for i, l := range g.Criterion.Levels {
			if !slices.Contains(g.Levels, i+1) {
				if out.Described == nil {
					out.Described = map[int]string{}
				}
				out.Described[i+1] = l
			}
		}
		for _, l := range g.Passage {
			out.Passage = append(out.Passage, prompts.SourceLine(l))
		}
		data.Gaps = append(data.Gaps, out)
	}
	system, err := p.Render("system", data)
	if err != nil {
		return llm.Request{}, "", err
	}
	zero := 0.0
	req := llm.Request{Prompt: p.Ref(), System: system, Schema: schema(), MaxTokens: maxTokens, Temperature: &zero}
	seed, err := json.Marshal(struct {
		Request llm.Request
		Data    prompts.DraftData
	}{req, data})
	if err != nil {
		return llm.Request{}, "", fmt.Errorf("render request: %w", err)
	}
	sum := sha256.Sum256(seed)
	data.Nonce = hex.EncodeToString(sum[:8])
	user, err := p.Render("user", data)
	if err != nil {
		return llm.Request{}, "", err
	}
	req.Messages = []llm.Message{{Role: llm.User, Text: user}}
	return req, data.Nonce, nil
}

// schema describes a reply in the subset of JSON schema that providers take
// for structured output. What it can't say the reader checks.
func schema() json.RawMessage {
	return json.RawMessage(`{"type":"object","properties":{"nonce":{"type":"string"},"drafts":{"type":"array","items":` +
		`{"type":"object","properties":{"criterion":{"type":"string"},"line":{"type":"integer"},"words":{"type":"string"},` +
		`"levels":{"type":"array","items":{"type":"object","properties":{"level":{"type":"integer"},"text":{"type":"string"}},"required":["level","text"],"additionalProperties":false}},` +
		`"probe":{"type":"string"},"missing":{"type":"string"},"drill":{"type":"string"}},` +
		`"required":["criterion","line","words","levels","probe","missing","drill"],"additionalProperties":false}}},"required":["nonce","drafts"],"additionalProperties":false}`)
}
