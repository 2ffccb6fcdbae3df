package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"mockstar/internal/llm"
	"mockstar/internal/llm/models"
	"mockstar/interviewer"
	"mockstar/interviewer/ask"
	"mockstar/rubric"
	"mockstar/rubric/grade"
	"mockstar/rubric/lexical"
)

const embedded = "embedded"

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

// open makes the model for one spec, behind the one retry loop. Nothing is
// dialled yet; where the text will go is said first.
func (a *app) open(spec string) (llm.Model, error) {
	m, info, err := models.Open(spec, a.environment())
	if err != nil {
		return nil, err
	}
	if info.Host != "" {
		fmt.Fprintf(a.errw, "using %s: your text goes to %s\n", spec, info.Host)
	}
	return llm.Retry(m, llm.RetryOptions{Notify: a.notify, Pool: llm.NewPool(maxConcurrency, 0)}), nil
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

// players makes who speaks in an interview and who grades. With a model it is
// the same one in both parts, opened once, so that a script is followed from
// its start to its end. When the model fails in a way that passes, the plain
// words are said instead.
func (a *app) players(spec string) (interviewer.Asker, interviewer.Grader, error) {
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

// grader makes the grader for a spec. Several samples give the median reading
// of one model; several models, with commas between, make a panel.
func (a *app) grader(spec string, samples int, perCriterion bool) (interviewer.Grader, error) {
	if samples < 1 || samples > maxSamples {
		return nil, usagef("grade: --samples must be from 1 to %d", maxSamples)
	}
	var judges []interviewer.Grader
	for _, name := range models.Split(spec) {
		if name == embedded { // deterministic, so one reading is all of them
			judges = append(judges, lexical.New())
			continue
		}
		m, err := a.open(name)
		if err != nil {
			return nil, err
		}
		for k := range samples {
			judges = append(judges, &grade.Grader{Model: m, Name: name, PerCriterion: perCriterion, Sample: k})
		}
	}
	if len(judges) == 1 {
		return judges[0], nil
	}
	return panel{judges, spec}, nil
}

// A panel grades with several judges, or several readings of one, and returns
// the median of what they say.
type panel struct {
	judges []interviewer.Grader
	name   string
}

func (p panel) Grade(ctx context.Context, q rubric.Question, ans rubric.Answer) (rubric.Sheet, error) {
	var readings []rubric.Sheet
	for _, g := range p.judges {
		s, err := g.Grade(ctx, q, ans)
		if err != nil {
			return rubric.Sheet{}, err
		}
		readings = append(readings, s)
	}
	sheet := q.Median(readings)
	sheet.Model = p.name
	return sheet, nil
}

// documentOf loads the document an interview was opened with, and says so when
// it is not the same any more.
func (a *app) documentOf(p interviewer.Plan) (*rubric.Document, error) {
	doc, err := a.load()
	if err != nil {
		return nil, err
	}
	id, _, _ := strings.Cut(p.Document, "@")
	if doc.ID != id {
		return nil, usagef("read interview: it was held with the document %s, and this is %s\nname the right one with --document", id, doc.ID)
	}
	has := func(id string) bool { _, ok := doc.Question(id); return ok }
	if i := slices.IndexFunc(p.Questions, func(id string) bool { return !has(id) }); i >= 0 {
		return nil, usagef("read interview: its question %q is no longer in %s", p.Questions[i], doc.ID)
	}
	if doc.Ref() != p.Document {
		fmt.Fprintf(a.errw, "note: the document changed since the interview began\n(it was %s, and is %s)\n", p.Document, doc.Ref())
	}
	return doc, nil
}
