package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"mockstar/evals"
	"mockstar/internal/screen"
	"mockstar/internal/shell"
	"mockstar/rubric/grade"
)

type evalOptions struct {
	judgeOptions
	maxCost   string
	prices    string
	shard     string
	baseline  string
	minEffect float64
	out       string
	format    string
	resume    bool
	filters   []string
	paid      *float64 // what the suites before this one have cost, of all that --max-cost bounds
	now       *outlay  // if set, is told what calls cost that are made now
}

// An outlay is what calls cost.
type outlay struct {
	usd      float64
	unpriced int // calls whose price is not known
}

func (o *outlay) add(r evals.Result) {
	if o != nil {
		o.usd, o.unpriced = o.usd+r.Cost, o.unpriced+r.Unpriced
	}
}

func newEvalRun(a *app) *cobra.Command {
	o := evalOptions{}
	c := &cobra.Command{
		Use:   "run SUITE...",
		Short: "Measure a grader on a suite, and hold it to a baseline",
		Long: `Measure a grader on a suite of answers whose levels are known.

Beside the judge stand what any figure must be seen with: a constant, the
length of the answer, and one reader against another. With --baseline the run
is a gate: exit 0 when nothing got worse, 1 for a regression, 6 when the cases
cannot tell. A run of which no reply could be used ends with 6 too, and a shard
is held to nothing: eval merge judges the whole.`,
		Example: `  mockstar eval run testdata/suites/dev.yaml
  mockstar eval run testdata/suites/dev.yaml --baseline testdata/suites/dev.baseline
  mockstar eval run suite.yaml --model openai:gpt-5-mini --out runs/1 --max-cost 2 --rate 5/s`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.evalRun(c.Context(), args, o) },
	}
	o.flags(c)
	f := c.Flags()
	gateFlags(c, &o.baseline, &o.minEffect)
	f.StringVar(&o.format, "format", "text", "text, json, junit, md or html")
	return c
}

// gateFlags are those of every command that can hold a report to a baseline.
func gateFlags(c *cobra.Command, baseline *string, minEffect *float64) {
	f := c.Flags()
	f.StringVar(baseline, "baseline", "", "baseline, report or run to compare with")
	f.Float64Var(minEffect, "min-effect", 0, "smallest drop to stop for, in levels (default as the suite says, else 0.25)")
}

// flags are those of every command that runs a suite.
func (o *evalOptions) flags(c *cobra.Command) {
	f := c.Flags()
	f.IntVar(&o.samples, "samples", 1, "readings of each answer; more than one measures how often the judge changes its mind")
	f.BoolVar(&o.perCriterion, "per-criterion", false, "ask the model for one criterion a call instead of all at once")
	f.IntVar(&o.concurrency, "concurrency", 4, "answers graded at the same time; fewer calls run while the provider says that it gets too many")
	f.StringVar(&o.rate, "rate", "", "most calls to begin in a second, such as 5/s")
	f.StringVar(&o.maxCost, "max-cost", "", "stop when the calls have cost so many USD, such as 2.50; 0 is no limit")
	f.StringVar(&o.prices, "prices", "", "table of prices to use instead of the built-in one")
	f.StringVar(&o.shard, "shard", "", "run part I of N, such as 2/8; mockstar eval merge puts the parts together")
	f.StringVar(&o.out, "out", "", "folder to keep the results in, so that the run can be resumed, merged and compared")
	f.StringArrayVar(&o.filters, "filter", nil, "only the cases in which KEY=PATTERN holds: id, group, question or a slice; * is any text (may be repeated)")
	f.BoolVar(&o.resume, "resume", false, "go on with the run in --out; nothing finished is paid again")
}

// errGate and errInconclusive are how a gate ends that does not pass.
var (
	errGate         = errors.New("the gate failed")
	errInconclusive = errors.New("inconclusive")
)

func (a *app) evalRun(ctx context.Context, suites []string, o evalOptions) error {
	if err := checkFormat("eval run", o.format, reportFormats...); err != nil {
		return err
	}
	switch {
	case o.concurrency < 1 || o.concurrency > maxConcurrency:
		return usagef("eval run: --concurrency must be from 1 to %d", maxConcurrency)
	case len(suites) > 1 && (o.baseline != "" || !slices.Contains([]string{"text", "md"}, o.format)):
		return usagef("eval run: --baseline and the formats json, junit and html take one suite at a time")
	case o.resume && o.out == "":
		return usagef("eval run: --resume needs the folder of the run: --out DIR")
	case o.shard != "" && o.out == "":
		return usagef("eval run: a shard is kept for a merge: name a folder with --out DIR")
	}
	if err := evals.CheckEffect(o.minEffect); err != nil {
		return usagef("eval run: --min-effect: %v", err)
	}
	all, err := a.choose("run", suites, o)
	if err != nil {
		return err
	}
	var base evals.Marks
	if o.baseline != "" {
		if base, err = evals.ReadMarks(o.baseline); err != nil {
			return usageError{err}
		}
	}
	for _, s := range all {
		switch {
		case s.Kind == evals.Interview && (o.baseline != "" || o.format == "html"):
			return usagef("eval run: interviews are compared turn by turn; --baseline and html do not apply")
		case o.baseline != "":
			if err := s.CheckBaseline(base); err != nil {
				return usagef("eval run: %s and %s: %v", o.baseline, s.name, err)
			}
		}
	}
	o.paid = new(float64)
	var failed []error
	for _, s := range all {
		one := o
		one.out = s.out
		if s.Kind == evals.Interview {
			failed = append(failed, a.holdSuite(ctx, s, one))
			continue
		}
		report, err := a.runSuite(ctx, s.Suite, base, one)
		if err != nil { // what the suites before it ended in stays said
			return errors.Join(append(failed, a.unfinished(s.Suite, a.hintFor(a.incomplete(ctx, s.Suite, one, err), one, s.name), o.format))...)
		}
		if err := a.writeReport(report, o.format); err != nil {
			return err
		}
		failed = append(failed, ending(report, one.tryAgain()))
	}
	return errors.Join(failed...)
}

