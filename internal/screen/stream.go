package screen

import "strings"

// A Stream shows a text while it arrives in pieces: cleaned, wrapped as
// [Printer.Wrap] does, each word as soon as it is known to be whole. Errors stick to
// the printer.
type Stream struct {
	p    *Printer
	c    cleaner
	held string // the end of the last piece: part of a rune, or a CR
	wrap *wrapper
	out  strings.Builder
}

// Stream begins a text. The first line begins with first, all others with
// rest; both stay plain.
func (p *Printer) Stream(st Style, first, rest string) *Stream {
	s := &Stream{p: p}
	s.wrap = newWrapper(&s.out, p.Width(), p.look(st), first, rest)
	return s
}

// Print shows a further piece.
func (s *Stream) Print(piece string) {
	var clean []byte
	clean, s.held = s.c.appendClean(nil, s.held+piece, false)
	s.wrap.feed(string(clean))
	s.wrap.unpaint() // an interrupted text leaves the terminal as it was
	s.flush()
}

// End shows what was held back, and ends the line if the text was not empty.
func (s *Stream) End() {
	clean, _ := s.c.appendClean(nil, s.held, true)
	s.held = ""
	s.wrap.feed(string(clean))
	s.wrap.end()
	s.flush()
}

func (s *Stream) flush() {
	s.p.write(s.out.String())
	s.out.Reset()
}
