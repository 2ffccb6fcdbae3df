package llm

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"time"
)

const (
	backoffBase = 500 * time.Millisecond
	backoffCap  = 30 * time.Second
	longestWait = 120 * time.Second // a provider that asks for more is not waited for
)

// RetryOptions tune [Retry]. The zero value suits real providers.
type RetryOptions struct {
	Attempts int            // calls in all; 0 means 10
	Total    time.Duration  // for all calls and the waits between them; 0 means 10 minutes
	Notify   func(Attempt)  // told of each wait as it begins; may be nil
	Rand     func() float64 // in [0,1), spreads the waits; nil means math/rand/v2
	Pool     *Pool          // where calls wait for their turn, which Total does not count; nil means nowhere
}

// An Attempt is a call that failed and will be made again.
type Attempt struct {
	N    int           // from 1
	Err  error         // why it failed
	Wait time.Duration // until the next one
}

// Retry makes the calls of m again when they fail in a way that passes. It is
// the only place that does.
//
// A call is committed with its first text: from then on errors pass through,
// so nobody reads the same words twice. Under [Ask] nothing is committed until
// the reply is whole. Usage of failed calls passes through too: what was spent
// is counted.
//
// Between calls it waits exactly as long as the provider asked, or else for a
// random part of 0.5 s, 1 s, 2 s ... 30 s. A provider that asks for more than
// 120 s, or for more than is left, is not waited for: the error is returned at
// once, and its Hint says when to come back; who else would call in the same Pool
// before then gets it too. One call may take half of the
// total, so that one that only drips leaves time for another. The error
// returned is always the provider's last.
func Retry(m Model, o RetryOptions) Model {
	if o.Attempts == 0 {
		o.Attempts = 10
	}
	if o.Total == 0 {
		o.Total = 10 * time.Minute
	}
	if o.Notify == nil {
		o.Notify = func(Attempt) {}
	}
	if o.Rand == nil {
		o.Rand = rand.Float64
	}
	return ModelFunc(func(ctx context.Context, req Request) iter.Seq2[Chunk, error] {
		return func(yield func(Chunk, error) bool) {
			m := m
			if wantsWhole(ctx) {
				m = Whole(m)
			}
			var last error
			deadline := time.Now().Add(o.Total)
			for n := 1; ; n++ {
				queued := time.Now()
				leave, err := o.Pool.enter(ctx)
				if err != nil {
					yield(Chunk{}, err)
					return
				}
				deadline = deadline.Add(time.Since(queued))
				err, over := o.attempt(ctx, deadline, m, req, yield)
				leave(err)
				if over {
					return
				}
				if last == nil || !errors.Is(err, errSlow) {
					last = err
				}
				wait, again := o.wait(last, n, time.Until(deadline))
				if !again || ctx.Err() != nil {
					yield(Chunk{}, giveUp(last, n))
					return
				}
				o.Notify(Attempt{N: n, Err: last, Wait: wait})
				select {
				case <-time.After(wait):
				case <-ctx.Done():
					yield(Chunk{}, fmt.Errorf("wait to call again: %w; last error: %v", ctx.Err(), last))
					return
				}
			}
		}
	})
}

// errSlow marks a call that we cut because it used up its time.
var errSlow = errors.New("no whole reply in time")

// attempt makes one call and hands its chunks to yield. It reports over when
// nothing more may be yielded; otherwise the call failed with err before it
// was committed.
func (o RetryOptions) attempt(ctx context.Context, deadline time.Time, m Model, req Request, yield func(Chunk, error) bool) (err error, over bool) {
	end := time.Now().Add(o.Total / 2)
	if end.After(deadline) {
		end = deadline
	}
	call, cancel := context.WithDeadline(ctx, end)
	defer cancel()
	committed := false
	for c, err := range m.Generate(call, req) {
		if err != nil {
			if call.Err() != nil && ctx.Err() == nil {
				err = &Error{Kind: Unavailable, Err: errSlow}
			}
			if committed {
				yield(c, err)
			}
			return err, committed
		}
		committed = committed || c.Text != "" || c.Finish != ""
		if !yield(c, nil) {
			return nil, true
		}
	}
	if committed {
		return nil, true
	}
	return &Error{Kind: Truncated, Err: errors.New("the reply ended before it began")}, false
}

// wait says how long to wait after the nth call failed with err, and whether
// to call again at all.
func (o RetryOptions) wait(err error, n int, left time.Duration) (time.Duration, bool) {
	var e *Error
	if !errors.As(err, &e) || n >= e.tries(o.Attempts) {
		return 0, false
	}
	if e.Wait > 0 {
		return e.Wait, e.Wait <= longestWait && e.Wait < left
	}
	ceiling := min(backoffCap, backoffBase<<min(n-1, 10))
	d := time.Duration(o.Rand() * float64(ceiling))
	return d, d < left
}

// giveUp is the provider's last error, with what was tried and when to return.
func giveUp(err error, n int) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	last := *e
	if n > 1 {
		last.Err = fmt.Errorf("gave up after %d calls: %w", n, e.Err)
	}
	if e.Wait > 0 && e.Temporary() {
		return last.until(time.Now().Add(e.Wait))
	}
	return &last
}

// until is e with a hint that says when to return.
func (e *Error) until(back time.Time) *Error {
	later := *e
	// Rounded up, so that whoever comes back then is not too early.
	later.Hint = fmt.Sprintf("the provider asks to wait %s: try again after %s",
		e.Wait.Round(time.Second), back.Add(time.Second-1).Format("2006-01-02 15:04:05"))
	return &later
}
