package screen

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/require"
)

// longText is several paragraphs of 10,000 characters in all, with signs of
// every length in UTF-8.
func longText() string {
	var s strings.Builder
	for i := 1; s.Len() < 12_000; i++ {
		fmt.Fprintf(&s, "%d. Größe “zählt”, 日本語 👩\u200d💻 e\u0301. %s\n\n", i, strings.Repeat("word ", 100))
	}
	return string([]rune(s.String())[:10_000])
}

// edit runs Edit on keys as a terminal sends them.
func edit(t *testing.T, ctx context.Context, keys string, o EditOptions) (reply, shown string, err error) {
	t.Helper()
	in, typed := io.Pipe()
	t.Cleanup(func() { require.NoError(t, typed.Close()) })
	go func() { _, _ = io.WriteString(typed, keys) }()
	p, out := plainPrinter(80)
	reply, err = p.Edit(ctx, in, o)
	return reply, out.String(), err
}

func TestEditReturnsAPasteWholeAndExact(t *testing.T) {
	text := longText()
	reply, shown, err := edit(t, t.Context(), "\x1b[200~"+text+"\x1b[201~\x04", EditOptions{})
	require.NoError(t, err)
	require.Equal(t, text, reply)
	require.True(t, strings.HasSuffix(shown, wrap(text, 80, "> ", "  ")+"\n"), "the reply is not left on the screen")
}

func TestEditReturnsWhatIsTyped(t *testing.T) {
	reply, _, err := edit(t, t.Context(), "one\rtwo\r.\r", EditOptions{})
	require.NoError(t, err)
	require.Equal(t, "one\ntwo", reply)
}

func TestEditGivesTheDraftBackOnCtrlC(t *testing.T) {
	var saved string
	reply, shown, err := edit(t, t.Context(), " and more\x03", EditOptions{Draft: "half", Save: func(s string) error { saved = s; return nil }})
	require.ErrorIs(t, err, ErrInterrupted)
	require.Equal(t, "half and more", reply)
	require.Equal(t, "half and more", saved)
	require.NotContains(t, shown, "> half")
}

func TestEditEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	hangup := errors.New("terminal went away")
	reply, shown, err := edit(t, ctx, "", EditOptions{
		Draft:  "half",
		Status: func() string { cancel(hangup); return "" }, // the box is up
	})
	require.ErrorIs(t, err, hangup)
	require.Equal(t, "half", reply)
	require.NotContains(t, shown, "> half")
}

func TestTheEndOfTheContextSavesTheDraft(t *testing.T) {
	var saved string
	e := newTestEditor(EditOptions{Save: func(s string) error { saved = s; return nil }})
	press(t, e, "half")
	_, cmd := e.Update(cancelled{})
	require.Equal(t, tea.QuitMsg{}, cmd())
	require.Equal(t, "half", saved)
}

func TestADraftThatCannotBeSavedIsToldAndTriedAgain(t *testing.T) {
	var full error = errors.New("no space left")
	tries := 0
	e := newTestEditor(EditOptions{Save: func(string) error { tries++; return full }})
	press(t, e, "half")
	e.Update(tick(time.Unix(10, 0)))
	require.Contains(t, e.View().Content, "Not saved while you write: no space")
	full = nil
	e.Update(tick(time.Unix(20, 0)))
	e.Update(tick(time.Unix(30, 0)))
	require.Equal(t, 2, tries, "what is saved is not saved again")
	press(t, e, "!")
	require.NotContains(t, e.View().Content, "Not saved")
}

// newTestEditor is an editor on a terminal of 44 columns and 24 lines.
func newTestEditor(o EditOptions) *editor {
	p, _ := plainPrinter(44)
	return newEditor(p, o, nil)
}

