package main

import (
	"github.com/spf13/cobra"

	"mockstar/evals"
)

func newEvalMerge(a *app) *cobra.Command {
	var format, baseline string
	var minEffect float64
	c := &cobra.Command{
		Use:   "merge DIR...",
		Short: "Put the shards of a run together",
		Long: `Put the shards of a run together and report on the whole. Shards that
different programs, suites, documents or models made are refused. The report
has the same bytes as that of an unbroken run, with --baseline too: the whole
is then held to it, with the exit codes of eval run. Thresholds and changed
answers of the suite are judged here alone: a shard is measured and no more.`,
		Example: `  mockstar eval merge run-1 run-2 run-3 --baseline suite.baseline --format junit`,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, dirs []string) error {
			return a.evalMerge(dirs, baseline, minEffect, format)
		},
	}
	gateFlags(c, &baseline, &minEffect)
	c.Flags().StringVar(&format, "format", "text", "text, json, junit, md or html")
	return c
}

func (a *app) evalMerge(dirs []string, baseline string, minEffect float64, format string) error {
	if err := checkFormat("eval merge", format, reportFormats...); err != nil {
		return err
	}
	var base evals.Marks
	if baseline != "" {
		var err error
		if base, err = evals.ReadMarks(baseline); err != nil {
			return usageError{err}
		}
	}
	r, err := readReport(dirs...)
	if err != nil {
		return err
	}
	if lacks := r.Lacks(); lacks != "" {
		why, err := evals.Lacking(dirs...)
		if err != nil {
			return usageError{err}
		}
		return usagef("eval merge: %s\n%s", lacks, why)
	}
	if baseline != "" {
		if err := hold(r, base, minEffect); err != nil {
			return err
		}
	}
	if err := a.writeReport(r, format); err != nil {
		return err
	}
	return ending(r, "then go on with the shards in which they failed, each with --resume, and merge again")
}
