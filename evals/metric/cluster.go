package metric

import (
	"cmp"
	"maps"
	"slices"
)

// clusters sorts rows by the group they belong to. Cases of one group (the
// criteria of one answer, the questions of one interview) are not independent,
// so all chance is dealt to whole groups. Groups come in order of their name:
// what finished first has no influence.
func clusters(groups []string) [][]int {
	sizes := map[string]int{}
	for _, g := range groups {
		sizes[g]++
	}
	names := sortedKeys(sizes)
	rows, place := make([]int, len(groups)), make(map[string]int, len(names))
	out := make([][]int, len(names))
	for k, g := range names {
		out[k], rows, place[g] = rows[:0:sizes[g]], rows[sizes[g]:], k
	}
	for i, g := range groups {
		k := place[g]
		out[k] = append(out[k], i)
	}
	return out
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
