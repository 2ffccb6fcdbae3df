package metric

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// paired names every statistic of two raters.
func paired() map[string]Paired {
	return map[string]Paired{
		"exact": Exact, "within one": WithinOne, "kappa": Kappa, "quadratic kappa": QuadraticKappa,
		"pearson": Pearson, "spearman": Spearman, "tau-b": KendallTauB, "mean absolute error": MeanAbsoluteError,
		"rmse": RMSE, "mean difference": MeanDifference, "standardised difference": StandardisedDifference,
	}
}

// raters draws n levels from 1 to 5 for each of two raters who often agree.
func raters(rng *rand.Rand, n int) (a, b []float64) {
	for range n {
		x := 1 + rng.IntN(5)
		y := x
		if rng.IntN(3) == 0 {
			y = 1 + rng.IntN(5)
		}
		a, b = append(a, float64(x)), append(b, float64(y))
	}
	return a, b
}

func must(t *testing.T, stat Paired, a, b []float64) float64 {
	t.Helper()
	v, err := stat(a, b)
	require.NoError(t, err)
	return v
}

func mapped(x []float64, f func(float64) float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = f(v)
	}
	return out
}

func TestSwappingTheRatersChangesNothingButTheSign(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		a, b := raters(rng, 30)
		for name, stat := range paired() {
			sign := 1.0
			if name == "mean difference" || name == "standardised difference" {
				sign = -1
			}
			require.InDelta(t, must(t, stat, a, b), sign*must(t, stat, b, a), 1e-12, name)
		}
	}
}

func TestPerfectAgreementIsOneAndHasNoError(t *testing.T) {
	a, _ := raters(rand.New(rand.NewPCG(2, 2)), 40)
	for name, stat := range paired() {
		want := 1.0
		switch name {
		case "mean absolute error", "rmse", "mean difference", "standardised difference":
			want = 0
		}
		require.InDelta(t, want, must(t, stat, a, a), 1e-12, name)
	}
	units := make([][]float64, len(a))
	for i, v := range a {
		units[i] = []float64{v, v, v}
	}
	for _, stat := range []func([][]float64) (float64, error){OrdinalAlpha, FleissKappa} {
		v, err := stat(units)
		require.NoError(t, err)
		require.InDelta(t, 1, v, 1e-12)
	}
}

func TestOrderOfCasesDoesNotMatter(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	a, b := raters(rng, 60)
	c, d := append([]float64{}, a...), append([]float64{}, b...)
	rng.Shuffle(len(c), func(i, j int) { c[i], c[j] = c[j], c[i]; d[i], d[j] = d[j], d[i] })
	for name, stat := range paired() {
		require.InDelta(t, must(t, stat, a, b), must(t, stat, c, d), 1e-12, name)
	}
}

func TestRankStatisticsOnlySeeOrder(t *testing.T) {
	a, b := raters(rand.New(rand.NewPCG(4, 4)), 60)
	stretched := mapped(a, math.Exp)
	for _, stat := range []Paired{Spearman, KendallTauB} {
		require.InDelta(t, must(t, stat, a, b), must(t, stat, stretched, b), 1e-12)
	}
	units, cubed := make([][]float64, len(a)), make([][]float64, len(a))
	for i := range a {
		units[i] = []float64{a[i], b[i]}
		cubed[i] = mapped(units[i], func(v float64) float64 { return v * v * v })
	}
	plain, err := OrdinalAlpha(units)
	require.NoError(t, err)
	other, err := OrdinalAlpha(cubed)
	require.NoError(t, err)
	require.InDelta(t, plain, other, 1e-12)
}

func TestRanksOfFewLevelsAreThoseOfMany(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 13))
	for range 20 {
		x, _ := raters(rng, 50)
		many := append([]float64{}, x...)
		for i := range 30 { // too many levels to count, all above those of x
			many = append(many, 100+float64(i))
		}
		few, ok := ranksOfFew(x)
		require.True(t, ok)
		_, ok = ranksOfFew(many)
		require.False(t, ok)
		require.Equal(t, midranks(many)[:50], few)
	}
}

