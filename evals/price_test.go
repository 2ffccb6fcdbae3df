package evals_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/rubric"
)

func TestPricesAreDatedAndHonestAboutWhatTheyDoNotKnow(t *testing.T) {
	p, err := evals.LoadPrices("")
	require.NoError(t, err)
	require.Regexp(t, `^\d{4}-\d\d-\d\d$`, p.Date)
	tests := []struct {
		name, spec string
		cost       float64
		known      bool
	}{
		{"a listed model", "openai:gpt-4.1", 2 + 4, true},
		{"a model of this machine is free", "ollama:llama3.2", 0, true},
		{"a replay is free", "replay:dir", 0, true},
		{"an unlisted model is not free but unknown", "openai:made-up", 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cost, known := p.Cost(tt.spec, rubric.Usage{Input: 1_000_000, Output: 500_000})
			require.Equal(t, tt.known, known)
			require.InDelta(t, tt.cost, cost, 1e-9)
		})
	}
}

func TestPricesOfOnesOwnAreReadStrictly(t *testing.T) {
	dir := folder(t, "prices.yaml", "date: 2026-01-02\nmodels:\n  openai:x: [1, 2]\n  openai:y: 3\n")
	_, err := evals.LoadPrices(filepath.Join(dir, "prices.yaml"))
	require.ErrorContains(t, err, "prices.yaml:4:13: should be two prices")
	require.Regexp(t, `^load prices: 1 problem\n`, err.Error(), "no suite is read")
}

func TestAPanelCostsWhatItsMembersCost(t *testing.T) {
	builtin, err := evals.LoadPrices("")
	require.NoError(t, err)
	require.Empty(t, builtin.Unknown([]string{"stub:f", "openai:gpt-5-mini", "embedded", "hostile:chaos", "ollama:x"}))
	require.Equal(t, []string{"openai:x", "google:y"}, builtin.Unknown([]string{"openai:x", "openai:gpt-5", "google:y"}))
}
