package metric

import (
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBootstrapIsTheSameOnAnyNumberOfWorkersAndInAnyOrderOfGroups(t *testing.T) {
	a, b := raters(rand.New(rand.NewPCG(8, 8)), 60)
	groups := groupsOf(60, 3)
	one := Bootstrap(groups, OfKappaOf(a, b), Resampling{Seed: 7, Workers: 1})
	many := Bootstrap(groups, OfKappaOf(a, b), Resampling{Seed: 7, Workers: 5})
	require.Equal(t, one, many)
	require.True(t, one.Lo < one.Value && one.Value < one.Hi)

	// The last group arrives first; within a group nothing moves.
	turn := func(x []float64) []float64 { return slices.Concat(x[57:], x[:57]) }
	late := Bootstrap(slices.Concat(groups[57:], groups[:57]), OfKappaOf(turn(a), turn(b)), Resampling{Seed: 7})
	require.Equal(t, one, late)

	other := Bootstrap(groups, OfKappaOf(a, b), Resampling{Seed: 8})
	require.NotEqual(t, one.Lo, other.Lo)
}

func TestIntervalsDrawnTogetherAreThoseDrawnAlone(t *testing.T) {
	a, b := raters(rand.New(rand.NewPCG(13, 8)), 60)
	same := make([]float64, 60)
	all := []Sample{
		{groupsOf(60, 3), OfKappaOf(a, b), Resampling{}},
		{groupsOf(60, 3), OfMean(a), Resampling{}},
		{groupsOf(60, 3), OfMean(same), Resampling{}},
		{groupsOf(60, 3), OfKappaOf(same, same), Resampling{}},
		{each(60), OfMean(b), Resampling{}},
		{each(60), OfMean(b), Resampling{Resamples: 500}},
		{each(60), OfMean(b), Resampling{Seed: 3}},
		{nil, OfMean(nil), Resampling{}},
	}
	all = append(all, Sample{all[0].Groups, OfPairs(b, a, Spearman), Resampling{Confidence: 0.8}})
	for i, e := range Bootstraps(all...) {
		require.Equal(t, Bootstrap(all[i].Groups, all[i].Stat, all[i].Resampling), e)
	}
}

func TestWhatIsDrawnFromSumsEqualsWhatIsDrawnFromRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(10, 10))
	for range 20 {
		a, b := raters(rng, 60)
		groups := groupsOf(60, 1+rng.IntN(4))
		kappa, slow := Bootstrap(groups, OfKappaOf(a, b), Resampling{}), Bootstrap(groups, OfPairs(a, b, QuadraticKappa), Resampling{})
		for _, v := range [][2]float64{{kappa.Value, slow.Value}, {kappa.Lo, slow.Lo}, {kappa.Hi, slow.Hi}} {
			require.InDelta(t, v[1], v[0], 1e-12)
		}
		off := slices.Clone(a)
		for i := range off {
			off[i] -= b[i]
		}
		require.Equal(t, Bootstrap(groups, OfPairs(a, b, MeanDifference), Resampling{}), Bootstrap(groups, OfMean(off), Resampling{}))
	}
}

func TestKappaOfManyRatersIsTheMeanOverTheirPairs(t *testing.T) {
	a, b := raters(rand.New(rand.NewPCG(11, 10)), 40)
	c, _ := raters(rand.New(rand.NewPCG(12, 10)), 40)
	rows := make(OfKappa, 40)
	for i := range rows {
		rows[i] = []Both{{0, a[i], b[i]}, {1, b[i], c[i]}, {2, 3, 3}} // the third pair never varies
	}
	want := (must(t, QuadraticKappa, a, b) + must(t, QuadraticKappa, b, c)) / 2
	require.InDelta(t, want, Bootstrap(each(40), rows, Resampling{}).Value, 1e-12)
	for i := range rows {
		rows[i] = []Both{{0, 2.3, 2.3}} // which no float holds exactly
	}
	require.Equal(t, Estimate{N: 40, Undefined: "the levels do not vary"}, Bootstrap(each(40), rows, Resampling{}))
}

func TestIntervalOverGroupsIsWiderWhenCasesRepeatEachOther(t *testing.T) {
	// Ten answers, each counted ten times: a hundred rows know no more than ten.
	var x []float64
	for i := range 100 {
		x = append(x, float64(i/10%5))
	}
	width := func(e Estimate) float64 { return e.Hi - e.Lo }
	alone, grouped := Bootstrap(each(100), OfMean(x), Resampling{}), Bootstrap(groupsOf(100, 10), OfMean(x), Resampling{})
	require.Equal(t, alone.Value, grouped.Value)
	require.InDelta(t, math.Sqrt(10), width(grouped)/width(alone), 0.4)
}

