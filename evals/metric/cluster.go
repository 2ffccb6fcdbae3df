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
	rows := map[string][]int{}
	for i, g := range groups {
		rows[g] = append(rows[g], i)
	}
	out := make([][]int, 0, len(rows))
	for _, g := range sortedKeys(rows) {
		out = append(out, rows[g])
	}
	return out
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
