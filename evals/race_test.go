//go:build race

package evals_test

// raced says that every step takes ten times as long.
const raced = true
