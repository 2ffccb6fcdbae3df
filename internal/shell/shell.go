// Package shell writes words as a POSIX shell reads them, for commands that are
// printed to be copied.
package shell

import "strings"

// Word is s as one word of a command: as it is where a shell reads it so, else
// in single quotes.
func Word(s string) string {
	// ~ and = are read otherwise at the start of a word, or before a command.
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@%+,"
	if s != "" && strings.Trim(s, plain) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
