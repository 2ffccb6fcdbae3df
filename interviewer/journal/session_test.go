package journal

import (
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
)

func TestRecord(t *testing.T) {
	tests := map[string]struct {
		change func(*interviewer.Turn)
		cause  string
	}{
		"a turn out of its place is refused":          {func(u *interviewer.Turn) { u.Seq++; u.ID = u.Sum() }, "turn 5 came where turn 4 is due"},
		"a turn with another parent is refused":       {func(u *interviewer.Turn) { u.Parent = "0123"; u.ID = u.Sum() }, "as its parent"},
		"a turn that was changed is refused":          {func(u *interviewer.Turn) { u.Text += "!" }, "does not match its id"},
		"a turn that cannot be read back is refused":  {func(u *interviewer.Turn) { u.Text = "\xff"; u.ID = u.Sum() }, "could not be read back"},
		"a turn longer than the longest is refused":   {func(u *interviewer.Turn) { u.Text = strings.Repeat("a", maxLine); u.ID = u.Sum() }, "longer than"},
		"a time that RFC 3339 cannot tell is refused": {func(u *interviewer.Turn) { u.At = u.At.In(time.FixedZone("", 1)); u.ID = u.Sum() }, "could not be read back"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := newMemDisk()
			store, s, turns := started(t, d)
			next := after(turns).asked("And then?")
			bad := next
			tt.change(&bad)
			require.ErrorContains(t, s.Record(bad), tt.cause)
			require.Empty(t, d.trace, "nothing was written")

			require.NoError(t, s.Record(next), "the right turn is still taken")
			got, err := store.Read(s.ID())
			require.NoError(t, err)
			require.Equal(t, append(turns, next), got)
		})
	}

	t.Run("a turn of nearly 4 MiB is kept", func(t *testing.T) {
		store, s, turns := started(t, newMemDisk())
		long := after(turns).replied(strings.Repeat("a", maxLine-1000))
		require.NoError(t, s.Record(long))
		got, err := store.Read(s.ID())
		require.NoError(t, err)
		require.Equal(t, long, got[len(got)-1])
	})

	t.Run("a closed session takes nothing", func(t *testing.T) {
		_, s, turns := started(t, newMemDisk())
		require.NoError(t, s.Close())
		require.NoError(t, s.Close(), "closing twice is harmless")
		require.ErrorContains(t, s.Record(after(turns).asked("?")), "is closed")
		require.ErrorContains(t, s.SaveDraft("x"), "is closed")
	})
}

// The order of operations is what durability rests on.
func TestOrder(t *testing.T) {
	tests := map[string]struct {
		do   func(*testing.T, *Store, *Session, []interviewer.Turn)
		want []string
	}{
		"a session and its entries are durable before the first turn": {
			func(t *testing.T, store *Store, _ *Session, _ []interviewer.Turn) {
				_, err := store.Create()
				require.NoError(t, err)
			},
			[]string{"mkdir OTHER", "syncdir .", "create OTHER/transcript.jsonl", "syncdir OTHER"},
		},
		"a turn is synced before it is acknowledged": {
			func(t *testing.T, _ *Store, s *Session, turns []interviewer.Turn) {
				require.NoError(t, s.Record(after(turns).asked("?")))
			},
			[]string{"write ID/transcript.jsonl", "sync ID/transcript.jsonl"},
		},
		"a reply is synced before its draft goes": {
			func(t *testing.T, _ *Store, s *Session, turns []interviewer.Turn) {
				require.NoError(t, s.Record(after(turns).replied("!")))
			},
			[]string{"write ID/transcript.jsonl", "sync ID/transcript.jsonl", "remove ID/draft.tmp", "remove ID/draft.txt", "syncdir ID"},
		},
		"a draft is whole on the disk before it takes its name": {
			func(t *testing.T, _ *Store, s *Session, _ []interviewer.Turn) {
				require.NoError(t, s.SaveDraft("so far"))
			},
			[]string{"create ID/draft.tmp", "write ID/draft.tmp", "sync ID/draft.tmp", "rename ID/draft.tmp ID/draft.txt", "syncdir ID"},
		},
		"a resumed transcript is made durable, for its writer may have been killed before the sync": {
			func(t *testing.T, store *Store, s *Session, _ []interviewer.Turn) {
				require.NoError(t, s.Close())
				_, _, err := store.Resume(s.ID())
				require.NoError(t, err)
			},
			[]string{"sync ID/transcript.jsonl", "syncdir ID", "syncdir ."},
		},
		"a torn record is safe aside before it is cut off": {
			func(t *testing.T, store *Store, s *Session, _ []interviewer.Turn) {
				tear(t, s)
				_, _, err := store.Resume(s.ID())
				require.NoError(t, err)
			},
			[]string{
				"create ID/transcript.torn-1", "write ID/transcript.torn-1", "sync ID/transcript.torn-1", "syncdir ID",
				"truncate ID/transcript.jsonl", "sync ID/transcript.jsonl", "syncdir ID", "syncdir .",
			},
		},
		"a deleted session is durably gone": {
			func(t *testing.T, store *Store, s *Session, _ []interviewer.Turn) {
				require.NoError(t, s.Close())
				require.NoError(t, store.Delete(s.ID()))
			},
			[]string{"remove ID", "syncdir ."},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := newMemDisk()
			store, s, turns := started(t, d)
			tt.do(t, store, s, turns)
			for i, op := range d.trace {
				d.trace[i] = otherID.ReplaceAllString(strings.ReplaceAll(op, s.ID(), "ID"), "OTHER")
			}
			require.Equal(t, tt.want, d.trace)
		})
	}
}

