package main

import "github.com/spf13/cobra"

func newEval(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: "eval", Short: "Measure how good the grading is", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newEvalRun(a), newEvalRecord(a), newEvalPlan(a), newEvalCompare(a), newEvalBless(a), newEvalMerge(a), newEvalAttack(a), newEvalAgree(a), newEvalCriteria(a), newEvalImport(a))
	return c
}
