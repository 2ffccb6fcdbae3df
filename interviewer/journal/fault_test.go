package journal

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
)

// The rows of the fault table that concern the store, on a disk that fails when
// told to. Those that need a second process or a real disk are in process_test.go.
func TestFault(t *testing.T) {
	t.Run("78 a full disk acknowledges nothing, harms nothing and takes the turn later", fullDisk)
	t.Run("78 a full disk that is noticed only at the sync stops the session", fullAtSync)
	t.Run("78 a full disk that cannot be mended stops the session", fullAndStuck)
	t.Run("79 a failed sync stops the session for good", failedSync)
	t.Run("79 a failed write stops the session for good", failedWrite)
	t.Run("80 a store that cannot keep a file is refused at once", unwritable)
	t.Run("81 a session that is open elsewhere is refused and names the process", openElsewhere)
	t.Run("82 a last record that lacks only its line end is kept and finished", lineEndLost)
	t.Run("82 torn records are set aside one beside the other", tornTwice)
	t.Run("84 turns are ordered by number when the clock jumps back", clockJumps)
}

func fullDisk(t *testing.T) {
	d := newMemDisk()
	store, s, turns := started(t, d)
	before, _ := raw(d, s, transcriptFile)
	reply := after(turns).replied("a long answer")

	d.fail = failing("write", fmt.Errorf("write: %w", syscall.ENOSPC))
	for range 3 {
		err := s.Record(reply)
		require.ErrorIs(t, err, ErrNoSpace)
		require.ErrorContains(t, err, "free some")
		now, _ := raw(d, s, transcriptFile)
		require.Equal(t, before, now, "the half that was written is cut off")
	}
	d.fail = nil
	require.NoError(t, s.Record(reply))
	got, err := store.Read(s.ID())
	require.NoError(t, err)
	require.Equal(t, append(turns, reply), got)
}

// stopped checks that s, which could not record a turn, never writes again,
// and that a resume finds what was acknowledged and goes on.
func stopped(t *testing.T, store *Store, s *Session, turns []interviewer.Turn, err error) {
	t.Helper()
	d := s.disk.(*memDisk)
	require.ErrorIs(t, err, ErrStopped)
	require.NotErrorIs(t, err, ErrNoSpace, "recording it again would be no use")
	d.fail, d.trace = nil, nil
	require.ErrorIs(t, s.Record(after(turns).replied("again")), ErrStopped)
	require.Empty(t, d.trace, "the disk works again but the file is not touched")
	require.NoError(t, s.SaveDraft("my answer"), "the text can still be saved")
	require.NoError(t, s.Close())

	resumed, got, err := store.Resume(s.ID())
	require.NoError(t, err)
	require.Equal(t, turns, got)
	draft, err := resumed.Draft()
	require.NoError(t, err)
	require.Equal(t, "my answer", draft)
	require.NoError(t, resumed.Record(after(turns).replied("again")))
}

func fullAtSync(t *testing.T) {
	d := newMemDisk()
	store, s, turns := started(t, d)
	d.fail = failing("sync ", syscall.ENOSPC)
	stopped(t, store, s, turns, s.Record(after(turns).replied("x")))
}

func fullAndStuck(t *testing.T) {
	d := newMemDisk()
	store, s, turns := started(t, d)
	d.fail = func(op string) error {
		return errors.Join(failing("write", syscall.ENOSPC)(op), failing("truncate", syscall.EIO)(op))
	}
	stopped(t, store, s, turns, s.Record(after(turns).replied("x")))
}

func failedSync(t *testing.T) {
	d := newMemDisk()
	store, s, turns := started(t, d)
	d.fail = failing("sync ", syscall.EIO)
	err := s.Record(after(turns).replied("x"))
	require.ErrorIs(t, err, syscall.EIO, "the cause is named")
	syncs := slices.DeleteFunc(slices.Clone(d.trace), func(op string) bool { return !strings.HasPrefix(op, "sync ") })
	require.Len(t, syncs, 1, "a second sync could report success for bytes that are lost")
	stopped(t, store, s, turns, err)
}

