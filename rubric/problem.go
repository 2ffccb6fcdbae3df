package rubric

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A Problem is one thing wrong with a document, and where.
type Problem struct {
	File    string // as named within the file system that was read
	Line    int    // from 1; 0 when the whole file is meant
	Col     int    // from 1, in characters
	Text    string // the line itself, without its line break
	Message string // what is wrong and, where it is not plain, what to write instead
}

// String shows the place, the message and the line with a mark under the
// column, in at most 80 columns but for the first line.
func (p Problem) String() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.File, p.Message)
	}
	gutter := fmt.Sprintf("%5d | ", p.Line)
	text, col := excerpt(p.Text, p.Col-1, 80-len(gutter))
	return fmt.Sprintf("%s:%d:%d: %s\n%s%s\n%s^",
		p.File, p.Line, p.Col, p.Message,
		gutter, text,
		strings.Repeat(" ", len(gutter)-2)+"| "+strings.Repeat(" ", col))
}

// excerpt cuts line to width characters around column col, both counted from
// 0, and returns the column's place in the cut. What a terminal could take for
// a command is replaced.
func excerpt(line string, col, width int) (string, int) {
	const before = 40 // characters kept left of the column in a long line
	rs := []rune(line)
	col = min(max(col, 0), len(rs))
	first := 0
	if len(rs) > width {
		first = min(max(col-before, 0), len(rs)-width)
		rs = rs[first : first+width]
	}
	for i, r := range rs {
		switch {
		case r == '\t':
			rs[i] = ' '
		case !unicode.IsGraphic(r):
			rs[i] = unicode.ReplacementChar
		}
	}
	return string(rs), col - first
}

// Problems is every problem of a document, as one error.
type Problems []Problem

// shown is how many problems [Problems.Error] spells out; a file that is no
// rubric at all can have thousands.
const shown = 100

func (ps Problems) Error() string {
	var b strings.Builder
	if len(ps) == 1 {
		b.WriteString("load rubric: 1 problem")
	} else {
		fmt.Fprintf(&b, "load rubric: %d problems", len(ps))
	}
	for _, p := range ps[:min(len(ps), shown)] {
		b.WriteByte('\n')
		b.WriteString(p.String())
	}
	if more := len(ps) - shown; more > 0 {
		fmt.Fprintf(&b, "\nand %d more", more)
	}
	return b.String()
}

// sort puts the problems of one file in the order of its lines.
func (ps Problems) sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
}
