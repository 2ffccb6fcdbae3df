//go:build !race

// A life uses its session from one goroutine: the race detector has nothing to
// find.

package journal

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
)

// Power is cut at a random operation, five times over in each of 500 seeded
// lives of a session: the disk that comes back has lost any part of what was
// not synced. No acknowledged turn and no acknowledged draft is ever lost.
func TestPowerCuts(t *testing.T) {
	cuts, turns := 0, 0
	for seed := range uint64(500) {
		l := &life{rng: rand.New(rand.NewPCG(seed, 78)), disk: newMemDisk()}
		for range 5 {
			l.live(t, seed)
			l.disk = l.disk.powerCut(l.rng)
			l.check(t, seed)
			cuts++
		}
		turns += len(l.kept)
	}
	t.Attr("promise", fmt.Sprintf("power: %d cuts of the power, 0 of %d acknowledged turns lost", cuts, turns))
}

var errPower = errors.New("the power is out")

// A life is a session through power cuts, with what was promised about it.
type life struct {
	rng  *rand.Rand
	disk *memDisk
	id   string // empty until Create returned

	kept   []interviewer.Turn // acknowledged
	trying *interviewer.Turn  // recorded, but not acknowledged
	draft  string             // acknowledged, and not answered since
	drafts []string           // saved since, but not acknowledged
}

// live uses the session until the power goes.
func (l *life) live(t *testing.T, seed uint64) {
	left := l.rng.IntN(40)
	l.disk.fail = func(string) error {
		if left--; left < 0 {
			return errPower
		}
		return nil
	}
	store, err := openOn(l.disk, Options{Rand: seeded(byte(l.rng.Uint32())), Existing: l.id != ""})
	var s *Session
	if err == nil {
		s, err = l.begin(store)
	}
	for err == nil {
		err = l.step(s)
	}
	require.ErrorIs(t, err, errPower, "seed %d", seed)
}

func (l *life) begin(store *Store) (*Session, error) {
	if l.id != "" {
		s, _, err := store.Resume(l.id)
		if !errors.Is(err, ErrEmpty) {
			return s, err
		}
	}
	s, err := store.Create()
	if err == nil {
		l.id = s.ID()
	}
	return s, err
}

func (l *life) step(s *Session) error {
	text := strings.Repeat("word ", l.rng.IntN(500))
	if l.rng.IntN(3) == 0 {
		l.drafts = append(l.drafts, text)
		err := s.SaveDraft(text)
		if err == nil {
			l.draft, l.drafts = text, nil
		}
		return err
	}
	next := after(l.kept).replied(text)
	l.trying = &next
	err := s.Record(next)
	if err == nil {
		l.kept, l.trying = append(l.kept, next), nil
		l.draft, l.drafts = "", nil
	}
	return err
}

// check opens the session when the power is back.
func (l *life) check(t *testing.T, seed uint64) {
	if l.id == "" {
		return
	}
	store, err := openOn(l.disk, Options{Existing: true})
	require.NoError(t, err)
	s, got, err := store.Resume(l.id)
	if len(l.kept) == 0 && errors.Is(err, ErrEmpty) {
		l.trying = nil
		return
	}
	require.NoError(t, err, "seed %d", seed)
	if l.trying != nil && len(got) > len(l.kept) {
		l.kept = append(l.kept, *l.trying) // it was whole, and is durable now
		l.draft, l.drafts = "", nil
	}
	l.trying = nil
	require.Equal(t, l.kept, got, "seed %d", seed)

	draft, err := s.Draft()
	require.NoError(t, err)
	require.Contains(t, append(l.drafts, l.draft), draft, "seed %d", seed)
	l.draft, l.drafts = draft, nil
	require.NoError(t, s.Close())
}