// press sends keys to an editor: names in angle brackets, other text typed.
func press(t *testing.T, e *editor, keys string) tea.Cmd {
	t.Helper()
	named := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "tab": {Code: tea.KeyTab}, "backspace": {Code: tea.KeyBackspace},
		"delete": {Code: tea.KeyDelete}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
		"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "home": {Code: tea.KeyHome},
		"end": {Code: tea.KeyEnd}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
		"alt+enter": {Code: tea.KeyEnter, Mod: tea.ModAlt}, "shift+enter": {Code: tea.KeyEnter, Mod: tea.ModShift},
		"ctrl+home": {Code: tea.KeyHome, Mod: tea.ModCtrl}, "ctrl+end": {Code: tea.KeyEnd, Mod: tea.ModCtrl},
		"ctrl+left": {Code: tea.KeyLeft, Mod: tea.ModCtrl}, "ctrl+right": {Code: tea.KeyRight, Mod: tea.ModCtrl},
		"alt+d": {Code: 'd', Mod: tea.ModAlt},
	}
	var cmd tea.Cmd
	for keys != "" {
		msg := tea.KeyPressMsg{Text: keys[:1]}
		if name, rest, ok := strings.Cut(strings.TrimPrefix(keys, "<"), ">"); ok && keys[0] == '<' {
			msg, ok = named[name]
			if letter, isCtrl := strings.CutPrefix(name, "ctrl+"); !ok && isCtrl {
				msg, ok = tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}, true
			}
			require.True(t, ok, "no key %q", name)
			keys = rest
		} else {
			keys = keys[1:]
		}
		_, cmd = e.Update(msg)
	}
	return cmd
}

func TestKeys(t *testing.T) {
	tests := []struct{ name, draft, keys, want string }{ // want has a | at the cursor
		{"typing goes to the end of the draft", "one", " two", "one two|"},
		{"enter makes a line", "", "a<enter>b<shift+enter>c<ctrl+j>d", "a\nb\nc\nd|"},
		{"a tab stays a tab", "", "a<tab>b", "a\tb|"},
		{"backspace takes a letter with its accents", "ne\u0301", "<backspace>", "n|"},
		{"backspace takes a joined emoji whole", "ok 👩\u200d💻", "<backspace>", "ok |"},
		{"backspace joins lines", "a\nb", "<home><backspace>", "a|b"},
		{"backspace at the beginning does nothing", "a", "<home><backspace>", "|a"},
		{"delete takes the sign behind", "日本", "<home><delete>", "|本"},
		{"delete at the end does nothing", "a", "<delete>", "a|"},
		{"left and right step over signs", "a日👩\u200d💻b", "<left><left><left><right>", "a日|👩\u200d💻b"},
		{"words are stepped over", "one  two\nthree", "<ctrl+left><ctrl+left><ctrl+left><ctrl+right>", "one|  two\nthree"},
		{"words are deleted", "one two three four", "<ctrl+w><ctrl+left><ctrl+left><alt+d>", "one | three "},
		{"the line is deleted to either side", "one\ntwo three\nfour", "<up><home><right><right><right><ctrl+k><ctrl+u>", "one\n|\nfour"},
		{"home and end are of the line", "one\ntwo", "<home>a<up><end>b", "oneb|\natwo"},
		{"ctrl+home and ctrl+end are of the text", "one\ntwo", "<ctrl+home>a<ctrl+end>b", "aone\ntwob|"},
		{"up and down keep to their column over a short line", "12345\n1\n12345", "<left><up><up>", "1234|5\n1\n12345"},
		{"up goes to the row above of a wrapped line", strings.Repeat("1234567 ", 6), "<up>", "1234567 |1234567 1234567 1234567 1234567 1234567 "},
		{"up in the first row goes to the beginning", "abc", "<up>", "|abc"},
		{"down in the last row goes to the end", "abc", "<home><down>", "abc|"},
		{"a page is as high as the box", strings.Repeat("x\n", 30), "<pgup>", strings.Repeat("x\n", 20) + "|" + strings.Repeat("x\n", 10)},
		{"undo takes typing back as a whole", "one", " two<ctrl+_>", "one|"},
		{"undo brings a deleted line back", "one two", "<ctrl+u>x<ctrl+_><ctrl+_>", "one two|"},
		{"undo with nothing to undo does nothing", "one", "<ctrl+_>", "one|"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := newTestEditor(EditOptions{Draft: tt.draft})
			press(t, e, tt.keys)
			require.Equal(t, tt.want, e.text[:e.pos]+"|"+e.text[e.pos:])
		})
	}
}

