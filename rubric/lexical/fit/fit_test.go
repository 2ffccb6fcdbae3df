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
	"mockstar/rubric/lexical"
	"mockstar/rubric/lexical/internal/fitted"
	"mockstar/rubric/lexical/internal/trait"
)

// corpusOnce reads the graded answers, and embeddedOnce grades them by authors
// left out; every test starts from the same.
var (
	corpusOnce   = sync.OnceValues(func() (*corpus, error) { return loadCorpus("../../..") })
	embeddedOnce = sync.OnceValue(func() graded {
		c, err := corpusOnce()
		if err != nil {
			panic(err)
		}
		return embedded(c)
	})
)

func readCorpus(t *testing.T) *corpus {
	t.Helper()
	c, err := corpusOnce()
	require.NoError(t, err)
	return c
}

func TestStoredNumbersAreThoseThatTheFitWrites(t *testing.T) {
	c := readCorpus(t)
	for name, want := range fitted.Format(fitAll(c)) {
		got, err := os.ReadFile("../../../" + store + "/" + name)
		require.NoError(t, err)
		require.True(t, want == string(got), "%s: answers, labels, cues or traits changed: run go run ./rubric/lexical/fit -write", name)
	}
}

// What is measured on authors left out is the examiner that ships only if the
// same numbers give the same levels here and there.
func TestLevelsAreThoseOfTheExaminer(t *testing.T) {
	c := readCorpus(t)
	stored, examiner := fitted.Stored(), lexical.New()
	compared := 0
	for _, a := range c.answers {
		sheet, err := examiner.Grade(t.Context(), c.subjects[a.Question].Question, rubric.Said(a.Answer))
		require.NoError(t, err)
		rows := map[string][]row{}
		c.add(a, stored.Learned, rows)
		for name, rs := range rows {
			m := stored.Models[name]
			for _, r := range rs {
				g, _ := sheet.Grade(r.criterion)
				require.EqualValues(t, g.Level, levelOf(name, &m, &stored.Topic, r), "%s %s", a.ID, r.criterion)
				compared++
			}
		}
	}
	require.Greater(t, compared, 5000)
}

// The floors stand a little below what was measured, so that a change that
// costs agreement on unseen authors is noticed. The reference is readings by a
// language model.
func TestAgreementOnUnseenAuthorsStaysAboveItsFloor(t *testing.T) {
	c := readCorpus(t)
	g := embeddedOnce()
	for wave, floor := range map[string]float64{"dev": 0.85, "more": 0.83, "wide": 0.82} {
		require.Greater(t, g.of(of(wave)).pooled(), floor, wave)
	}
	for model, floor := range map[string]float64{"situation": 0.86, "task": 0.82, "action": 0.86, "result": 0.80, "insight": 0.80, trait.OwnModel: 0.82, trait.OtherModel: 0.80} {
		require.Greater(t, g.kappa(model), floor, model)
	}
	for _, kind := range kinds(c.samples) {
		require.Less(t, g.errorOf(kind), 0.5, "levels too high for: %s", kind)
	}
}

func TestTheReferenceAgreesWithItselfMoreThanWeAgreeWithIt(t *testing.T) {
	c := readCorpus(t)
	require.Greater(t, readings(c).pooled(), embeddedOnce().pooled())
	require.Zero(t, constant(c).pooled())
}
