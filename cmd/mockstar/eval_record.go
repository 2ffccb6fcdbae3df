package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"mockstar/evals"
	"mockstar/internal/llm"
	"mockstar/internal/llm/models"
	"mockstar/internal/llm/replay"
	"mockstar/internal/shell"
)

func newEvalRecord(a *app) *cobra.Command {
	o := evalOptions{}
	var prune bool
	c := &cobra.Command{
		Use:   "record SUITE... --model SPEC -o DIR",
		Short: "Run live once and keep every reply for replay",
		Long: `Run live once and keep every reply, with the tokens it took, for replay.

What is recorded already is not asked again, so after a change only what the
change touched is paid for. A recording holds the request and the reply, never
a header or a key.`,
		Example: `  mockstar eval plan suite.yaml --model openai:gpt-5-mini -o recordings/gpt-5-mini
  mockstar eval record suite.yaml --model openai:gpt-5-mini -o recordings/gpt-5-mini
  mockstar eval run suite.yaml --model replay:recordings/gpt-5-mini`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.evalRecord(c.Context(), args, o, prune) },
	}
	o.flags(c)
	f := c.Flags()
	f.StringVarP(&o.record, "output", "o", "", "folder for the recordings, one for each model")
	f.BoolVar(&prune, "prune", false, "delete recordings in the folder that these suites do not use any more")
	return c
}

func (a *app) evalRecord(ctx context.Context, suites []string, o evalOptions, prune bool) error {
	spec := a.spec()
	switch {
	case o.record == "":
		return usagef("eval record: name the folder for the recordings with -o DIR")
	case !recordable(spec):
		return usagef("eval record: name one model to record with --model, such as openai:NAME; %s has no replies to keep", spec)
	case prune && (o.shard != "" || len(o.filters) > 0):
		return usagef("eval record: a part of a suite does not use all recordings, so --prune would delete the others")
	case o.concurrency < 1 || o.concurrency > maxConcurrency:
		return usagef("eval record: --concurrency must be from 1 to %d", maxConcurrency)
	}
	if o.resume && o.out == "" {
		return usagef("eval record: --resume goes on with a run that is kept: name it with --out DIR\nwithout one, the same command asks only for what is not recorded yet")
	}
	used := &keys{seen: map[string]bool{}}
	o.used = used.add
	all, err := a.choose("record", suites, o)
	if err != nil {
		return err
	}
	o.paid = new(float64)
	var cost []string // of each suite
	var unusable []error
	for _, s := range all {
		o := o
		o.out, o.now = s.out, &outlay{}
		spent, why, err := a.recordSuite(ctx, s, o, suites, used)
		if spent != "" {
			cost = append(cost, spent)
		}
		if why != "" {
			unusable = append(unusable, fmt.Errorf("%w: %s", errInconclusive, why))
		}
		if err != nil { // what the suites before it cost and ended in stays said
			if len(cost) > 0 {
				fmt.Fprintf(a.errw, "until %s failed, what was asked for cost %s\n", s.name, strings.Join(cost, " and "))
			}
			return errors.Join(append(unusable, err)...)
		}
	}
	if prune {
		if err := used.prune(o.record); err != nil {
			return errors.Join(append(unusable, err)...)
		}
	}
	fmt.Fprintf(a.out, "%d replies of %s are kept in %s; what was asked for now cost %s\n", len(used.seen), spec, o.record, strings.Join(cost, " and "))
	again := "mockstar eval run " + a.asking(o, suites) + " --model " + shell.Word("replay:"+o.record)
	if o.shard != "" { // which is kept, for a merge
		again += " --out DIR"
	}
	fmt.Fprintln(a.out, "replay them: "+again)
	return errors.Join(unusable...) // replays would end so too
}

