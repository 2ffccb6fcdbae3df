package screen

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/term"
)

// Lines are wrapped at the terminal's width within these bounds: narrower
// text has no shape, and the eye loses its place in wider text.
const (
	minWidth     = 20
	maxWidth     = 100
	defaultWidth = 80 // when the output is no terminal
)

// A Printer shows text to a person. Every method cleans the text it is given
// before styling it. The first error of the writer sticks: later calls print
// nothing, and Err returns it. A Printer is for one goroutine.
type Printer struct {
	w      io.Writer
	size   func() (columns int) // asked for each text, as terminals are resized
	live   bool                 // w can move its cursor
	styled bool
	err    error
}

// NewPrinter returns a Printer on w. It is styled when w is a terminal that
// can show styles, unless NO_COLOR, CLICOLOR=0 or TERM=dumb say otherwise, or
// CLICOLOR_FORCE is set.
func NewPrinter(w io.Writer, getenv func(string) string) *Printer {
	terminal := IsTerminal(w)
	return &Printer{
		w:      w,
		size:   func() int { return columns(w) },
		live:   terminal && getenv("TERM") != "dumb",
		styled: styled(terminal, getenv),
	}
}

// columns is the width of the terminal w, or the default width.
func columns(w io.Writer) int {
	if f, ok := w.(term.File); ok {
		if n, _, err := term.GetSize(f.Fd()); err == nil && n > 0 {
			return n
		}
	}
	return defaultWidth
}

// Width is the number of columns that text is wrapped at: the terminal's, but
// from 20 to 100, and 80 when the output is no terminal.
func (p *Printer) Width() int { return min(max(p.size(), minWidth), maxWidth) }

// Err returns the first error of the underlying writer.
func (p *Printer) Err() error { return p.err }

// Print shows text as it is, without wrapping.
func (p *Printer) Print(st Style, text string) {
	st = p.look(st)
	lines := strings.Split(Clean(text), "\n")
	for i, line := range lines {
		lines[i] = st.paint(line) // a style never spans a line end
	}
	p.write(strings.Join(lines, "\n"))
}

// Println shows text as it is and ends the line.
func (p *Printer) Println(st Style, text string) { p.Print(st, text+"\n") }

// Wrap shows text as a wrapper lays it out at the printer's width and ends the
// line. The styled part is the text; first and rest stay plain.
func (p *Printer) Wrap(st Style, text, first, rest string) {
	s := p.Stream(st, first, rest)
	s.wrap.feed(Clean(text))
	s.End()
}

// look is st where the output is styled.
func (p *Printer) look(st Style) Style {
	if !p.styled {
		return Plain
	}
	return st
}

// write passes finished output on to the terminal.
func (p *Printer) write(out string) {
	if p.err != nil || out == "" {
		return
	}
	_, p.err = io.WriteString(p.w, out)
}
