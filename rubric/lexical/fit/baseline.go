package main

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"mockstar/rubric/lexical/fit/internal/learn"
	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

// constant grades every answer at the middle of the scale.
func constant(c *corpus) graded {
	out := graded{}
	rows := c.rows(none)
	for _, m := range trait.Fitted {
		for _, r := range rows[m] {
			out[m] = append(out[m], graded1{r, 3})
		}
	}
	return out
}

// readings sets the second reading beside the first, as far as the reference
// agrees with itself.
func readings(c *corpus) graded {
	out := graded{}
	rows := c.rows(none)
	for _, m := range trait.Fitted {
		for _, r := range rows[m] {
			first := r
			first.level = r.Readings["reader-1"][r.criterion]
			out[m] = append(out[m], graded1{first, r.Readings["reader-2"][r.criterion]})
		}
	}
	return out
}

// surface fits a ridge on what can be counted without reading, with authors
// left out in the same way as for the examiner.
func surface(c *corpus, see func(string) []float64) graded {
	seen := map[*sample][]float64{}
	once := func(s *sample) []float64 {
		if seen[s] == nil {
			seen[s] = see(s.Answer)
		}
		return seen[s]
	}
	out := graded{}
	rows := c.rows(none)
	for _, m := range trait.Fitted {
		rs := rows[m]
		for g := range groups {
			others, own := without(rs, g)
			predict := fitSurface(others, once)
			for _, r := range own {
				out[m] = append(out[m], graded1{r, predict(r)})
			}
		}
	}
	return out
}

// fitSurface fits both signs of each feature: a rising and a falling copy.
func fitSurface(rs []row, see func(*sample) []float64) func(row) int {
	both := func(s *sample) []float64 { return slices.Concat(see(s), see(s)) }
	n := len(see(rs[0].sample))
	falling := make([]bool, 2*n)
	for j := n; j < 2*n; j++ {
		falling[j] = true
	}
	ridge := func(rs []row) func(row) float64 {
		var x [][]float64
		var y []float64
		for _, r := range rs {
			x, y = append(x, both(r.sample)), append(y, float64(r.level))
		}
		w, b := learn.Ridge(x, y, falling, penalty)
		m := scale.Line{Weights: w, Intercept: b}
		return func(r row) float64 { return m.Value(both(r.sample)) }
	}
	var values []float64
	var levels []int
	for g := range groups {
		others, own := without(rs, g)
		if len(own) == 0 {
			continue
		}
		f := ridge(others)
		for _, r := range own {
			values, levels = append(values, f(r)), append(levels, r.level)
		}
	}
	cuts, f := learn.Cuts(values, levels), ridge(rs)
	return func(r row) int { return cuts.Level(f(r)) }
}

func lengthOnly(s string) []float64 { return []float64{math.Log1p(float64(len(strings.Fields(s))))} }

var surfacePatterns = []*regexp.Regexp{
	regexp.MustCompile(`\d`),
	regexp.MustCompile(`\d+(\.\d+)?\s?%`),
	regexp.MustCompile(`[$€£₹]`),
	regexp.MustCompile(`\b(19|20)\d\d\b`),
	regexp.MustCompile(`\bI\b`),
	regexp.MustCompile(`(?i)\bwe\b`),
	regexp.MustCompile(`(?i)\bmy\b`),
	regexp.MustCompile(`(?i)\bbecause\b|\bso\b`),
	regexp.MustCompile(`(?i)\bbut\b`),
	regexp.MustCompile(`(?i)\bwould\b`),
	regexp.MustCompile(`(?i)\blearn`),
	regexp.MustCompile(`\w+ed\b`),
	regexp.MustCompile(`[.!?](\s|$)`),
	regexp.MustCompile(`,`),
	regexp.MustCompile(`\s[A-Z][a-z]+`),
	regexp.MustCompile(`\n`),
}

// surfaceFeatures are seventeen counts: words, and the patterns above.
func surfaceFeatures(s string) []float64 {
	out := lengthOnly(s)
	for _, p := range surfacePatterns {
		out = append(out, math.Log1p(float64(len(p.FindAllStringIndex(s, -1)))))
	}
	return out
}
