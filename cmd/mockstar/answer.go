package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"mockstar/internal/screen"
	"mockstar/rubric"
)

// readAnswer reads the answer to grade from a file, or from standard input
// when the name is empty or "-". What it refuses it leaves untouched.
func (a *app) readAnswer(name string) (string, error) {
	in, from, err := a.input(name)
	if err != nil {
		return "", usagef("read answer: %w", err)
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, rubric.MaxAnswer+1))
	if err != nil {
		return "", usagef("read answer from %s: %w", from, err)
	}
	if err := checkAnswer(string(b)); err != nil {
		return "", usagef("read answer from %s: %w", from, err)
	}
	return string(b), nil
}

// input opens a file to read, or standard input where the name is empty or "-",
// and says what to call it in errors.
func (a *app) input(name string) (io.ReadCloser, string, error) {
	if name == "" || name == "-" {
		return io.NopCloser(a.streams.in), "standard input", nil
	}
	f, err := os.Open(name)
	return f, name, err
}

// pastedAnswer takes the answer to grade from a box on the terminal, which by
// itself would cut a pasted line at 4 KiB.
func (a *app) pastedAnswer(ctx context.Context) (string, error) {
	text, err := a.printer().Edit(ctx, a.streams.in, screen.EditOptions{Keys: "Ctrl-D grades it · Enter makes a new line · Ctrl-C leaves"})
	switch {
	case errors.Is(err, screen.ErrInterrupted):
		return "", errInterrupted
	case err != nil:
		return "", err
	}
	a.printer().Println(screen.Plain, "")
	if err := checkAnswer(text); err != nil {
		return "", usagef("read answer: %w", err)
	}
	return text, nil
}

// checkAnswer says why text cannot be graded, or nil.
func checkAnswer(text string) error {
	switch {
	case len(text) > rubric.MaxAnswer:
		return fmt.Errorf("it is longer than %d KiB\nan interview answer of three minutes has about 3 KiB; grade the part that answers one question", rubric.MaxAnswer>>10)
	case strings.TrimSpace(text) == "":
		return errors.New("there is no text in it\npaste an answer, or name a file that holds one")
	case !utf8.ValidString(text) || strings.ContainsRune(text, 0):
		return errors.New("it is not text in UTF-8\nsave the answer as plain text and try again")
	}
	return nil
}
