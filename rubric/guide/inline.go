package guide

import (
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// inline returns the text of n without marks, lines kept apart, and the bold
// words it starts with. HTML is left out.
func (p *page) inline(n ast.Node) (text, bold string) {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		e, strong := c.(*ast.Emphasis)
		strong = strong && strongly(e)
		before := b.Len()
		p.words(c, &b)
		if strong && strings.TrimSpace(b.String()[:before]) == strings.TrimSpace(bold) {
			bold = squash(b.String())
		}
	}
	return clean(b.String()), strings.TrimSpace(clean(bold))
}

// strongly reports whether e is bold, or italics around nothing but bold.
func strongly(e *ast.Emphasis) bool {
	if e.Level == 2 {
		return true
	}
	inner, ok := e.FirstChild().(*ast.Emphasis)
	return ok && e.ChildCount() == 1 && strongly(inner)
}

func (p *page) words(n ast.Node, b *strings.Builder) {
	switch n := n.(type) {
	case *ast.Text:
		value := string(n.Value(p.text))
		if n.IsRaw() {
			b.WriteString(value)
		} else {
			b.WriteString(unescape(value))
		}
		if n.SoftLineBreak() || n.HardLineBreak() {
			b.WriteByte('\n')
		}
	case *ast.String:
		b.Write(n.Value)
	case *ast.CodeSpan:
		b.WriteString(p.code(n))
	case *ast.AutoLink:
		b.Write(n.Label(p.text))
	case *ast.RawHTML:
		line := p.line(n.Segments.At(0).Start)
		*p.html = append(*p.html, span{line, line})
		if tag := strings.ToLower(string(n.Segments.Value(p.text))); strings.HasPrefix(tag, "<br") {
			b.WriteByte('\n')
		}
	default:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			p.words(c, b)
		}
	}
}

// code is the text of a code span.
func (p *page) code(n *ast.CodeSpan) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Value(p.text))
		}
	}
	return b.String()
}

// codes returns the code spans of a paragraph.
func (p *page) codes(n ast.Node) []string {
	var out []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if span, ok := c.(*ast.CodeSpan); ok {
			out = append(out, squash(clean(p.code(span))))
		}
	}
	return out
}

// entityForm is an entity at the start of a text; the longest name has 32
// characters.
var entityForm = lazily(`^&#?[0-9a-zA-Z]{1,32};`)

// unescape resolves backslashes and entities in one pass: what one of them
// gives is not read as the other.
func unescape(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			i++
			b.WriteByte(s[i])
		case s[i] == '&':
			entity := entityForm().FindString(s[i:])
			if entity == "" {
				b.WriteByte('&')
				continue
			}
			b.Write(util.ResolveEntityNames(util.ResolveNumericReferences([]byte(entity))))
			i += len(entity) - 1
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// clean makes text fit for a rubric: no control characters, nothing that is
// invisible or turns the direction of writing, only plain spaces.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r), r == '\u2028', r == '\u2029':
			return ' '
		case r == '\u200c', r == '\u200d': // they shape words of some scripts
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar, r == '\uFFFE', r == '\uFFFF':
			return -1
		}
		return r
	}, s)
}

// squash makes s one line with single spaces.
func squash(s string) string { return strings.Join(strings.Fields(s), " ") }

// bullets are what people type, and word processors leave, before an item.
const bullets = "•·●○◦▪■□▸►‣⁃–§☐☑☒✓✔✗✘✅❌➢➤→◆◇★⭐"

// typedList reads a paragraph whose lines start with typed bullets as a list,
// and what stands before the first bullet as a paragraph of its own.
func typedList(b block) []block {
	lines := strings.Split(b.text, "\n")
	first := slices.IndexFunc(lines, typedItem)
	alone := first > 0 && !strings.HasSuffix(strings.TrimSpace(lines[first-1]), ":") && !slices.ContainsFunc(lines[first+1:], typedItem)
	if first < 0 || alone {
		return []block{b}
	}
	l := block{kind: list, lines: span{b.at(first), b.lines.last}}
	for i, line := range lines[first:] {
		at := b.at(first + i)
		if !typedItem(line) {
			last := &l.kids[len(l.kids)-1]
			last.text += "\n" + line
			last.lines.last = at
			continue
		}
		line = strings.TrimLeft(strings.TrimSpace(line), bullets+" ")
		l.kids = append(l.kids, block{kind: item, text: line, lines: span{at, at}})
	}
	if first > 0 {
		b.text, b.lines.last = strings.Join(lines[:first], "\n"), b.at(first-1)
		return []block{b, l}
	}
	if len(l.kids) == 1 && b.lead != "" {
		l.kids[0].lead = strings.TrimLeft(b.lead, bullets+" ")
	}
	return []block{l}
}

// typedItem reports whether a line starts with a typed bullet.
func typedItem(l string) bool {
	l = strings.TrimSpace(l)
	return strings.IndexAny(l, bullets) == 0 && len(strings.Fields(l)) > 1
}

// at is the line of the source on which line i of the text of b stands.
func (b block) at(i int) int { return min(b.lines.first+i, b.lines.last) }

// merged joins typed lists of one item each that follow one another.
func merged(bs []block) []block {
	var out []block
	for _, b := range bs {
		if n := len(out); n > 0 && b.kind == list && out[n-1].kind == list && !b.ordered && !out[n-1].ordered {
			out[n-1].kids = append(out[n-1].kids, b.kids...)
			out[n-1].lines = out[n-1].lines.with(b.lines)
			continue
		}
		out = append(out, b)
	}
	return out
}
