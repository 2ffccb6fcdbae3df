// Package metric is the statistics behind every number mockstar prints about
// itself: how well raters agree, how sure a number is, and whether a change
// between two runs is more than noise.
//
// Nothing in it returns NaN. A statistic that does not exist for its input
// (one level only, too few cases) is an error that says why, and an Estimate
// carries that reason in place of a value. All chance comes from fixed seeds,
// so that the same input gives the same output on any number of processors.
package metric

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
)

// An Estimate is a number together with what it is worth.
type Estimate struct {
	Value     float64
	Lo, Hi    float64  // 95 % interval unless asked otherwise; equal to Value when there is none
	N         int      // cases the value rests on
	Groups    int      // over which the interval was drawn; 0 when it was not drawn over groups
	Unscored  int      // cases left out because they have no score
	Undefined string   // why there is no value; then Value, Lo and Hi mean nothing
	Warnings  []string // what a reader must know before believing the number
}

// HasInterval reports whether Lo and Hi say how sure the value is. When they
// do not, a warning says why.
func (e Estimate) HasInterval() bool { return e.Undefined == "" && e.Lo < e.Hi }

// Few reports whether the interval was drawn over so few groups that it is
// likely too narrow; a warning says how many.
func (e Estimate) Few() bool { return e.HasInterval() && e.Groups > 0 && e.Groups < fewGroups }

// String shows the estimate with three decimals, without its warnings. What is
// rounded to zero has no sign.
func (e Estimate) String() string {
	return strings.ReplaceAll(e.signed(), "-0.000", "0.000")
}

func (e Estimate) signed() string {
	switch {
	case e.Undefined != "":
		return "none: " + e.Undefined
	case !e.HasInterval():
		return fmt.Sprintf("%.3f", e.Value)
	}
	return fmt.Sprintf("%.3f [%.3f, %.3f]", e.Value, e.Lo, e.Hi)
}

// MarshalJSON writes value, lo and hi as null where there is none, so that
// nobody takes an undefined value for a zero. Reading it back needs no method
// of its own.
func (e Estimate) MarshalJSON() ([]byte, error) {
	var out struct {
		Value     *float64 `json:"value"`
		Lo        *float64 `json:"lo"`
		Hi        *float64 `json:"hi"`
		N         int      `json:"n"`
		Groups    int      `json:"groups,omitempty"`
		Unscored  int      `json:"unscored"`
		Undefined string   `json:"undefined,omitempty"`
		Warnings  []string `json:"warnings,omitempty"`
	}
	out.N, out.Groups, out.Unscored, out.Undefined, out.Warnings = e.N, e.Groups, e.Unscored, e.Undefined, e.Warnings
	if e.Undefined == "" {
		out.Value = &e.Value
	}
	if e.HasInterval() {
		out.Lo, out.Hi = &e.Lo, &e.Hi
	}
	return json.Marshal(out)
}

func (e *Estimate) warn(format string, args ...any) {
	e.Warnings = append(e.Warnings, fmt.Sprintf(format, args...))
}

// Reasons for a statistic not to exist.
var (
	errConstant  = errors.New("the levels do not vary")
	errExplained = errors.New("what is held fixed explains one of the two completely")
	errNotFinite = errors.New("a level is too large or too small to compute with")
)

func errTooFew(n, least int) error {
	return fmt.Errorf("needs at least %d cases, has %d", least, n)
}

// finite keeps NaN and infinity from leaving the package.
func finite(v float64) (float64, error) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, errNotFinite
	}
	return v, nil
}