var otherID = regexp.MustCompile(`[0-9]{8}-[0-9]{4}-[a-z0-9]{4}`)

// tear closes s and leaves the beginning of a record behind its last one.
func tear(t *testing.T, s *Session) {
	t.Helper()
	require.NoError(t, s.Close())
	n := s.disk.(*memDisk).now[s.id+"/"+transcriptFile]
	n.data = append(n.data, `{"seq":4,"id":"`...)
}

func TestDraft(t *testing.T) {
	draft := func(t *testing.T, s *Session) string {
		t.Helper()
		text, err := s.Draft()
		require.NoError(t, err)
		return text
	}
	begin := func(t *testing.T) (*Store, *Session, *talk) {
		store, s, turns := started(t, newMemDisk())
		k := after(turns)
		require.NoError(t, s.Record(k.asked("And then?")))
		require.NoError(t, s.SaveDraft("first"))
		require.NoError(t, s.SaveDraft("We had\nthree lines\n"))
		return store, s, k
	}

	t.Run("the last draft comes back as it was", func(t *testing.T) {
		_, s, _ := begin(t)
		require.Equal(t, "We had\nthree lines\n", draft(t, s))
	})
	t.Run("there is none at first", func(t *testing.T) {
		_, s, _ := started(t, newMemDisk())
		require.Empty(t, draft(t, s))
	})
	t.Run("it outlives leaving and coming back, any number of times", func(t *testing.T) {
		store, s, k := begin(t)
		for range 2 {
			require.NoError(t, s.Close())
			resumed, _, err := store.Resume(s.ID())
			require.NoError(t, err)
			s = resumed
			recordAll(t, s, k.turn(interviewer.Turn{Kind: interviewer.Resumed}), k.turn(interviewer.Turn{Kind: interviewer.Parked}))
			require.Equal(t, "We had\nthree lines\n", draft(t, s))
		}
	})
	t.Run("the reply leaves no trace of it", func(t *testing.T) {
		_, s, k := begin(t)
		require.NoError(t, s.Record(k.replied("sent")))
		require.Empty(t, draft(t, s))
		_, there := raw(s.disk.(*memDisk), s, draftFile)
		require.False(t, there)
	})
	t.Run("one for an earlier question is not offered", func(t *testing.T) {
		_, s, k := begin(t)
		require.NoError(t, s.Record(k.asked("Something else?")))
		require.Empty(t, draft(t, s))
	})
	t.Run("a failed save leaves the draft before and takes up no space", func(t *testing.T) {
		for _, op := range []string{"create", "write", "sync", "rename"} {
			_, s, _ := begin(t)
			s.disk.(*memDisk).fail = failing(op, syscall.ENOSPC)
			require.ErrorIs(t, s.SaveDraft("lost"), ErrNoSpace, op)
			require.Equal(t, "We had\nthree lines\n", draft(t, s), op)
			_, there := raw(s.disk.(*memDisk), s, draftTemp)
			require.False(t, there, op)
		}
	})
}
