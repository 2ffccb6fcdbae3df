package metric

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// table spreads a square table of counts over two raters: rows are a's levels.
func table(counts ...[]int) (a, b []float64) {
	for i, row := range counts {
		for j, n := range row {
			for range n {
				a, b = append(a, float64(i+1)), append(b, float64(j+1))
			}
		}
	}
	return a, b
}

func TestPairedStatisticsReproducePublishedFigures(t *testing.T) {
	viera1, viera2 := table([]int{15, 5}, []int{10, 70})
	artstein1, artstein2 := table([]int{46, 0, 0}, []int{6, 32, 6}, []int{0, 0, 10})
	weighted1, weighted2 := table([]int{46, 0, 0}, []int{4, 40, 0}, []int{0, 0, 10})
	iq := []float64{106, 100, 86, 101, 99, 103, 97, 113, 112, 110}
	tv := []float64{7, 27, 2, 50, 28, 29, 20, 12, 6, 17}
	anscombeX := []float64{10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5}
	anscombeY := []float64{8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68}
	for name, c := range map[string]struct {
		stat   Paired
		a, b   []float64
		want   float64
		digits float64
	}{
		"Cohen's kappa of Viera & Garrett 2005, Family Medicine 37, table 2":                            {Kappa, viera1, viera2, 0.57, 0.005},
		"Cohen's kappa of Artstein & Poesio 2008, Computational Linguistics 34, as scikit-learn has it": {Kappa, artstein1, artstein2, 0.8013, 5e-5},
		"Cohen's kappa of scikit-learn's weighting example":                                             {Kappa, weighted1, weighted2, 0.9315, 5e-5},
		"quadratic kappa of scikit-learn's weighting example":                                           {QuadraticKappa, weighted1, weighted2, 0.9541, 5e-5},
		"quadratic kappa of the ASAP essay contest's reference code, two levels":                        {QuadraticKappa, []float64{1, 2, 1}, []float64{1, 2, 2}, 0.4, 1e-12},
		"quadratic kappa of the ASAP essay contest's reference code, three levels":                      {QuadraticKappa, []float64{1, 2, 3, 1, 2, 2, 3}, []float64{1, 2, 3, 1, 2, 3, 2}, 0.75, 1e-12},
		"Pearson of Anscombe 1973, The American Statistician 27, first set":                             {Pearson, anscombeX, anscombeY, 0.816, 0.0005},
		"Spearman of intelligence and television, Wikipedia's example, -29/165":                         {Spearman, iq, tv, -29.0 / 165, 1e-12},
		"tau-b of scipy.stats.kendalltau's example":                                                     {KendallTauB, []float64{12, 2, 1, 12, 2}, []float64{1, 4, 7, 1, 0}, -0.47140452079103173, 1e-12},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := c.stat(c.a, c.b)
			require.NoError(t, err)
			require.InDelta(t, c.want, got, c.digits)
		})
	}
}

func TestAlphaReproducesKrippendorffsExample(t *testing.T) {
	// Krippendorff 2011, section C: four observers, twelve units, missing data.
	units := [][]float64{
		{1, 1, 1}, {2, 2, 3, 2}, {3, 3, 3, 3}, {3, 3, 3, 3}, {2, 2, 2, 2}, {1, 2, 3, 4},
		{4, 4, 4, 4}, {1, 1, 2, 1}, {2, 2, 2, 2}, {5, 5, 5}, {1, 1}, {3},
	}
	got, err := OrdinalAlpha(units)
	require.NoError(t, err)
	require.InDelta(t, 0.815, got, 0.0005)
}

