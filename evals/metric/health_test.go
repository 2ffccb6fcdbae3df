package metric

import (
	"math/rand/v2"
	"slices"
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
	// one impression for both criteria, where the reference has them independent
	both := func(judge, a, b float64) []Levels { return []Levels{{"a", judge, a}, {"b", judge, b}} }
	answers := [][]Levels{both(1, 1, 1), both(1, 1, 2), both(2, 2, 1), both(2, 2, 2)}
	h, err := Halo(answers)
	require.NoError(t, err)
	require.Equal(t, HaloEffect{Judge: 1, Reference: 0, Excess: 1, Pairs: 1}, h)

	t.Run("whatever the order of criteria and answers", func(t *testing.T) {
		turned := slices.Clone(answers)
		slices.Reverse(turned)
		turned[0] = []Levels{turned[0][1], turned[0][0]}
		again, err := Halo(turned)
		require.NoError(t, err)
		require.Equal(t, h, again)
	})
	t.Run("answers that lack one of them are left out of the pair", func(t *testing.T) {
		more, err := Halo(append(answers, []Levels{{"a", 5, 5}}))
		require.NoError(t, err)
		require.Equal(t, h, more)
	})
	t.Run("criteria that do not vary have no halo", func(t *testing.T) {
		_, err := Halo(answers[:2])
		require.EqualError(t, err, "no two criteria vary in the levels of both raters")
	})
	t.Run("it is the mean of Pearson's correlations", func(t *testing.T) {
		rng := rand.New(rand.NewPCG(3, 3))
		var levels [3][2][]float64
		var answers [][]Levels
		for range 50 {
			var l []Levels
			for k, name := range []string{"c", "a", "b"} {
				j, r := float64(1+rng.IntN(5)), float64(1+rng.IntN(5))
				levels[k][0], levels[k][1] = append(levels[k][0], j), append(levels[k][1], r)
				l = append(l, Levels{name, j, r})
			}
			answers = append(answers, l)
		}
		h, err := Halo(answers)
		require.NoError(t, err)
		for rater, got := range []float64{h.Judge, h.Reference} {
			want := 0.0
			for _, pair := range [][2]int{{0, 1}, {0, 2}, {1, 2}} {
				r, err := Pearson(levels[pair[0]][rater], levels[pair[1]][rater])
				require.NoError(t, err)
				want += r / 3
			}
			require.InDelta(t, want, got, 1e-12)
		}
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
