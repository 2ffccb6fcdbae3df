package rubric

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAProblemShowsItsLine(t *testing.T) {
	long := strings.Repeat("-", 200) + "HERE" + strings.Repeat("-", 200)
	rows := []struct {
		name string
		p    Problem
		want string
	}{
		{"with a mark under the column", Problem{"a.yaml", 3, 5, "id: Baker", "is wrong"},
			"a.yaml:3:5: is wrong\n    3 | id: Baker\n      |     ^"},
		{"cut around the column when it is long", Problem{"a.yaml", 12, 201, long, "is wrong"},
			"a.yaml:12:201: is wrong\n   12 | " + long[160:232] + "\n      | " + strings.Repeat(" ", 40) + "^"},
		{"with nothing in it that a terminal obeys", Problem{"a.yaml", 1, 1, "a\tb\x1b[2J\xff", "is wrong"},
			"a.yaml:1:1: is wrong\n    1 | a b\ufffd[2J\ufffd\n      | ^"},
		{"with the mark at its end when the column is past it", Problem{"a.yaml", 1, 9, "ab", "is wrong"},
			"a.yaml:1:9: is wrong\n    1 | ab\n      |   ^"},
		{"and is no line when the whole file is meant", Problem{File: "a.yaml", Message: "is wrong"},
			"a.yaml: is wrong"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) { require.Equal(t, row.want, row.p.String()) })
	}
}

func TestProblemsBeyondWhatCanBeReadAreCounted(t *testing.T) {
	ps := make(Problems, shown+7)
	require.True(t, strings.HasPrefix(ps.Error(), "load rubric: 107 problems\n"))
	require.True(t, strings.HasSuffix(ps.Error(), "\nand 7 more"))
}
