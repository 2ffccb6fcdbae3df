package rubric

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
)

var (
	idForm      = lazily(`^[a-z0-9-]+$`)
	linesForm   = lazily(`^\d+(-\d+)?(, ?\d+(-\d+)?)*$`)
	numberForm  = lazily(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)
	integerForm = lazily(`^-?(0|[1-9][0-9]*)$`)
)

// lazily compiles a pattern at its first use, which most runs never come to.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// A field is one key of a mapping. Fields are read in the order they are
// listed in, whatever the file's, so that a later one may rely on an earlier.
type field struct {
	name string
	need need
	read func(*yaml.Node)
}

type need bool

const (
	required need = true
	optional need = false
)

// mapping reads n, which is what (such as "a question"), by fields. Unknown,
// repeated and missing keys are problems.
func (s *source) mapping(n *yaml.Node, what string, fields []field) {
	if n.Kind != yaml.MappingNode {
		s.mismatch(n, what+" with the fields "+names(fields))
		return
	}
	values := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch first, twice := values[key.Value]; {
		case !slices.ContainsFunc(fields, func(f field) bool { return f.name == key.Value }):
			s.at(key, "unknown field %q: %s has %s", clip(key.Value), what, names(fields))
		case twice:
			s.at(key, "field %q stands twice, first on line %d", key.Value, first.Line)
		default:
			values[key.Value] = value
		}
	}
	for _, f := range fields {
		switch v, ok := values[f.name]; {
		case ok:
			f.read(v)
		case f.need == required:
			s.at(n, "%s needs the field %q", what, f.name)
		}
	}
}

func names(fields []field) string {
	var ns []string
	for _, f := range fields {
		ns = append(ns, f.name)
	}
	return strings.Join(ns, ", ")
}

// list reads each item of n with read.
func list[T any](s *source, n *yaml.Node, what string, read func(*yaml.Node) T) []T {
	if n.Kind != yaml.SequenceNode {
		s.mismatch(n, "a list of "+what)
		return nil
	}
	var items []T
	for _, c := range n.Content {
		items = append(items, read(c))
	}
	return items
}

// some reads a list that must hold something.
func some[T any](s *source, n *yaml.Node, what string, read func(*yaml.Node) T) []T {
	items := list(s, n, what, read)
	if n.Kind == yaml.SequenceNode && len(items) == 0 {
		s.at(n, "is empty: it needs %s", what)
	}
	return items
}

// mismatch says that n should have been something else. An alias was refused
// before.
func (s *source) mismatch(n *yaml.Node, want string) {
	found := map[yaml.Kind]string{yaml.MappingNode: "a mapping", yaml.SequenceNode: "a list", yaml.ScalarNode: "a single value"}
	if f, ok := found[n.Kind]; ok {
		s.at(n, "should be %s, but is %s", want, f)
	}
}

// text reads a string that says something, without space around it.
func (s *source) text(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		s.mismatch(n, "text")
		return ""
	}
	v := strings.TrimSpace(n.Value)
	hidden := strings.IndexFunc(v, func(r rune) bool { return !showable(r) })
	switch tag := n.ShortTag(); {
	case v == "" || tag == "!!null":
		s.at(n, "is empty: text is needed here")
	case tag != "!!str":
		s.at(n, "%s is no text to YAML (%s): put it in quotes", clip(v), strings.TrimPrefix(tag, "!!"))
	case hidden >= 0:
		s.at(n, "holds the invisible character %U: delete it", []rune(v[hidden:])[0])
	default:
		return v
	}
	return ""
}

// into reads a text into p.
func (s *source) into(p *string) func(*yaml.Node) {
	return func(n *yaml.Node) { *p = s.text(n) }
}

// texts reads a list of texts into p.
func (s *source) texts(p *[]string) func(*yaml.Node) {
	return func(n *yaml.Node) { *p = list(s, n, "texts", s.text) }
}

// phrases reads short texts into p: a list of them, or one text that parts them
// by commas, which is quick to read where there are many.
func (s *source) phrases(p *[]string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.ScalarNode {
			s.texts(p)(n)
			return
		}
		for phrase := range strings.SplitSeq(s.text(n), ",") {
			if phrase = strings.TrimSpace(phrase); phrase != "" {
				*p = append(*p, phrase)
			}
		}
	}
}

// id reads an id that does not stand in seen, and enters it there.
func (s *source) id(n *yaml.Node, seen map[string]bool) string {
	v := s.matching(n, idForm, "an id of small letters, digits and hyphens")
	if v == "" {
		return ""
	}
	if seen[v] {
		s.at(n, "the id %q is taken: ids of the same list must differ", v)
		return ""
	}
	seen[v] = true
	return v
}

// matching reads a text of the given form, which want describes.
func (s *source) matching(n *yaml.Node, form func() *regexp.Regexp, want string) string {
	v := s.text(n)
	if v != "" && !form().MatchString(v) {
		s.at(n, "%q should be %s", clip(v), want)
		return ""
	}
	return v
}

// oneOf reads one of the given words.
func oneOf[T ~string](s *source, n *yaml.Node, words ...T) T {
	v := T(s.text(n))
	if v != "" && !slices.Contains(words, v) {
		var all []string
		for _, w := range words {
			all = append(all, string(w))
		}
		s.at(n, "%q should be one of %s", clip(string(v)), strings.Join(all, ", "))
		return ""
	}
	return v
}

// number reads a decimal number from lo to hi.
func (s *source) number(n *yaml.Node, lo, hi float64) float64 {
	return s.decimal(n, numberForm, fmt.Sprintf("number from %v to %v", lo, hi), lo, hi)
}

// integer reads a whole number from lo to hi.
func (s *source) integer(n *yaml.Node, lo, hi int) int {
	return int(s.decimal(n, integerForm, fmt.Sprintf("whole number from %d to %d", lo, hi), float64(lo), float64(hi)))
}

// decimal refuses what is not written as people write a number: 010 is ten to
// them and eight to YAML.
func (s *source) decimal(n *yaml.Node, form func() *regexp.Regexp, want string, lo, hi float64) float64 {
	if n.Kind != yaml.ScalarNode {
		s.mismatch(n, "a "+want)
		return lo
	}
	v, err := strconv.ParseFloat(n.Value, 64)
	quoted := n.ShortTag() == "!!str"
	if err != nil || quoted || !form().MatchString(n.Value) || v < lo || v > hi {
		s.at(n, "%q should be a plain %s", clip(n.Value), want)
		return lo
	}
	return v
}

// flag reads true or false.
func (s *source) flag(n *yaml.Node) bool {
	if n.Kind != yaml.ScalarNode || (n.Value != "true" && n.Value != "false") {
		s.at(n, "should be true or false")
	}
	return n.Value == "true"
}

// clip shortens v for a message.
func clip(v string) string {
	const most = 40
	if rs := []rune(v); len(rs) > most {
		return string(rs[:most]) + "..."
	}
	return v
}
