package trait

// An answer speaks to another question where the topic model's value is at
// most shut, and to this one from open on.
const (
	shut = 0.12
	open = 0.22
)

// Gate tells how far a model's criteria are open to an answer with value
// topic, from 0 to 1. STAR-AI asks for a story, whatever it is about: it is
// always open. So is a question that has no rivals.
func Gate(model string, v *View, topic float64) float64 {
	if IsStar(model) || v.Foreign {
		return 1
	}
	return min(max((topic-shut)/(open-shut), 0), 1)
}

// Gated pulls a fitted value to the floor as far as the gate is closed.
func Gated(value, gate float64) float64 { return 1 + gate*(value-1) }
