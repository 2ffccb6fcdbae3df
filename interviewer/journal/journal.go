// Package journal keeps interviews on disk: one folder a session, in it one
// transcript of append-only JSON lines.
//
//	HOME/sessions/20261122-2317-k3f9/transcript.jsonl    the turns
//	                                 transcript.torn-1   a last record cut off by a crash, if ever
//	                                 draft.txt           a reply that is not sent yet
//	                                 lock                held by the process that has it open
//
// [Session.Record] returns when the turn is on the disk. What it acknowledged
// is there after a kill or a power cut; a turn it did not acknowledge is there
// whole or not at all. Every turn carries a checksum over itself and the turn
// before it, so that damage is found and named; a transcript is a plain file
// and can be copied while nobody has it open.
//
// Nothing here ever leaves the folder of sessions, whatever an id says, and
// no file is readable by others, whatever the umask.
package journal

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"mockstar/interviewer"
)

// The files of a session.
const (
	transcriptFile = "transcript.jsonl"
	tornFile       = "transcript.torn-"
	draftFile      = "draft.txt"
	draftTemp      = "draft.tmp"
	lockName       = "lock"
)

// Options of a store. The zero value works.
type Options struct {
	Now  func() time.Time // dates the ids; time.Now if nil
	Rand io.Reader        // tells ids of the same minute apart; crypto/rand if nil

	// Existing takes the store as it is: nothing is created and nothing
	// proved, so that sessions on a full or read-only disk can be read, and
	// on a full one deleted.
	Existing bool
}

// A Store is the folder of all sessions.
type Store struct {
	disk disk
	now  func() time.Time
	rand io.Reader
}

// Open opens the store under the folder home. Unless told to take it as it is,
// it creates what is missing and proves that files can be created, written,
// synced, renamed and removed, so that nobody answers a question whose answer
// cannot be kept. The error says why not; it is [ErrNoSpace] on a full disk
// and [fs.ErrNotExist] for a store that should exist.
func Open(home string, o Options) (*Store, error) {
	dir := filepath.Join(home, "sessions")
	open := makeRoot
	if o.Existing {
		open = openRoot
	}
	d, err := open(dir)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", explain(err))
	}
	s, err := openOn(d, o)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open store: no answers can be kept in %s: %w", dir, err), d.Close())
	}
	return s, nil
}

func openOn(d disk, o Options) (*Store, error) {
	s := &Store{disk: d, now: o.Now, rand: o.Rand}
	if s.now == nil {
		s.now = time.Now
	}
	if s.rand == nil {
		s.rand = rand.Reader
	}
	if o.Existing {
		return s, nil
	}
	return s, explain(s.prove())
}

// Close releases the folder. Sessions must be closed before.
func (s *Store) Close() error { return s.disk.Close() }

// prove does once, in a folder of its own, all that keeping a session needs.
// The folder also shows a umask that shuts out the owner.
func (s *Store) prove() error {
	suffix, err := randomLetters(s.rand)
	if err != nil {
		return err
	}
	dir := ".probe-" + suffix
	if err := s.disk.mkdir(dir); err != nil {
		return err
	}
	return errors.Join(
		writeWhole(s.disk, path.Join(dir, draftFile), path.Join(dir, draftTemp), []byte("mockstar\n")),
		s.disk.removeAll(dir),
		s.disk.syncDir("."),
	)
}

// writeWhole puts data in the file name, so that after a crash it holds either
// all of data or what it held before. A failure leaves no temp to take up space.
func writeWhole(d disk, name, temp string, data []byte) error {
	err := writeSynced(d, temp, data)
	if err == nil {
		err = d.rename(temp, name)
	}
	if err != nil {
		_ = d.removeAll(temp) // what failed first is what to tell
		return err
	}
	return d.syncDir(path.Dir(name))
}

func writeSynced(d disk, name string, data []byte) error {
	f, err := d.open(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(data, 0)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// Create begins a session that nobody else has. It is durable when Create
// returns, and empty until the first turn is recorded.
func (s *Store) Create() (*Session, error) {
	for range 100 { // more than enough chances for an id that is not taken
		id, err := newID(s.now(), s.rand)
		if err == nil {
			err = s.disk.mkdir(id)
		}
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("create session: %w", explain(err))
		}
		ses, err := s.fill(id)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("create session %s: %w", id, explain(err)), s.disk.removeAll(id))
		}
		return ses, nil
	}
	return nil, errors.New("create session: every id that chance gave is taken; is the random source stuck?")
}

// fill puts into the new folder of a session what belongs there.
func (s *Store) fill(id string) (*Session, error) {
	if err := s.disk.syncDir("."); err != nil {
		return nil, err
	}
	ses, err := s.take(id, os.O_CREATE|os.O_EXCL)
	if err != nil {
		return nil, err
	}
	if err := s.disk.syncDir(id); err != nil {
		return nil, errors.Join(err, ses.Close())
	}
	return ses, nil
}

// take locks a session and opens its transcript.
func (s *Store) take(id string, flag int) (*Session, error) {
	lock, err := s.lock(id)
	if err != nil {
		return nil, err
	}
	f, err := s.disk.open(path.Join(id, transcriptFile), os.O_RDWR|flag)
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return &Session{disk: s.disk, id: id, lock: lock, file: f}, nil
}

func (s *Store) lock(id string) (io.Closer, error) {
	lock, err := s.disk.lock(path.Join(id, lockName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoSession
	}
	return lock, err
}

// Resume opens a session to go on with it and returns what was recorded. A
// last record that was never finished is moved aside, see [Session.Note].
// What is returned is durable, also if whoever wrote it was killed before it
// knew.
//
// The error is a [*LockedError] if another process has the session open;
// [ErrBadID], [ErrNoSession] or [ErrEmpty] if there is nothing to resume; and a
// [*DamageError] if records are damaged: then the whole ones are returned with
// it and nothing was changed.
func (s *Store) Resume(id string) (*Session, []interviewer.Turn, error) {
	if !validID(id) {
		return nil, nil, fmt.Errorf("resume session %q: %w", id, ErrBadID)
	}
	ses, err := s.take(id, 0)
	if errors.Is(err, fs.ErrNotExist) {
		err = ErrEmpty // made, but killed before it had a transcript
	}
	if err != nil {
		return nil, nil, fmt.Errorf("resume session %s: %w", id, explain(err))
	}
	turns, err := ses.restore()
	if err != nil {
		return nil, turns, errors.Join(fmt.Errorf("resume session %s: %w", id, explain(err)), ses.Close())
	}
	return ses, turns, nil
}
