package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

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
	if formats := []string{"text", "json"}; !slices.Contains(formats, format) {
		return usagef("eval compare: unknown --format %q; there are %v", format, formats)
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
		err = c.WriteText(a.out)
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

func newEvalBless(a *app) *cobra.Command {
	var reason, out string
	c := &cobra.Command{
		Use:   `bless REPORT --reason "..." -o FILE`,
		Short: "Make a report the baseline, with a reason",
		Long: `Make a report the baseline that later runs are held to, with a reason.

REPORT is a report written with --format json, or the folder of a run. It must
be whole: a shard, a run that was stopped, one whose provider failed and one
without any level are refused. What else speaks against it is warned of. The baseline has one sorted
line for each case and criterion: keep it under version control and read its
diff. What it changes in a baseline that stood there is printed.`,
		Example: `  mockstar eval run suite.yaml --out runs/1
  mockstar eval bless runs/1 --reason "prompt 7 reads figures" -o suite.baseline`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.evalBless(args[0], reason, out) },
	}
	c.Flags().StringVar(&reason, "reason", "", "why this is the new baseline; it is written into it")
	c.Flags().StringVarP(&out, "output", "o", "", "file to write; - is standard output")
	return c
}

func (a *app) evalBless(report, reason, out string) error {
	switch {
	case strings.TrimSpace(reason) == "":
		return usagef("eval bless: say why with --reason; whoever reads the diff will ask")
	case out == "":
		return usagef("eval bless: name the file to write with -o FILE")
	}
	if was, err := os.Stat(report); err == nil {
		if is, err := os.Stat(out); err == nil && os.SameFile(was, is) {
			return usagef("eval bless: %s is what is to be blessed: name another file with -o FILE", out)
		}
	}
	b, err := evals.ReadBlessing(report)
	if err != nil {
		return usageError{err}
	}
	b.Reason = reason
	if out == "-" {
		err = b.WriteBaseline(a.out)
		return errors.Join(err, a.blessed(a.errw, b, nil, "standard output"))
	}
	instead, err := b.Instead(out)
	if err != nil {
		return usageError{err}
	}
	if err := b.Write(out); err != nil {
		return usageError{err}
	}
	return a.blessed(a.out, b, instead, out)
}

// blessed says what is the baseline now, what speaks against it, and what it
// changed.
func (a *app) blessed(w io.Writer, b evals.Blessing, instead *evals.Comparison, out string) error {
	for _, d := range b.Doubts {
		fmt.Fprintf(a.errw, "warning: %s\n", d)
	}
	fmt.Fprintf(w, "blessed %s in %s: %s\n", b.Suite, out, b.Counted())
	if instead == nil {
		return nil
	}
	fmt.Fprintln(w, "what it changes:")
	return instead.WriteText(w)
}

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
		RunE: func(_ *cobra.Command, args []string) error {
			if !slices.Contains(reportFormats, format) {
				return usagef("eval merge: unknown --format %q; there are %v", format, reportFormats)
			}
			var base evals.Marks
			if baseline != "" {
				var err error
				if base, err = evals.ReadMarks(baseline); err != nil {
					return usageError{err}
				}
			}
			r, err := readReport(args...)
			if err != nil {
				return err
			}
			if lacks := r.Lacks(); lacks != "" {
				why, err := evals.Lacking(args...)
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
		},
	}
	gateFlags(c, &baseline, &minEffect)
	c.Flags().StringVar(&format, "format", "text", "text, json, junit, md or html")
	return c
}

func newEvalCriteria(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "criteria",
		Short: "Write the fingerprints of all criteria, for a suite's labels",
		Long: `Write one line, question/criterion and fingerprint, for every criterion of the
document. A suite names such a file under "criteria": a label whose criterion
has another fingerprint today is stale and takes no part.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			doc, err := a.load()
			if err != nil {
				return err
			}
			return evals.WriteFingerprints(a.out, doc)
		},
	}
}
