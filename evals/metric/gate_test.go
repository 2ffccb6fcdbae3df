package metric

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// changes are one case each, in groups of the given size.
func changes(size int, by ...float64) []Change {
	out := make([]Change, len(by))
	for i, g := range groupsOf(len(by), size) {
		out[i] = Change{Group: g, By: by[i]}
	}
	return out
}

// times repeats values until there are n.
func times(n int, values ...float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = values[i%len(values)]
	}
	return out
}

func TestGateTellsThreeThingsApart(t *testing.T) {
	for name, c := range map[string]struct {
		changes []Change
		want    Outcome
	}{
		"no case changed":                                 {changes(1, times(40, 0)...), Pass},
		"noise around nothing":                            {changes(1, times(40, 0, 0, 1, 0, 0, 0, -1, 0, 0, 0)...), Pass},
		"half the cases lost a level":                     {changes(1, times(40, -1, 0)...), Regression},
		"half the cases won a level":                      {changes(1, times(40, 1, 0)...), Pass},
		"a drop that is sure but smaller than the effect": {changes(1, times(400, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0)...), Pass},
		"too few cases to be sure of anything":            {changes(1, 0, 0, 0, 0), Inconclusive},
		"a drop that may be chance":                       {changes(1, -1, 0, 0, 0, 0, 0), Inconclusive},
		"many cases that are all of one answer":           {changes(40, times(40, -1)...), Inconclusive},
		"nothing to compare":                              {nil, Inconclusive},
	} {
		t.Run(name, func(t *testing.T) {
			v := Gate{}.Judge([]Comparison{{Criterion: "depth", Changes: c.changes, Unscored: 2}})
			require.Equal(t, c.want, v.Outcome)
			f := v.Findings[0]
			require.Equal(t, "depth", f.Criterion)
			require.Equal(t, 2, f.Change.Unscored)
			if c.want == Inconclusive && len(c.changes) > 0 { // without any change levels lack, not cases
				require.Greater(t, f.Needed, len(c.changes))
			} else {
				require.Zero(t, f.Needed)
			}
		})
	}
}

func TestOneRegressionOrOneDoubtDecidesForAll(t *testing.T) {
	same := Comparison{Changes: changes(1, times(40, 0)...)}
	worse := Comparison{Changes: changes(1, times(40, -1, 0)...)}
	unsure := Comparison{Changes: changes(1, 0)}
	for _, c := range []struct {
		comparisons []Comparison
		want        Outcome
	}{
		{nil, Inconclusive},
		{[]Comparison{same, same}, Pass},
		{[]Comparison{same, unsure}, Inconclusive},
		{[]Comparison{same, unsure, worse}, Regression},
	} {
		require.Equal(t, c.want, Gate{}.Judge(c.comparisons).Outcome)
	}
}

func TestHolmMakesOneOfManyCriteriaProveMore(t *testing.T) {
	drop := Comparison{Changes: changes(1, -1, -1, -1, -1, -1, 0)} // p = 1/32
	same := Comparison{Changes: changes(1, times(40, 0)...)}
	alone := Gate{}.Judge([]Comparison{drop})
	require.Equal(t, Regression, alone.Outcome)
	among := Gate{}.Judge([]Comparison{same, drop})
	require.Equal(t, Inconclusive, among.Outcome)
	require.Equal(t, alone.Findings[0].P, among.Findings[1].P)
	require.Equal(t, 2*alone.Findings[0].P, among.Findings[1].Adjusted)
}

func TestNeededCasesSettleIt(t *testing.T) {
	few := changes(1, 0, -1, 0, 1, 0, 0, -1, 0)
	f := Gate{}.Judge([]Comparison{{Changes: few}}).Findings[0]
	require.Equal(t, Inconclusive, f.Outcome)
	// Standard deviation 0.64 of the eight, effect 0.25.
	require.Equal(t, UnitsFor(0.6408699444616558, 0.25, 0.05, 0.8), f.Needed)

	t.Run("cases that come in groups are planned as groups", func(t *testing.T) {
		var twice []Change
		for _, c := range few {
			twice = append(twice, c, c)
		}
		require.Equal(t, 2*f.Needed, Gate{}.Judge([]Comparison{{Changes: twice}}).Findings[0].Needed)
	})
	t.Run("a drop just short of the effect asks for four times the cases", func(t *testing.T) {
		between := changes(1, times(60, -1, 0, 0, 0, 0)...)
		f := Gate{}.Judge([]Comparison{{Changes: between}}).Findings[0]
		require.Equal(t, Inconclusive, f.Outcome)
		require.Equal(t, 240, f.Needed)
	})
}

