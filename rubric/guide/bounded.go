package guide

import (
	"fmt"
	"strings"
)

// What Markdown may cost. The parser is quadratic in nesting, in the columns
// of a table and in the brackets and stars of one paragraph.
const (
	maxNesting = 32
	maxPipes   = 64
	maxMarks   = 2048     // of []!<` in lines without an empty one between
	maxStars   = 8192     // of *_ in such lines
	maxRun     = 64 << 10 // bytes of lines without an empty one between
)

// bounded refuses Markdown that would take long to parse.
func bounded(text string) error {
	marks, stars, run, number := 0, 0, 0, 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		if strings.TrimSpace(line) == "" {
			marks, stars, run = 0, 0, 0
			continue
		}
		run += len(line)
		for i := range len(line) {
			switch line[i] {
			case '[', ']', '!', '<', '`':
				marks++
			case '*', '_':
				stars++
			}
		}
		switch {
		case nesting(line) > maxNesting:
			return fmt.Errorf("line %d is nested more than %d deep: this is no guide", number, maxNesting)
		case strings.Count(line, "|") > maxPipes:
			return fmt.Errorf("line %d has a table of more than %d columns: this is no guide", number, maxPipes)
		case marks > maxMarks, stars > maxStars, run > maxRun:
			return fmt.Errorf("the passage up to line %d is too long or has too many marks without an empty line: put empty lines between its parts", number)
		}
	}
	return nil
}

// nesting is how deep in quotes and lists the text of line can be at most.
func nesting(line string) int {
	depth, space := 0, 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == ' ':
			space++
		case c == '\t':
			space += 4
		case c == '>' || strings.IndexByte("-*+.)", c) >= 0 && (i+1 == len(line) || line[i+1] == ' ' || line[i+1] == '\t'):
			depth++
		case c >= '0' && c <= '9':
		default:
			return depth + space/4
		}
	}
	return depth + space/4
}
