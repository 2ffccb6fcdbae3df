package llm

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// A Pool is what the calls to one provider share: how many run at a time and
// how many begin in a second. Give it to [RetryOptions].
//
// How many run at a time follows the provider, as TCP follows a network
// (additive increase, multiplicative decrease). A call that is told that there
// are too many halves it; calls that were under way by then say the same again
// and change nothing. A call that succeeds adds its share of one more, so it
// takes as many as run at a time for a whole one. When the provider says how
// long to wait, nobody calls before that; and when that is longer than anybody
// waits, all who would call until then get its error instead.
type Pool struct {
	rate *rate.Limiter // nil for any

	mu      sync.Mutex
	most    float64
	limit   float64 // from 1 to most
	running int
	epoch   int       // how often limit was cut
	closed  time.Time // no call begins before
	parked  *Error    // what those get who would call before back
	back    time.Time
	waiting []chan struct{}
}

// NewPool returns a pool that begins with most calls at a time and never has
// more. perSecond bounds how many begin in a second; 0 does not.
func NewPool(most int, perSecond float64) *Pool {
	p := &Pool{most: float64(most), limit: float64(most)}
	if perSecond > 0 {
		p.rate = rate.NewLimiter(rate.Limit(perSecond), 1)
	}
	return p
}

// Limit is how many calls may run at this time.
func (p *Pool) Limit() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return int(p.limit)
}

// enter waits for the turn of a call. Whoever got it must call leave with the
// outcome of the call. The nil pool lets everybody in.
func (p *Pool) enter(ctx context.Context) (leave func(error), err error) {
	if p == nil {
		return func(error) {}, nil
	}
	p.mu.Lock()
	if len(p.waiting) == 0 && p.running < int(p.limit) && !time.Now().Before(p.closed) {
		p.running++ // nobody to wait for
		epoch := p.epoch
		p.mu.Unlock()
		return p.begin(ctx, epoch)
	}
	turn := make(chan struct{})
	p.waiting = append(p.waiting, turn)
	p.admit()
	p.mu.Unlock()
	select {
	case <-turn:
	case <-ctx.Done():
		p.mu.Lock()
		defer p.mu.Unlock()
		if i := slices.Index(p.waiting, turn); i >= 0 {
			p.waiting = slices.Delete(p.waiting, i, i+1)
		} else { // its turn came at the same time
			p.running--
			p.admit()
		}
		return nil, fmt.Errorf("wait for a turn to call: %w", ctx.Err())
	}
	p.mu.Lock()
	epoch := p.epoch
	p.mu.Unlock()
	return p.begin(ctx, epoch)
}

// begin lets a call go that has its turn, at the pace of the pool.
func (p *Pool) begin(ctx context.Context, epoch int) (leave func(error), err error) {
	if err = p.away(); err == nil {
		if err = p.pace(ctx); err != nil {
			err = fmt.Errorf("wait for a turn to call: %w", err)
		} else {
			err = p.away() // the pace may have taken a while
		}
	}
	if err != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.running--
		p.admit()
		return nil, err
	}
	return func(err error) { p.leave(epoch, err) }, nil
}

// away is the error of a provider that wants no call for a long time.
func (p *Pool) away() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !time.Now().Before(p.back) {
		return nil
	}
	return p.parked
}

// pace waits until another call may begin. While it does, the provider may have
// told others to wait.
func (p *Pool) pace(ctx context.Context) error {
	if p.rate == nil {
		return nil
	}
	for {
		if err := p.rate.Wait(ctx); err != nil {
			return err
		}
		p.mu.Lock()
		wait := time.Until(p.closed)
		p.mu.Unlock()
		if wait <= 0 {
			return nil
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// admit gives turns to those who wait, first come first served.
func (p *Pool) admit() {
	if len(p.waiting) == 0 || time.Now().Before(p.closed) {
		return // whoever closed the pool has set a clock
	}
	n := max(0, min(len(p.waiting), int(p.limit)-p.running))
	for _, turn := range p.waiting[:n] {
		close(turn)
	}
	p.waiting = slices.Delete(p.waiting, 0, n)
	p.running += n
}

func (p *Pool) leave(epoch int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	ran := float64(p.running)
	p.running--
	var e *Error
	if errors.As(err, &e) && e.Temporary() && e.Wait > longestWait {
		if back := time.Now().Add(e.Wait); back.After(p.back) {
			p.parked, p.back = e.until(back), back
		}
	}
	switch {
	case err == nil:
		p.limit = min(p.most, p.limit+1/p.limit)
	case errors.As(err, &e) && e.overload():
		if epoch == p.epoch {
			p.limit = max(1, min(p.limit, ran)/2)
			p.epoch++
		}
		if e.Wait > 0 && e.Wait <= longestWait {
			p.close(time.Now().Add(e.Wait))
		}
	}
	p.admit()
}

// close lets nobody in before the given time.
func (p *Pool) close(until time.Time) {
	if !until.After(p.closed) {
		return
	}
	p.closed = until
	time.AfterFunc(time.Until(until), func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.admit()
	})
}
