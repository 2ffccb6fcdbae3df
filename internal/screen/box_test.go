package screen

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/require"
)

func TestBox(t *testing.T) {
	const keys = "  Ctrl-D sends · Enter makes a new line · C…"
	status := func() string { return "question 1 of 4\n· 2 probes left" }
	tests := []struct {
		name          string
		o             EditOptions
		lines         int // of the terminal
		keys          string
		want          []string
		cursorX, curY int
	}{
		{"an empty box says what to do", EditOptions{Status: status}, 24, "",
			[]string{"│ Type or paste your answer.", "│ ", "│ ", "  question 1 of 4 · 2 probes left", keys}, 2, 0},
		{"without a status there is no line for it", EditOptions{Draft: "x"}, 24, "",
			[]string{"│ x", "│ ", "│ ", keys}, 3, 0},
		{"text wraps between words", EditOptions{Draft: "We moved the writes behind a queue, and the page was fast."}, 24, "",
			[]string{"│ We moved the writes behind a queue, and ", "│ the page was fast.", "│ ", keys}, 20, 1},
		{"the box grows with the text", EditOptions{Draft: "1\n2\n3\n4"}, 24, "",
			[]string{"│ 1", "│ 2", "│ 3", "│ 4", keys}, 3, 3},
		{"and then scrolls", EditOptions{Draft: "1\n2\n3\n4\n5", Height: 3}, 24, "",
			[]string{"↑ 3", "│ 4", "│ 5", keys}, 3, 2},
		{"text below the box is marked", EditOptions{Draft: "1\n2\n3\n4\n5", Height: 3}, 24, "<up><up><up>",
			[]string{"↑ 2", "│ 3", "↓ 4", keys}, 3, 0},
		{"the cursor moves inside a view that stands still", EditOptions{Draft: "1\n2\n3\n4\n5", Height: 3}, 24, "<up><up><up><down>",
			[]string{"↑ 2", "│ 3", "↓ 4", keys}, 3, 1},
		{"a low terminal makes a low box", EditOptions{Draft: "1\n2\n3"}, 4, "",
			[]string{"↑ 3", keys}, 3, 0},
		{"columns are those of wide signs", EditOptions{Draft: "日本"}, 24, "<left>",
			[]string{"│ 日本", "│ ", "│ ", keys}, 4, 0},
		{"what could act on the terminal is shown", EditOptions{Draft: "a\x1b[2J\u202eb"}, 24, "",
			[]string{`│ a\x1b[2J\u202eb`, "│ ", "│ ", keys}, 17, 0},
		{"a joined emoji is shown as its parts", EditOptions{Draft: "👩\u200d💻"}, 24, "",
			[]string{"│ 👩💻", "│ ", "│ ", keys}, 6, 0},
		{"a sign of endless parts is cut", EditOptions{Draft: "e" + strings.Repeat("\U000e0041", 9) + "x"}, 24, "",
			[]string{`│ e\U000e00…x`, "│ ", "│ ", keys}, 13, 0},
		{"spaces at the end of a full row do not widen it", EditOptions{Draft: strings.Repeat("x", 41) + "   "}, 24, "",
			[]string{"│ " + strings.Repeat("x", 41), "│ ", "│ ", keys}, 43, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := newTestEditor(tt.o)
			e.Update(tea.WindowSizeMsg{Width: 44, Height: tt.lines})
			press(t, e, tt.keys)
			view := e.View()
			require.Equal(t, tt.want, strings.Split(view.Content, "\n"))
			require.Equal(t, tea.Position{X: tt.cursorX, Y: tt.curY}, view.Cursor.Position)
		})
	}
}

func TestBoxFollowsTheSizeOfTheTerminal(t *testing.T) {
	e := newTestEditor(EditOptions{Draft: longText()})
	for _, size := range []tea.WindowSizeMsg{{Width: 200, Height: 50}, {Width: 30, Height: 6}, {Width: 1, Height: 1}, {Width: 80, Height: 24}} {
		e.Update(size)
		view := e.View()
		lines := strings.Split(view.Content, "\n")
		require.LessOrEqual(t, len(lines), max(size.Height, 1+footer))
		require.Less(t, view.Cursor.Y, len(lines))
		if size.Width >= minWrap+barCells+1 {
			for _, line := range lines {
				require.LessOrEqual(t, cells(line), min(size.Width, maxWidth))
			}
			require.Less(t, view.Cursor.X, size.Width)
		}
	}
}

func TestBoxIsStyledWhereThePrinterIs(t *testing.T) {
	p, _ := plainPrinter(44)
	p.styled = true
	view := newEditor(p, EditOptions{}, nil).View().Content
	require.True(t, strings.HasPrefix(view, "\x1b[35m│\x1b[0m \x1b[2mType or paste"), view)
}

// Rows cover every text, in order and without a gap, at any width.
func FuzzRows(f *testing.F) {
	f.Add("one two\n\n日本語\twords👩\u200d💻e\u0301\x1b", uint8(12), uint16(9))
	f.Add(strings.Repeat("x", 90)+strings.Repeat(" ", 30)+"\n", uint8(8), uint16(0))
	f.Add("0\u0600x \U000e004100", uint8(12), uint16(0))
	f.Add("e\u0600\U000e0041\U000e0041\u0300"+strings.Repeat("👩\u200d", 9), uint8(12), uint16(0))
	f.Fuzz(func(t *testing.T, text string, width uint8, pos uint16) {
		text = strings.ToValidUTF8(text, "\ufffd")
		w := max(minWrap, int(width))
		b := buffer{text: text}
		for b.pos < len(text) && b.pos < int(pos) {
			b.pos = b.nextSign()
		}
		rows, cur := b.rowsAround(w, len(text)+1)
		require.Equal(t, 0, rows[0].from)
		require.Equal(t, len(text), rows[len(rows)-1].to)
		for i, r := range rows {
			require.LessOrEqual(t, column(strings.TrimRight(text[r.from:r.to], " \t")), max(w, maxSign))
			if i > 0 {
				require.Equal(t, r.from, rows[i-1].to+strings.Count(text[rows[i-1].to:r.from], "\n"))
			}
		}
		require.LessOrEqual(t, rows[cur].from, b.pos)
		require.LessOrEqual(t, b.pos, rows[cur].to)
		require.LessOrEqual(t, b.prevSign(), b.pos)
		require.LessOrEqual(t, b.prevWord(), b.pos)
		require.GreaterOrEqual(t, b.nextWord(), b.pos)
	})
}

func BenchmarkKeyPress(b *testing.B) {
	for name, text := range map[string]string{
		"10 kB in paragraphs":  longText(),
		"250 kB in paragraphs": strings.Repeat(longText(), 15),
		"250 kB in one line":   strings.Repeat("words in one line ", 14_000),
	} {
		b.Run(name, func(b *testing.B) {
			e := newTestEditor(EditOptions{Draft: text})
			e.move(len(text) / 2)
			for b.Loop() {
				e.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
				e.View()
				e.Update(tea.KeyPressMsg{Text: "x"})
				e.View()
			}
		})
	}
}

func TestTheLineOfKeysCanBeAnother(t *testing.T) {
	e := newTestEditor(EditOptions{Keys: "Ctrl-D grades it"})
	require.Contains(t, e.View().Content, "Ctrl-D grades it")
	press(t, e, "<ctrl+d>")
	require.Contains(t, e.View().Content, "Nothing to send yet.")
	require.NotContains(t, e.View().Content, "/skip", "there is no question to pass")

	e = newTestEditor(EditOptions{})
	press(t, e, "<ctrl+d>")
	require.Contains(t, e.View().Content, "/skip")
}
