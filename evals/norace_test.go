//go:build !race

package evals_test

const raced = false
