package main

import (
	"fmt"
	"log/slog"
	"time"

	"mockstar/internal/llm"
	"mockstar/internal/llm/models"
	"mockstar/interviewer"
	"mockstar/interviewer/ask"
	"mockstar/rubric/grade"
	"mockstar/rubric/lexical"
)

const embedded = models.Embedded

// maxSamples bounds the readings of one answer.
const maxSamples = 25

// maxConcurrency bounds the calls under way at one time.
const maxConcurrency = 512

// spec is the model asked for: by flag, else by environment, else embedded.
func (a *app) spec() string {
	for _, s := range []string{a.model, a.getenv("MOCKSTAR_MODEL")} {
		if s != "" {
			return s
		}
	}
	return embedded
}

// open makes the model for one spec, behind the one retry loop.
func (a *app) open(spec string) (llm.Model, error) {
	m, _, err := a.announced(spec)
	if err != nil {
		return nil, err
	}
	return llm.Retry(m, llm.RetryOptions{Notify: a.notify, Pool: llm.NewPool(maxConcurrency, 0)}), nil
}

// announced makes the model for one spec, nil for the embedded examiner. Nothing
// is dialled yet; where the text will go is said first.
func (a *app) announced(spec string) (llm.Model, models.Info, error) {
	m, info, err := models.Open(spec, a.environment())
	if err == nil && info.Host != "" {
		fmt.Fprintf(a.errw, "using %s: your text goes to %s\n", spec, info.Host)
	}
	return m, info, err
}

func (a *app) environment() models.Env {
	log := slog.NewTextHandler(a.errw, &slog.HandlerOptions{ReplaceAttr: func(_ []string, f slog.Attr) slog.Attr {
		if f.Key == slog.TimeKey || f.Key == slog.LevelKey {
			return slog.Attr{}
		}
		return f
	}})
	return models.Env{Getenv: a.getenv, LocalOnly: a.localOnly, PlainHTTP: a.plainHTTP, Log: slog.New(log)}
}

// notify tells of a wait long enough to wonder about.
func (a *app) notify(t llm.Attempt) {
	if t.Wait >= time.Second {
		fmt.Fprintf(a.errw, "waiting %s before trying again: %v\n", t.Wait.Round(time.Second), t.Err)
	}
}

// askerAndGrader makes who speaks in an interview and who grades. With a model it is
// the same one in both parts, opened once, so that a script is followed from
// its start to its end. When the model fails in a way that passes, the plain
// words are said instead.
func (a *app) askerAndGrader(spec string) (interviewer.Asker, interviewer.Grader, error) {
	if spec == embedded {
		return ask.Plain{}, lexical.New(), nil
	}
	if len(models.Split(spec)) > 1 {
		return nil, nil, usagef("interview: one model speaks; --model takes a list only where answers are graded")
	}
	m, err := a.open(spec)
	if err != nil {
		return nil, nil, err
	}
	return ask.Model{Model: m, Plain: true}, &grade.Grader{Model: m, Name: spec}, nil
}
