package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

const (
	placeholder = "Type or paste your answer."
	nothingYet  = "Nothing to send yet."
	keyHelp     = "Ctrl-D sends · Enter makes a new line · Ctrl-C pauses · /help lists commands"

	barCells = 2 // the mark before each row of the box
	footer   = 2 // the lines under it
)

// View draws the box: the rows in view behind a bar, the status, and what the
// keys do. Nothing is left of it when the edit has ended.
func (e *editor) View() tea.View {
	if e.closed {
		return tea.NewView("")
	}
	var lines []string
	for i, r := range e.rows {
		text := ansi.Truncate(picture(e.text[r.from:r.to]), e.room(), "") // spaces may hang over
		lines = append(lines, e.bar(i)+text)
	}
	if e.text == "" {
		lines[0] += e.look(Dim).paint(e.fit(placeholder, barCells))
	}
	for len(lines) < min(minRows, e.height()) {
		lines = append(lines, e.bar(len(lines)))
	}
	if e.Status != nil {
		lines = append(lines, e.below(Dim, strings.ReplaceAll(e.Status(), "\n", " ")))
	}
	if e.notice != "" {
		lines = append(lines, e.below(Warn, e.notice))
	} else {
		lines = append(lines, e.below(Dim, e.Keys))
	}

	view := tea.NewView(strings.Join(lines, "\n"))
	col := min(e.cursorColumn(e.rows[e.cur]), e.room())
	view.Cursor = &tea.Cursor{
		Position: tea.Position{X: barCells + col, Y: e.cur},
		Shape:    -1, // the terminal's own: a shape that is set would outlive the box
	}
	return view
}

// bar is the mark before row i: an arrow where the text goes on out of view.
func (e *editor) bar(i int) string {
	mark := "│"
	switch {
	case i == 0 && e.rows[0].from > 0:
		mark = "↑"
	case i == len(e.rows)-1 && e.rows[i].to < len(e.text):
		mark = "↓"
	}
	return e.look(Accent).paint(mark) + " "
}

// below is a line under the box.
func (e *editor) below(st Style, text string) string {
	return strings.Repeat(" ", barCells) + e.look(st).paint(e.fit(text, barCells))
}

// fit cleans text and cuts it to what is left of a line after some columns.
func (e *editor) fit(text string, used int) string {
	return ansi.Truncate(Clean(text), max(0, e.width()-used), "…")
}

// width is the width of the box. A terminal may be narrower than text should
// be, but a wider box would wreck its display.
func (e *editor) width() int { return min(e.columns, maxWidth) }

// room is how many columns of a row the text may take. One more is for the
// cursor behind a full row.
func (e *editor) room() int { return max(minWrap, e.width()-barCells-1) }

// height is how many rows the text may take: the lines of the terminal are
// the limit, with one left for what stands above the box.
func (e *editor) height() int { return max(1, min(e.Height, e.lines-footer-1)) }
