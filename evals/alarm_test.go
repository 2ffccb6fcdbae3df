//go:build !race

// Hundreds of simulated comparisons are arithmetic: the race detector has nothing
// to find in it.

package evals_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/evals/metric"
	"mockstar/rubric"
)

// TestTheGateSeldomCriesWolf runs a judge that agrees with itself on 88 of 100
// readings against itself, on 40 answers by five criteria, and counts how often
// a change that is none is called a regression.
func TestTheGateSeldomCriesWolf(t *testing.T) {
	const runs, cases, alarm = 100, 40, 0.05
	rng := newRand(1)
	criteria := strings.Fields("situation task action result insight")
	reading := func(unlabelled int) evals.Marks {
		m := evals.Marks{Suite: "s@1:0", Cluster: evals.ByCase}
		for i := range cases {
			for _, c := range criteria {
				// Two readings agree when both keep the level or both leave it
				// to the same side: 0.936² + 2·0.032² = 0.88.
				level := rubric.Level(2 + i%3)
				switch x := rng.Float64(); {
				case x < 0.032:
					level--
				case x < 0.064:
					level++
				}
				id := fmt.Sprintf("c%02d", i)
				e := evals.Entry{Case: id, Group: id, Criterion: c, Level: level, Reference: rubric.Level(2 + i%3)}
				if i < unlabelled {
					e.Reference = 0
				}
				m.Entries = append(m.Entries, e)
			}
		}
		return m
	}
	var stopped, passed, anyWorse int
	run := func(unlabelled int) {
		stopped, passed, anyWorse = 0, 0, 0
		for range runs {
			a, b := reading(unlabelled), reading(unlabelled)
			sortEntries(a.Entries)
			sortEntries(b.Entries)
			c, err := evals.Compare(a, b, 0)
			require.NoError(t, err)
			stopped += b2i(c.Outcome == metric.Regression)
			passed += b2i(c.Outcome == metric.Pass)
			anyWorse += b2i(len(c.Changed) > 0 && c.Changed[0].Worse() > 0)
		}
		t.Logf("%d of %d answers unlabelled: %d of %d runs without a change stopped, %d passed", unlabelled, cases, stopped, runs, passed)
		require.LessOrEqual(t, float64(stopped)/runs, alarm)
	}
	run(0)
	require.Greater(t, float64(passed)/runs, 0.9)
	require.Greater(t, float64(anyWorse)/runs, 0.9, "a gate on any newly failing mark would cry wolf nearly always")
	run(4)
	require.Greater(t, float64(passed)/runs, 0.8, "labels that nobody gave do not make a judge with noise inconclusive")
}
