package guide

import (
	"slices"
	"sort"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// A page is Markdown being read, with the lines of the source it came from.
type page struct {
	text   []byte
	starts []int // offset of each line
	number []int // line of the source for each line; nil when they are the same
	depth  int   // of fences
	html   *[]span
	plain  bool // typed bullets, bold lines and boxes mean nothing special
}

func newPage(text string, number []int, depth int, html *[]span) *page {
	p := &page{text: []byte(text), number: number, depth: depth, html: html, starts: []int{0}}
	for i, c := range p.text {
		if c == '\n' {
			p.starts = append(p.starts, i+1)
		}
	}
	return p
}

// line returns the line of the source at an offset.
func (p *page) line(offset int) int {
	n := sort.SearchInts(p.starts, offset+1)
	if p.number != nil {
		return p.number[min(n, len(p.number))-1]
	}
	return n
}

// blocks parses Markdown. html is told the lines of HTML, which is not read.
func blocks(text string) (bs []block, html []span) {
	p := newPage(unfronted(text), nil, 0, &html)
	return p.parse(), html
}

// unfronted blanks the lines of front matter, which is for programs.
func unfronted(text string) string {
	const most = 100 // lines
	lines := strings.SplitN(text, "\n", most)
	if strings.TrimRight(lines[0], " ") != "---" {
		return text
	}
	for i, l := range lines[1:] {
		if l = strings.TrimRight(l, " "); l == "---" || l == "..." {
			return strings.Repeat("\n", i+2) + strings.Join(lines[i+2:], "\n")
		}
	}
	return text
}

func (p *page) parse() []block {
	md := goldmark.New(goldmark.WithExtensions(extension.Table))
	return p.children(md.Parser().Parse(text.NewReader(p.text)))
}

func (p *page) children(parent ast.Node) []block {
	var out []block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, p.blocks(n)...)
	}
	return merged(out)
}

// blocks reads one node, which may be several blocks to us.
func (p *page) blocks(n ast.Node) []block {
	switch n := n.(type) {
	case *ast.Heading:
		t, _ := p.inline(n)
		return []block{{kind: heading, level: n.Level, text: squash(t), lines: p.extent(n)}}
	case *ast.Paragraph, *ast.TextBlock:
		return p.paragraphs(n)
	case *ast.Blockquote:
		bs := p.children(n)
		for i := range bs {
			bs[i].quote = true
		}
		return bs
	case *ast.List:
		l := block{kind: list, ordered: n.IsOrdered(), lines: p.extent(n)}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			l.kids = append(l.kids, p.item(c))
		}
		return []block{l}
	case *ast.FencedCodeBlock:
		return p.fenced(n, string(n.Language(p.text)))
	case *ast.CodeBlock:
		return p.fenced(n, "")
	case *tables.Table:
		return []block{p.table(n)}
	case *ast.HTMLBlock:
		*p.html = append(*p.html, p.extent(n))
	}
	return nil
}

// paragraphs reads a paragraph. Its first line, when all of it is bold, is a
// heading; lines that start with a typed bullet are a list.
func (p *page) paragraphs(n ast.Node) []block {
	t, bold := p.inline(n)
	b := block{kind: paragraph, text: t, lead: bold, lines: p.extent(n)}
	if strings.TrimSpace(t) == "" {
		return nil
	}
	if p.plain {
		return []block{b}
	}
	if bs := labelledLines(b); len(bs) > 0 {
		return bs
	}
	first, rest, more := strings.Cut(t, "\n")
	if bold == "" || strings.TrimRight(squash(first), " :") != strings.TrimRight(bold, " :") {
		return typedList(b)
	}
	head := block{kind: heading, level: boldLevel, text: squash(first), lines: span{b.lines.first, b.lines.first}}
	if !more {
		return []block{head}
	}
	b.text, b.lead, b.lines.first = rest, "", min(b.lines.first+1, b.lines.last)
	return append([]block{head}, typedList(b)...)
}

// lineLabel is a label at the start of a line: "Maps to: candour".
var lineLabel = lazily(`^\p{Lu}[\pL '’]{0,30}:(\s|$)`)