// recordSuite records one of the suites. It returns what that cost, and why no
// reply of it could be used, where that is so.
func (a *app) recordSuite(ctx context.Context, s chosen, o evalOptions, suites []string, used *keys) (spent, unusable string, err error) {
	if s.Kind == evals.Interview {
		spent, err = a.recordInterviews(ctx, s.Suite, o, used)
		return spent, "", a.hintFor(err, o, suites...)
	}
	dir, r, err := a.grade(ctx, s.Suite, o)
	if o.out == "" && dir != "" {
		defer os.RemoveAll(dir)
	}
	if err = a.hintFor(err, o, suites...); err != nil {
		if o.out == "" { // else the run has said how to go on
			err = used.kept(err, o.record)
		}
		if *o.now != (outlay{}) {
			spent = evals.Header{}.Spent(o.now.usd, o.now.unpriced)
		}
		return spent, "", err
	}
	spent = r.Header.Spent(o.now.usd, o.now.unpriced)
	if len(r.Failures) > 0 {
		again := "run the same command to record the rest"
		if o.out != "" && !o.resume {
			again = "add --resume to the same command to record the rest"
		}
		return spent, "", failedAt(failures("eval record", r), r.Hint(), again)
	}
	if o.resume {
		err = a.resumed(ctx, s, o, used)
	}
	return spent, r.Unusable(), err
}

// recordInterviews holds the interviews of a suite, and returns what that cost.
// An interview that left its course is recorded up to there.
func (a *app) recordInterviews(ctx context.Context, s *evals.Suite, o evalOptions, used *keys) (spent string, err error) {
	r, err := a.holdAgain(ctx, s, o)
	if err != nil {
		return "", used.kept(err, o.record)
	}
	if n := r.Broken(); n > 0 {
		fmt.Fprintf(a.errw, "note: %d of %d interviews left their course; they are recorded up to there\n", n, len(r.Courses))
	}
	return r.Spent(), nil
}

// resumed counts among the recordings those that a run which goes on had made
// before. A run that was begun by another command has kept no reply: what it
// finished is not asked again, and nothing can replay it.
func (a *app) resumed(ctx context.Context, s chosen, o evalOptions, used *keys) error {
	shard, err := evals.ParseShard(o.shard)
	if err != nil {
		return usageError{err}
	}
	p, err := evals.Missing(ctx, s.Suite, evals.Replies{Dir: o.record, Spec: a.spec(), Samples: o.samples, PerCriterion: o.perCriterion, Shard: shard, Used: used.add})
	switch {
	case err != nil:
		return a.hintFor(asUsage(err), o, s.name)
	case len(p.Stale) > 0:
		record := "mockstar eval record " + a.asking(o, []string{s.name}) + " --model " + shell.Word(a.spec()) + " -o " + shell.Word(o.record)
		return usagef("eval record: %d of %d replies that the run in %s rests on were never recorded: it got them without `eval record`\nask for them, without --out: %s", len(p.Stale), p.Calls, o.out, record)
	}
	return nil
}

// stale reports whether the recordings themselves have to be mended.
func stale(err error) bool {
	var call *llm.Error
	return errors.As(err, &call) && call.Kind == llm.Stale
}

// recordable reports whether spec is one model that replies.
func recordable(spec string) bool {
	return spec != embedded && !strings.HasPrefix(spec, "replay:") && !strings.HasPrefix(spec, "hostile:") && len(models.Split(spec)) == 1
}

// keys are the recordings that a run used.
type keys struct {
	mu   sync.Mutex
	seen map[string]bool
}

func (k *keys) add(key string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.seen[key] = true
}

// kept tells of an error that ended a recording how to go on, where any reply
// was kept.
func (k *keys) kept(err error, dir string) error {
	all, none := evals.Recordings(dir)
	if none == nil && !stale(err) && slices.ContainsFunc(all, func(r replay.Recording) bool { return k.seen[r.Key] }) {
		return fmt.Errorf("%w\nwhat was recorded is kept; run the same command to go on", err)
	}
	return err
}

// prune deletes the recordings in dir that were not used.
func (k *keys) prune(dir string) error {
	all, err := evals.Recordings(dir)
	if err != nil {
		return usageError{err}
	}
	var errs []error
	for _, r := range all {
		if !k.seen[r.Key] {
			errs = append(errs, os.Remove(filepath.Join(dir, r.Key+".json")))
		}
	}
	return errors.Join(errs...)
}
