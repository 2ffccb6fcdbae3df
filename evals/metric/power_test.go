//go:build !race

// A simulation is arithmetic on one goroutine: the race detector has nothing to
// find in it.

package metric

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// judged draws two runs of the judge of simulation_test.go over so many groups
// of one answer, five criteria each, whose true levels are 1 to 5 alike. unsure
// is the share of readings that are a level off beyond that, in both runs; lose
// turns a reading of the second into what a change makes of it.
func judged(rng *rand.Rand, groups int, unsure float64, lose func(rng *rand.Rand, criterion int, level float64) float64) []Comparison {
	const criteria = 5
	out := make([]Comparison, criteria)
	read := simulation{}.read
	for _, g := range groupsOf(groups, 1) {
		for c := range out {
			truth := float64(1 + rng.IntN(5))
			level := func() float64 {
				off := read(rng)
				if rng.Float64() < unsure {
					off += float64(2*rng.IntN(2) - 1)
				}
				return min(max(truth+off, 1), 5)
			}
			was, is := level(), lose(rng, c, level())
			out[c].Changes = append(out[c].Changes, Change{Group: g, By: math.Abs(was-truth) - math.Abs(is-truth)})
		}
	}
	return append(out, Together(out, 0.25))
}

// TestPowerAndFalseAlarms shows what the gate of the harness, with its bound of
// 0.04 for levels, sees on small suites and on larger ones. At most 5 % of the
// changes that are none may be stopped; a judge that came to give one level to
// everything is seen on six groups.
func TestPowerAndFalseAlarms(t *testing.T) {
	const runs = 200 // one standard error is 1.5 % at 5 %
	nothing := func(_ *rand.Rand, _ int, level float64) float64 { return level }
	changes := []struct {
		name   string
		unsure float64
		lose   func(rng *rand.Rand, criterion int, level float64) float64
		least  map[int]float64 // share that must be stopped, by number of groups
	}{
		{"nothing changes", 0, nothing, nil},
		{"nothing, of a judge of much noise", 0.5, nothing, nil},
		{"level 1 for everything", 0, func(*rand.Rand, int, float64) float64 { return 1 }, map[int]float64{6: 0.95, 12: 1, 24: 1, 40: 1}},
		{"level 3 for everything", 0, func(*rand.Rand, int, float64) float64 { return 3 }, map[int]float64{6: 0.95, 12: 1, 24: 1, 40: 1}},
		{"half of all levels a level off", 0, func(rng *rand.Rand, _ int, level float64) float64 {
			if rng.IntN(2) == 0 {
				return level
			}
			return level + math.Copysign(1, 3-level)
		}, map[int]float64{6: 0.5, 12: 0.95, 24: 1, 40: 1}},
		{"one criterion of five is level 1", 0, func(_ *rand.Rand, c int, level float64) float64 {
			if c == 0 {
				return 1
			}
			return level
		}, map[int]float64{12: 0.5, 24: 0.95, 40: 1}},
	}
	for k, change := range changes {
		for _, groups := range []int{6, 12, 24, 40} {
			rng := rand.New(rand.NewPCG(2026, uint64(100*k+groups)))
			share := map[Outcome]float64{}
			for range runs {
				v := Gate{Alpha: 0.04, Resamples: 2}.Judge(judged(rng, groups, change.unsure, change.lose))
				share[v.Outcome] += 1. / runs
			}
			t.Logf("%-33s %2d groups: regression %.3f, pass %.3f, inconclusive %.3f", change.name, groups, share[Regression], share[Pass], share[Inconclusive])
			if change.least == nil {
				require.LessOrEqual(t, share[Regression], 0.05)
			} else {
				require.GreaterOrEqual(t, share[Regression], change.least[groups]-1e-9)
				require.Less(t, share[Pass], 0.01)
			}
		}
	}
}
