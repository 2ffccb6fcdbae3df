// Package learn fits the numbers that the embedded examiner grades by: trees
// that no more of a good thing lowers, weights that keep to their side of zero,
// and cuts that serve quadratic weighted kappa. The same input gives the same
// numbers. The examiner itself runs none of it.
package learn

import "math"

// Round keeps four decimals, as the stored numbers do, so that what is stored is
// what was fitted.
func Round(v float64) float64 { return math.Round(v*1e4) / 1e4 }
