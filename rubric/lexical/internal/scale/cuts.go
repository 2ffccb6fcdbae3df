package scale

// Levels is the number of levels of the scale.
const Levels = 5

// Cuts are the points between neighbouring levels, rising.
type Cuts [Levels - 1]float64

// Level is the level of a predicted value.
func (c Cuts) Level(v float64) int {
	l := 1
	for _, cut := range c {
		if v >= cut {
			l++
		}
	}
	return l
}
