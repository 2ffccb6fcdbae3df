package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"mockstar/evals"
	"mockstar/evals/metric"
)

func newEvalCompare(a *app) *cobra.Command {
	var effect float64
	var format string
	c := &cobra.Command{
		Use:   "compare BASE HEAD",
		Short: "Tell whether one run is worse than another on the same cases",
		Long: `Tell whether one run is worse than another on the same cases.

Each of the two is a baseline, a report written with --format json, or the
folder of a run. Exit 0 when nothing got worse, 1 for a regression, 6 when the
cases cannot tell.`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error { return a.evalCompare(args[0], args[1], effect, format) },
	}
	c.Flags().Float64Var(&effect, "min-effect", 0, "smallest drop to stop for, in levels (default as the suite says, else 0.25)")
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return c
}

func (a *app) evalCompare(base, head string, effect float64, format string) error {
	if err := checkFormat("eval compare", format, "text", "json"); err != nil {
		return err
	}
	if err := evals.CheckEffect(effect); err != nil {
		return usagef("eval compare: --min-effect: %v", err)
	}
	was, err := evals.ReadMarks(base)
	if err != nil {
		return usageError{err}
	}
	is, err := evals.ReadMarks(head)
	if err != nil {
		return usageError{err}
	}
	c, err := evals.Compare(was, is, effect)
	if err != nil {
		return usageError{err}
	}
	if format == "json" {
		err = a.writeJSON(c)
	} else {
		err = a.writeText(c.WriteText)
	}
	if err != nil {
		return err
	}
	switch c.Outcome {
	case metric.Regression:
		return fmt.Errorf("%w: %s", errGate, c.Why())
	case metric.Inconclusive:
		return fmt.Errorf("%w: %s", errInconclusive, c.Why())
	}
	return nil
}
