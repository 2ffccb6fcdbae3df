package journal

import (
	"io/fs"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
)

func TestList(t *testing.T) {
	d := newMemDisk()
	store := memStore(t, d, 1)
	at := noon
	store.now = func() time.Time { at = at.Add(time.Hour); return at }
	create := func(turns ...interviewer.Turn) *Session {
		s, err := store.Create()
		require.NoError(t, err)
		recordAll(t, s, turns...)
		require.NoError(t, s.Close())
		return s
	}
	turns := conversation()
	k := after(turns)
	second := k.asked("The next question?")
	closed := create(append(turns, second, k.turn(interviewer.Turn{Kind: interviewer.Closed, Why: "done"}))...)
	open := create(append(turns, second)...)
	damaged := create(turns...)
	d.now[damaged.ID()+"/"+transcriptFile].data[600] ^= 1
	empty := create()
	require.NoError(t, d.mkdir(".probe-left"))
	require.NoError(t, d.mkdir("notes"))

	sums, err := store.List()
	require.NoError(t, err)
	base := Summary{Started: noon, Document: "senior-ai-engineer", Plan: "quick", Questions: 3}
	want := []Summary{
		{ID: empty.ID(), State: IsEmpty},
		base.with(damaged, IsDamaged),
		base.with(open, IsOpen),
		base.with(closed, IsClosed),
	}
	require.Equal(t, want, sums)

	id, err := store.LatestOpen()
	require.NoError(t, err)
	require.Equal(t, open.ID(), id)
	require.NoError(t, store.Delete(open.ID()))
	_, err = store.LatestOpen()
	require.ErrorIs(t, err, ErrNoSession)
}

func TestListWithinAMinute(t *testing.T) {
	store := memStore(t, newMemDisk(), 1)
	var want []string
	for i := range 20 {
		s, err := store.Create()
		require.NoError(t, err)
		k := after(nil)
		k.at = noon.Add(time.Duration(i) * time.Second)
		require.NoError(t, s.Record(k.opened()))
		want = append([]string{s.ID()}, want...)
	}
	sums, err := store.List()
	require.NoError(t, err)
	for i, sum := range sums {
		require.Equal(t, want[i], sum.ID)
	}
}

func (s Summary) with(ses *Session, state State) Summary {
	s.ID, s.State = ses.ID(), state
	return s
}

func TestDelete(t *testing.T) {
	t.Run("nothing is left, whatever was there", func(t *testing.T) {
		d := newMemDisk()
		store, s, _ := started(t, d)
		require.NoError(t, s.SaveDraft("secret"))
		tear(t, s)
		s, _, err := store.Resume(s.ID())
		require.NoError(t, err)
		require.NoError(t, s.Close())
		require.NoError(t, store.Delete(s.ID()))
		require.Len(t, d.now, 1, "only the folder itself is left")
		require.Len(t, d.powerCut(rand.New(rand.NewPCG(1, 1))).now, 1, "and comes back after a power cut")
		require.Empty(t, d.locked)
	})
	t.Run("one that was never finished can be deleted", func(t *testing.T) {
		d := newMemDisk()
		store := memStore(t, d, 1)
		require.NoError(t, d.mkdir("20261122-1200-haff"))
		require.NoError(t, store.Delete("20261122-1200-haff"))
		require.Len(t, d.now, 1)
	})
	t.Run("a failure is told", func(t *testing.T) {
		for _, op := range []string{"remove", "syncdir"} {
			d := newMemDisk()
			store, s, _ := started(t, d)
			require.NoError(t, s.Close())
			d.fail = failing(op, fs.ErrPermission)
			require.ErrorIs(t, store.Delete(s.ID()), fs.ErrPermission, op)
		}
	})
}
