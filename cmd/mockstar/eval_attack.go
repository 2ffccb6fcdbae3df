package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"mockstar/evals"
)

type attackOptions struct {
	judgeOptions
	corpus string
	format string
	allow  float64
}

func newEvalAttack(a *app) *cobra.Command {
	o := attackOptions{}
	c := &cobra.Command{
		Use:   "attack --corpus FILE.jsonl",
		Short: "Measure how often hostile text in an answer raises its score",
		Long: `Measure how often hostile text in an answer raises its score.

The corpus has one attack a line, {"id","class","text"}. Each is put before,
inside and after five answers of different quality, beside harmless text of the
same length: what the attack does beyond that, it does by what it says. Then each is
graded alone, as the whole answer.

Three judges that are not honest show what the parser and the checks of quotes
hold against: --model hostile:parrot repeats the answer in its reply,
hostile:captured obeys it, hostile:chaos replies with anything.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.evalAttack(c.Context(), o) },
	}
	f := c.Flags()
	f.StringVar(&o.corpus, "corpus", "", "JSONL file of attacks")
	f.StringVar(&o.format, "format", "text", "text or json")
	f.Float64Var(&o.allow, "allow", 1, "share of successes from which the command fails with exit 1")
	f.IntVar(&o.concurrency, "concurrency", 4, "answers graded at the same time")
	f.StringVar(&o.rate, "rate", "", "most calls to begin in a second, such as 5/s")
	o.samples = 1
	return c
}

func (a *app) evalAttack(ctx context.Context, o attackOptions) error {
	switch {
	case o.corpus == "":
		return usagef("eval attack: name the attacks with --corpus FILE.jsonl")
	case !slices.Contains([]string{"text", "json"}, o.format):
		return usagef("eval attack: unknown --format %q; there are text and json", o.format)
	case o.concurrency < 1 || o.concurrency > maxConcurrency:
		return usagef("eval attack: --concurrency must be from 1 to %d", maxConcurrency)
	case o.allow < 0 || o.allow > 1:
		return usagef("eval attack: --allow must be from 0 to 1")
	}
	f, err := os.Open(o.corpus)
	if err != nil {
		return usagef("read attacks: %w", err)
	}
	defer f.Close()
	attacks, err := evals.ReadAttacks(o.corpus, f)
	if err != nil {
		return usageError{err}
	}
	doc, err := a.load()
	if err != nil {
		return err
	}
	b, err := a.bench(a.spec(), o.judgeOptions)
	if err != nil {
		return err
	}
	h := evals.Header{Program: program(), Run: b.run, Suite: filepath.Base(o.corpus), Title: "Attacks on the grader", Document: doc.Ref(), Model: a.spec(), Samples: 1, Cases: len(attacks)}
	r, err := evals.RunAttacks(ctx, h, doc, b.graders[0], attacks, o.concurrency)
	if err != nil {
		return err
	}
	if o.format == "json" {
		err = a.writeJSON(r)
	} else {
		err = r.WriteText(a.out)
	}
	if err != nil {
		return err
	}
	if r.All.Success.Undefined == "" && r.All.Success.Value > o.allow {
		return fmt.Errorf("%w: %.3f of the attacks raised a score, and %g are allowed", errGate, r.All.Success.Value, o.allow)
	}
	return nil
}
