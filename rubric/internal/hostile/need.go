package hostile

import (
	"slices"
	"strings"
)

// A need is what no text is without that a pattern matches: of each list one
// part of a word. To look for it first spares nearly every clause the pattern,
// which is slow.
type need [][]string

// parts lists parts of words, with commas between.
func parts(list string) []string { return strings.Split(list, ",") }

// met reports whether all that n lists may be in text.
func (n need) met(text string) bool {
	for _, list := range n {
		if !slices.ContainsFunc(list, func(part string) bool { return strings.Contains(text, part) }) {
			return false
		}
	}
	return true
}
