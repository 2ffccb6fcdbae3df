package screen

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name        string
		text        string
		width       int
		first, rest string
		want        []string
	}{
		{"words that fit stay on one line", "one two three", 20, "", "", []string{"one two three"}},
		{"a line may be filled to its last column", "one two three", 13, "", "", []string{"one two three"}},
		{"a word that does not fit opens the next line", "one two three", 12, "", "", []string{"one two", "three"}},
		{"prefixes make a hanging indent", "one two three four", 13, "Q1. ", "    ",
			[]string{"Q1. one two", "    three", "    four"}},
		{"paragraphs stay apart by one line", "one\n\n\n\ntwo", 20, "> ", "> ", []string{"> one", ">", "> two"}},
		{"single line ends stay", "one\ntwo", 20, "", "  ", []string{"one", "  two"}},
		{"empty lines at both ends go", "\n\none\n\n", 20, "", "", []string{"one"}},
		{"list items hang under their text", "- alpha beta gamma\n10. alpha beta gamma\n  * alpha beta", 12, "", "",
			[]string{"- alpha beta", "  gamma", "10. alpha", "    beta", "    gamma", "  * alpha", "    beta"}},
		{"indented lines hang under their beginning", "    x = 1\n\ty = two + three", 16, "", "",
			[]string{"    x = 1", "    y = two +", "    three"}},
		{"columns count, not bytes", "日本語 日本語 Größe", 13, "", "", []string{"日本語 日本語", "Größe"}},
		{"a word longer than a line fills lines and is cut", "see " + strings.Repeat("x", 25) + " end", 10, "", "",
			[]string{"see", "xxxxxxxxxx", "xxxxxxxxxx", "xxxxx end"}},
		{"text with no spaces is cut between its signs", "日本語日本語", 9, "", "", []string{"日本語日", "本語"}},
		{"controls are counted as they are shown", "\x1b[31mred one", 12, "", "", []string{`\x1b[31mred`, "one"}},
		{"a prefix wider than half of the line is cut", "text", 8, "long prefix", "", []string{"longtext"}},
		{"no text is no line", " \n ", 20, "> ", "  ", []string{""}},
		{"a line has at least eight columns", "one two", 0, "", "", []string{"one two"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, strings.Split(wrap(tt.text, tt.width, tt.first, tt.rest), "\n"))
		})
	}
}

// wrap lays out a whole text.
func wrap(text string, width int, first, rest string) string {
	var out strings.Builder
	w := newWrapper(&out, width, Plain, first, rest)
	w.feed(Clean(text))
	w.end()
	return strings.TrimSuffix(out.String(), "\n")
}

// plainPrinter is a printer of the given width on a buffer.
func plainPrinter(width int) (*Printer, *bytes.Buffer) {
	var out bytes.Buffer
	return &Printer{w: &out, size: func() int { return width }}, &out
}

func TestStreamMakesTheLinesOfWrapHoweverTheTextComes(t *testing.T) {
	texts := []string{
		"Tell me about a system you built.\r\n\r\nWhat broke first, and how did you find out?\n",
		"- one item that is long enough to be wrapped at this width\n- two\n\n\n1. three",
		strings.Repeat("overlong", 30) + " \x1b[2J \u202eabc 日本語日本語日本語 👩\u200d💻 \xff\xe2\x80",
		"", " ", "\n\n",
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for _, text := range texts {
		want := wrap(text, 40, "> ", "  ")
		if want != "" {
			want += "\n"
		}
		for range 50 {
			p, out := plainPrinter(40)
			s := p.Stream(Plain, "> ", "  ")
			for rest := text; rest != ""; {
				n := 1 + chance.IntN(min(len(rest), 9))
				s.Print(rest[:n])
				rest = rest[n:]
			}
			s.End()
			require.NoError(t, p.Err())
			require.Equal(t, want, out.String(), "from %q", text)
		}
	}
}

func TestStreamShowsAWordAsSoonAsItIsWhole(t *testing.T) {
	p, out := plainPrinter(40)
	s := p.Stream(Plain, "", "")
	s.Print("What bro")
	require.Equal(t, "What", out.String())
	s.Print("ke first?\n")
	require.Equal(t, "What broke first?", out.String())
	s.End()
	require.Equal(t, "What broke first?\n", out.String())
}

func TestStreamLeavesTheStyleOffBetweenPieces(t *testing.T) {
	p, out := plainPrinter(40)
	p.styled = true
	s := p.Stream(Quote, "> ", "  ")
	s.Print("one two ")
	s.Print("three")
	s.End()
	require.Equal(t, "> \x1b[3mone two\x1b[0m\x1b[3m three\x1b[0m\n", out.String())
}

func FuzzWrap(f *testing.F) {
	f.Add("one two\n\n- three 日本語 👩\u200d💻\x1b", uint8(12))
	f.Add(strings.Repeat("x", 300)+"\t1. \u0301\u0301", uint8(0))
	f.Fuzz(func(t *testing.T, text string, width uint8) {
		out := wrap(text, int(width), "> ", "  ")
		for line := range strings.Lines(out) {
			require.LessOrEqual(t, cells(strings.TrimSuffix(line, "\n")), max(int(width), minWrap))
		}
		// Prefixes and breaks aside, every sign of the text is there, in order.
		require.Equal(t, letters("> "+Clean(text)), letters("> "+strings.TrimPrefix(out, "> ")))
	})
}

// letters is text without its white space.
func letters(text string) string { return strings.Join(strings.Fields(text), "") }

func BenchmarkWrap(b *testing.B) {
	text := strings.Repeat("We moved the writes behind a queue and measured again. ", 190) // about 10,000 bytes
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		wrap(text, 80, "> ", "  ")
	}
}
