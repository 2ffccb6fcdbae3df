package metric

import (
	"fmt"
	"math"
)

// A Paired statistic compares two raters: a[i] and b[i] are their levels for
// the same case. It returns an error that says why when the statistic does not
// exist. Slices of different lengths are a programmer's mistake and panic.
type Paired func(a, b []float64) (float64, error)

// checkPair reports why a statistic of at least so many cases cannot be had.
func checkPair(a, b []float64, least int) error {
	if len(a) != len(b) {
		panic(fmt.Sprintf("metric: %d levels against %d", len(a), len(b)))
	}
	if len(a) < least {
		return errTooFew(len(a), least)
	}
	for i := range a {
		if _, err := finite(a[i] - b[i]); err != nil {
			return err
		}
	}
	return nil
}

// meanOf averages f over the cases.
func meanOf(a, b []float64, f func(a, b float64) float64) (float64, error) {
	if err := checkPair(a, b, 1); err != nil {
		return 0, err
	}
	sum := 0.0
	for i := range a {
		sum += f(a[i], b[i])
	}
	return finite(sum / float64(len(a)))
}

// Exact is the share of cases on which both give the same level.
func Exact(a, b []float64) (float64, error) {
	return meanOf(a, b, func(a, b float64) float64 { return indicator(a == b) })
}

// WithinOne is the share of cases on which the levels are at most one apart.
func WithinOne(a, b []float64) (float64, error) {
	return meanOf(a, b, func(a, b float64) float64 { return indicator(math.Abs(a-b) <= 1) })
}

// MeanDifference is the mean of a minus b: how much more lenient a is than b,
// in levels (Saal, Downey & Lahey 1980, "Rating the ratings", Psychological
// Bulletin 88, on leniency and severity).
func MeanDifference(a, b []float64) (float64, error) {
	return meanOf(a, b, func(a, b float64) float64 { return a - b })
}

// MeanAbsoluteError is the mean distance between the two, in levels.
func MeanAbsoluteError(a, b []float64) (float64, error) {
	return meanOf(a, b, func(a, b float64) float64 { return math.Abs(a - b) })
}

// RMSE is the root of the mean squared distance, in levels.
func RMSE(a, b []float64) (float64, error) {
	mse, err := meanOf(a, b, func(a, b float64) float64 { return (a - b) * (a - b) })
	return math.Sqrt(mse), err
}

// StandardisedDifference is the mean of a minus the mean of b, over the root
// of the mean of their two variances. Automated scoring takes more than 0.15
// either way as a reason to look (Williamson, Xi & Breyer 2012, "A framework
// for evaluation and use of automated scoring", Educational Measurement 31).
func StandardisedDifference(a, b []float64) (float64, error) {
	if err := checkPair(a, b, 2); err != nil {
		return 0, err
	}
	if constant(a) && constant(b) {
		return 0, errConstant
	}
	n := float64(len(a) - 1)
	return finite((mean(a) - mean(b)) / math.Sqrt((squares(a)/n+squares(b)/n)/2))
}

func indicator(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// squares is the sum of squared deviations from the mean. Equal values give
// exactly 0, which rounding in the mean would otherwise spoil.
func squares(x []float64) float64 {
	if constant(x) {
		return 0
	}
	m, sum := mean(x), 0.0
	for _, v := range x {
		sum += (v - m) * (v - m)
	}
	return sum
}

func constant(x []float64) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}
