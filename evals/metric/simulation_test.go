//go:build !race

// A simulation is arithmetic on one goroutine: the race detector has nothing to
// find in it.

package metric

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// A simulation is many pairs of runs of a noisy judge over the same cases.
type simulation struct {
	cases, criteria int
	group           int     // cases that share a group
	shared          float64 // chance that a case is misread as the first of its group is
	drop            float64 // share of cases that truly lose a level, on the first criterion
}

// steady is the chance that a reading is on the true level; else it is one
// level off, either way alike. Two readings then agree with the chance
// steady² + (1-steady)²/2, which is 0.88.
const steady = 0.937

func (s simulation) read(rng *rand.Rand) float64 {
	switch u := rng.Float64(); {
	case u < steady:
		return 0
	case u < steady+(1-steady)/2:
		return -1
	}
	return 1
}

// run reads all cases once and returns the errors by criterion and case.
func (s simulation) run(rng *rand.Rand) [][]float64 {
	out := make([][]float64, s.criteria)
	for c := range out {
		out[c] = make([]float64, s.cases)
		for i := range out[c] {
			out[c][i] = s.read(rng)
			if first := i - i%s.group; rng.Float64() < s.shared {
				out[c][i] = out[c][first]
			}
		}
	}
	return out
}

// compare makes two runs and what the gate gets to see of them.
func (s simulation) compare(rng *rand.Rand) []Comparison {
	before, after := s.run(rng), s.run(rng)
	groups := groupsOf(s.cases, s.group)
	out := make([]Comparison, s.criteria)
	for c := range out {
		for i, g := range groups {
			by := after[c][i] - before[c][i]
			if c == 0 && rng.Float64() < s.drop {
				by--
			}
			out[c].Changes = append(out[c].Changes, Change{Group: g, By: by})
		}
	}
	return out
}

// A tally counts what became of many simulated changes, as shares.
type tally struct {
	outcome  map[Outcome]float64
	first    map[Outcome]float64 // of the first criterion alone
	anyCase  float64             // a case newly failing, on the first criterion
	anyWhere float64             // on any criterion
	agree    float64             // cases with the same level twice
}

func (s simulation) simulate(seed uint64, runs int) tally {
	rng := rand.New(rand.NewPCG(2026, seed))
	out := tally{outcome: map[Outcome]float64{}, first: map[Outcome]float64{}}
	one := 1 / float64(runs)
	for range runs {
		comparisons := s.compare(rng)
		// Outcomes are counted, no interval is read.
		v := Gate{Resamples: 2}.Judge(append(slices.Clip(comparisons), Together(comparisons, 0.25)))
		out.outcome[v.Outcome] += one
		out.first[v.Findings[0].Outcome] += one
		fails, equal := 0, 0
		for c, comparison := range comparisons {
			for _, change := range comparison.Changes {
				if change.By < 0 {
					fails++
				} else if change.By == 0 {
					equal++
				}
			}
			if c == 0 {
				out.anyCase += one * indicator(fails > 0)
			}
		}
		out.anyWhere += one * indicator(fails > 0)
		out.agree += one * float64(equal) / float64(s.cases*s.criteria)
	}
	return out
}

func (o tally) log(t *testing.T) {
	t.Logf("regression %.3f, pass %.3f, inconclusive %.3f; first criterion: regression %.3f, pass %.3f, inconclusive %.3f",
		o.outcome[Regression], o.outcome[Pass], o.outcome[Inconclusive], o.first[Regression], o.first[Pass], o.first[Inconclusive])
	t.Logf("a newly failing case: %.3f on one criterion, %.3f on any; readings agree: %.3f", o.anyCase, o.anyWhere, o.agree)
}

func TestGateSeldomCriesWolfWhereAnyFailingCaseAlmostAlwaysDoes(t *testing.T) {
	got := simulation{cases: 40, criteria: 5, group: 1}.simulate(1, 400)
	got.log(t)
	require.InDelta(t, 0.88, got.agree, 0.01)
	require.LessOrEqual(t, got.outcome[Regression], 0.05)
	require.InDelta(t, 0.92, got.anyCase, 0.03)
	require.Greater(t, got.anyWhere, 0.99)
	require.Greater(t, got.outcome[Pass], 0.95)
}

func TestGateSeldomCriesWolfWhenCasesOfAGroupAreMisreadTogether(t *testing.T) {
	got := simulation{cases: 40, criteria: 5, group: 4, shared: 0.7}.simulate(2, 400)
	got.log(t)
	require.LessOrEqual(t, got.outcome[Regression], 0.05)
}

