package metric

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestModeSeesAJudgeThatAlwaysSaysTheSame(t *testing.T) {
	level, share, err := Mode([]float64{4, 4, 4, 3, 4})
	require.NoError(t, err)
	require.Equal(t, [2]float64{4, 0.8}, [2]float64{level, share})

	level, share, err = Mode([]float64{3, 2, -1, 2, 3})
	require.NoError(t, err)
	require.Equal(t, [2]float64{2, 0.4}, [2]float64{level, share})
}

func TestHaloIsWhatTheJudgeHasBeyondTheReference(t *testing.T) {
	sheet := func(a, b float64) map[string]float64 { return map[string]float64{"a": a, "b": b} }
	reference := []map[string]float64{sheet(1, 1), sheet(1, 2), sheet(2, 1), sheet(2, 2)} // independent
	judge := []map[string]float64{sheet(1, 1), sheet(1, 1), sheet(2, 2), sheet(2, 2)}     // one impression for both
	h, err := Halo(judge, reference)
	require.NoError(t, err)
	require.Equal(t, HaloEffect{Judge: 1, Reference: 0, Excess: 1, Pairs: 1}, h)

	t.Run("answers that lack a level in either are left out of the pair", func(t *testing.T) {
		more, err := Halo(append(judge, map[string]float64{"a": 5}), append(reference, sheet(5, 1)))
		require.NoError(t, err)
		require.Equal(t, h, more)
	})
	t.Run("criteria that do not vary have no halo", func(t *testing.T) {
		_, err := Halo(judge[:2], reference[:2])
		require.EqualError(t, err, "no two criteria vary in the levels of both raters")
	})
}

func TestPartialCorrelationSeesAJudgeThatRewardsLength(t *testing.T) {
	rng := rand.New(rand.NewPCG(10, 10))
	var length, reference, fair, biased []float64
	for range 300 {
		n, level := rng.NormFloat64(), rng.NormFloat64()
		length = append(length, n+level) // better answers are longer
		reference = append(reference, level)
		fair = append(fair, level+rng.NormFloat64()/2)
		biased = append(biased, level+n/2+rng.NormFloat64()/2)
	}
	of := func(levels []float64) float64 {
		r, err := Partial(levels, length, reference)
		require.NoError(t, err)
		return r
	}
	require.InDelta(t, 0, of(fair), 0.15)
	require.Greater(t, of(biased), 0.5)
}

func TestFlipRateIsTheChanceOfTwoReadingsToDiffer(t *testing.T) {
	rate, err := FlipRate([][]float64{{3, 3, 3}, {3, 3, 4}, {5}, {1, 2}})
	require.NoError(t, err)
	require.InDelta(t, (0+2.0/3+1)/3, rate, 1e-12)
}

func TestBoundsHoldWhateverTheAbstainedCasesAre(t *testing.T) {
	worst, best, err := Bounds([]float64{4, 4, 4}, 1, 1, 5)
	require.NoError(t, err)
	require.Equal(t, [2]float64{3.25, 4.25}, [2]float64{worst, best})

	worst, best, err = Bounds([]float64{4, 2}, 0, 1, 5)
	require.NoError(t, err)
	require.Equal(t, [2]float64{3, 3}, [2]float64{worst, best})

	_, _, err = Bounds(nil, 0, 1, 5)
	require.EqualError(t, err, "needs at least 1 cases, has 0")
}
