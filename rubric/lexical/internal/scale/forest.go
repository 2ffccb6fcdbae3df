// Package scale turns what was counted in an answer into a level: small decision
// trees add up to a value, and cuts part the values into levels.
package scale

// A Forest is a sum of small decision trees over trait values.
type Forest struct {
	Base  float64
	Trees []Tree
}

// A Tree is its nodes, the root first.
type Tree []Node

// A Node sends values of one trait up to At low and all above high. It is a
// leaf, and worth Value, where both point nowhere.
type Node struct {
	Trait     int
	At        float64
	Low, High int // indices in the tree, 0 in a leaf
	Value     float64
}

// Value is the fitted value of x on the scale of levels, not yet cut.
func (f *Forest) Value(x []float64) float64 {
	v := f.Base
	for _, t := range f.Trees {
		v += t.Value(x)
	}
	return v
}

// Value is that of the leaf that x falls into.
func (t Tree) Value(x []float64) float64 {
	n := &t[0]
	for n.High != 0 {
		if x[n.Trait] <= n.At {
			n = &t[n.Low]
		} else {
			n = &t[n.High]
		}
	}
	return n.Value
}

// A Model turns trait values into a level.
type Model struct {
	Forest
	Cuts Cuts
}

// A Line weighs values and adds them up.
type Line struct {
	Weights   []float64
	Intercept float64
}

// Value is the weighted sum of x.
func (l *Line) Value(x []float64) float64 {
	v := l.Intercept
	for j, w := range l.Weights {
		v += w * x[j]
	}
	return v
}
