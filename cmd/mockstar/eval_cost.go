package main

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"mockstar/evals"
	"mockstar/internal/llm"
	"mockstar/internal/llm/models"
	"mockstar/internal/shell"
)

// goOn is how a run that its budget stopped is finished.
func (o evalOptions) goOn() string {
	switch {
	case o.out != "":
		return "\nraise it and go on with --resume"
	case o.record != "":
		return "" // eval record says it
	}
	return "\nnothing was kept: raise it, or name a folder with --out DIR, from which --resume goes on"
}

// tryAgain is how what failed in a run is tried once more.
func (o evalOptions) tryAgain() string {
	if o.out != "" {
		return "then go on with --resume: only what failed is asked again"
	}
	return "nothing of this run is kept: name a folder with --out DIR, from which --resume asks again for nothing but what failed"
}

// budget reads what calls cost and may cost, before any is made.
func (a *app) budget(o *evalOptions) (most float64, err error) {
	if o.table, err = evals.LoadPrices(o.prices); err != nil {
		return 0, usageError{err}
	}
	if most, err = parseCost(o.maxCost); err != nil {
		return 0, err
	}
	if unknown := o.table.Unknown(models.Split(a.spec())); most > 0 && len(unknown) > 0 {
		return 0, usagef("eval: what %s costs is not known, so --max-cost cannot be kept\nadd it to a table of your own and name that with --prices FILE", strings.Join(unknown, " and "))
	}
	if most > 0 {
		if most -= *o.paid; most <= 0 {
			return 0, o.overspent()
		}
	}
	return most, nil
}

// overspent is how a run ends whose calls have cost what they may.
func (o evalOptions) overspent() error {
	return usagef("eval: stopped, as the calls have cost %s USD (--max-cost)%s", o.maxCost, o.goOn())
}

// parseCost reads an amount in USD; 0 is no limit.
func parseCost(s string) (float64, error) {
	if s == "" {
		return 0, nil
	}
	usd, err := strconv.ParseFloat(s, 64)
	if err != nil || !(usd >= 0) || math.IsInf(usd, 0) {
		return 0, usagef("eval: --max-cost is %q: give an amount of USD, such as 2.50; 0 is no limit", s)
	}
	return usd, nil
}

// hintFor names the suites in the command by which a stale recording is mended,
// with the flags that decide what is asked.
func (a *app) hintFor(err error, o evalOptions, suites ...string) error {
	var call *llm.Error
	if errors.As(err, &call) {
		call.Hint = strings.ReplaceAll(call.Hint, " SUITE ", " "+a.asking(o, suites)+" ")
	}
	return err
}

// asking is how a command names suites so that it asks a model for the same as
// this one does.
func (a *app) asking(o evalOptions, suites []string) string {
	var words []string
	for _, s := range suites {
		words = append(words, shell.Word(s))
	}
	if o.samples > 1 {
		words = append(words, "--samples", strconv.Itoa(o.samples))
	}
	if o.perCriterion {
		words = append(words, "--per-criterion")
	}
	for _, f := range o.filters {
		words = append(words, "--filter", shell.Word(f))
	}
	if o.shard != "" {
		words = append(words, "--shard", shell.Word(o.shard))
	}
	if a.document != "" {
		words = append(words, "--document", shell.Word(a.document))
	}
	return strings.Join(words, " ")
}
