package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"mockstar/evals/cases"
	"mockstar/internal/llm"
)

// askAll asks the model for every answer that is missing. Each is kept beside
// the suite as it comes, and not asked for again by the next import.
func (a *app) askAll(ctx context.Context, im *cases.Import, o evalImportOptions) error {
	if o.ask == embedded {
		return usagef("eval import: the embedded examiner answers nothing; name a model with --ask, such as openai:NAME")
	}
	m, err := a.open(o.ask)
	if err != nil {
		return err
	}
	name := o.out + ".answers.jsonl"
	if b, err := os.ReadFile(name); err == nil {
		kept, err := cases.ReadAnswers(name, string(b))
		if err != nil {
			return usageError{err}
		}
		for id, text := range kept {
			im.Answer(id, text)
		}
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return usagef("eval import: %w", err)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	todo := make(chan cases.Prompt)
	var wg sync.WaitGroup
	var mu sync.Mutex
	for range o.concurrency {
		wg.Go(func() {
			for p := range todo {
				text, err := answerOf(ctx, m, p)
				if err == nil && strings.TrimSpace(text) != "" {
					mu.Lock()
					im.Answer(p.ID, text)
					err = json.NewEncoder(file).Encode(map[string]string{"id": p.ID, "answer": text})
					mu.Unlock()
				}
				if err != nil {
					cancel(fmt.Errorf("eval import: ask for the answer of %s: %w\nwhat was answered is kept in %s; the same command goes on", p.ID, err, name))
				}
			}
		})
	}
	for _, p := range im.Unanswered() {
		if ctx.Err() != nil {
			break
		}
		todo <- p
	}
	close(todo)
	wg.Wait()
	return errors.Join(context.Cause(ctx), file.Close())
}

// answerOf asks m what p asks. The answer is empty when m refuses, or when
// there is nothing to ask.
func answerOf(ctx context.Context, m llm.Model, p cases.Prompt) (string, error) {
	req := llm.Request{MaxTokens: 4096}
	for _, t := range p.Turns {
		switch t.Role {
		case "system", "developer":
			req.System = strings.TrimSpace(req.System + "\n\n" + t.Text)
		case "assistant":
			req.Messages = append(req.Messages, llm.Message{Role: llm.Assistant, Text: t.Text})
		default:
			req.Messages = append(req.Messages, llm.Message{Role: llm.User, Text: t.Text})
		}
	}
	if len(req.Messages) == 0 {
		return "", nil
	}
	res, err := llm.Ask(ctx, m, req)
	var e *llm.Error
	if errors.As(err, &e) && e.Kind == llm.Declined || err == nil && res.Finish != llm.Stop {
		return "", nil
	}
	return res.Text, err
}