// falseAlarms is the share of harmless changes in which sign flips and Holm
// alone, with no smallest effect, find a drop on some criterion.
func (s simulation) falseAlarms(t *testing.T, values func([]Change) []float64) float64 {
	const runs = 1000 // one standard error is 0.7 %
	rng := rand.New(rand.NewPCG(2026, 5))
	alarms := 0.0
	for range runs {
		var ps []float64
		for _, c := range s.compare(rng) {
			drops := mapped(values(c.Changes), func(v float64) float64 { return -v })
			ps = append(ps, SignFlip(drops, 2_000, 1))
		}
		alarms += indicator(slices.Min(Holm(ps)) <= 0.05)
	}
	t.Logf("%.3f of %d harmless changes have a significant drop somewhere", alarms/runs, runs)
	return alarms / runs
}

func TestFlippingWholeClustersKeepsTheLevelOverAllCriteria(t *testing.T) {
	byCluster := func(cs []Change) []float64 { return newSample(cs).sums }
	byCase := func(cs []Change) []float64 { return newSample(cs).by }
	alone := simulation{cases: 160, criteria: 5, group: 1}
	together := simulation{cases: 160, criteria: 5, group: 4, shared: 0.7}

	require.LessOrEqual(t, alone.falseAlarms(t, byCluster), 0.05)
	require.LessOrEqual(t, together.falseAlarms(t, byCluster), 0.05)
	require.Greater(t, together.falseAlarms(t, byCase), 0.1, "cases misread together must not count as evidence each")
}

func TestGateCatchesADropOfHalfALevel(t *testing.T) {
	got := simulation{cases: 40, criteria: 5, group: 1, drop: 0.5}.simulate(3, 400)
	got.log(t)
	require.Greater(t, got.first[Regression], 0.95)
	require.Less(t, got.outcome[Pass], 0.01)
}

func TestALittleLostEverywhereIsARegressionThoughNoCriterionShowsIt(t *testing.T) {
	const criteria, cases = 40, 12
	lose := func(every int) []Comparison {
		out := make([]Comparison, criteria)
		for c := range out {
			for i := range cases {
				out[c].Changes = append(out[c].Changes, Change{Group: groupsOf(cases, 1)[i], By: -indicator((i+c)%every == 0)})
			}
		}
		return out
	}
	eighth := lose(8)
	require.Equal(t, Inconclusive, Gate{}.Judge(eighth).Outcome)
	v := Gate{}.Judge(append(slices.Clip(eighth), Together(eighth, 0.25)))
	require.Equal(t, Regression, v.Outcome)
	require.Equal(t, Regression, v.Findings[criteria].Outcome)

	none := lose(1000)
	v = Gate{}.Judge(append(slices.Clip(none), Together(none, 0.25)))
	require.NotEqual(t, Regression, v.Outcome)
	require.Zero(t, v.Findings[criteria].Needed, "an alarm that keeps silent asks for nothing")
}

func TestGateSeldomPassesADropOfTheSmallestEffect(t *testing.T) {
	got := simulation{cases: 40, criteria: 5, group: 1, drop: 0.25}.simulate(4, 400)
	got.log(t)
	require.Less(t, got.first[Pass], 0.08)
}

// TestASignIsSeldomSeenWhereThereIsNone draws differences whose mean is zero,
// skewed as those of a judge and of length are, in groups whose answers
// resemble each other.
func TestASignIsSeldomSeenWhereThereIsNone(t *testing.T) {
	const runs, size = 400, 4
	draw := func(rng *rand.Rand, k int, mean float64) (groups []string, values []float64) {
		groups = groupsOf(k*size, size)
		for range k {
			shared := rng.NormFloat64() * 0.5
			for range size {
				x := []float64{-1, 0, 0, 0, 1, 2, -2}[rng.IntN(7)]
				values = append(values, mean+shared+x)
			}
		}
		return groups, values
	}
	for _, k := range []int{2, 3, 5, 6, 8, 12, 20} {
		rng := rand.New(rand.NewPCG(7, uint64(k)))
		told, byInterval, asked := 0, 0, 0
		for range runs {
			groups, values := draw(rng, k, 0)
			s := SignOf(groups, values, 0.1)
			e := Bootstrap(groups, OfMean(values), Resampling{Resamples: 300})
			told += int(indicator(s.Told))
			byInterval += int(indicator(e.Lo > 0 || e.Hi < 0))
			if !s.Told {
				require.Greater(t, s.Rows, len(values))
				require.Greater(t, s.Groups, k)
				asked++
			}
		}
		t.Logf("%d groups: a sign is seen in %.3f of %d runs, by the interval alone in %.3f", k, float64(told)/runs, runs, float64(byInterval)/runs)
		require.LessOrEqual(t, float64(told)/runs, 0.07, "%d groups", k) // 0.05 and two standard errors
		if k < 6 {
			require.Zero(t, told, "%d groups", k)
			require.Greater(t, float64(byInterval)/runs, 0.1, "why an interval is not asked")
		}
	}
	rng := rand.New(rand.NewPCG(7, 0))
	told := 0
	for range runs {
		groups, values := draw(rng, 20, 1)
		told += int(indicator(SignOf(groups, values, 0.1).Told))
	}
	require.Greater(t, float64(told)/runs, 0.95, "a lead of a level over 20 groups")
}
