package main

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"mockstar/evals"
	"mockstar/internal/llm"
	"mockstar/internal/llm/models"
	"mockstar/interviewer"
	"mockstar/rubric/grade"
	"mockstar/rubric/grade/judge"
	"mockstar/rubric/lexical"
)

// judgeOptions say how answers are graded in an eval.
type judgeOptions struct {
	samples      int
	perCriterion bool
	concurrency  int              // calls to a model at the same time, while it takes so many
	rate         string           // N/s, empty for no limit
	record       string           // folder to keep every reply in, empty for none
	used         func(key string) // sees the recordings that are used or made
	table        *evals.Prices    // what calls cost; nil bills nobody
}

// A bench is what a suite is run on: one grader for each reading, and what its
// numbers are worth.
type bench struct {
	graders []interviewer.Grader
	run     evals.RunKind
	models  bool // whether any model is asked, with a prompt
}

// bench makes the graders for spec. Several models with commas between are a
// panel, whose median is one reading.
func (a *app) bench(spec string, o judgeOptions) (bench, error) {
	if o.samples < 1 || o.samples > maxSamples {
		return bench{}, usagef("eval: --samples must be from 1 to %d", maxSamples)
	}
	perSecond, err := parseRate(o.rate)
	if err != nil {
		return bench{}, err
	}
	b := bench{run: evals.RunEmbedded}
	rows := make([][]interviewer.Grader, o.samples)
	for _, name := range models.Split(spec) {
		m, run, err := a.judge(name, o, perSecond)
		if err != nil {
			return b, err
		}
		b.run = weaker(b.run, run)
		for k := range rows {
			var g interviewer.Grader = lexical.New()
			if m != nil {
				b.models = true
				g = gradedBy(&grade.Grader{Model: m, Name: name, PerCriterion: o.perCriterion, Sample: k})
			}
			rows[k] = append(rows[k], g)
		}
	}
	for _, judges := range rows {
		g := judges[0]
		if len(judges) > 1 {
			g = panel{judges, spec}
		}
		b.graders = append(b.graders, g)
	}
	return b, nil
}

// gradedBy is g, which hears a hostile judge out where its model is one.
func gradedBy(g *grade.Grader) interviewer.Grader {
	if strings.HasPrefix(g.Name, "hostile:") {
		return judge.Grader{Grader: g}
	}
	return g
}

// judge opens one model; it is nil for the embedded examiner.
func (a *app) judge(spec string, o judgeOptions, perSecond float64) (llm.Model, evals.RunKind, error) {
	if name, ok := strings.CutPrefix(spec, "hostile:"); ok {
		m := judge.Named(name)
		if m == nil {
			return nil, evals.RunStub, usagef("eval: there is no judge hostile:%s; there are %s", name, strings.Join(judge.Names(), ", "))
		}
		return m, evals.RunStub, nil
	}
	m, info, err := a.announced(spec)
	if err != nil || m == nil {
		return nil, evals.RunEmbedded, err
	}
	run := evals.RunKind(info.Run)
	if info.Run == models.RunReplay && strings.HasPrefix(info.Model, "stub:") {
		run = evals.RunStub // recordings of a script are worth what the script is
	}
	if o.table != nil {
		m = o.table.Bill(m, spec)
	}
	// So many calls at a time fail that a line for each would tell nothing.
	seldom := rate.Sometimes{First: 1, Interval: 10 * time.Second}
	m = llm.Retry(m, llm.RetryOptions{
		Notify: func(t llm.Attempt) { seldom.Do(func() { a.notify(t) }) },
		Pool:   llm.NewPool(max(1, o.concurrency), perSecond),
	})
	if o.record != "" {
		if m, err = evals.Record(m, o.record, spec, o.used); err != nil {
			return nil, run, usageError{err}
		}
	}
	return m, run, nil
}

// weaker is the kind of run of a panel: it claims no more than its members.
func weaker(a, b evals.RunKind) evals.RunKind {
	for _, k := range []evals.RunKind{evals.RunStub, evals.RunReplay, evals.RunLive} {
		if a == k || b == k {
			return k
		}
	}
	return evals.RunEmbedded
}

// parseRate reads N/s; 0 is no limit.
func parseRate(s string) (float64, error) {
	if s == "" {
		return 0, nil
	}
	text, ok := strings.CutSuffix(s, "/s")
	n, err := strconv.ParseFloat(text, 64)
	if !ok || err != nil || n < 0.001 || n > 1e6 {
		return 0, usagef("eval: --rate is %q: give calls a second, such as 5/s or 0.5/s", s)
	}
	return n, nil
}