func failedWrite(t *testing.T) {
	d := newMemDisk()
	store, s, turns := started(t, d)
	d.fail = failing("write", syscall.EIO)
	stopped(t, store, s, turns, s.Record(after(turns).replied("x")))
}

func unwritable(t *testing.T) {
	t.Attr("promise", "refused: 4 errors at 7 operations, all before the first question")
	for _, cause := range []error{syscall.EROFS, syscall.EACCES, syscall.ENOSPC, syscall.EIO} {
		for _, op := range []string{"mkdir", "create", "write", "sync ", "rename", "remove", "syncdir"} {
			d := newMemDisk()
			d.fail = failing(op, cause)
			_, err := openOn(d, Options{})
			require.ErrorIs(t, err, cause, op)
			require.Equal(t, cause == syscall.ENOSPC, errors.Is(err, ErrNoSpace), op)
			_, err = openOn(d, Options{Existing: true})
			require.NoError(t, err, "what is there can still be read")
		}
	}
	d := newMemDisk()
	memStore(t, d, 1)
	require.Len(t, d.now, 1, "the proof leaves nothing behind")
}

func openElsewhere(t *testing.T) {
	d := newMemDisk()
	store, s, turns := started(t, d)
	_, _, err := store.Resume(s.ID())
	held := new(LockedError)
	require.ErrorAs(t, err, &held)
	require.ErrorContains(t, err, "process 4711 has it open")
	require.ErrorAs(t, store.Delete(s.ID()), &held)
	got, err := store.Read(s.ID())
	require.NoError(t, err, "reading needs no lock")
	require.Equal(t, turns, got)

	require.NoError(t, s.Close())
	_, _, err = store.Resume(s.ID())
	require.NoError(t, err)
}

func lineEndLost(t *testing.T) {
	d := newMemDisk()
	store, s, turns := started(t, d)
	require.NoError(t, s.Close())
	n := d.now[s.ID()+"/"+transcriptFile]
	n.data = n.data[:len(n.data)-1]

	resumed, got, err := store.Resume(s.ID())
	require.NoError(t, err)
	require.Equal(t, turns, got)
	require.Empty(t, resumed.Note())
	next := after(turns).asked("And then?")
	require.NoError(t, resumed.Record(next))
	content, _ := raw(d, s, transcriptFile)
	require.Equal(t, string(encode(t, append(turns, next)...)), content)
}

func tornTwice(t *testing.T) {
	d := newMemDisk()
	store, s, turns := started(t, d)
	for n := 1; n <= 2; n++ {
		tear(t, s)
		resumed, got, err := store.Resume(s.ID())
		require.NoError(t, err)
		require.Equal(t, turns, got)
		require.Contains(t, resumed.Note(), fmt.Sprintf("transcript.torn-%d", n))
		s = resumed
	}
	require.NoError(t, s.Close())
	s, _, err := store.Resume(s.ID())
	require.NoError(t, err)
	require.Empty(t, s.Note(), "what was mended is not told again")

	tear(t, s)
	d.fail = failing("create", syscall.ENOSPC)
	content, _ := raw(d, s, transcriptFile)
	_, _, err = store.Resume(s.ID())
	require.ErrorIs(t, err, ErrNoSpace)
	left, _ := raw(d, s, transcriptFile)
	require.Equal(t, content, left, "nothing is cut off that could not be set aside")
}

func clockJumps(t *testing.T) {
	d := newMemDisk()
	store, s, turns := started(t, d)
	k := after(turns)
	k.at = noon.Add(-48 * time.Hour)
	earlier := k.asked("And then?")
	k.at = k.at.In(time.FixedZone("CET", 3600))
	later := k.replied("Then the clocks changed.")
	recordAll(t, s, earlier, later)

	got, err := store.Read(s.ID())
	require.NoError(t, err)
	for i, turn := range got {
		require.Equal(t, i, turn.Seq)
	}
	require.True(t, got[4].At.Before(got[3].At))
}
