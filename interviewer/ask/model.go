package ask

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"mockstar/internal/llm"
	"mockstar/interviewer"
	"mockstar/prompts"
	"mockstar/rubric"
)

// maxTokens is ample for three short sentences.
const maxTokens = 400

// Model words everything with a language model, streamed as it arrives. The
// model is handed the plain words as a draft, so what is asked stays the
// policy's choice.
type Model struct {
	Model llm.Model
	// Plain has the plain words said when the model fails in a way that
	// passes. Without it the error ends the words.
	Plain bool
}

var _ interviewer.Asker = Model{}

// Ask streams the model's words; the last piece carries their origin.
func (m Model) Ask(ctx context.Context, a interviewer.Ask) iter.Seq2[interviewer.Piece, error] {
	return func(yield func(interviewer.Piece, error) bool) {
		err := m.stream(ctx, a, func(p interviewer.Piece) bool { return yield(p, nil) })
		switch {
		case err == nil:
		case !m.Plain || ctx.Err() != nil || fatal(err):
			yield(interviewer.Piece{}, err)
		default:
			yield(interviewer.Piece{Text: Text(a), Afresh: err.Error()}, nil)
		}
	}
}

func (m Model) stream(ctx context.Context, a interviewer.Ask, yield func(interviewer.Piece) bool) error {
	prompt, req, err := request(a)
	if err != nil {
		return err
	}
	var origin rubric.Origin
	var finish llm.Finish
	empty := true
	for c, err := range m.Model.Generate(ctx, req) {
		if err != nil {
			return err
		}
		origin = rubric.Origin{Prompt: prompt, Model: c.Model, Usage: origin.Usage.Add(
			rubric.Usage{Input: c.Usage.Input, Output: c.Usage.Output, Cached: c.Usage.Cached})}
		finish = c.Finish
		empty = empty && strings.TrimSpace(c.Text) == ""
		if c.Text != "" && !yield(interviewer.Piece{Text: c.Text}) {
			return nil
		}
	}
	if finish != llm.Stop || empty {
		return &llm.Error{Kind: llm.Truncated, Err: fmt.Errorf("word the %s: the model's words ended before they were complete", a.Move)}
	}
	yield(interviewer.Piece{Origin: origin})
	return nil
}

func request(a interviewer.Ask) (string, llm.Request, error) {
	p, err := prompts.Load("ask")
	if err != nil {
		return "", llm.Request{}, err
	}
	data := prompts.AskData{
		Position: a.Plan.Position, Role: a.Plan.Role, CV: a.Plan.CV,
		Move: purposes[a.Move], About: a.Criterion.Meaning, Draft: Text(a), Lines: a.Said,
	}
	system, err := p.Render("system", data)
	if err != nil {
		return "", llm.Request{}, err
	}
	user, err := p.Render("user", data)
	if err != nil {
		return "", llm.Request{}, err
	}
	warm := 0.7
	return p.Ref(), llm.Request{
		Prompt: p.Ref(), System: system, Messages: []llm.Message{{Role: llm.User, Text: user}},
		MaxTokens: maxTokens, Temperature: &warm,
	}, nil
}

// purposes tells the model in plain English what its words are for.
var purposes = map[interviewer.Move]string{
	interviewer.AskQuestion: "a new question, after a short transition",
	interviewer.AskProbe:    "a follow-up on something the answer left out",
	interviewer.AskPress:    "a press on the answer",
	interviewer.Repeat:      "the last question again, because the candidate asked for it",
	interviewer.Explain:     "a reply to the candidate's counter-question or remark, which hands the word back",
	interviewer.Encourage:   "an easier start for somebody who is stuck",
	interviewer.Redirect:    "a friendly note that the reply was about something else, and the question again",
	interviewer.GetReal:     "a request for a real case after a hypothetical one",
	interviewer.OfferEnd:    "how to stop or pause, keeping the commands as they are written, for somebody who asked to stop",
	interviewer.GiveHint:    "a hint the candidate asked for",
	interviewer.Answer:      "your answer, in role, to what the candidate asked you; where the draft does not fit the question, answer in its spirit",
	interviewer.Farewell:    "the end of the interview",
}

// fatal errors will meet every later call too, so the interview stops and says
// why instead of going on in another voice.
func fatal(err error) bool {
	var e *llm.Error
	return !errors.As(err, &e) || e.Lasting()
}
