package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"mockstar/evals"
)

type agreeOptions struct {
	raters []string
	format string
}

func newEvalAgree(a *app) *cobra.Command {
	o := agreeOptions{}
	c := &cobra.Command{
		Use:   "agree RATINGS.jsonl",
		Short: "Tell how far raters agree, with what each figure is worth",
		Long: `Tell how far raters agree on the same answers.

The file has one rating a line, {"id","criterion","rater","level"}; a level of
null is an abstention, and - reads standard input. Every figure comes with an
interval that knows that the criteria of one answer are not independent, and a
figure that does not exist for these ratings says why.

With two raters the first is compared against the second: a positive mean
difference says that the first is more lenient.`,
		Example: `  mockstar eval agree ratings.jsonl --raters judge,human
  mockstar eval agree ratings.jsonl --format json`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.evalAgree(args[0], o) },
	}
	c.Flags().StringSliceVar(&o.raters, "raters", nil, "raters to compare, the one in question first (default all)")
	c.Flags().StringVar(&o.format, "format", "text", "text or json")
	return c
}

func (a *app) evalAgree(file string, o agreeOptions) error {
	if err := checkFormat("eval agree", o.format, "text", "json"); err != nil {
		return err
	}
	ratings, source, err := a.readRatings(file)
	if err != nil {
		return err
	}
	report, err := evals.Agree(ratings, o.raters)
	if err != nil {
		return usageError{err}
	}
	report.Program, report.Source = program(), source
	if o.format == "json" {
		return a.writeJSON(report)
	}
	return report.WriteText(a.out)
}

// readRatings reads a file of ratings, or standard input when it is "-". It
// returns the name and the hash of what it read as well.
func (a *app) readRatings(file string) ([]evals.Rating, string, error) {
	in, name, err := a.input(file)
	if err != nil {
		return nil, "", usagef("read ratings: %w", err)
	}
	defer in.Close()
	sum := sha256.New()
	ratings, err := evals.ReadRatings(name, io.TeeReader(in, sum))
	if err != nil {
		return nil, "", usageError{err}
	}
	return ratings, fmt.Sprintf("%s:%x", filepath.Base(name), sum.Sum(nil)[:6]), nil
}
