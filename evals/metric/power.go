package metric

import "math"

// UnitsFor is how many independent units a one-sided paired test needs to find
// an effect of the given size with the given probability (power), when it may
// raise a false alarm with probability alpha and single differences have the
// standard deviation sd:
//
//	n = ((z(1-alpha) + z(power)) · sd / effect)²
//
// This is the normal approximation (Cohen 1988, "Statistical Power Analysis",
// chapter 2), a unit or two short for n under 20. A sign-flip test of n units
// also has no p below 2^-n, so n is at least -log2(alpha).
func UnitsFor(sd, effect, alpha, power float64) int {
	if effect <= 0 || alpha <= 0 || alpha >= 1 || power <= 0 || power >= 1 {
		panic("metric: effect must be positive, alpha and power between 0 and 1")
	}
	n := (quantileNormal(1-alpha) + quantileNormal(power)) * sd / effect
	return int(math.Ceil(max(n*n, -math.Log2(alpha))))
}
