package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAHostileJudgeThatBreaksOffIsNoProviderThatFailed(t *testing.T) {
	suite := manyCases(t, 30) // some of its replies have no end
	for name, more := range map[string][]string{
		"alone":                {"--model", "hostile:chaos"},
		"one criterion a call": {"--model", "hostile:chaos", "--per-criterion"},
		"in a panel":           {"--model", "hostile:parrot,hostile:chaos"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out, errs := mockstar(t, append([]string{"eval", "run", suite}, more...)...)
			require.NotEqual(t, exitProvider, code, errs)
			require.NotContains(t, out, "INCOMPLETE")
			require.NotContains(t, errs, "failed at the provider")
			if name != "in a panel" {
				require.Equal(t, exitInconclusive, code, errs)
				require.Contains(t, errs, "have no level")
			}
		})
	}
}
