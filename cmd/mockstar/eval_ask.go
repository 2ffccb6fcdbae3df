package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

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
	if err := takeKept(im, name); err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return usagef("eval import: %w", err)
	}
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(o.concurrency)
	var mu sync.Mutex
	for _, p := range im.Unanswered() {
		work.Go(func() error {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			text, err := answerOf(ctx, m, p)
			if err == nil && strings.TrimSpace(text) != "" {
				mu.Lock()
				defer mu.Unlock()
				im.Answer(p.ID, text)
				err = json.NewEncoder(file).Encode(map[string]string{"id": p.ID, "answer": text})
			}
			if err != nil {
				return fmt.Errorf("eval import: ask for the answer of %s: %w\nwhat was answered is kept in %s; the same command goes on", p.ID, err, name)
			}
			return nil
		})
	}
	return errors.Join(work.Wait(), file.Close())
}

// takeKept gives im the answers that an import before this one kept in a file.
func takeKept(im *cases.Import, name string) error {
	b, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return usagef("eval import: %w", err)
	}
	kept, err := cases.ReadAnswers(name, string(b))
	if err != nil {
		return usageError{err}
	}
	for id, text := range kept {
		im.Answer(id, text)
	}
	return nil
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