func TestSignFlipByChanceComesCloseToTryingAll(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 11))
	for range 20 {
		xs := make([]float64, exactClusters)
		for i := range xs {
			xs[i] = rng.NormFloat64() + 0.3
		}
		exact := SignFlip(xs, 0, 0)
		// A value too small to matter makes one cluster too many to try all.
		sampled := SignFlip(append(xs, 1e-30), 20_000, 1)
		require.InDelta(t, exact, sampled, 0.012)
	}
}

func TestSignFlipInUnitsEqualsTryingAll(t *testing.T) {
	rng := rand.New(rand.NewPCG(12, 11))
	for range 20 {
		xs := make([]float64, 12)
		for i := range xs {
			xs[i] = 0.25 * float64(rng.IntN(9)-3)
		}
		// A value too small to matter leaves no common unit.
		require.InDelta(t, SignFlip(append(xs, 1e-30), 0, 0), SignFlip(xs, 0, 0), 1e-12)
	}
}

func TestSignFlipProperties(t *testing.T) {
	xs := times(40, 1, 2, -1)
	p := SignFlip(xs, 20_000, 3)
	t.Run("the same seed gives the same p", func(t *testing.T) {
		require.Equal(t, p, SignFlip(xs, 20_000, 3))
	})
	t.Run("scale does not matter", func(t *testing.T) {
		require.Equal(t, p, SignFlip(mapped(xs, func(v float64) float64 { return v / 8 }), 20_000, 3))
	})
	t.Run("zeros do not matter", func(t *testing.T) {
		require.Equal(t, p, SignFlip(append(times(7, 0), xs...), 20_000, 3))
	})
	t.Run("p is exact on levels, however many", func(t *testing.T) {
		require.Equal(t, 1.0/1024, SignFlip(times(10, 1), 20_000, 3))
		require.Equal(t, math.Pow(2, -200), SignFlip(times(200, 1), 20_000, 3))
		// Of 40 cases at least 26 lost a level: the upper tail of a binomial.
		require.InDelta(t, 0.0403, SignFlip(append(times(26, 1), times(14, -1)...), 0, 0), 0.0001)
		// The same as margins to an effect of 0.3: a third of a level is the unit.
		require.Equal(t, SignFlip(times(30, 4, 1, -2), 0, 0), SignFlip(times(30, 4./3, 1./3, -2./3), 0, 0))
	})
	t.Run("p is never zero", func(t *testing.T) {
		off := append(times(199, 1), math.Pi)
		require.Equal(t, 1.0/20_001, SignFlip(off, 20_000, 3))
		require.Positive(t, SignFlip(times(2000, 1), 20_000, 3))
	})
	t.Run("nothing but zeros is no evidence", func(t *testing.T) {
		require.Equal(t, 1.0, SignFlip(times(5, 0), 20_000, 3))
	})
	t.Run("more values than one word of coins", func(t *testing.T) {
		require.InDelta(t, 0.5, SignFlip(append(times(130, 1, -1), 0.1*math.Pi), 20_000, 3), 0.06)
	})
}

func TestHolmKeepsOrderAndNeverExceedsOne(t *testing.T) {
	require.Equal(t, []float64{1, 1}, Holm([]float64{0.9, 0.6}))
	require.Empty(t, Holm(nil))
	require.Equal(t, []float64{0.2}, Holm([]float64{0.2}))
}

func TestHolmSharesAlphaByWeight(t *testing.T) {
	// The first has half of everything: p over a half. Once it is rejected the
	// others have all, a half each; the last has it alone.
	require.InDeltaSlice(t, []float64{0.02, 0.03, 0.04}, Holm([]float64{0.01, 0.015, 0.04}, 2, 1, 1), 1e-12)
	// While it is not, they have a quarter each.
	require.InDeltaSlice(t, []float64{0.3, 0.04, 0.045}, Holm([]float64{0.3, 0.01, 0.015}, 2, 1, 1), 1e-12)
}

func TestAllTogetherShowWhatNoCriterionOfSixAnswersCan(t *testing.T) {
	of := func(by ...float64) []Comparison {
		cs := []Comparison{{Criterion: "a", Changes: changes(1, by...)}, {Criterion: "b", Changes: changes(1, by...)}}
		return append(cs, Together(cs, 0.25))
	}
	v := Gate{Alpha: 0.04}.Judge(of(-1, -1, -1, -1, -1, -1))
	require.Equal(t, Regression, v.Outcome)
	require.Equal(t, Regression, v.Findings[2].Outcome)
	require.Equal(t, 2./64, v.Findings[2].Adjusted)
	require.Equal(t, 0.04, v.Findings[2].Bound)
	require.Equal(t, Regression, v.Findings[0].Outcome, "what all together spent passes on to the criteria")

	five := Gate{Alpha: 0.04}.Judge(of(-1, -1, -1, -1, -1)).Findings[2]
	require.Equal(t, Inconclusive, five.Outcome, "what cannot be told is not fine")
	require.Equal(t, Regression, five.Settles)
	require.Equal(t, 6, five.NeededClusters)
	require.Equal(t, 12, five.Needed, "two marks a group")

	none := Gate{Alpha: 0.04}.Judge(of(times(6, 0)...))
	require.Equal(t, Pass, none.Outcome)
	require.Equal(t, 0.25, none.Findings[2].Margin, "it passes as a criterion does")
	few := Gate{Alpha: 0.04}.Judge(of(times(4, 0)...)).Findings[2]
	require.Equal(t, Pass, few.Settles)
	require.Equal(t, 5, few.NeededClusters)
}

