package main

import (
	"bufio"
	"fmt"
	"runtime/debug"
	"strings"

	"mockstar/evals"
	"mockstar/evals/metric"
	"mockstar/internal/llm"
)

// largeRun is a number of cases beyond which memory is worth more than time.
const largeRun = 20_000

// gradingGC lets garbage grow while answers are graded. Nothing of them stays,
// so that there is little memory to save and time to win.
const gradingGC = 300

// readReport measures what is in dirs. A large run may have a million marks,
// and what a report is made of lives to its end.
func readReport(dirs ...string) (*evals.Report, error) {
	h, results, err := evals.Results(dirs...)
	if err != nil {
		return nil, usageError{err}
	}
	if h.Cases > largeRun {
		debug.SetGCPercent(30)
	}
	return evals.NewReport(h, results)
}

// reportMeanwhile makes the report of a run while it goes on. Tell it of every
// result, and then how the run ended.
func reportMeanwhile(h evals.Header) (tell func(evals.Result), end func(error) (*evals.Report, error)) {
	results := make(chan evals.Result, 64)
	ended := make(chan struct{})
	var failed, err error
	var report *evals.Report
	go func() {
		defer close(ended)
		report, err = evals.NewReport(h, func(yield func(evals.Result, error) bool) {
			for r := range results {
				if !yield(r, nil) {
					return
				}
			}
			if failed != nil {
				yield(evals.Result{}, failed)
			}
		})
		for range results { // which it gave up
		}
	}()
	tell = func(r evals.Result) { results <- r }
	return tell, func(run error) (*evals.Report, error) {
		failed = run
		close(results)
		<-ended
		return report, err
	}
}

// reportAfterwards reads the run in dir once it has ended.
func reportAfterwards(dir string) (tell func(evals.Result), end func(error) (*evals.Report, error)) {
	return func(evals.Result) {}, func(run error) (*evals.Report, error) {
		if run != nil {
			return nil, run
		}
		return readReport(dir)
	}
}

var reportFormats = []string{"text", "json", "junit", "md", "html"}

func (a *app) writeReport(r *evals.Report, format string) error {
	w := bufio.NewWriter(a.out)
	var err error
	switch format {
	case "json":
		w = bufio.NewWriter(a.jsonOut())
		err = r.WriteJSON(w)
	case "junit":
		err = r.WriteJUnit(w)
	case "md":
		err = r.WriteMarkdown(w)
	case "html":
		err = r.WriteHTML(w)
	default:
		err = r.WriteText(w)
	}
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// gotWorse and cannotTell are what a gate says that does not pass.
const (
	gotWorse   = "grading got worse"
	cannotTell = "these cases cannot tell whether grading got worse"
)

// ending is how a run ends: with all that was missed, else with what failed on
// the way, else with all that cannot be told.
func ending(r *evals.Report) error {
	var missed, open []string
	say := func(o metric.Outcome, bad, unsure string) {
		switch o {
		case metric.Regression:
			missed = append(missed, bad)
		case metric.Inconclusive:
			open = append(open, unsure)
		}
	}
	if r.Gate != nil {
		say(r.Gate.Outcome, gotWorse, cannotTell)
	}
	for _, rel := range r.Relations {
		if rel.Outcome != metric.Inconclusive || r.Header.Shard == "" { // another part may hold something to change
			say(rel.Outcome, rel.Why(), rel.Why())
		}
	}
	for _, t := range r.Thresholds {
		say(t.Outcome, fmt.Sprintf("the suite asks for %s, and it is %s", t.Asked(), t.Value),
			fmt.Sprintf("the suite asks for %s, and that cannot be told: %s", t.Asked(), t.Value.Undefined))
	}
	if len(missed) > 0 {
		return fmt.Errorf("%w: %s", errGate, strings.Join(missed, "; "))
	}
	if n := len(r.Failures); n > 0 {
		return &llm.Error{Kind: llm.Unavailable, Hint: "run it again with --out DIR --resume to try them again",
			Err: fmt.Errorf("eval run: %d of %d cases failed, the first with: %s", n, r.Cases, r.Failures[0].Error)}
	}
	if len(open) > 0 {
		return fmt.Errorf("%w: %s", errInconclusive, strings.Join(open, "; "))
	}
	return nil
}
