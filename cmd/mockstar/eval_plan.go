package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"mockstar/evals"
	"mockstar/internal/llm"
	"mockstar/internal/llm/replay"
	"mockstar/internal/shell"
)

func newEvalPlan(a *app) *cobra.Command {
	o := evalOptions{}
	c := &cobra.Command{
		Use:   "plan SUITE... --model SPEC -o DIR",
		Short: "Tell what would be recorded again and what that would cost; no calls",
		Args:  cobra.MinimumNArgs(1),
		RunE:  func(c *cobra.Command, args []string) error { return a.evalPlan(c.Context(), args, o) },
	}
	f := c.Flags()
	f.StringVarP(&o.record, "output", "o", "", "folder of the recordings")
	f.IntVar(&o.samples, "samples", 1, "readings of each answer")
	f.StringArrayVar(&o.filters, "filter", nil, "only the cases in which KEY=PATTERN holds")
	f.BoolVar(&o.perCriterion, "per-criterion", false, "one criterion a call instead of all at once")
	f.StringVar(&o.prices, "prices", "", "table of prices to use instead of the built-in one")
	f.StringVar(&o.format, "format", "text", "text or json")
	return c
}

func (a *app) evalPlan(ctx context.Context, suites []string, o evalOptions) error {
	spec := a.spec()
	switch {
	case o.record == "":
		return usagef("eval plan: name the folder of the recordings with -o DIR")
	case !recordable(spec):
		return usagef("eval plan: name the model that would be recorded with --model, such as openai:NAME")
	case len(suites) > 1 && o.format == "json":
		return usagef("eval plan: the format json takes one suite at a time")
	case o.samples < 1 || o.samples > maxSamples:
		return usagef("eval plan: --samples must be from 1 to %d", maxSamples)
	}
	if err := checkFormat("eval plan", o.format, "text", "json"); err != nil {
		return err
	}
	prices, err := evals.LoadPrices(o.prices)
	if err != nil {
		return usageError{err}
	}
	all, err := a.choose("plan", suites, o)
	if err != nil {
		return err
	}
	missing := 0
	for _, s := range all {
		p, err := evals.PlanRecording(ctx, s.Suite, evals.Replies{Dir: o.record, Spec: spec, Samples: o.samples, PerCriterion: o.perCriterion}, prices)
		if stale(err) {
			return a.hintFor(err, o, suites...)
		}
		if err != nil {
			return usageError{err}
		}
		if o.format == "json" {
			err = a.writeJSON(p)
		} else {
			a.printPlan(s.Suite, p, spec)
			missing += len(p.Stale)
		}
		if err != nil {
			return err
		}
	}
	if missing > 0 {
		fmt.Fprintln(a.out, "\n"+a.toRecord(spec, o, suites))
	}
	return nil
}

// toRecord is the command that makes the recordings that are missing.
func (a *app) toRecord(spec string, o evalOptions, suites []string) string {
	const record, to = "mockstar eval record ", " -o "
	script, ok := strings.CutPrefix(spec, "stub:")
	if _, err := os.Stat(script); ok && err != nil {
		return "no script " + script + " is here: make its recordings anew the way they were made,\n" +
			"or record a model: " + record + a.asking(o, suites) + " --model openai:NAME -o DIR"
	}
	command := "record them: " + record + a.asking(o, suites) + " --model " + shell.Word(spec) + to + shell.Word(o.record)
	if o.prices != "" {
		command += " --prices " + shell.Word(o.prices)
	}
	return command
}

// incomplete says of a replay that missed a recording, where that is so, that
// cases were never recorded: the nearest recording is of another case then, and
// tells of no change.
func (a *app) incomplete(ctx context.Context, s *evals.Suite, o evalOptions, err error) error {
	var miss *llm.Error
	dir, ok := strings.CutPrefix(a.spec(), "replay:")
	if !ok || !stale(err) || !errors.As(err, &miss) || !replay.Any(dir) {
		return err
	}
	shard, none := evals.ParseShard(o.shard)
	if none != nil {
		return err
	}
	p, none := evals.Missing(ctx, s, evals.Replies{Dir: dir, Samples: o.samples, PerCriterion: o.perCriterion, Shard: shard})
	if none != nil || !p.Incomplete {
		return err
	}
	why := fmt.Errorf("%s never recorded in %s: %d of %d calls have no recording; nothing that was recorded has changed", lacking(p, shard), dir, len(p.Stale), p.Calls)
	return &llm.Error{Kind: llm.Stale, Provider: miss.Provider, Tries: miss.Tries, Hint: miss.Hint, Err: why}
}

// lacking names what was never recorded of an incomplete plan.
func lacking(p *evals.Plan, shard evals.Shard) string {
	var parts []string
	if n := p.Cases(); n > 0 {
		of := "this suite"
		if s := shard.String(); s != "" {
			of = "shard " + s
		}
		parts = append(parts, counted(n, "case")+" of "+of)
	}
	if n := p.Repairs(); n > 0 {
		what := "the second tries for " + counted(n, "recorded verdict") + " that broke the contract"
		if n == 1 {
			what = "the second try for a recorded verdict that broke the contract"
		}
		parts = append(parts, what)
	}
	if p.Cases()+p.Repairs() == 1 {
		return parts[0] + " was"
	}
	return strings.Join(parts, " and ") + " were"
}

func (a *app) printPlan(s *evals.Suite, p *evals.Plan, spec string) {
	fmt.Fprintf(a.out, "%s: %d calls, %d recorded, %d to record\n", s.Ref(), p.Calls, p.Recorded, len(p.Stale))
	if len(p.Stale) == 0 {
		return
	}
	basis := "guessed from the lengths of the texts"
	if p.From > 0 {
		basis = fmt.Sprintf("as the mean of %d recordings", p.From)
	}
	fmt.Fprintf(a.out, "tokens: about %d in, %d out, %s\n", p.Usage.Input, p.Usage.Output, basis)
	switch {
	case strings.HasPrefix(spec, "stub:"):
		fmt.Fprintln(a.out, "cost: nothing; a script replies")
	case p.Cost != nil:
		fmt.Fprintf(a.out, "cost: about %.4f USD at the prices of %s\n", *p.Cost, p.Prices)
	default:
		fmt.Fprintln(a.out, "cost: not known; add the model to a table of your own and name that with --prices FILE")
	}
	if p.Incomplete {
		fmt.Fprintf(a.out, "\n%s never recorded; nothing that was recorded has changed\n", lacking(p, evals.Shard{}))
		return
	}
	a.printReasons(p.Stale)
}

// printReasons prints why calls have no recording, each reason once.
func (a *app) printReasons(calls []evals.StaleCall) {
	const most = 3
	var changes []string // in the order in which they come
	having := map[string][]evals.StaleCall{}
	for _, c := range calls {
		_, change, ok := strings.Cut(c.Why, "\n") // the first line names the nearest recording
		if !ok {
			change = c.Why
		}
		if having[change] == nil {
			changes = append(changes, change)
		}
		having[change] = append(having[change], c)
	}
	left := len(calls)
	for _, change := range changes[:min(most, len(changes))] {
		same := having[change]
		var names []string
		for _, c := range same[:min(most, len(same))] {
			names = append(names, c.String())
		}
		who := strings.Join(names, ", ")
		if more := len(same) - len(names); more > 0 {
			who += fmt.Sprintf(" and %d more", more)
		}
		fmt.Fprintf(a.out, "\n%s: %s\n", who, same[0].Why)
		left -= len(same)
	}
	if left > 0 {
		fmt.Fprintf(a.out, "\nand %d more\n", left)
	}
}
