package journal

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"mockstar/interviewer"
)

// A Summary is what a list of sessions shows of one.
type Summary struct {
	ID        string
	State     State
	Started   time.Time // zero if nothing was recorded
	Document  string    // the id of the document it was held with
	Plan      string    // the plan's name
	Questions int       // planned, the closing one included
}

// State is what can be done with a session.
type State string

const (
	IsOpen    State = "open"    // can be resumed
	IsClosed  State = "closed"  // the interview is over
	IsDamaged State = "damaged" // can only be read, as far as it is whole
	IsEmpty   State = "empty"   // nothing was recorded before the program ended
)

// List returns the sessions, newest first. Those begun in the same minute are
// ordered by their first turns.
func (s *Store) List() ([]Summary, error) {
	names, err := s.disk.list(".")
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	var sums []Summary
	for _, id := range names {
		if !validID(id) {
			continue
		}
		turns, err := s.Read(id)
		if errors.Is(err, ErrNoSession) {
			continue // deleted since
		}
		sums = append(sums, summarize(id, turns, err))
	}
	slices.SortFunc(sums, func(a, b Summary) int {
		minute := len(stamp)
		return -cmp.Or(cmp.Compare(a.ID[:minute], b.ID[:minute]), a.Started.Compare(b.Started), cmp.Compare(a.ID, b.ID))
	})
	return sums, nil
}

func summarize(id string, turns []interviewer.Turn, err error) Summary {
	sum := Summary{ID: id, State: IsOpen}
	if len(turns) > 0 {
		sum.Started = turns[0].At
	}
	for _, t := range turns {
		switch {
		case t.Plan != nil:
			sum.Document, _, _ = strings.Cut(t.Plan.Document, "@")
			sum.Plan, sum.Questions = t.Plan.Name, len(t.Plan.Questions)
			if t.Plan.Closing != "" {
				sum.Questions++
			}
		case t.Kind == interviewer.Closed:
			sum.State = IsClosed
		}
	}
	switch {
	case errors.Is(err, ErrEmpty):
		sum.State = IsEmpty
	case err != nil:
		sum.State = IsDamaged
	}
	return sum
}

// LatestOpen returns the id of the session begun last among those that can be
// resumed, or [ErrNoSession].
func (s *Store) LatestOpen() (string, error) {
	sums, err := s.List()
	if err != nil {
		return "", err
	}
	for _, sum := range sums {
		if sum.State == IsOpen {
			return sum.ID, nil
		}
	}
	return "", fmt.Errorf("find an open session: %w", ErrNoSession)
}

// Read returns the turns of a session without opening it for writing; another
// process may have it open. A last record that is not finished is left out.
// Errors are as those of [Store.Resume].
func (s *Store) Read(id string) ([]interviewer.Turn, error) {
	turns, err := s.read(id)
	if err != nil {
		return turns, fmt.Errorf("read session %q: %w", id, err)
	}
	return turns, nil
}

func (s *Store) read(id string) ([]interviewer.Turn, error) {
	if !validID(id) {
		return nil, ErrBadID
	}
	f, err := s.disk.open(path.Join(id, transcriptFile), os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := s.disk.list(id); errors.Is(err, fs.ErrNotExist) {
			return nil, ErrNoSession
		}
		return nil, ErrEmpty
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	l, err := scan(io.NewSectionReader(f, 0, math.MaxInt64))
	switch {
	case err != nil:
		return l.turns, err
	case l.total == 0 && len(l.turns) == 0:
		return nil, ErrEmpty
	}
	return l.turns, l.damaged()
}

// Delete removes a session with everything that belongs to it, damaged or
// not. It refuses with a [*LockedError] while another process has it open.
func (s *Store) Delete(id string) error {
	if !validID(id) {
		return fmt.Errorf("delete session %q: %w", id, ErrBadID)
	}
	lock, err := s.lock(id)
	if err != nil {
		return fmt.Errorf("delete session %s: %w", id, err)
	}
	defer lock.Close()
	if err := errors.Join(s.disk.removeAll(id), s.disk.syncDir(".")); err != nil {
		return fmt.Errorf("delete session %s: %w", id, err)
	}
	return nil
}
