package evals

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// Meant is the question whether one of words, the one that word is nearly, is
// meant; empty when there is none, or too many to be of use. What a command
// line takes for a slip of the pen is one in a file too.
func Meant(word string, words []string) string {
	const typos, few, longest, most = 3, 3, 100, 1000
	if len(word) > longest || len(words) > most {
		return ""
	}
	c := &cobra.Command{SuggestionsMinimumDistance: min(typos, len(word)/2)}
	for _, w := range words {
		if strings.ContainsAny(w, " \t") { // which ends the name of a command
			continue
		}
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

// An unknownName is an error of a name that is not among those there are.
type unknownName struct {
	msg, name string
	among     []string
}

func (e unknownName) Error() string { return e.msg }

// slips asks of each unknown name once what was meant, and of so many as are
// shown: a file may hold a hundred thousand, and to ask takes a millisecond.
type slips map[string]string

func (known slips) meant(err error) error {
	var u unknownName
	if !errors.As(err, &u) {
		return err
	}
	hint, ok := known[u.msg]
	if !ok && len(known) < shownProblems {
		hint = orMeant(u.name, u.among)
		known[u.msg] = hint
	}
	return fmt.Errorf("%w%s", err, hint)
}
