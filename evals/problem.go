package evals

import (
	"fmt"
	"slices"
	"strings"

	"mockstar/rubric"
)

// Problems is everything wrong with a suite, its cases included, as one error.
// Each names its file, line and column.
type Problems []rubric.Problem

// shownProblems is how many are spelt out: a file of another kind has thousands.
const shownProblems = 20

func (ps Problems) Error() string {
	var b strings.Builder
	if len(ps) == 1 {
		b.WriteString("load suite: 1 problem")
	} else {
		fmt.Fprintf(&b, "load suite: %d problems", len(ps))
	}
	for _, p := range ps[:min(len(ps), shownProblems)] {
		b.WriteString("\n" + p.String())
	}
	if more := len(ps) - shownProblems; more > 0 {
		fmt.Fprintf(&b, "\nand %d more", more)
	}
	return b.String()
}

func (ps Problems) sort() {
	slices.SortStableFunc(ps, func(a, b rubric.Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
}
