package scale

// A Model turns trait values into a level.
type Model struct {
	Weights   []float64
	Intercept float64
	Cuts      Cuts
}

// Value is the fitted value of x on the scale of levels, not yet cut.
func (m *Model) Value(x []float64) float64 {
	v := m.Intercept
	for j, w := range m.Weights {
		v += w * x[j]
	}
	return v
}

// Level is the level of x.
func (m *Model) Level(x []float64) int { return m.Cuts.Level(m.Value(x)) }
