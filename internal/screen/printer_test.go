package screen

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
)

// env returns a getenv over pairs of name and value.
func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestStylesAreOnlyForTerminalsThatWantThem(t *testing.T) {
	tests := []struct {
		name     string
		terminal bool
		getenv   func(string) string
		want     bool
	}{
		{"a terminal is styled", true, env("TERM", "xterm-256color"), true},
		{"a pipe is plain", false, env("TERM", "xterm-256color"), false},
		{"a dumb terminal is plain", true, env("TERM", "dumb"), false},
		{"NO_COLOR makes plain", true, env("NO_COLOR", "1"), false},
		{"CLICOLOR=0 makes plain", true, env("CLICOLOR", "0"), false},
		{"CLICOLOR_FORCE styles a pipe", false, env("CLICOLOR_FORCE", "1"), true},
		{"CLICOLOR_FORCE=0 does not", false, env("CLICOLOR_FORCE", "0"), false},
		{"NO_COLOR wins over CLICOLOR_FORCE", true, env("NO_COLOR", "1", "CLICOLOR_FORCE", "1"), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, styled(tt.terminal, tt.getenv))
		})
	}
}

func TestPrinter(t *testing.T) {
	tests := []struct {
		name   string
		styled bool
		show   func(p *Printer)
		want   string
	}{
		{"styles a text", true, func(p *Printer) { p.Println(Heading, "Report") }, "\x1b[1mReport\x1b[0m\n"},
		{"ends a style at each line end", true, func(p *Printer) { p.Print(Dim, "a\n\nb") }, "\x1b[2ma\x1b[0m\n\n\x1b[2mb\x1b[0m"},
		{"cleans inside the style", true, func(p *Printer) { p.Print(Good, "\x1b[5mx") }, "\x1b[32m\\x1b[5mx\x1b[0m"},
		{"is plain where styles are off", false, func(p *Printer) { p.Println(Warn, "careful") }, "careful\n"},
		{"leaves prefixes plain when it wraps", true, func(p *Printer) { p.Wrap(Quote, "aa bb", "> ", "  ") }, "> \x1b[3maa bb\x1b[0m\n"},
		{"styles each wrapped line", true, func(p *Printer) {
			p.Wrap(Quote, "a line of text longer than forty columns", "- ", "  ")
		}, "- \x1b[3ma line of text longer than forty\x1b[0m\n  \x1b[3mcolumns\x1b[0m\n"},
		{"shows no line for no text", true, func(p *Printer) { p.Wrap(Plain, "", "> ", "  ") }, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, out := plainPrinter(40)
			p.styled = tt.styled
			tt.show(p)
			require.NoError(t, p.Err())
			require.Equal(t, tt.want, out.String())
		})
	}
}

func TestPrinterOnABufferIsPlainAndEightyWide(t *testing.T) {
	var out bytes.Buffer
	p := NewPrinter(&out, env("TERM", "xterm"))
	p.Println(Heading, "x")
	require.Equal(t, "x\n", out.String())
	require.Equal(t, 80, p.Width())
	require.False(t, Interactive(&out, &out, env()))
}

func TestWidthStaysBetweenTwentyAndAHundred(t *testing.T) {
	for columns, want := range map[int]int{10: 20, 40: 40, 77: 77, 100: 100, 240: 100} {
		p, _ := plainPrinter(columns)
		require.Equal(t, want, p.Width())
	}
}

func TestTheFirstErrorOfAPrinterSticks(t *testing.T) {
	broken := errors.New("broken pipe")
	p := NewPrinter(failingWriter{broken}, env())
	p.Print(Plain, "a")
	p.w = failingWriter{errors.New("another")}
	p.Wrap(Plain, "b", "", "")
	require.Equal(t, broken, p.Err())
}

func TestBar(t *testing.T) {
	require.Equal(t, "■■■□□", Bar(3, 5))
	require.Equal(t, "□□□□□", Bar(-1, 5))
	require.Equal(t, "■■■■■", Bar(9, 5))
	require.Empty(t, Bar(1, 0))
}