func TestTheLeastClustersThatCanShowALoss(t *testing.T) {
	for criteria, n := range map[int]int{1: 5, 2: 7, 6: 9, 60: 12} {
		lose := func(n int) Outcome {
			cs := []Comparison{{Changes: changes(1, times(n, -1)...)}}
			for range criteria - 1 {
				cs = append(cs, Comparison{Changes: changes(1, append(times(n, 0), times(9, 0.5)...)...)})
			}
			if criteria > 1 {
				cs = append(cs, Together(cs, 0.25))
			}
			return Gate{Alpha: 0.04, Resamples: 2}.Judge(cs).Findings[0].Outcome
		}
		require.Equal(t, n, LeastClusters(criteria, 0.04))
		require.Equal(t, Regression, lose(n), "%d criteria", criteria)
		require.NotEqual(t, Regression, lose(n-1), "%d criteria", criteria)
	}
}

func TestWhatIsNeededSettlesTheOutcomeInSight(t *testing.T) {
	lost := Gate{}.Judge([]Comparison{{Changes: changes(1, -2, -2, 0, -2)}}).Findings[0]
	require.Equal(t, Regression, lost.Settles)
	require.Equal(t, 5, lost.Needed, "the loss seen, of 1.5 levels; 0.25 would ask for a hundred")
	cs := []Comparison{{Changes: changes(1, -1, 0, 0, 0, 0, 0, 0, 0)}, {Changes: changes(1, 0, -1, 0, 0, 0, 0, 0, 0)}}
	all := Gate{}.Judge(append(cs, Together(cs, 0.25))).Findings[2]
	require.Equal(t, Regression, all.Settles, "an eighth of a level is in sight, and all together stop at a twentieth")
	calm := Gate{}.Judge([]Comparison{{Changes: changes(1, 0, -1, 0, 1, 0, 0, -1, 0)}}).Findings[0]
	require.Equal(t, Pass, calm.Settles)
}

func benchmarkRatings(n int) (groups []string, a, b []float64) {
	a, b = raters(rand.New(rand.NewPCG(12, 12)), n)
	return each(n), a, b
}

func BenchmarkKendallTauB(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			_, x, y := benchmarkRatings(n)
			for b.Loop() {
				_, _ = KendallTauB(x, y)
			}
		})
	}
}

func BenchmarkBootstrap(b *testing.B) {
	for _, n := range []int{40, 800} {
		groups, x, y := benchmarkRatings(n)
		for name, stat := range map[string]Paired{"quadratic kappa": QuadraticKappa, "tau-b": KendallTauB} {
			b.Run(name+" of "+strconv.Itoa(n), func(b *testing.B) {
				for b.Loop() {
					Bootstrap(groups, OfPairs(x, y, stat), Resampling{})
				}
			})
		}
	}
}

func BenchmarkSignFlip(b *testing.B) {
	for _, n := range []int{16, 40, 1_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			_, x, _ := benchmarkRatings(n)
			for b.Loop() {
				SignFlip(x, 20_000, 1)
			}
		})
	}
}

func TestASignThatIsNotToldSaysHowManyWould(t *testing.T) {
	require.Equal(t, Sign{P: 1, Rows: 6, Groups: 6}, SignOf(nil, nil, 0.1), "of nothing")
	one := SignOf(groupsOf(12, 12), times(12, 1), 0.1)
	require.Equal(t, Sign{P: 1, Rows: 72, Groups: 6}, one, "one group of twelve")
	five := SignOf(groupsOf(10, 2), times(10, 1), 0.1)
	require.Equal(t, Sign{P: 2. / 32, Rows: 12, Groups: 6}, five, "all five groups agree")
	six := SignOf(groupsOf(12, 2), times(12, -1), 0.1)
	require.Equal(t, Sign{P: 2. / 64, Told: true}, six, "as do six, to the other side")
	require.Zero(t, SignOf(groupsOf(40, 1), times(40, 1, 1, 0), 0.1).Rows)
	even := SignOf(groupsOf(40, 1), times(40, 1, -1), 0.1)
	require.False(t, even.Told)
	require.Equal(t, UnitsFor(math.Sqrt(40./39), 0.1, 0.025, 0.8), even.Rows, "a mean of zero is asked as one of 0.1")
}
