package metric

import "strconv"

// each names n groups of one case, in an order that sorts as it stands.
func each(n int) []string { return groupsOf(n, 1) }

// groupsOf names the groups of n cases that come by size.
func groupsOf(n, size int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = strconv.Itoa(100_000 + i/size)
	}
	return out
}
