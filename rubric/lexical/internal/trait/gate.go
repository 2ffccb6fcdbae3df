package trait

// Below shut an answer speaks to another question; from open on it speaks to
// this one.
const (
	shut = 0.45
	open = 0.7
)

// Gate tells how far the question's own criteria are open to the answer, from
// 0 to 1. STAR-AI asks for a story, whatever it is about: it is always open.
func Gate(model string, v *View) float64 {
	if model != OwnModel {
		return 1
	}
	return min(max((v.Relative-shut)/(open-shut), 0), 1)
}

// Gated pulls a fitted value to the floor as far as the gate is closed.
func Gated(value, gate float64) float64 { return 1 + gate*(value-1) }
