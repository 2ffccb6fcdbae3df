//go:build !race

// Fitting is arithmetic, in which the race detector would find little and take
// many minutes.

package main

import (
	"os"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/fitted"
	"mockstar/rubric/lexical/internal/trait"
)

// corpusOnce reads the graded answers, and embeddedOnce grades them by authors
// left out; every test starts from the same.
var (
	corpusOnce = sync.OnceValues(func() (*graderCorpus, error) {
		samples, err := loadSamples("../../..")
		if err != nil {
			return nil, err
		}
		given, err := loadLabels("../../..")
		if err != nil {
			return nil, err
		}
		doc, err := rubric.Embedded()
		if err != nil {
			return nil, err
		}
		return &graderCorpus{samples, readAll(samples, given, doc)}, nil
	})
	embeddedOnce = sync.OnceValue(func() graded { return embedded(must(corpusOnce()).corpus) })
)

type graderCorpus struct {
	samples []*sample
	corpus  *corpus
}

func must(c *graderCorpus, err error) *graderCorpus {
	if err != nil {
		panic(err)
	}
	return c
}

func readCorpus(t *testing.T) ([]*sample, *corpus) {
	t.Helper()
	c, err := corpusOnce()
	require.NoError(t, err)
	return c.samples, c.corpus
}

func TestStoredNumbersAreThoseThatTheFitWrites(t *testing.T) {
	_, c := readCorpus(t)
	for name, want := range fitted.Format(fitAll(c)) {
		got, err := os.ReadFile("../../../" + store + "/" + name)
		require.NoError(t, err)
		require.True(t, want == string(got), "%s: answers, labels, cues or traits changed: run go run ./rubric/lexical/fit -write", name)
	}
}

// The floors stand a little below what was measured, so that a change that
// costs agreement on unseen authors is noticed. The reference is readings by a
// language model.
func TestAgreementOnUnseenAuthorsStaysAboveItsFloor(t *testing.T) {
	samples, _ := readCorpus(t)
	g := embeddedOnce()
	for wave, floor := range map[string]float64{"dev": 0.85, "more": 0.82, "wide": 0.81} {
		require.Greater(t, g.of(of(wave)).pooled(), floor, wave)
	}
	for model, floor := range map[string]float64{"situation": 0.86, "task": 0.82, "action": 0.86, "result": 0.80, "insight": 0.80, trait.OwnModel: 0.80, trait.OtherModel: 0.77} {
		require.Greater(t, g.kappa(model), floor, model)
	}
	for _, kind := range kinds(samples) {
		require.Less(t, g.errorOf(kind), 0.5, "levels too high for: %s", kind)
	}
}

func TestTheReferenceAgreesWithItselfMoreThanWeAgreeWithIt(t *testing.T) {
	_, c := readCorpus(t)
	require.Greater(t, readings(c).pooled(), embeddedOnce().pooled())
	require.Zero(t, constant(c).pooled())
}
