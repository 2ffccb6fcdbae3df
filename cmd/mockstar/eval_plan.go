package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"mockstar/evals"
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
			a.printPlan(s.Suite, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *app) printPlan(s *evals.Suite, p *evals.Plan) {
	fmt.Fprintf(a.out, "%s: %d calls, %d recorded, %d to record\n", s.Ref(), p.Calls, p.Recorded, len(p.Stale))
	if len(p.Stale) == 0 {
		return
	}
	basis := "guessed from the lengths of the texts"
	if p.From > 0 {
		basis = fmt.Sprintf("as the mean of %d recordings", p.From)
	}
	fmt.Fprintf(a.out, "tokens: about %d in, %d out, %s\n", p.Usage.Input, p.Usage.Output, basis)
	if p.Cost != nil {
		fmt.Fprintf(a.out, "cost: about %.4f USD at the prices of %s\n", *p.Cost, p.Prices)
	} else {
		fmt.Fprintln(a.out, "cost: not known; add the model to a table of your own and name that with --prices FILE")
	}
	const most = 3
	for _, c := range p.Stale[:min(most, len(p.Stale))] {
		fmt.Fprintf(a.out, "\n%s: %s\n", c, c.Why)
	}
	if more := len(p.Stale) - most; more > 0 {
		fmt.Fprintf(a.out, "\nand %d more\n", more)
	}
}
