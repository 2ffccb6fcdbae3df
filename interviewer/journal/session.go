package journal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"slices"
	"strconv"
	"sync"

	"mockstar/interviewer"
)

// A Session is a transcript open for writing, and the draft beside it. Its
// methods can be called from several goroutines at once.
type Session struct {
	disk disk
	id   string
	lock io.Closer
	note string

	mu      sync.Mutex
	file    file
	size    int64  // of what is acknowledged
	seq     int    // of the next turn
	parent  string // id of the last turn
	replyTo string // id of the last turn that says something; a draft belongs to it
	stopped error  // why no more turns are taken
	closed  bool
}

var _ interviewer.Recorder = (*Session)(nil)

var errClosed = errors.New("the session is closed")

// ID names the session.
func (s *Session) ID() string { return s.id }

// Note says what Resume had to mend, in a sentence for the candidate. It is
// empty if nothing.
func (s *Session) Note() string { return s.note }

// Record appends t and returns when it is on the disk. The caller numbers and
// chains the turns: t must carry the next Seq, the last turn's ID as Parent,
// and its own Sum as ID, and is refused otherwise.
//
// After an error the turn is not acknowledged and must not be acted upon. On
// [ErrNoSpace] the same turn can be recorded again later. On [ErrStopped] the
// disk failed in a way that leaves open what it holds: the session takes no
// more turns, but what was acknowledged before is kept.
func (s *Session) Record(t interviewer.Turn) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("write session %s: %w", s.id, errClosed)
	}
	line, err := s.line(t)
	if err == nil {
		err = s.append(line)
	}
	if err != nil {
		return fmt.Errorf("write session %s: %w", s.id, err)
	}
	s.follow(t)
	if t.Kind == interviewer.Replied {
		// The reply is kept whatever becomes of its draft, and a draft that
		// stays behind answers an earlier turn and is not offered.
		_ = s.clearDraft()
	}
	return nil
}

// line is the record of t, once it is sure that it can be read back.
func (s *Session) line(t interviewer.Turn) ([]byte, error) {
	switch {
	case t.Seq != s.seq:
		return nil, fmt.Errorf("turn %d came where turn %d is due", t.Seq, s.seq)
	case t.Parent != s.parent:
		return nil, fmt.Errorf("turn %d names %q as its parent, not %q", t.Seq, t.Parent, s.parent)
	case t.ID != t.Sum():
		return nil, fmt.Errorf("turn %d does not match its id", t.Seq)
	}
	line, err := json.Marshal(t) // the encoding that Sum is taken over
	if err != nil {
		return nil, err
	}
	if _, err := decode(line); err != nil {
		return nil, fmt.Errorf("turn %d could not be read back: it %w", t.Seq, err)
	}
	return append(line, '\n'), nil
}

func (s *Session) append(line []byte) error {
	if s.stopped != nil {
		return s.stopped
	}
	if _, err := s.file.WriteAt(line, s.size); err != nil {
		if cut := s.file.Truncate(s.size); cut != nil || !noSpace(err) {
			return s.stop(errors.Join(err, cut))
		}
		return explain(err)
	}
	if err := s.file.Sync(); err != nil {
		return s.stop(err)
	}
	s.size += int64(len(line))
	return nil
}

// stop gives the file up. After a failed sync a second one can report success
// for bytes that are lost, so nothing more is written through it. The turn was
// not acknowledged: cutting it off, if that works, keeps a later resume from
// reading it out of a cache that the disk never saw.
func (s *Session) stop(cause error) error {
	_ = s.file.Truncate(s.size)
	_ = s.file.Close()
	s.stopped = fmt.Errorf("%w (%w)", ErrStopped, cause)
	return s.stopped
}

func (s *Session) follow(t interviewer.Turn) {
	s.seq, s.parent = t.Seq+1, t.ID
	if t.Kind != interviewer.Parked && t.Kind != interviewer.Resumed {
		s.replyTo = t.ID
	}
}

// restore reads the transcript, mends its end and makes it durable.
func (s *Session) restore() ([]interviewer.Turn, error) {
	l, err := scan(io.NewSectionReader(s.file, 0, math.MaxInt64))
	if err != nil {
		return l.turns, err
	}
	if err := l.damaged(); err != nil {
		return l.turns, err
	}
	if l.whole < l.size {
		if err := s.cutTorn(l.whole, l.size); err != nil {
			return nil, err
		}
	}
	s.size = l.whole
	if l.openEnd {
		if _, err := s.file.WriteAt([]byte{'\n'}, s.size); err != nil {
			return nil, err
		}
		s.size++
	}
	if err := errors.Join(s.file.Sync(), s.disk.syncDir(s.id), s.disk.syncDir(".")); err != nil {
		return nil, err
	}
	if len(l.turns) == 0 {
		return nil, ErrEmpty
	}
	for _, t := range l.turns {
		s.follow(t)
	}
	return l.turns, nil
}

// cutTorn keeps what is behind the last whole record in a file of its own
// before it cuts it off.
func (s *Session) cutTorn(whole, size int64) error {
	names, err := s.disk.list(s.id)
	if err != nil {
		return err
	}
	n := 1
	for slices.Contains(names, tornFile+strconv.Itoa(n)) {
		n++
	}
	aside := path.Join(s.id, tornFile+strconv.Itoa(n))
	f, err := s.disk.open(aside, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.NewOffsetWriter(f, 0), io.NewSectionReader(s.file, whole, size-whole))
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := s.disk.syncDir(s.id); err != nil {
		return err
	}
	if err := s.file.Truncate(whole); err != nil {
		return err
	}
	s.note = fmt.Sprintf("the last record was cut off while it was written and is left out; its %d bytes are in sessions/%s", size-whole, aside)
	return nil
}

// Close lets others open the session.
func (s *Session) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	var err error
	if s.stopped == nil {
		err = s.file.Close()
	}
	return errors.Join(err, s.lock.Close())
}
