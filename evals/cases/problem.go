package cases

import (
	"fmt"
	"strings"

	"mockstar/rubric"
)

// maxProblems is how many problems are kept: a file of another kind has
// thousands.
const maxProblems = 100

// problem notes what is wrong at a place of a file whose text is given.
func (r *reader) problem(file, text string, line, col int, format string, args ...any) {
	if len(r.problems) >= maxProblems { // finding the line of each takes time
		return
	}
	p := rubric.Problem{File: file, Line: line, Col: col, Message: fmt.Sprintf(format, args...)}
	for n := 1; line > 0 && len(text) > 0; n++ {
		head, rest, _ := strings.Cut(text, "\n")
		if n == line {
			p.Text = head
			break
		}
		text = rest
	}
	r.problems = append(r.problems, p)
}