func TestFleissKappaReproducesItsWorkedExample(t *testing.T) {
	// The example of fourteen raters and ten subjects in Wikipedia's "Fleiss' kappa".
	counts := [][]int{
		{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
		{7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7},
	}
	units := make([][]float64, len(counts))
	for i, row := range counts {
		for level, n := range row {
			for range n {
				units[i] = append(units[i], float64(level+1))
			}
		}
	}
	got, err := FleissKappa(units)
	require.NoError(t, err)
	require.InDelta(t, 0.210, got, 0.0005)
}

func TestPartialCorrelationReproducesItsWorkedExample(t *testing.T) {
	// Wikipedia, "Partial correlation": 0.9695 alone, 0.9191 with z held fixed.
	x, y, z := []float64{2, 4, 15, 20}, []float64{1, 2, 3, 4}, []float64{0, 0, 1, 1}
	plain, err := Pearson(x, y)
	require.NoError(t, err)
	require.InDelta(t, 0.969, plain, 0.001)
	partial, err := Partial(x, y, z)
	require.NoError(t, err)
	require.InDelta(t, 0.919, partial, 0.001)
}

func TestRateReproducesNewcombesTable(t *testing.T) {
	// Newcombe 1998, table I, method 3 (score).
	for _, c := range []struct {
		hits, n int
		lo, hi  float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{1, 29, 0.0061, 0.1718},
	} {
		e := Rate(c.hits, c.n)
		require.InDelta(t, c.lo, e.Lo, 5e-5)
		require.InDelta(t, c.hi, e.Hi, 5e-5)
	}
}

func TestRateFollowsTheRuleOfThreeAtTheEnds(t *testing.T) {
	// Hanley & Lippman-Hand 1983 open with none of 14 patients: up to 3/14.
	none, all := Rate(0, 14), Rate(14, 14)
	require.Equal(t, [2]float64{0, 3.0 / 14}, [2]float64{none.Lo, none.Hi})
	require.Equal(t, [2]float64{1 - 3.0/14, 1}, [2]float64{all.Lo, all.Hi})
	require.Equal(t, 1.0, Rate(0, 2).Hi)
}

func TestSignFlipReproducesFishersCount(t *testing.T) {
	// Darwin's maize in Fisher 1935, section 21: of the 32,768 patterns of
	// signs 863 give a sum of 314 eighths of an inch or more.
	maize := []float64{49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48}
	require.Equal(t, 863.0/32768, SignFlip(maize, 0, 0))
}

func TestHolmReproducesItsWorkedExample(t *testing.T) {
	// Wikipedia, "Holm-Bonferroni method"; the same as R's p.adjust.
	require.InDeltaSlice(t, []float64{0.03, 0.06, 0.06, 0.02}, Holm([]float64{0.01, 0.04, 0.03, 0.005}), 1e-12)
}

func TestUnitsForReproducesThePlanOfAPairedTest(t *testing.T) {
	// The textbook 31.4 of a medium effect (0.5 standard deviations) at 5 %
	// on two sides, which is 2.5 % on one, and 80 % power.
	require.Equal(t, 32, UnitsFor(1, 0.5, 0.025, 0.8))
	require.Equal(t, 5, UnitsFor(0, 0.5, 0.05, 0.8)) // 2^-5 is the first below 5 %
}

func TestBootstrapReproducesTheSpatialTestInterval(t *testing.T) {
	// Efron & Tibshirani 1993, "An Introduction to the Bootstrap", table 14.2:
	// variance 171.5 of the 26 children's A scores, 90 % BCa (115.8, 259.6)
	// from their own 2,000 random resamples, hence the room.
	scores := []float64{48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41}
	variance := OfRows(func(rows []int) (float64, error) {
		x := make([]float64, len(rows))
		for i, row := range rows {
			x[i] = scores[row]
		}
		return squares(x) / float64(len(x)), nil
	})
	e := Bootstrap(each(len(scores)), variance, Resampling{Resamples: 20_000, Confidence: 0.9})
	require.InDelta(t, 171.5, e.Value, 0.05)
	require.InDelta(t, 115.8, e.Lo, 4)
	require.InDelta(t, 259.6, e.Hi, 4)
	require.Empty(t, e.Warnings)
	t.Logf("BCa 90 %%: (%.1f, %.1f)", e.Lo, e.Hi)
}
