// Package meant guesses which name somebody meant who misspelt one. It is the
// one place that knows whose distance of words that is.
package meant

import (
	"strings"

	"github.com/spf13/cobra"
)

// Ask is the question whether one of names, the one that word is nearly, is
// meant; empty when there is none, or too many to be of use. What a command
// line takes for a slip of the pen is one elsewhere too.
func Ask(word string, names []string) string {
	const typos, few, longest, most = 3, 3, 100, 1000
	if len(word) > longest || len(names) > most {
		return ""
	}
	c := &cobra.Command{SuggestionsMinimumDistance: min(typos, len(word)/2)}
	for _, n := range names {
		if strings.ContainsAny(n, " \t") { // which ends the name of a command
			continue
		}
		c.AddCommand(&cobra.Command{Use: n, Run: func(*cobra.Command, []string) {}})
	}
	near := c.SuggestionsFor(word)
	if len(near) == 0 || len(near) > few {
		return ""
	}
	return "did you mean " + strings.Join(near, " or ") + "?"
}
