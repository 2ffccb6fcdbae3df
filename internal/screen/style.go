package screen

import (
	"io"
	"strings"

	"github.com/charmbracelet/x/term"
)

// A Style is how a piece of text looks: the parameters of an SGR sequence.
// The styles use weight, slant and those of the terminal's own 16 colours
// that can be read on a light and on a dark background, so no yellow, white
// or blue.
type Style string

const (
	Plain   Style = ""
	Heading Style = "1"  // bold
	Quote   Style = "3"  // italic: somebody's own words
	Dim     Style = "2"  // faint: hints and status
	Good    Style = "32" // green
	Warn    Style = "31" // red
	Accent  Style = "35" // magenta
)

// paint returns text, which must be clean and hold no newline, in style st.
func (st Style) paint(text string) string {
	if st == Plain || text == "" {
		return text
	}
	return st.begin() + text + st.end()
}

func (st Style) begin() string {
	if st == Plain {
		return ""
	}
	return "\x1b[" + string(st) + "m"
}

func (st Style) end() string {
	if st == Plain {
		return ""
	}
	return "\x1b[0m"
}

// IsTerminal reports whether f, a reader or a writer, is a terminal.
func IsTerminal(f any) bool {
	file, ok := f.(term.File)
	return ok && term.IsTerminal(file.Fd())
}

// Interactive reports whether replies read from in can be edited in the box
// of [Printer.Edit]: both ends are a terminal, and one that can move its
// cursor. Otherwise replies are read with a [Reader].
func Interactive(in io.Reader, out io.Writer, getenv func(string) string) bool {
	return IsTerminal(in) && IsTerminal(out) && getenv("TERM") != "dumb"
}

// styled decides whether output is styled. NO_COLOR wins, so a user can always
// switch styles off; CLICOLOR_FORCE comes next, for terminals behind a pipe.
func styled(terminal bool, getenv func(string) string) bool {
	if getenv("NO_COLOR") != "" {
		return false
	}
	if force := getenv("CLICOLOR_FORCE"); force != "" && force != "0" {
		return true
	}
	return terminal && getenv("TERM") != "dumb" && getenv("CLICOLOR") != "0"
}

// Bar draws level out of top as filled and empty squares: Bar(3, 5) is
// "■■■□□". A level outside 0..top is drawn as the nearer end.
func Bar(level, top int) string {
	level = min(max(level, 0), top)
	return strings.Repeat("■", level) + strings.Repeat("□", top-level)
}

// Mute keeps a terminal from showing what is typed while nobody reads it, in
// the middle of what is printed; the box shows it when it opens. The terminal
// is as before after restore.
func Mute(in io.Reader) (restore func()) {
	if f, ok := in.(term.File); ok && IsTerminal(in) {
		if restore, err := mute(f.Fd()); err == nil {
			return restore
		}
	}
	return func() {}
}