func TestShiftingOrStretchingBothScalesLeavesAgreementAlone(t *testing.T) {
	a, b := raters(rand.New(rand.NewPCG(5, 5)), 60)
	shift := func(v float64) float64 { return 3*v - 7 }
	for _, stat := range []Paired{Kappa, QuadraticKappa, Pearson, Spearman, KendallTauB, Exact, StandardisedDifference} {
		require.InDelta(t, must(t, stat, a, b), must(t, stat, mapped(a, shift), mapped(b, shift)), 1e-12)
	}
}

// The definitions, as slow as they are plain.

func tauByPairs(a, b []float64) float64 {
	var s, na, nb float64
	for i := range a {
		for j := range i {
			x, y := sign(a[i]-a[j]), sign(b[i]-b[j])
			s, na, nb = s+x*y, na+x*x, nb+y*y
		}
	}
	return s / math.Sqrt(na*nb)
}

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func quadraticKappaByTable(a, b []float64) float64 {
	var observed, expected float64
	for i := range a {
		observed += (a[i] - b[i]) * (a[i] - b[i])
		for j := range b {
			expected += (a[i] - b[j]) * (a[i] - b[j])
		}
	}
	return 1 - observed/(expected/float64(len(a)))
}

func TestFastFormulasEqualTheirDefinitions(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	for range 200 {
		a, b := raters(rng, 12+rng.IntN(40))
		require.InDelta(t, tauByPairs(a, b), must(t, KendallTauB, a, b), 1e-12)
		require.InDelta(t, quadraticKappaByTable(a, b), must(t, QuadraticKappa, a, b), 1e-12)
	}
	for n := 2; n < 70; n++ { // every shape of the merge, without ties
		a, b := make([]float64, n), make([]float64, n)
		for i := range a {
			a[i], b[i] = rng.Float64(), rng.Float64()
		}
		require.InDelta(t, tauByPairs(a, b), must(t, KendallTauB, a, b), 1e-12)
	}
}

func TestFleissAndAlphaComeCloseOnTwoLevels(t *testing.T) {
	// On two levels ordinal distance is nominal, and alpha differs from Fleiss'
	// kappa only by its correction for a small sample: 1 - alpha is
	// (1 - kappa)(1 - 1/ratings).
	rng := rand.New(rand.NewPCG(7, 7))
	units := make([][]float64, 50)
	for i := range units {
		units[i] = []float64{float64(rng.IntN(2)), float64(rng.IntN(2)), float64(rng.IntN(2))}
	}
	kappa, err := FleissKappa(units)
	require.NoError(t, err)
	alpha, err := OrdinalAlpha(units)
	require.NoError(t, err)
	require.InDelta(t, (1-kappa)*(1-1.0/150), 1-alpha, 1e-12)
}

func TestDegenerateInputIsAReasonNotANumber(t *testing.T) {
	same, huge, tiny := []float64{3, 3, 3}, []float64{1e308, -1e308, 0}, []float64{1e-200, 2e-200, 3e-200}
	for _, in := range [][2][]float64{
		{nil, nil}, {{3}, {3}}, {{3}, {4}}, {same, same}, {same, {1, 2, 3}}, {{1, 2, 3}, same}, {same, {4, 4, 4}},
		{huge, {1, 2, 3}}, {huge, huge}, {huge, {-1e308, 1e308, 0}}, {tiny, {1, 2, 3}}, {tiny, tiny},
		{{math.NaN(), 1}, {1, 2}}, {{math.Inf(1), 1}, {math.Inf(1), 2}},
	} {
		for name, stat := range paired() {
			v, err := stat(in[0], in[1])
			requireNumberOrReason(t, v, err, name, in)
		}
		for name, stat := range map[string]func([][]float64) (float64, error){"alpha": OrdinalAlpha, "fleiss": FleissKappa} {
			v, err := stat([][]float64{in[0], in[1]})
			requireNumberOrReason(t, v, err, name, in)
		}
		v, err := Partial(in[0], in[1], in[0])
		requireNumberOrReason(t, v, err, "partial", in)
	}
}

