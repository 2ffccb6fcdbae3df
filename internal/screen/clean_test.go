package screen

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain text stays as it is", "We cut p99 to 40 ms.\n\tThen we slept.", "We cut p99 to 40 ms.\n\tThen we slept."},
		{"letters of any script stay", "Größe, 日本語, العربية, é", "Größe, 日本語, العربية, é"},
		{"a colour sequence is shown, not obeyed", "\x1b[31mred\x1b[0m", `\x1b[31mred\x1b[0m`},
		{"a hyperlink sequence is shown", "\x1b]8;;http://x\x07x", `\x1b]8;;http://x\x07x`},
		{"an 8-bit control introducer is shown", "\u009b31m", `\u009b31m`},
		{"the same introducer as a bare byte is shown", "\x9b31m", `\x9b31m`},
		{"backspace and delete are shown", "a\bb\x7f", `a\x08b\x7f`},
		{"a lone CR cannot overwrite the line", "good\rbad", `good\x0dbad`},
		{"CR LF is a line end", "a\r\nb\r\n", "a\nb\n"},
		{"a right-to-left override is shown", "abc\u202efed", `abc\u202efed`},
		{"tag characters are shown", "hi\U000e0041", `hi\U000e0041`},
		{"a zero-width space is shown", "pass\u200bword", `pass\u200bword`},
		{"a line separator is shown", "a\u2028b", `a\u2028b`},
		{"an invisible letter is shown", "a\u3164b", `a\u3164b`},
		{"a joined emoji falls into its parts", "👩\u200d💻", "👩💻"},
		{"soft hyphen, byte order mark and non-joiner are dropped", "\ufeffco\u00adop می\u200cخواهم", "coop میخواهم"},
		{"one variation selector after a sign stays", "❤\ufe0f ok", "❤\ufe0f ok"},
		{"further variation selectors are shown", "❤\ufe0f\ufe01\U000e0100", "❤\ufe0f" + `\ufe01\U000e0100`},
		{"a variation selector after nothing is shown", "\n\ufe0f", "\n" + `\ufe0f`},
		{"bytes that are no UTF-8 are shown", "a\xffb\xc3", `a\xffb\xc3`},
		{"an encoded surrogate is shown byte by byte", "\xed\xa0\x80", `\xed\xa0\x80`},
		{"a real replacement character stays", "\ufffd", "\ufffd"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, Clean(tt.in))
		})
	}
}

func TestWriterCleansAcrossCalls(t *testing.T) {
	tests := []struct {
		name   string
		pieces []string
		want   string
	}{
		{"a rune split over calls is put together", []string{"Gr\xc3", "\xb6\xc3", "\x9fe"}, "Größe"},
		{"a control split over calls is still shown", []string{"\xc2", "\x9b31m"}, `\u009b31m`},
		{"CR LF split over calls is a line end", []string{"a\r", "\nb"}, "a\nb"},
		{"a CR that no LF follows is shown", []string{"a\r", "b"}, `a\x0db`},
		{"a selector in a call of its own belongs to the sign before", []string{"❤", "\ufe0f", "\ufe0f"}, "❤\ufe0f" + `\ufe0f`},
		{"an unfinished rune at the end is never shown", []string{"ok\xe2\x80"}, "ok"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			w := NewWriter(&out)
			for _, p := range tt.pieces {
				n, err := w.Write([]byte(p))
				require.NoError(t, err)
				require.Equal(t, len(p), n)
			}
			require.Equal(t, tt.want, out.String())
		})
	}
}

func TestWriterReportsTheErrorOfItsTarget(t *testing.T) {
	broken := errors.New("broken pipe")
	_, err := NewWriter(failingWriter{broken}).Write([]byte("x"))
	require.ErrorIs(t, err, broken)
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

// requireHarmless checks everything Clean promises of its result for s.
func requireHarmless(t *testing.T, s string) {
	t.Helper()
	out := Clean(s)
	require.True(t, utf8.ValidString(out), "no valid UTF-8 from %q", s)
	for _, r := range out {
		harmless := r == '\n' || r == '\t' || !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
		require.True(t, harmless, "%U came through from %q", r, s)
	}
	require.Equal(t, out, Clean(out), "not idempotent for %q", s)
	require.LessOrEqual(t, len(out), 4*len(s))

	var split bytes.Buffer
	w := NewWriter(&split)
	for i := range len(s) {
		_, err := w.Write([]byte{s[i]})
		require.NoError(t, err)
	}
	_, err := w.Write([]byte("x")) // brings out what waited for the next byte
	require.NoError(t, err)
	require.Equal(t, Clean(s+"x"), split.String(), "split bytes give another text for %q", s)
}

func FuzzSanitise(f *testing.F) {
	for _, s := range []string{
		"", "Tell me about a system you built.", "a\r\nb\r", "\x1b]0;title\x07\x1b[2J", "\u009b2J",
		"\u202etxt.exe", "👩\u200d💻 ❤\ufe0f\ufe0f", "\xff\xfe\xed\xa0\x80\xe2\x80", "\U000e0001\U000e0041\U000e007f",
		"{\"score\": 5}\x00", "■■■□□", "\ufeff\u00ad\u2066\u2069",
	} {
		f.Add(s)
	}
	if data, err := os.ReadFile(corpora + "naughty/blns/blns.json"); err == nil { // more seeds, where they are
		var list []string
		require.NoError(f, json.Unmarshal(data, &list))
		for _, s := range list {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, s string) { requireHarmless(t, s) })
}

// corpora is where lists of hostile strings lie that are not part of the
// repository; without them their tests are skipped.
const corpora = "../../../shared/data/"

func TestNaughtyStringsAreHarmless(t *testing.T) {
	data, err := os.ReadFile(corpora + "naughty/blns/blns.json")
	if err != nil {
		t.Skip("the list of naughty strings is not on this machine")
	}
	var list []string
	require.NoError(t, json.Unmarshal(data, &list))
	require.NotEmpty(t, list)
	for _, s := range list {
		requireHarmless(t, s)
	}
}

func TestAttackStringsAreHarmless(t *testing.T) {
	file, err := os.Open(corpora + "attacks/grader_attacks.jsonl")
	if err != nil {
		t.Skip("the attack strings are not on this machine")
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	var n int
	for lines.Scan() {
		var attack struct{ Text string }
		require.NoError(t, json.Unmarshal(lines.Bytes(), &attack))
		if len(attack.Text) > 64<<10 { // the byte-by-byte check is for shape, not for size
			attack.Text = strings.ToValidUTF8(attack.Text[:64<<10], "")
		}
		requireHarmless(t, attack.Text)
		n++
	}
	require.NoError(t, lines.Err())
	require.NotZero(t, n)
}
