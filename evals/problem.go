package evals

import (
	"fmt"
	"slices"
	"strings"

	"mockstar/rubric"
)

// Problems is everything wrong with what was read, such as a suite and its
// cases, as one error. Each names its file, line and column.
type Problems []rubric.Problem

// shownProblems is how many are spelt out: a file of another kind has thousands.
const shownProblems = 20

func (ps Problems) Error() string {
	var b strings.Builder
	if len(ps) == 1 {
		b.WriteString("1 problem")
	} else {
		fmt.Fprintf(&b, "%d problems", len(ps))
	}
	alike := ps.alike()
	for _, same := range alike[:min(len(alike), shownProblems)] {
		b.WriteString("\n" + same[0].String())
		if len(same) > 1 {
			b.WriteString("\n" + same.elsewhere())
		}
	}
	if more := len(alike) - shownProblems; more > 0 {
		fmt.Fprintf(&b, "\nand %d more", more)
	}
	return b.String()
}

// alike puts those together that say the same of one file, in the order of the
// first of each: a name that is misspelt once is mostly misspelt everywhere.
func (ps Problems) alike() []Problems {
	var out []Problems
	at := map[[2]string]int{}
	for _, p := range ps {
		key := [2]string{p.File, p.Message}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], p)
	}
	return out
}

// elsewhere says on which lines all but the first are.
func (ps Problems) elsewhere() string {
	const most = 10
	var on []string
	for _, p := range ps[1:] {
		if line := fmt.Sprint(p.Line); !slices.Contains(on, line) && len(on) <= most {
			on = append(on, line)
		}
	}
	if len(on) > most {
		on[most] = "..."
	}
	if len(on) == 1 {
		return fmt.Sprintf("and %d more on line %s", len(ps)-1, on[0])
	}
	return fmt.Sprintf("and %d more on lines %s", len(ps)-1, strings.Join(on, ", "))
}

func (ps Problems) sort() {
	slices.SortStableFunc(ps, func(a, b rubric.Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
}
