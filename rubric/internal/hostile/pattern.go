package hostile

import (
	"regexp"
	"sync"
)

// A pattern is a regular expression that is compiled at its first use. To
// compile all of them takes longer than everything else a program does before
// its first command.
type pattern func() *regexp.Regexp

func lazily(expr string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
