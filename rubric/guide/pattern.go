package guide

import (
	"regexp"
	"sync"
)

// A pattern is a regular expression that is compiled at its first use: to
// compile all of them takes longer than everything else that a program does
// before its first command, and few commands read a guide.
type pattern func() *regexp.Regexp

func lazily(expr string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
