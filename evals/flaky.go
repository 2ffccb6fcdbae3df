package evals

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"mockstar/evals/metric"
	"mockstar/rubric"
)

// A Flake is a mark that was given different levels.
type Flake struct {
	Case      string         `json:"case"`
	Criterion string         `json:"criterion"`
	Readings  []rubric.Level `json:"readings"` // null where a reading gave none
}

// A FlakyCase is one of which some mark was given different levels.
type FlakyCase struct {
	Case string `json:"case"`
	// Flips is the chance that two readings of a mark give different levels,
	// averaged over the marks that were given one twice.
	Flips metric.Estimate `json:"flip_rate"`
	Marks []Flake         `json:"marks"` // those that were given different levels
}

func (t *table) flaky() []Flake {
	out := []Flake{}
	for _, c := range t.cells {
		readings := t.readingsOf(c)
		if levels := given(readings); len(levels) > 0 && slices.Min(levels) != slices.Max(levels) {
			f := Flake{Case: t.cases[c.at].id, Criterion: t.criteria.list[c.criterion]}
			for _, l := range readings {
				f.Readings = append(f.Readings, rubric.Level(l))
			}
			out = append(out, f)
		}
	}
	return out
}

// flakyCases sorts flakes, which come in the order of the suite, by case.
func (t *table) flakyCases(flakes []Flake) []FlakyCase {
	out := []FlakyCase{}
	for i := range t.cases {
		c := t.cases[i]
		n := 0
		for n < len(flakes) && flakes[n].Case == c.id {
			n++
		}
		if n == 0 {
			continue
		}
		f := FlakyCase{Case: c.id, Marks: flakes[:n]}
		var readings [][]float64
		for _, cell := range t.cells[c.first : c.first+c.n] {
			readings = append(readings, given(t.readingsOf(cell)))
		}
		f.Flips = point(len(readings), func() (float64, error) { return metric.FlipRate(readings) })
		out, flakes = append(out, f), flakes[n:]
	}
	slices.SortStableFunc(out, func(a, b FlakyCase) int { return cmp.Compare(b.Flips.Value, a.Flips.Value) })
	return out
}

// flips are the flip rate of each mark that was given a level twice, and its
// group.
func (s scale) flips() (groups []string, rates metric.OfMean) {
	if s.t.header.Samples < 2 {
		return nil, nil
	}
	for _, c := range s.t.cells {
		if !s.takes(c) {
			continue
		}
		if rate, err := metric.FlipRate([][]float64{given(s.t.readingsOf(c))}); err == nil {
			groups, rates = append(groups, s.t.cases[c.at].group), append(rates, rate)
		}
	}
	return groups, rates
}

// Shown are the readings, with a hyphen for one that gave no level.
func (f Flake) Shown() string {
	var all []string
	for _, l := range f.Readings {
		all = append(all, orDash(l))
	}
	return "[" + strings.Join(all, " ") + "]"
}

func (f FlakyCase) line() string {
	var marks []string
	for _, m := range f.Marks {
		marks = append(marks, m.Criterion+" "+m.Shown())
	}
	return fmt.Sprintf("%s %s: %s", f.Case, value(f.Flips), strings.Join(marks, ", "))
}

func (r *Report) writeFlaky(w io.Writer) {
	if len(r.FlakyCases) == 0 {
		return
	}
	const most = 50
	fmt.Fprintf(w, "\nflaky: %d marks in %d of %d cases; of each case the chance that two readings of a mark differ\n", len(r.Flaky), len(r.FlakyCases), r.Cases)
	for _, f := range r.FlakyCases[:min(most, len(r.FlakyCases))] {
		fmt.Fprintln(w, "  "+f.line())
	}
	if more := len(r.FlakyCases) - most; more > 0 {
		fmt.Fprintf(w, "  and %d cases more, which flip less; json and html have all\n", more)
	}
}
