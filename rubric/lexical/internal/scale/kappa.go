package scale

// Levels is the number of levels of the scale that is fitted.
const Levels = 5

// Kappa is the quadratic weighted kappa of two ratings on 1..Levels (Cohen
// 1968). It is 0 where both raters give one level throughout.
func Kappa(a, b []int) float64 {
	var joint [Levels][Levels]float64
	var ra, rb [Levels]float64
	n := float64(len(a))
	for i := range a {
		joint[a[i]-1][b[i]-1]++
		ra[a[i]-1]++
		rb[b[i]-1]++
	}
	seen, chance := 0.0, 0.0
	for i := range Levels {
		for j := range Levels {
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