// labelledLines reads a paragraph whose lines are all labelled, and the first
// of which asks or announces something, as a paragraph a line, and one whose
// lines describe levels as a list.
func labelledLines(b block) []block {
	if _, ok := endsIn(b.text, b.lines); ok {
		return nil
	}
	lines := strings.Split(b.text, "\n")
	scale := block{kind: list, lines: b.lines}
	for i, l := range lines {
		scale.kids = append(scale.kids, block{kind: item, text: l, lines: span{b.at(i), b.at(i)}})
	}
	if _, ok := levels(scale); ok {
		return []block{scale}
	}
	label, _, _ := strings.Cut(lines[0], ":")
	if len(lines) < 2 || roleOf(label) == noRole && !labelForm().MatchString(lines[0]) ||
		slices.ContainsFunc(lines, func(l string) bool { return !lineLabel().MatchString(l) && !labelForm().MatchString(l) }) {
		return nil
	}
	var out []block
	for i, l := range lines {
		out = append(out, block{kind: paragraph, text: l, quote: b.quote, lines: span{b.at(i), b.at(i)}})
	}
	return out
}

func (p *page) item(n ast.Node) block {
	b := block{kind: item, lines: p.extent(n)}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			if b.text == "" && len(b.kids) == 0 {
				b.text, b.lead = p.inline(c)
				b.codes, b.inside, b.head = p.codes(c), within(c), p.extent(c)
				if !p.plain {
					b.text = unticked(b.text)
				}
				continue
			}
		}
		b.kids = append(b.kids, p.blocks(c)...)
	}
	return b
}

// within reports whether n is nothing but a link to a place in the same page.
func within(n ast.Node) bool {
	link, ok := n.FirstChild().(*ast.Link)
	return ok && n.ChildCount() == 1 && strings.HasPrefix(string(link.Destination), "#")
}

// unticked takes off the box of a task list.
func unticked(s string) string {
	for _, box := range []string{"[ ] ", "[x] ", "[X] "} {
		s = strings.TrimPrefix(s, box)
	}
	return s
}

// fenced reads the text in a fence as Markdown of its own. Headings in it, or
// questions by their labels, show that a fence holds a page: then its blocks
// count as if it weren't there. Program code is left alone.
func (p *page) fenced(n ast.Node, info string) []block {
	b := block{kind: fence, lines: p.extent(n)}
	const deep = 2
	if code := info != "" && info != "text" && info != "txt" && info != "md" && info != "markdown"; code || p.depth >= deep {
		return []block{b}
	}
	var inner strings.Builder
	var number []int
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		inner.Write(seg.Value(p.text))
		number = append(number, p.line(seg.Start))
	}
	if len(number) == 0 {
		return nil
	}
	sub := newPage(inner.String(), append(number, number[len(number)-1]), p.depth+1, p.html)
	kids := sub.parse()
	for _, k := range kids {
		if k.kind == heading && k.level < boldLevel || k.kind == paragraph && labelForm().MatchString(k.one()) {
			return kids
		}
	}
	mark(kids)
	b.kids = kids
	return []block{b}
}

func mark(bs []block) {
	for i := range bs {
		bs[i].fenced = true
		mark(bs[i].kids)
	}
}

func (p *page) table(n *tables.Table) block {
	b := block{kind: table}
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		line := p.line(r.Pos())
		out := row{lines: span{line, line}}
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			t, _ := p.inline(c)
			out.cells = append(out.cells, strings.TrimSpace(t))
		}
		b.rows = append(b.rows, out)
		b.lines = b.lines.with(out.lines)
	}
	return b
}

// extent is the range of lines that n has text on.
func (p *page) extent(n ast.Node) span {
	var s span
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		if n.Lines() == nil || n.Lines().Len() == 0 {
			if n.Pos() >= 0 && n.Type() == ast.TypeBlock {
				line := p.line(n.Pos())
				s = s.with(span{line, line})
			}
			return ast.WalkContinue, nil
		}
		first, last := n.Lines().At(0), n.Lines().At(n.Lines().Len()-1)
		s = s.with(span{p.line(first.Start), p.line(max(first.Start, last.Stop-1))})
		return ast.WalkContinue, nil
	}) // the walker returns no error
	return s
}
