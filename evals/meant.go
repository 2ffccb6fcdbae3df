package evals

import (
	"errors"
	"fmt"

	"mockstar/internal/meant"
)

// orMeant asks behind a message whether one of words is meant.
func orMeant(word string, words []string) string {
	if m := meant.Ask(word, words); m != "" {
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
