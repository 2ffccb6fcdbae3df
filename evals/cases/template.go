package cases

import (
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
)

var (
	doubleBraces = lazily(`\{\{-?\s*(.*?)\s*-?\}\}`)
	variable     = lazily(`^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$`)
	singleBraces = lazily(`\{([A-Za-z_][A-Za-z0-9_]*)\}`)
)

// lazily compiles a pattern at its first use, which most runs never come to.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// render fills {{name}} and {{name.field}}. What it can't fill it returns: a
// filter, a call, a block, a name that nobody sets.
func render(text string, vars map[string]*yaml.Node) (out string, open []string) {
	if i := strings.Index(text, "{%"); i >= 0 {
		open = append(open, clip(oneLine(text[i:]), 40))
	}
	out = doubleBraces().ReplaceAllStringFunc(text, func(s string) string {
		name := doubleBraces().FindStringSubmatch(s)[1]
		if !variable().MatchString(name) {
			open = append(open, s)
			return s
		}
		first, rest, deeper := strings.Cut(name, ".")
		n := vars[first]
		for deeper && n != nil {
			first, rest, deeper = strings.Cut(rest, ".")
			n = get(n, first)
		}
		if n == nil || n.Kind != yaml.ScalarNode {
			open = append(open, s)
			return s
		}
		return scalar(n)
	})
	return out, open
}

// fill replaces {name} by what of says; names it does not know are returned.
func fill(text string, of func(name string) (string, bool)) (out string, open []string) {
	out = singleBraces().ReplaceAllStringFunc(text, func(s string) string {
		v, ok := of(s[1 : len(s)-1])
		if !ok {
			open = append(open, s)
			return s
		}
		return v
	})
	return out, open
}
