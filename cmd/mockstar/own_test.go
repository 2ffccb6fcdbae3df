package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The embedded examiner tells answers to documents of other trades apart, as well
// as when it was last looked at, and says of no more of them that it can't.
func TestAnswersToDocumentsOfOtherTradesAreToldApart(t *testing.T) {
	code, out, errs := mockstar(t, "eval", "run", "../../testdata/suites/own.yaml")
	require.Zero(t, code, errs)
	require.Contains(t, out, "thresholds: 3 of 3 kept")
}