// runSuite runs one suite and measures it against the baseline, if any.
func (a *app) runSuite(ctx context.Context, s *evals.Suite, base evals.Marks, o evalOptions) (*evals.Report, error) {
	dir, report, err := a.grade(ctx, s, o)
	if o.out == "" && dir != "" {
		defer os.RemoveAll(dir)
	}
	if err != nil {
		return nil, err
	}
	if o.baseline == "" {
		return report, nil
	}
	if report.Header.Shard != "" {
		fmt.Fprintf(a.errw, "the baseline is left to the merge of the shards: mockstar eval merge DIR... --baseline %s\n", shell.Word(o.baseline))
		return report, nil
	}
	return report, hold(report, base, o.minEffect)
}

// hold measures a report against the baseline. A part of a suite is compared
// with the same part.
func hold(r *evals.Report, base evals.Marks, minEffect float64) error {
	head := r.Marks()
	if len(r.Header.Filters) > 0 {
		base = base.Within(head)
	}
	var err error
	r.Gate, err = evals.Compare(base, head, minEffect)
	return asUsage(err)
}

// loadSuite reads a suite, and leaves in it the cases that pass the filters.
func (a *app) loadSuite(name string, filters []string) (*evals.Suite, error) {
	doc, err := a.load()
	if err != nil {
		return nil, err
	}
	var keep []evals.Filter
	for _, text := range filters {
		f, err := evals.ParseFilter(text)
		if err != nil {
			return nil, usageError{err}
		}
		keep = append(keep, f)
	}
	s, err := evals.Load(name, doc)
	if err == nil && s.OwnDocument() && a.document != "" {
		err = fmt.Errorf("load suite: %s names the document it is graded by; leave --document out, or take the field `document` out of the suite", name)
	}
	if err == nil && len(keep) > 0 {
		if s.Kind == evals.Interview {
			return nil, usagef("load suite: %s holds interviews, and --filter chooses among graded answers", name)
		}
		err = s.Keep(keep)
	}
	return s, asUsage(err)
}

func asUsage(err error) error {
	if err == nil {
		return nil
	}
	return usageError{err}
}

// grade runs the suite. It returns the folder with the results, and the report
// on them.
func (a *app) grade(ctx context.Context, s *evals.Suite, o evalOptions) (string, *evals.Report, error) {
	shard, err := evals.ParseShard(o.shard)
	if err != nil {
		return "", nil, usageError{err}
	}
	spec := a.spec()
	most, err := a.budget(&o)
	if err != nil {
		return "", nil, err
	}
	b, err := a.bench(spec, o.judgeOptions)
	if err != nil {
		return "", nil, err
	}
	h := s.Header(build(), b.run, spec, o.samples)
	h.Shard = shard.String()
	if b.models {
		prompt, err := grade.Prompt()
		if err != nil {
			return "", nil, err
		}
		h.Prompts, h.PerCriterion = []string{prompt}, o.perCriterion
	}
	dir, begin := o.out, evals.Create
	if o.resume {
		begin = evals.Resume
	}
	if dir == "" {
		if dir, err = os.MkdirTemp("", "mockstar-eval-"); err != nil {
			return "", nil, fmt.Errorf("create run: %w", err)
		}
	}
	st, err := begin(dir, h)
	if err != nil {
		return dir, nil, usageError{err}
	}
	count, done := a.counter(h, o.resume)
	tell, report := reportAfterwards(dir)
	if !o.resume && s.Count <= largeRun {
		tell, report = reportMeanwhile(h)
	}
	watch := func(r evals.Result) { count(r); tell(r); o.now.add(r) }
	r := evals.Runner{Graders: b.graders, Concurrency: o.concurrency, Shard: shard, MaxCost: most, Watch: watch}
	before := debug.SetGCPercent(gradingGC)
	err = errors.Join(r.Run(ctx, s, st), st.Close())
	debug.SetGCPercent(before)
	done()
	made, err := report(err)
	if errors.Is(err, evals.ErrBudget) {
		err = o.overspent()
	}
	if made != nil {
		*o.paid += made.Cost
	}
	if err != nil && o.out != "" {
		fmt.Fprintf(a.errw, "what was finished is kept in %s; --resume goes on with it\n", o.out)
	}
	return dir, made, err
}

// counter shows how far the run is, on a terminal only. done takes it back. Of a
// part of a run nobody knows yet how much that is.
func (a *app) counter(h evals.Header, part bool) (watch func(evals.Result), done func()) {
	if !screen.IsTerminal(a.streams.err) {
		return func(evals.Result) {}, func() {}
	}
	graded, failed, shown, of := 0, 0, time.Time{}, ""
	if !part && h.Shard == "" {
		of = fmt.Sprintf(" of %d", h.Readings())
	}
	watch = func(r evals.Result) {
		if graded++; r.Error != "" {
			failed++
		}
		if now := a.now(); now.Sub(shown) > 100*time.Millisecond {
			shown = now
			fmt.Fprintf(a.streams.err, "\r%d%s graded, %d failed\x1b[K", graded, of, failed)
		}
	}
	return watch, func() { fmt.Fprint(a.streams.err, "\r\x1b[K") }
}
