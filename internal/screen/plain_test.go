package screen

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

func TestReader(t *testing.T) {
	type reply struct {
		reply, draft string
		err          error
	}
	long := strings.Repeat("x", 1<<20)
	full := strings.Repeat("x", maxReply)
	tests := []struct {
		name, in string
		want     []reply
	}{
		{"a reply ends at a line with a dot", "one\n\ntwo\n.\nthree\n.\n",
			[]reply{{reply: "one\n\ntwo"}, {reply: "three"}, {err: io.EOF}}},
		{"a dot inside a line ends nothing", "e.g.\n. \n..\n.\n", []reply{{reply: "e.g.\n. \n.."}}},
		{"a dot alone is an empty reply", ".\n", []reply{{}, {err: io.EOF}}},
		{"the last dot needs no line end", "one\n.", []reply{{reply: "one"}, {err: io.EOF}}},
		{"CR LF line ends are line ends", "one\r\ntwo\r\n.\r\n", []reply{{reply: "one\ntwo"}}},
		{"text without its dot is a draft", "one\ntwo", []reply{{draft: "one\ntwo", err: io.EOF}, {err: io.EOF}}},
		{"no text is the end", "", []reply{{err: io.EOF}}},
		{"a command returns at once", "/hint\none\n.\n", []reply{{reply: "/hint"}, {reply: "one"}}},
		{"a command needs no line end and no dot", "one\n.\n/quit", []reply{{reply: "one"}, {reply: "/quit"}, {err: io.EOF}}},
		{"empty lines and spaces before a command do not matter", "\n /skip \n", []reply{{reply: "/skip"}}},
		{"a slash later in a reply is text", "one\n/quit\n.\n", []reply{{reply: "one\n/quit"}}},
		{"a path opens an answer", "/etc/hosts was wrong\n.\n", []reply{{reply: "/etc/hosts was wrong"}}},
		{"a reply of the full size is taken", full + "\n.\n", []reply{{reply: full}}},
		{"a longer reply is refused and the next one read", full + "x\n.\nnext\n.\n",
			[]reply{{err: ErrTooLong}, {reply: "next"}}},
		{"so is one of many lines", strings.Repeat("line\n", 60_000) + "/quit\n.\nnext\n.\n",
			[]reply{{err: ErrTooLong}, {reply: "next"}}},
		{"a line of a mebibyte is drained", long + "\nmore\n.\nnext\n.\n",
			[]reply{{err: ErrTooLong}, {reply: "next"}}},
		{"an unfinished reply may be too long as well", long, []reply{{err: ErrTooLong}, {err: io.EOF}}},
		{"text that is no UTF-8 is refused by its line", "ok\nGr\xf6\xdfe\nok\n.\nnext\n.\n",
			[]reply{{err: &EncodingError{Line: 2}}, {reply: "next"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := NewReader(strings.NewReader(tt.in))
			for _, want := range tt.want {
				got, draft, err := r.ReadReply()
				require.Equal(t, want, reply{got, draft, err})
			}
		})
	}
}

func TestReaderTakesALineInManySmallReads(t *testing.T) {
	r := NewReader(iotest.OneByteReader(strings.NewReader("Größe\r\n.\r\n")))
	reply, _, err := r.ReadReply()
	require.NoError(t, err)
	require.Equal(t, "Größe", reply)
}

func TestReaderReportsAReadErrorWithTheDraft(t *testing.T) {
	broken := errors.New("device gone")
	r := NewReader(io.MultiReader(strings.NewReader("one\n"), iotest.ErrReader(broken)))
	_, draft, err := r.ReadReply()
	require.ErrorIs(t, err, broken)
	require.Equal(t, "one", draft)
}

func TestReaderErrorsSayWhatToDo(t *testing.T) {
	require.EqualError(t, ErrTooLong, "read reply: more than the 256 KiB a reply may have; send a shorter one")
	require.EqualError(t, &EncodingError{Line: 3},
		"read reply: line 3 is not UTF-8 text; convert the input (iconv -t UTF-8) and send it again")
}

func TestCommand(t *testing.T) {
	tests := []struct {
		reply, want string
		ok          bool
	}{
		{"/hint", "hint", true},
		{" /skip \n", "skip", true},
		{"/hint please", "hint please", true},
		{"/", "", false},
		{"/ hint", "", false},
		{"/usr/bin", "", false},
		{"/quit\nor not", "", false},
		{"quit", "", false},
	}
	for _, tt := range tests {
		got, ok := Command(tt.reply)
		require.Equal(t, tt.ok, ok, tt.reply)
		require.Equal(t, tt.want, got, tt.reply)
	}
}