func TestBootstrapCoversAsOftenAsItSays(t *testing.T) {
	// The mean of 30 exponential variables, whose skew BCa is there to mend.
	rng := rand.New(rand.NewPCG(9, 9))
	const runs = 500
	covered := 0
	for range runs {
		x := make([]float64, 30)
		for i := range x {
			x[i] = rng.ExpFloat64()
		}
		e := Bootstrap(each(30), OfMean(x), Resampling{Resamples: 500})
		if e.Lo <= 1 && 1 <= e.Hi {
			covered++
		}
	}
	share := float64(covered) / runs
	t.Logf("95 %% BCa intervals covered the mean in %.1f %% of %d runs", 100*share, runs)
	require.InDelta(t, 0.93, share, 0.025)
}

func TestBootstrapSaysWhatItsIntervalIsWorth(t *testing.T) {
	same := []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}
	vary := []float64{1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2}
	// rare exists only in resamples that hold the first row.
	rare := OfRows(func(rows []int) (float64, error) {
		if !slices.Contains(rows, 0) {
			return 0, errors.New("the first row is missing")
		}
		sum := 0.0
		for _, row := range rows {
			sum += vary[row]
		}
		return sum / float64(len(rows)), nil
	})
	for name, c := range map[string]struct {
		groups   []string
		stat     Statistic
		warning  string
		interval bool
	}{
		"one group gives no interval":               {[]string{"a", "a", "a"}, OfMean(vary[:3]), "no interval: it needs at least 2 groups", false},
		"equal values give no interval":             {each(12), OfMean(same), "no interval: every resample gives the same value, which says nothing of cases not seen", false},
		"few groups give an interval with a caveat": {each(5), OfMean(vary[:5]), "interval from 5 groups only; it is likely too narrow", true},
		"an undefined leave-one-out falls back":     {each(12), rare, "interval by plain percentiles: the correction for bias and skew does not exist here", true},
	} {
		t.Run(name, func(t *testing.T) {
			e := Bootstrap(c.groups, c.stat, Resampling{})
			require.Contains(t, e.Warnings, c.warning)
			require.Equal(t, c.interval, e.HasInterval())
		})
	}
	t.Run("resamples without a value are counted", func(t *testing.T) {
		e := Bootstrap(each(12), rare, Resampling{})
		require.Regexp(t, `^interval leaves out 7\d\d of 2000 resamples`, e.Warnings[0]) // (11/12)^12 of them
	})
	t.Run("a statistic that does not exist has its reason for a value", func(t *testing.T) {
		e := Bootstrap(each(12), OfPairs(same, same, Kappa), Resampling{})
		require.Equal(t, Estimate{N: 12, Undefined: "the levels do not vary"}, e)
	})
}

func TestUndefinedEstimatesAreNullInJSON(t *testing.T) {
	for name, c := range map[string]struct {
		e    Estimate
		want string
		text string
	}{
		"a value with its interval": {Estimate{Value: 0.5, Lo: 0.25, Hi: 0.75, N: 8, Unscored: 1}, `{"value":0.5,"lo":0.25,"hi":0.75,"n":8,"unscored":1}`, "0.500 [0.250, 0.750]"},
		"a value alone":             {Estimate{Value: 1, Lo: 1, Hi: 1, N: 8, Warnings: []string{"w"}}, `{"value":1,"lo":null,"hi":null,"n":8,"unscored":0,"warnings":["w"]}`, "1.000"},
		"no value":                  {Estimate{N: 1, Undefined: "why"}, `{"value":null,"lo":null,"hi":null,"n":1,"unscored":0,"undefined":"why"}`, "none: why"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := json.Marshal(c.e)
			require.NoError(t, err)
			require.JSONEq(t, c.want, string(got))
			require.Equal(t, c.text, c.e.String())
			var back Estimate
			require.NoError(t, json.Unmarshal(got, &back))
			require.Equal(t, c.e.Undefined, back.Undefined)
			require.Equal(t, c.e.Value, back.Value)
		})
	}
}

func TestShareTakesItsIntervalFromWhatIsIndependent(t *testing.T) {
	mixed := []bool{true, true, false, true, false, true}
	require.Equal(t, Rate(4, 6), Share(each(6), mixed, Resampling{}))
	require.Equal(t, meanOverPairs(mixed), Share(groupsOf(6, 2), mixed, Resampling{}))

	none := make([]bool, 40)
	e := Share(groupsOf(40, 4), none, Resampling{})
	require.Equal(t, Estimate{Hi: 0.3, N: 40}, e) // three in ten groups, not in forty cases
	require.Equal(t, "no interval: it needs at least 2 groups", Share([]string{"a", "a"}, mixed[1:3], Resampling{}).Warnings[0])
	require.Equal(t, "needs at least 1 cases, has 0", Share(nil, nil, Resampling{}).Undefined)
}

func meanOverPairs(hit []bool) Estimate {
	x := make([]float64, len(hit))
	for i, h := range hit {
		x[i] = indicator(h)
	}
	return Bootstrap(groupsOf(len(hit), 2), OfMean(x), Resampling{})
}