func TestSending(t *testing.T) {
	tests := []struct {
		name, draft, keys string
		want              string // the reply; "" when nothing is sent
		notice            string
	}{
		{"ctrl+d sends", "", "one<ctrl+d>", "one", ""},
		{"alt+enter sends", "", "one<alt+enter>", "one", ""},
		{"a last line with a dot sends and is not part of the reply", "", "one<enter>two<enter>.<enter>", "one\ntwo", ""},
		{"a dot further up is text", "one\n.\ntwo", "<up><enter>", "", ""},
		{"a dot at the end of a line is text", "", "one.<enter>", "", ""},
		{"a dot alone is no reply", "", ".<enter>", "", ""},
		{"a command is sent by enter", "", "/hint<enter>", "/hint", ""},
		{"a line of text is not", "", "hint<enter>", "", ""},
		{"nothing cannot be sent", "", " <enter><ctrl+d>", "", "Nothing to send yet. /skip and Enter passes this question."},
		{"the notice goes with the next key", "", "<ctrl+d>x", "", ""},
		{"white space around a reply is kept", "  one\n\n", "<ctrl+d>", "  one\n\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := newTestEditor(EditOptions{Draft: tt.draft})
			cmd := press(t, e, tt.keys)
			require.Equal(t, tt.notice, e.notice)
			if tt.want == "" {
				require.Equal(t, open, e.result)
				return
			}
			require.Equal(t, sent, e.result)
			require.Equal(t, tt.want, e.text)
			require.Equal(t, tea.QuitMsg{}, cmd())
			require.Empty(t, e.View().Content)
			press(t, e, "more")
			require.Equal(t, tt.want, e.text, "a key after the end changed the reply")
		})
	}
}

func TestPasteIsTakenWholeOrNotAtAll(t *testing.T) {
	e := newTestEditor(EditOptions{Draft: "a"})
	e.Update(tea.PasteMsg{Content: "one\r\ntwo\rthree\tfour\x1b"})
	require.Equal(t, "aone\ntwo\nthree\tfour\x1b", e.text)
	require.Contains(t, e.View().Content, `three    four\x1b`)

	before := e.text
	e.Update(tea.PasteMsg{Content: strings.Repeat("x", maxReply)})
	require.Equal(t, before, e.text)
	require.Equal(t, "No room: a reply may have 256 KiB. Nothing was added.", e.notice)

	e.Update(tea.PasteMsg{Content: strings.Repeat("\n", maxReply-len(before))})
	require.Len(t, e.text, maxReply)
}

func TestDraftsAreSavedEveryTwoSecondsAtMost(t *testing.T) {
	var saves []string
	e := newTestEditor(EditOptions{Draft: "old", Save: func(s string) error { saves = append(saves, s); return nil }})
	begin := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	at := func(d time.Duration) { e.Update(tick(begin.Add(d))) }

	at(0)
	require.Empty(t, saves, "an unchanged draft was saved")
	press(t, e, "1")
	at(1 * time.Second)
	press(t, e, "2")
	at(2 * time.Second)
	require.Equal(t, []string{"old1"}, saves)
	at(3 * time.Second)
	at(9 * time.Second)
	require.Equal(t, []string{"old1", "old12"}, saves)
	press(t, e, "3<ctrl+c>")
	require.Equal(t, []string{"old1", "old12", "old123"}, saves, "leaving must save at once")
	t.Attr("promise", fmt.Sprintf("drafts: saved every %s while it changes, and when one leaves", saveEvery))
}
