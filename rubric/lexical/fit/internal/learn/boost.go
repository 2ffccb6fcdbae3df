package learn

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"

	"mockstar/rubric/lexical/internal/scale"
)

// Growth says how a forest is grown.
type Growth struct {
	Trees  int
	Depth  int     // questions from the root to a leaf
	Rate   float64 // how much of what is left each tree explains
	Least  int     // rows in a leaf
	Shrink float64 // how many rows' worth of evidence a leaf has to outdo
	Rows   float64 // share of the rows that each tree sees
	Traits float64 // share of the traits that each tree sees
}

// A Trait is a column that trees are grown on.
type Trait struct {
	Name    string
	Falling bool // more of it means a lower value
}

// Boost fits y by a forest on x, tree after tree on what those before left
// (Friedman 2002, stochastic gradient boosting). No value falls when a trait
// grows, or rises where it is falling: a split that would break this is not made,
// and what lies below a split stays on its side of the middle. Traits are cut
// at no more than mostCuts points. The same input gives the same forest; a trait
// that no tree asks for can be left out, and the forest stays as it is.
func Boost(x [][]float64, y []float64, traits []Trait, g Growth) scale.Forest {
	b := &booster{Growth: g, traits: traits, rest: make([]float64, len(y))}
	b.bin(x)
	f := scale.Forest{}
	for _, v := range y {
		f.Base += v / float64(len(y))
	}
	f.Base = Round(f.Base)
	for i, v := range y {
		b.rest[i] = v - f.Base
	}
	r := rand.New(rand.NewPCG(3, 4))
	for n := range g.Trees {
		rows := sample(r, len(x), g.Rows)
		b.seen = b.draw(n)
		b.tree = nil
		b.grow(rows, g.Depth, math.Inf(-1), math.Inf(1))
		f.Trees = append(f.Trees, b.tree)
		for i := range x {
			b.rest[i] -= b.tree.Value(x[i])
		}
	}
	return f
}

// sample takes each of n with the given chance.
func sample(r *rand.Rand, n int, share float64) []int {
	out := make([]int, 0, n)
	for i := range n {
		if r.Float64() < share {
			out = append(out, i)
		}
	}
	return out
}

// draw takes the traits that tree n sees. Whether it sees one hangs on no other.
func (b *booster) draw(n int) []int {
	var out []int
	for j, t := range b.traits {
		h := fnv.New64a()
		h.Write([]byte(t.Name))
		if rand.New(rand.NewPCG(h.Sum64(), uint64(n))).Float64() < b.Traits {
			out = append(out, j)
		}
	}
	return out
}

const mostCuts = 32

type booster struct {
	Growth
	traits []Trait
	cuts   [][]float64 // of each trait, rising
	bins   [][]uint8   // by trait and row: how many cuts the value is above
	rest   []float64
	seen   []int // the traits that the tree in hand may ask for
	tree   scale.Tree
}

// bin finds the cuts of each trait: between its values, or so many of these
// that as many rows fall between any two.
func (b *booster) bin(x [][]float64) {
	b.cuts, b.bins = make([][]float64, len(b.traits)), make([][]uint8, len(b.traits))
	for j := range b.traits {
		col := make([]float64, len(x))
		for i := range x {
			col[i] = x[i][j]
		}
		sorted := slices.Sorted(slices.Values(col))
		step := (len(sorted) + mostCuts - 1) / mostCuts
		different := slices.Compact(slices.Clone(sorted))
		if len(different) <= mostCuts {
			sorted, step = different, 1
		}
		for i := step; i < len(sorted); i += step {
			c := Round((sorted[i-1] + sorted[i]) / 2)
			if c >= sorted[i-1] && c < sorted[i] && (len(b.cuts[j]) == 0 || c > b.cuts[j][len(b.cuts[j])-1]) {
				b.cuts[j] = append(b.cuts[j], c)
			}
		}
		b.bins[j] = make([]uint8, len(x))
		for i, v := range col {
			n, _ := slices.BinarySearch(b.cuts[j], v)
			b.bins[j][i] = uint8(n)
		}
	}
}

// grow adds the node for rows, with what is below it, and returns its index.
// Its value stays between low and high.
func (b *booster) grow(rows []int, depth int, low, high float64) int {
	at := len(b.tree)
	sum := 0.0
	for _, i := range rows {
		sum += b.rest[i]
	}
	b.tree = append(b.tree, scale.Node{Value: Round(b.Rate * min(max(b.leaf(sum, len(rows)), low), high))})
	s, ok := b.best(rows, sum, depth)
	if !ok {
		return at
	}
	var below, above []int
	for _, i := range rows {
		if int(b.bins[s.trait][i]) <= s.cut {
			below = append(below, i)
		} else {
			above = append(above, i)
		}
	}
	middle := min(max((s.below+s.above)/2, low), high)
	var l, h int
	if b.traits[s.trait].Falling {
		l, h = b.grow(below, depth-1, middle, high), b.grow(above, depth-1, low, middle)
	} else {
		l, h = b.grow(below, depth-1, low, middle), b.grow(above, depth-1, middle, high)
	}
	b.tree[at] = scale.Node{Trait: s.trait, At: b.cuts[s.trait][s.cut], Low: l, High: h}
	return at
}

func (b *booster) leaf(sum float64, n int) float64 { return sum / (float64(n) + b.Shrink) }

// A split parts rows at a cut of a trait into two leaves.
type split struct {
	trait, cut   int
	below, above float64
}

// best is the split that explains most.
func (b *booster) best(rows []int, sum float64, depth int) (best split, ok bool) {
	if depth == 0 || len(rows) < 2*b.Least {
		return best, false
	}
	n := len(rows)
	most := sum*b.leaf(sum, n) + 1e-6
	for _, j := range b.seen {
		var sums [mostCuts + 2]float64
		var counts [mostCuts + 2]int
		for _, i := range rows {
			k := b.bins[j][i]
			sums[k] += b.rest[i]
			counts[k]++
		}
		below, k := 0.0, 0
		for c := range b.cuts[j] {
			below, k = below+sums[c], k+counts[c]
			if k < b.Least || n-k < b.Least {
				continue
			}
			lo, hi := b.leaf(below, k), b.leaf(sum-below, n-k)
			if lo > hi && !b.traits[j].Falling || lo < hi && b.traits[j].Falling {
				continue
			}
			if gain := below*lo + (sum-below)*hi; gain > most {
				most, best, ok = gain, split{j, c, lo, hi}, true
			}
		}
	}
	return best, ok
}
