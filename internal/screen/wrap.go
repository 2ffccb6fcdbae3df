package screen

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

const (
	tabCells = 4 // how wide a tab is shown
	minWrap  = 8 // no sign is wider than half of it
)

// A wrapper lays clean text out in lines of at most width columns (8 at the
// least), broken between words. The first line begins with first, all others
// with rest; a line that begins with spaces or a list marker hangs its
// continuations under its text. Paragraphs stay apart by one empty line; empty
// lines at both ends go. A word longer than a line is cut. Text may come in
// pieces, rune by rune, and makes the same lines.
type wrapper struct {
	out         *strings.Builder
	width       int
	style       Style
	first, rest string

	word     strings.Builder // what came since the last space
	cut      bool            // the beginning of word is already out
	gap      int             // spaces between the last word and the next
	newlines int             // line ends between the last word and the next
	started  bool            // something is out
	inLine   bool            // this line of the text has a word out
	col      int             // columns used in this line of the screen
	hang     int             // indentation of a continued line, after rest
	painting bool            // style is switched on
}

func newWrapper(out *strings.Builder, width int, st Style, first, rest string) *wrapper {
	width = max(width, minWrap)
	first, rest = Clean(first), Clean(rest)
	// A prefix may take half of the line, so that there is room for text.
	return &wrapper{
		out: out, width: width, style: st,
		first: ansi.Truncate(first, width/2, ""), rest: ansi.Truncate(rest, width/2, ""),
	}
}

// feed lays out more text, holding back a last word that may go on.
func (w *wrapper) feed(text string) {
	for _, r := range text {
		switch r {
		case '\n':
			w.flushWord()
			w.newlines++
			w.inLine, w.gap = false, 0
		case ' ':
			w.flushWord()
			w.gap++
		case '\t':
			w.flushWord()
			w.gap += tabCells
		default:
			w.word.WriteRune(r)
			// A word that fills a line is not held back for its end.
			if w.word.Len() > w.width && cells(w.word.String()) > w.width {
				w.placeWord()
				w.cut = true
			}
		}
	}
}

// end lays out what is held back and ends the line.
func (w *wrapper) end() {
	w.flushWord()
	w.unpaint()
	if w.started {
		w.out.WriteByte('\n')
	}
}

// flushWord ends the word that is held back.
func (w *wrapper) flushWord() {
	w.placeWord()
	w.cut = false
}

// placeWord lays out what there is of the word that is held back.
func (w *wrapper) placeWord() {
	word := w.word.String()
	if word == "" {
		return
	}
	w.word.Reset()
	switch need := cells(word); {
	case !w.inLine:
		w.beginLine(word)
	case w.cut:
		// Goes on where its beginning ended.
	case w.col+w.gap+need <= w.width:
		w.paint(strings.Repeat(" ", w.gap))
	default:
		w.continueLine()
	}
	w.gap = 0
	for w.col+cells(word) > w.width {
		head := ansi.Truncate(word, w.width-w.col, "")
		w.paint(head)
		word = word[len(head):]
		w.continueLine()
	}
	w.paint(word)
}

// beginLine starts the line of the screen that a line of the text begins on.
// word is the first of the line.
func (w *wrapper) beginLine(word string) {
	w.unpaint()
	prefix := w.first
	if w.started {
		prefix = w.rest
		w.out.WriteByte('\n')
		if w.newlines > 1 {
			w.out.WriteString(strings.TrimRight(w.rest, " ") + "\n")
		}
	}
	w.started, w.inLine, w.newlines = true, true, 0

	room := max(0, w.width/2-cells(w.rest))
	lead := min(w.gap, room)
	w.hang = lead
	if isMarker(word) {
		w.hang = min(lead+cells(word)+1, room)
	}
	prefix += strings.Repeat(" ", lead)
	w.out.WriteString(prefix)
	w.col = cells(prefix)
}

// continueLine starts a further line of the screen for a line of the text.
func (w *wrapper) continueLine() {
	w.unpaint()
	w.out.WriteString("\n" + w.rest + strings.Repeat(" ", w.hang))
	w.col = w.indent()
}

// indent is the column that continued lines begin at.
func (w *wrapper) indent() int { return cells(w.rest) + w.hang }

// paint writes text in the wrapper's style.
func (w *wrapper) paint(text string) {
	if text == "" {
		return
	}
	if !w.painting {
		w.out.WriteString(w.style.begin())
		w.painting = true
	}
	w.out.WriteString(text)
	w.col += cells(text)
}

// unpaint switches the style off, as it must be at each line end.
func (w *wrapper) unpaint() {
	if w.painting {
		w.out.WriteString(w.style.end())
		w.painting = false
	}
}

// isMarker reports whether word opens an item of a list: "-", "*", "•" or a
// number with a dot or a bracket.
func isMarker(word string) bool {
	switch word {
	case "-", "*", "•":
		return true
	}
	digits := strings.TrimRight(word, ".)")
	return len(digits) == len(word)-1 && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// cells is the number of columns that clean text takes.
func cells(text string) int { return ansi.StringWidth(text) }
