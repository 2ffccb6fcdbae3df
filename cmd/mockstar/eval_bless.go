package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"mockstar/evals"
)

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
