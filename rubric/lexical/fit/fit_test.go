package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/trait"
)

func readCorpus(t *testing.T) ([]*sample, corpus) {
	t.Helper()
	samples, err := loadSamples("../../../" + answersFile)
	require.NoError(t, err)
	doc, err := rubric.Embedded()
	require.NoError(t, err)
	return samples, readAll(samples, doc)
}

func TestStoredWeightsAreThoseThatTheFitWrites(t *testing.T) {
	_, c := readCorpus(t)
	want, err := source(fitAll(c))
	require.NoError(t, err)
	got, err := os.ReadFile("../../../" + weightsFile)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got), "answers, cues or traits changed: run go run ./rubric/lexical/fit -write")
}

// The floors stand a little below what was measured, so that a change that
// costs agreement on unseen authors is noticed. The reference is readings by a
// language model.
func TestAgreementOnUnseenAuthorsStaysAboveItsFloor(t *testing.T) {
	samples, c := readCorpus(t)
	g := embedded(c)
	require.Greater(t, g.pooled(), 0.835)
	for model, floor := range map[string]float64{"situation": 0.84, "task": 0.79, "action": 0.86, "result": 0.81, "insight": 0.79, trait.OwnModel: 0.84} {
		require.Greater(t, g.kappa(model), floor, model)
	}
	for _, kind := range kinds(samples) {
		require.Less(t, g.errorOf(kind), 0.5, "levels too high for: %s", kind)
	}
}

func TestTheReferenceAgreesWithItselfMoreThanWeAgreeWithIt(t *testing.T) {
	_, c := readCorpus(t)
	require.Greater(t, readings(c).pooled(), embedded(c).pooled())
	require.Zero(t, constant(c).pooled())
}
