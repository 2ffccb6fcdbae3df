package evals

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReadRatingsIsStrict(t *testing.T) {
	const good = `{"id":"a1","criterion":"depth","rater":"ann","level":3}`
	for name, c := range map[string]struct{ in, want string }{
		"nothing at all":                   {"\n\n", `read ratings from ratings.jsonl: there are none; expected one {"id","criterion","rater","level"} a line`},
		"a line that is not JSON":          {good + "\nlevel 3", `read ratings: ratings.jsonl:2: expected {"id","criterion","rater","level"}`},
		"an unknown member":                {`{"id":"a","criterion":"c","rater":"r","level":1,"note":""}`, `ratings.jsonl:1: expected {"id","criterion","rater","level"}: unknown field "note"`},
		"a number for an id":               {`{"id":1,"criterion":"c","rater":"r","level":1}`, `"id" should be a text, and is a number`},
		"a list":                           {`[1]`, `: it should be an object, and is a list`},
		"a member in other case":           {`{"ID":"a","criterion":"c","rater":"r","level":1}`, "ratings.jsonl:1: expected"},
		"a member twice":                   {`{"id":"a","id":"b","criterion":"c","rater":"r","level":1}`, "ratings.jsonl:1: expected"},
		"text after the object":            {good + ` {}`, "ratings.jsonl:1: expected"},
		"a missing id":                     {`{"criterion":"c","rater":"r","level":1}`, `ratings.jsonl:1: "id" is missing or empty`},
		"an empty rater":                   {`{"id":"a","criterion":"c","rater":"","level":1}`, `ratings.jsonl:1: "rater" is missing or empty`},
		"a missing level":                  {`{"id":"a","criterion":"c","rater":"r"}`, `ratings.jsonl:1: "level" must be a number`},
		"a level in quotes":                {`{"id":"a","criterion":"c","rater":"r","level":"3"}`, `ratings.jsonl:1: "level" must be a number`},
		"a level that would overflow":      {`{"id":"a","criterion":"c","rater":"r","level":1e300}`, "ratings.jsonl:1: level 1e300 is beyond ±1000000"},
		"a level that no float can hold":   {`{"id":"a","criterion":"c","rater":"r","level":1e999}`, "ratings.jsonl:1: level 1e999 is beyond ±1000000"},
		"the same rating again":            {good + "\n\n" + good, `ratings.jsonl:3: "ann" rated "depth" of "a1" before, on line 1; keep one of them`},
		"a line longer than any rating is": {good + "\n" + strings.Repeat("x", maxCase+1), "read ratings: ratings.jsonl:2: is longer than 1024 KiB"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadRatings("ratings.jsonl", strings.NewReader(c.in))
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestReadRatingsKeepsFractionsAndAbstentions(t *testing.T) {
	got, err := ReadRatings("ratings.jsonl", strings.NewReader("\uFEFF{\"id\":\"a\",\"criterion\":\"c\",\"rater\":\"r\",\"level\":2.5}\r\n\n"+
		`{"id":"b","criterion":"c","rater":"r","level":null}`))
	require.NoError(t, err)
	require.Equal(t, []Rating{
		{ID: "a", Criterion: "c", Rater: "r", Level: 2.5},
		{ID: "b", Criterion: "c", Rater: "r", Unscored: true},
	}, got)
}

// ratings makes n answers on two criteria, rated alike by ann and ben except
// for every fifth answer, on which ben is one level lower.
func ratings(n int) []Rating {
	var out []Rating
	for i := range n {
		id := string(rune('a'+i/26)) + string(rune('a'+i%26))
		for c, criterion := range []string{"depth", "result"} {
			level := float64(2 + (i+c)%4)
			out = append(out,
				Rating{ID: id, Criterion: criterion, Rater: "ann", Level: level},
				Rating{ID: id, Criterion: criterion, Rater: "ben", Level: level - float64(max(0, 1-i%5))})
		}
	}
	return out
}

func TestAgreeReportsEachCriterionAndAllTogether(t *testing.T) {
	report, err := Agree(ratings(40), []string{"ann", "ben"})
	require.NoError(t, err)
	var criteria []string
	for _, s := range report.Sections {
		criteria = append(criteria, s.Criterion)
		exact, _ := s.Figure("exact agreement")
		require.InDelta(t, 0.8, exact.Value, 1e-12)
		shift, _ := s.Figure("mean difference")
		require.InDelta(t, 0.2, shift.Value, 1e-12, "ann is the more lenient")
	}
	require.Equal(t, []string{"", "depth", "result"}, criteria)

	width := func(s AgreementSection) float64 {
		e, _ := s.Figure("mean absolute error")
		return e.Hi - e.Lo
	}
	require.InDelta(t, 1, width(report.Sections[0])/width(report.Sections[1]), 0.1,
		"two criteria of one answer that err together are no second answer")
}

func TestAgreeDoesNotDependOnTheOrderOfLines(t *testing.T) {
	in := ratings(20)
	want, err := Agree(in, nil)
	require.NoError(t, err)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(in), func(i, j int) { in[i], in[j] = in[j], in[i] })
	got, err := Agree(in, nil)
	require.NoError(t, err)
	require.Equal(t, want, got)
}

func TestAgreeCountsWhatIsMissing(t *testing.T) {
	in := []Rating{
		{ID: "a", Criterion: "c", Rater: "ann", Level: 1}, {ID: "a", Criterion: "c", Rater: "ben", Level: 1}, {ID: "a", Criterion: "c", Rater: "cem", Level: 2},
		{ID: "b", Criterion: "c", Rater: "ann", Level: 2}, {ID: "b", Criterion: "c", Rater: "ben", Unscored: true}, {ID: "b", Criterion: "c", Rater: "cem", Level: 2},
		{ID: "d", Criterion: "c", Rater: "ann", Level: 3}, {ID: "d", Criterion: "c", Rater: "ben", Level: 3},
		{ID: "e", Criterion: "c", Rater: "cem", Level: 3},
	}
	report, err := Agree(in, nil)
	require.NoError(t, err)
	fleiss, _ := report.Sections[0].Figure("Fleiss' kappa")
	require.Equal(t, [2]int{1, 3}, [2]int{fleiss.N, fleiss.Unscored})
	alpha, _ := report.Sections[0].Figure("Krippendorff's alpha")
	require.Equal(t, [2]int{3, 1}, [2]int{alpha.N, alpha.Unscored})
	annBen, _ := report.Sections[1].Figure("exact agreement")
	require.Equal(t, [2]int{2, 1}, [2]int{annBen.N, annBen.Unscored})
	require.Equal(t, 1, report.Raters[1].Unscored)
}

func TestAgreeOnFractionsLeavesOutWhatCountsEqualLevels(t *testing.T) {
	in := ratings(20)
	in[0].Level = 2.5
	report, err := Agree(in, nil)
	require.NoError(t, err)
	for _, name := range []string{"exact agreement", "Cohen's kappa"} {
		e, _ := report.Sections[1].Figure(name)
		require.Equal(t, notWhole, e.Undefined)
	}
	e, _ := report.Sections[1].Figure("quadratic weighted kappa")
	require.Empty(t, e.Undefined)
	require.Equal(t, notWhole, report.Raters[0].Modal.Undefined)
	require.Empty(t, report.Raters[1].Modal.Undefined)
}

func TestAgreeSaysWhoItCannotFind(t *testing.T) {
	for _, c := range []struct {
		raters []string
		want   string
	}{
		{[]string{"ann", "bob"}, `compare raters: nobody is called "bob"; there are ann, ben`},
		{[]string{"ann", "ann"}, `compare raters: "ann" is named twice`},
		{[]string{"ann"}, "compare raters: it takes two, and there is only ann"},
	} {
		_, err := Agree(ratings(2), c.raters)
		require.EqualError(t, err, c.want)
	}
}

func TestAgreementIsNeverNaN(t *testing.T) {
	// Raters who have nothing in common, and raters who always say 3.
	for _, in := range [][]Rating{
		{{ID: "a", Criterion: "c", Rater: "ann", Level: 1}, {ID: "b", Criterion: "c", Rater: "ben", Level: 1}},
		{{ID: "a", Criterion: "c", Rater: "ann", Level: 3}, {ID: "a", Criterion: "c", Rater: "ben", Level: 3}},
		{{ID: "a", Criterion: "c", Rater: "ann", Unscored: true}, {ID: "a", Criterion: "c", Rater: "ben", Unscored: true}},
	} {
		report, err := Agree(in, nil)
		require.NoError(t, err)
		_, err = json.Marshal(report) // refuses NaN
		require.NoError(t, err)
		var text strings.Builder
		require.NoError(t, report.WriteText(&text))
		require.NotContains(t, text.String(), "NaN")
		require.Contains(t, text.String(), "none: ")
	}
}

func TestTextOfAReportCarriesItsWarnings(t *testing.T) {
	report, err := Agree(ratings(4), []string{"ann", "ben"})
	require.NoError(t, err)
	var text strings.Builder
	require.NoError(t, report.WriteText(&text))
	require.Contains(t, text.String(), "ann against ben on all criteria\n  8 cases\n")
	require.Contains(t, text.String(), "  ! interval from 4 groups only; it is likely too narrow\n")
	require.Contains(t, text.String(), "\nintervals: 95 % BCa bootstrap over answers")
}
