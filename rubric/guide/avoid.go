package guide

import "strings"

// Avoided words a criterion of something that an answer should not do: what it
// means, and its levels, worst first. A level above the lowest stands on a
// quote, and what was not said can't be quoted; so the highest asks for the
// passage that comes nearest.
func Avoided(what string) (meaning string, levels []string) {
	return "The answer should not do this: " + what, []string{
		"The answer does this.",
		"The answer does this once or in part.",
		"The answer stays clear of this; quote the passage that comes nearest to it.",
	}
}

// AvoidedID is the id of such a criterion, so that a sheet shows which way it
// counts.
func AvoidedID(id string) string {
	if strings.HasPrefix(id, "avoid") {
		return id
	}
	return "avoid-" + id
}
