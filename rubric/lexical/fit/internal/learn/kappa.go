package learn

import "mockstar/rubric/lexical/internal/scale"

// Kappa is the quadratic weighted kappa of two ratings on 1..scale.Levels (Cohen
// 1968). It is 0 where both raters give one level throughout.
func Kappa(a, b []int) float64 {
	var joint [scale.Levels][scale.Levels]float64
	var ra, rb [scale.Levels]float64
	n := float64(len(a))
	for i := range a {
		joint[a[i]-1][b[i]-1]++
		ra[a[i]-1]++
		rb[b[i]-1]++
	}
	seen, chance := 0.0, 0.0
	for i := range scale.Levels {
		for j := range scale.Levels {
			d := float64((i - j) * (i - j))
			seen += d * joint[i][j]
			chance += d * ra[i] * rb[j] / n
		}
	}
	if chance == 0 {
		return 0
	}
	return 1 - seen/chance
}
