//go:build race

package judge_test

// raced says that every step takes ten times as long.
const raced = true
