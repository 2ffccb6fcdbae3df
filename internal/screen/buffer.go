package screen

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// maxUndo is how many edits can be taken back.
const maxUndo = 50

// A buffer is a text that is edited at a cursor. It is one string: to rebuild
// a quarter of a mebibyte costs some ten microseconds, less than a key press
// is worth, and every offset stays plain.
type buffer struct {
	text   string
	pos    int // the cursor: a byte offset between two signs
	undone []state
	typing bool // the last edit was typing, which is taken back as a whole
}

// state is what undo brings back.
type state struct {
	text string
	pos  int
}

// replace puts s in place of text[from:to] and the cursor behind it.
func (b *buffer) replace(from, to int, s string) {
	if from == to && s == "" {
		return
	}
	typing := from == to && from == b.pos && utf8.RuneCountInString(s) == 1 && s != "\n"
	if !typing || !b.typing {
		if len(b.undone) == maxUndo {
			b.undone = b.undone[1:]
		}
		b.undone = append(b.undone, state{b.text, b.pos})
	}
	b.typing = typing
	b.text = b.text[:from] + s + b.text[to:]
	b.pos = from + len(s)
}

// undo takes the last edit back.
func (b *buffer) undo() {
	if n := len(b.undone); n > 0 {
		b.text, b.pos = b.undone[n-1].text, b.undone[n-1].pos
		b.undone = b.undone[:n-1]
	}
	b.typing = false
}

// move puts the cursor at pos.
func (b *buffer) move(pos int) {
	b.pos = pos
	b.typing = false
}

// The rest are places near the cursor.

// nextSign is behind the sign at the cursor. A sign is what a reader takes for
// one: a letter with its accents, an emoji of several runes.
func (b *buffer) nextSign() int {
	if b.pos == len(b.text) {
		return b.pos
	}
	sign, _ := ansi.FirstGraphemeCluster(b.text[b.pos:], ansi.GraphemeWidth)
	return b.pos + len(sign)
}

// prevSign is before the sign that ends at the cursor.
func (b *buffer) prevSign() int {
	// Signs can only be told from their beginning, so go back to a place that
	// surely is one: between two ASCII characters.
	start := max(0, b.pos-1)
	for start > 0 && (b.text[start] >= utf8.RuneSelf || b.text[start-1] >= utf8.RuneSelf) {
		start--
	}
	prev := start
	for prev < b.pos {
		sign, _ := ansi.FirstGraphemeCluster(b.text[prev:], ansi.GraphemeWidth)
		if prev+len(sign) >= b.pos {
			break
		}
		prev += len(sign)
	}
	return prev
}

// nextWord is behind the word that the cursor is in or before.
func (b *buffer) nextWord() int {
	rest := strings.TrimLeftFunc(b.text[b.pos:], unicode.IsSpace)
	if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
		rest = rest[i:]
	} else {
		rest = ""
	}
	return len(b.text) - len(rest)
}

// prevWord is before the word that the cursor is in or behind.
func (b *buffer) prevWord() int {
	before := strings.TrimRightFunc(b.text[:b.pos], unicode.IsSpace)
	return len(strings.TrimRightFunc(before, func(r rune) bool { return !unicode.IsSpace(r) }))
}

// lineStart is where the cursor's line begins.
func (b *buffer) lineStart() int { return strings.LastIndexByte(b.text[:b.pos], '\n') + 1 }

// lineEnd is where the cursor's line ends, before its newline.
func (b *buffer) lineEnd() int {
	if i := strings.IndexByte(b.text[b.pos:], '\n'); i >= 0 {
		return b.pos + i
	}
	return len(b.text)
}
