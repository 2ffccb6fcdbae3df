package llm

import (
	"fmt"
	"time"
)

// Kind classifies an [Error] by what the caller can do about it.
type Kind int

const (
	Invalid     Kind = iota // fix the request
	Auth                    // fix the key or its rights
	NotFound                // name another model or base URL
	Quota                   // pay or wait for days
	TooLong                 // send less
	Declined                // the provider filtered or refused; another answer may pass
	RateLimited             // wait, then the same call
	Unavailable             // the same call again
	Truncated               // the reply ended before it was done; the same call again
	Offline                 // no connection could be made; park and resume later
	TooLarge                // the reply is larger than we take
	Stale                   // a recording is missing or was made for another request
	Empty                   // the reply holds no text; one more call may
)

// An Error is a failed call, classified. Err holds the provider's words with
// every key redacted.
type Error struct {
	Kind     Kind
	Provider string
	Status   int           // HTTP status, 0 when there was none
	Wait     time.Duration // how long the provider asked to wait, 0 when it did not say
	Tries    int           // calls worth making in all; 0 leaves it to the Kind
	Hint     string        // what the user can do next, or empty
	Err      error
}

func (e *Error) Error() string {
	switch {
	case e.Provider == "":
		return e.Err.Error()
	case e.Status != 0:
		return fmt.Sprintf("%s (%d): %v", e.Provider, e.Status, e.Err)
	}
	return fmt.Sprintf("%s: %v", e.Provider, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Temporary reports whether the same call may succeed later, so that the work
// is worth keeping for then.
func (e *Error) Temporary() bool {
	if e.Tries == 1 {
		return false
	}
	switch e.Kind {
	case RateLimited, Unavailable, Truncated, Offline:
		return true
	}
	return false
}

// Lasting reports whether every later call to the model will fail as well, so
// that what is under way can end.
func (e *Error) Lasting() bool {
	switch e.Kind {
	case Invalid, Auth, NotFound, Quota, Stale:
		return true
	}
	return false
}

// overload reports whether e says that the provider gets too much at a time.
func (e *Error) overload() bool {
	return e.Kind == RateLimited || e.Status == 503 || e.Status == 529
}

// tries is how many calls in all [Retry] may spend on e, given that it would
// make at most limit.
func (e *Error) tries(limit int) int {
	switch {
	case e.Tries > 0:
		return min(e.Tries, limit)
	case e.Kind == Offline:
		return min(3, limit)
	case e.Kind == Empty:
		return min(2, limit)
	case e.Temporary():
		return limit
	}
	return 1
}
