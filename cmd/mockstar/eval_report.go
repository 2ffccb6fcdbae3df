package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"mockstar/evals"
	"mockstar/internal/llm"
	"mockstar/internal/screen"
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
	r, err := evals.NewReport(h, results)
	return r, asUsage(err)
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
		return a.writeText(r.WriteText)
	}
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// writeText prints a report in words. On a terminal it is wrapped, whose own line
// breaks would cut words; in a pipe a line stays a line.
func (a *app) writeText(write func(io.Writer) error) error {
	if !screen.IsTerminal(a.streams.out) {
		return write(a.out)
	}
	var b strings.Builder
	if err := write(&b); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	p := a.printer()
	for line := range strings.Lines(b.String()) {
		if line = strings.TrimRight(line, " \n"); line == "" {
			p.Println(screen.Plain, "")
		} else {
			p.Wrap(screen.Plain, line, "", "")
		}
	}
	return p.Err()
}

// unfinished writes in place of a report, for machines and pages, why there is
// none, and returns err, which goes where errors go.
func (a *app) unfinished(s *evals.Suite, err error, format string) error {
	u := evals.Unfinished{Suite: s.Ref(), Title: s.Title, Message: strings.TrimSpace(err.Error() + "\n" + hintOf(err))}
	var write error
	switch format {
	case "json":
		write = u.WriteJSON(a.jsonOut())
	case "junit":
		write = u.WriteJUnit(a.out)
	case "md":
		write = u.WriteMarkdown(a.out)
	case "html":
		write = u.WriteHTML(a.out)
	}
	return errors.Join(err, write)
}

// ending is how a run ends: with all that was missed, else with what failed on
// the way, else with all that cannot be told. again says how what failed is tried
// once more.
func ending(r *evals.Report, again string) error {
	switch v := r.Verdict(); v.Conclusion {
	case evals.Broken:
		return fmt.Errorf("%w: %s", errGate, strings.Join(v.Missed, "; "))
	case evals.Partial:
		return failedAt(failures("eval run", r), r.Hint(), again)
	case evals.Unsettled:
		return fmt.Errorf("%w: %s", errInconclusive, strings.Join(v.Open, "; "))
	}
	return nil
}

// failedAt is how a run ends that the provider failed at: what the provider says
// to do about it comes first, and then how to try again.
func failedAt(err error, hint, again string) error {
	if hint != "" {
		again = hint + "\n" + again
	}
	return &llm.Error{Kind: llm.Unavailable, Hint: again, Err: err}
}

// failures says how much of r failed and with what first.
func failures(command string, r *evals.Report) error {
	return fmt.Errorf("%s: %s, the first with: %s", command, r.Failed(), r.Failures[0].Error)
}