func requireNumberOrReason(t *testing.T, v float64, err error, what ...any) {
	t.Helper()
	require.False(t, math.IsNaN(v) || math.IsInf(v, 0), what...)
	if err != nil {
		require.Zero(t, v, what...)
	}
}

func TestStatisticsSayWhyTheyDoNotExist(t *testing.T) {
	for name, c := range map[string]struct {
		got  func() (float64, error)
		want string
	}{
		"kappa when both stay on one level":        {func() (float64, error) { return Kappa([]float64{3, 3}, []float64{3, 3}) }, "the levels do not vary"},
		"quadratic kappa of one level":             {func() (float64, error) { return QuadraticKappa([]float64{3, 3}, []float64{3, 3}) }, "the levels do not vary"},
		"tau-b when one rater does not vary":       {func() (float64, error) { return KendallTauB([]float64{1, 2}, []float64{3, 3}) }, "the levels do not vary"},
		"correlation of one case":                  {func() (float64, error) { return Pearson([]float64{1}, []float64{1}) }, "needs at least 2 cases, has 1"},
		"anything of no cases":                     {func() (float64, error) { return Exact(nil, nil) }, "needs at least 1 cases, has 0"},
		"alpha with nothing rated twice":           {func() (float64, error) { return OrdinalAlpha([][]float64{{1}, {2}}) }, "needs at least 2 cases, has 0"},
		"kappa of one case":                        {func() (float64, error) { return Kappa([]float64{4}, []float64{2}) }, "needs at least 2 cases, has 1"},
		"quadratic kappa of one case":              {func() (float64, error) { return QuadraticKappa([]float64{4}, []float64{2}) }, "needs at least 2 cases, has 1"},
		"quadratic kappa of one case, from sums":   {func() (float64, error) { return OfKappaOf([]float64{4}, []float64{2}).over([][]int{{0}})([]int{0}) }, "needs at least 2 cases, has 1"},
		"alpha of one case":                        {func() (float64, error) { return OrdinalAlpha([][]float64{{4, 2}, {3}}) }, "needs at least 2 cases, has 1"},
		"Fleiss' kappa of one case":                {func() (float64, error) { return FleissKappa([][]float64{{4, 2}}) }, "needs at least 2 cases, has 1"},
		"Fleiss' kappa with ratings missing":       {func() (float64, error) { return FleissKappa([][]float64{{1, 2}, {2}}) }, "needs as many ratings for each case, has 2 and 1"},
		"partial correlation with what it equals":  {func() (float64, error) { return Partial([]float64{1, 2, 4}, []float64{1, 3, 2}, []float64{1, 2, 4}) }, "what is held fixed explains one of the two completely"},
		"flip rate of cases that were read once":   {func() (float64, error) { return FlipRate([][]float64{{1}, {2}}) }, "needs a case that was read at least twice"},
		"levels that can't be squared":             {func() (float64, error) { return RMSE([]float64{1e300}, []float64{0}) }, "a level is too large or too small to compute with"},
		"mode of nothing":                          {func() (float64, error) { _, share, err := Mode(nil); return share, err }, "needs at least 1 cases, has 0"},
		"Fleiss' kappa of a single rater":          {func() (float64, error) { return FleissKappa([][]float64{{1}, {2}}) }, "needs at least 2 ratings a case, has 1"},
		"standardised difference without variance": {func() (float64, error) { return StandardisedDifference([]float64{1, 1}, []float64{2, 2}) }, "the levels do not vary"},
	} {
		t.Run(name, func(t *testing.T) {
			v, err := c.got()
			require.EqualError(t, err, c.want)
			require.Zero(t, v)
		})
	}
}

func TestDifferentNumbersOfLevelsAreAProgrammersMistake(t *testing.T) {
	require.PanicsWithValue(t, "metric: 1 levels against 2", func() { _, _ = Exact([]float64{1}, []float64{1, 2}) })
}
