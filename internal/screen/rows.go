package screen

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A row is one line of the screen: text[from:to] of a buffer. A newline at
// its end is not part of it.
type row struct{ from, to int }

// maxSign is how many columns a sign may take: the longest escape, \U000e0041,
// is this long.
const maxSign = 10

// shown returns the sign that text begins with: its length in bytes, what
// stands for it on the screen, and how many columns that takes. The reply
// keeps every byte; only the picture of it is cleaned, and cut where a sign
// has more in it than a row could show.
func shown(text string) (n int, picture string, width int) {
	if b := text[0]; b >= ' ' && b < 0x7f && (len(text) == 1 || text[1] < 0x80) {
		return 1, text[:1], 1
	}
	if text[0] == '\t' {
		return 1, strings.Repeat(" ", tabCells), tabCells
	}
	sign, _ := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
	picture = ansi.Truncate(Clean(sign), maxSign, "…")
	return len(sign), picture, cells(picture)
}

// picture is what stands for text, which holds no newline, on the screen.
func picture(text string) string {
	var s strings.Builder
	for text != "" {
		n, pic, _ := shown(text)
		s.WriteString(pic)
		text = text[n:]
	}
	return s.String()
}

// column is how many columns text, which holds no newline, takes.
func column(text string) int {
	col := 0
	for text != "" {
		n, _, width := shown(text)
		col += width
		text = text[n:]
	}
	return col
}

// wrapLine appends the rows of the line text[from:to] at a width. Rows break
// behind spaces, which may hang over the width; a word wider than a row is
// cut. An empty line is one empty row.
func wrapLine(rows []row, text string, from, to, width int) []row {
	brk, brkCol, col := from, 0, 0 // brk: the last place in this row to break at
	for i := from; i < to; {
		n, _, w := shown(text[i:to])
		space := n == 1 && (text[i] == ' ' || text[i] == '\t') // a space with marks on it is seen
		for !space && col+w > width && i > from {
			if brk == from {
				brk, brkCol = i, col // no space in this row: cut the word
			}
			rows = append(rows, row{from, brk})
			from, col, brkCol = brk, col-brkCol, 0
		}
		i += n
		col += w
		if space {
			brk, brkCol = i, col
		}
	}
	return append(rows, row{from, to})
}

// rowsAround returns rows of the text, among them the cursor's with index cur,
// and if the text has them at least n before it and n behind it.
func (b *buffer) rowsAround(width, n int) (rows []row, cur int) {
	from, to := b.lineStart(), b.lineEnd()
	rows = wrapLine(nil, b.text, from, to, width)
	for cur < len(rows)-1 && rows[cur+1].from <= b.pos {
		cur++
	}
	for cur < n && from > 0 {
		end := from - 1
		from = strings.LastIndexByte(b.text[:end], '\n') + 1
		before := wrapLine(nil, b.text, from, end, width)
		cur += len(before)
		rows = append(before, rows...)
	}
	for len(rows)-1-cur < n && to < len(b.text) {
		start := to + 1
		to = len(b.text)
		if i := strings.IndexByte(b.text[start:], '\n'); i >= 0 {
			to = start + i
		}
		rows = wrapLine(rows, b.text, start, to, width)
	}
	return rows, cur
}

// window returns at most height rows with the cursor's among them, at index
// cur. They begin with the row at offset top if the cursor lets them, so that
// the text stands still while the cursor moves.
func (b *buffer) window(width, height, top int) (rows []row, cur int) {
	rows, cur = b.rowsAround(width, height)
	start := 0
	for start < len(rows)-1 && rows[start+1].from <= top {
		start++
	}
	start = min(max(start, cur-height+1), cur)
	start = max(0, min(start, len(rows)-height))
	return rows[start:min(start+height, len(rows))], cur - start
}

// rowBy is the place delta rows from the cursor's, nearest to column goal; it
// is an end of the text when there is no such row.
func (b *buffer) rowBy(delta, width, goal int) int {
	rows, cur := b.rowsAround(width, max(delta, -delta))
	switch target := cur + delta; {
	case target < 0:
		return 0
	case target >= len(rows):
		return len(b.text)
	default:
		return b.at(rows[target], goal)
	}
}

// at is the last place in r that is not right of column goal.
func (b *buffer) at(r row, goal int) int {
	pos, col := r.from, 0
	for pos < r.to {
		n, _, w := shown(b.text[pos:r.to])
		wraps := pos+n == r.to && r.to < len(b.text) && b.text[r.to] != '\n'
		if col+w > goal || wraps { // behind the last sign of a wrapped row the next row begins
			break
		}
		pos, col = pos+n, col+w
	}
	return pos
}

// cursorColumn is the column that the cursor has in r, its row.
func (b *buffer) cursorColumn(r row) int { return column(b.text[r.from:b.pos]) }
