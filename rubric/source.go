package rubric

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// What a file may cost. The parser spends most on the commas and brackets of
// flow collections: 128 KiB of "a," would take it 129 MB.
const (
	maxFile  = 128 << 10 // bytes
	maxDepth = 16        // of nesting; a document needs 7
	maxMarks = 16 << 10  // commas and brackets in one file
)

// A source is one file being read. It collects problems instead of stopping at
// the first.
type source struct {
	file     string
	lines    []string
	problems Problems
}

// parse reads text as one YAML document without anchors, aliases or tags. It
// returns nil when there is no tree to look at.
func (s *source) parse(text string) *yaml.Node {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	s.lines = strings.Split(text, "\n")
	if s.scan(text); len(s.problems) > 0 {
		return nil
	}
	var root yaml.Node
	limits := loaderlimits.New(loaderlimits.DepthValue(maxDepth))
	if err := yaml.Load([]byte(text), &root, yaml.WithPlugin(limits)); err != nil {
		s.syntax(err)
		return nil
	}
	s.plain(&root)
	return root.Content[0]
}

// scan refuses what would make the parser slow, positions wrong or a terminal
// misbehave, before the parser sees it.
func (s *source) scan(text string) {
	switch {
	case strings.Contains(text, "\x00"):
		s.whole("is no text in UTF-8: a rubric is a YAML file")
		return
	case len(text) > maxFile:
		s.whole("is larger than %d KiB", maxFile>>10)
		return
	case countAny(text, ",[]{}") > maxMarks:
		s.whole("has more than %d commas and brackets: this is no rubric", maxMarks)
		return
	}
	for i, line := range s.lines {
		s.scanLine(i+1, line)
	}
}

// scanLine reports the first character of a line that does not belong there.
func (s *source) scanLine(number int, line string) {
	if printable(line) {
		return
	}
	col := 0
	for i, r := range line {
		col++
		if r == utf8.RuneError && !strings.HasPrefix(line[i:], string(utf8.RuneError)) {
			s.add(number, col, "is not valid UTF-8: save the file as UTF-8")
			return
		}
		if bom := number == 1 && i == 0 && r == '\uFEFF'; !bom && !showable(r) {
			s.add(number, col, "holds the invisible character %U: delete it", r)
			return
		}
	}
}

// printable reports whether s holds nothing but printable ASCII, as most lines
// do.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func countAny(s, chars string) int {
	n := 0
	for _, c := range []byte(chars) {
		n += strings.Count(s, string(c))
	}
	return n
}

// showable reports whether r may stand in a document: no control character but
// line breaks and tabs, nothing that counts as a line break only to some
// programs, and nothing YAML cannot hold.
func showable(r rune) bool {
	switch r {
	case '\n', '\t':
		return true
	case '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF':
		return false
	}
	return !unicode.IsControl(r)
}

// syntax turns the parser's error into a problem.
func (s *source) syntax(err error) {
	var le *yaml.LoadError
	if !errors.As(err, &le) {
		s.whole("%v", err)
		return
	}
	msg := strings.TrimPrefix(le.Message, "yaml: ")
	if le.ContextMsg != "" {
		msg = fmt.Sprintf("%s %s that starts on line %d", msg, le.ContextMsg, le.ContextMark.Line)
	}
	if le.Mark.Line == 0 {
		s.whole("%s", msg)
		return
	}
	s.add(le.Mark.Line, le.Mark.Column, "%s", msg)
}

// plain refuses what makes a file mean something else than it shows.
func (s *source) plain(n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		s.at(n, "aliases are not accepted: write the value out")
		return
	}
	if n.Anchor != "" {
		s.at(n, "anchors are not accepted: remove &%s", clip(n.Anchor))
	}
	if n.Style&yaml.TaggedStyle != 0 {
		s.at(n, "tags are not accepted: remove %s", clip(n.Tag))
	}
	for _, c := range n.Content {
		s.plain(c)
	}
}

// at records a problem at the place of n.
func (s *source) at(n *yaml.Node, format string, args ...any) {
	s.add(n.Line, n.Column, format, args...)
}

// whole records a problem of the file as a whole.
func (s *source) whole(format string, args ...any) {
	s.problems = append(s.problems, Problem{File: s.file, Message: fmt.Sprintf(format, args...)})
}

func (s *source) add(line, col int, format string, args ...any) {
	p := Problem{File: s.file, Line: line, Col: col, Message: fmt.Sprintf(format, args...)}
	if line <= len(s.lines) {
		p.Text = s.lines[line-1]
	}
	s.problems = append(s.problems, p)
}
