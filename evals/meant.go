package evals

import (
	"strings"

	"github.com/spf13/cobra"
)

// Meant is the question whether one of words, the one that word is nearly, is
// meant; empty when there is none, or too many to be of use. What a command
// line takes for a slip of the pen is one in a file too.
func Meant(word string, words []string) string {
	const typos, few, longest = 3, 3, 100
	if len(word) > longest {
		return ""
	}
	c := &cobra.Command{SuggestionsMinimumDistance: min(typos, len(word)/2)}
	for _, w := range words {
		c.AddCommand(&cobra.Command{Use: w, Run: func(*cobra.Command, []string) {}})
	}
	near := c.SuggestionsFor(word)
	if len(near) == 0 || len(near) > few {
		return ""
	}
	return "did you mean " + strings.Join(near, " or ") + "?"
}

// orMeant is Meant behind a message.
func orMeant(word string, words []string) string {
	if m := Meant(word, words); m != "" {
		return "; " + m
	}
	return ""
}
