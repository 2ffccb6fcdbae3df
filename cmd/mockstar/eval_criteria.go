package main

import (
	"github.com/spf13/cobra"

	"mockstar/evals"
)

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
