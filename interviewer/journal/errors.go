package journal

import (
	"errors"
	"fmt"
	"strings"

	"mockstar/internal/lock"
)

var (
	// ErrNoSpace means that the disk is full. Nothing was acknowledged and
	// nothing recorded before was harmed: free some space and try again.
	ErrNoSpace = errors.New("no space left on the disk; free some and try again")

	// ErrStopped means that the session cannot promise to keep another turn.
	// What was acknowledged before is kept; only opening the session anew can
	// go on from there.
	ErrStopped = errors.New("the disk failed and the session takes no more turns; check the disk, then resume")

	// ErrBadID means that a text is not of the form of a session id.
	ErrBadID = errors.New("not a session id, which looks like 20261122-2317-k3f9")

	// ErrEmpty means that a session was made but nothing was recorded in it.
	ErrEmpty = errors.New("nothing was recorded in it; start a new one")

	// ErrNoSession means that there is no session to answer with.
	ErrNoSession = errors.New("no such session")
)

// A LockedError means that another process has the session open.
type LockedError = lock.HeldError

// A DamageError says which records of a transcript are not what was written.
// The records it does not name are whole.
type DamageError struct {
	Records []Damage // the first of them, at most maxDamage
	Total   int
}

// maxDamage is how many damaged records a [DamageError] names.
const maxDamage = 20

// Damage is one damaged or missing record.
type Damage struct {
	Line  int // in the transcript, from 1
	Seq   int // that the record has, or would have by its place
	Cause string
}

func (d Damage) String() string {
	return fmt.Sprintf("line %d (turn %d) %s", d.Line, d.Seq, d.Cause)
}

func (e *DamageError) Error() string {
	var b strings.Builder
	b.WriteString("transcript is damaged: ")
	for i, d := range e.Records {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(d.String())
	}
	if more := e.Total - len(e.Records); more > 0 {
		fmt.Fprintf(&b, "; and %d more", more)
	}
	return b.String()
}

// explain puts our name beside the causes that a caller can act on.
func explain(err error) error {
	if err != nil && noSpace(err) {
		return fmt.Errorf("%w (%w)", ErrNoSpace, err)
	}
	return err
}
