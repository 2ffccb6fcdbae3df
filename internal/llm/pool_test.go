package llm_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/internal/llm"
)

// provider takes some calls at a time and a second for each; more are told to
// come later.
type provider struct {
	room int
	busy *llm.Error

	mu             sync.Mutex
	running, most  int
	calls, refused int
	begun, told    []time.Time
}

func (p *provider) Generate(ctx context.Context, _ llm.Request) iter.Seq2[llm.Chunk, error] {
	return func(yield func(llm.Chunk, error) bool) {
		p.mu.Lock()
		p.calls++
		p.begun = append(p.begun, time.Now())
		p.running++
		p.most = max(p.most, p.running)
		full := p.running > p.room
		if full {
			p.refused++
		}
		p.mu.Unlock()
		defer func() {
			p.mu.Lock()
			p.running--
			p.mu.Unlock()
		}()
		if full {
			time.Sleep(50 * time.Millisecond)
			p.mu.Lock()
			p.told = append(p.told, time.Now())
			p.mu.Unlock()
			yield(llm.Chunk{}, p.busy)
			return
		}
		select {
		case <-time.After(time.Second):
			yield(llm.Chunk{Text: "a", Finish: llm.Stop}, nil)
		case <-ctx.Done():
			yield(llm.Chunk{}, ctx.Err())
		}
	}
}

// ask makes so many calls, as many at a time as workers.
func askMany(ctx context.Context, m llm.Model, calls, workers int) error {
	jobs := make(chan int)
	var wg sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for range workers {
		wg.Go(func() {
			for range jobs {
				if _, err := llm.Ask(ctx, m, llm.Request{}); err != nil {
					mu.Lock()
					failed = errors.Join(failed, err)
					mu.Unlock()
				}
			}
		})
	}
	for i := range calls {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	return failed
}

func TestAPoolFindsHowMuchItsProviderTakes(t *testing.T) {
	for _, status := range []int{429, 503, 529} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := &provider{room: 10, busy: &llm.Error{Kind: llm.StatusKind(status), Status: status, Err: errors.New("busy")}}
				pool := llm.NewPool(64, 0)
				m := llm.Retry(p, llm.RetryOptions{Pool: pool})
				require.NoError(t, askMany(t.Context(), m, 1000, 64))
				require.Equal(t, 64, p.most, "it begins with all")

				p.most, p.calls, p.refused = 0, 0, 0
				start := time.Now()
				require.NoError(t, askMany(t.Context(), m, 1000, 64))
				require.LessOrEqual(t, p.most, 12, "by now it knows that ten are enough")
				require.Greater(t, p.most, 10, "and asks now and then whether more would do")
				require.Less(t, p.refused, 100)
				require.Less(t, time.Since(start), 160*time.Second, "ten at a time would be 100 s")
			})
		})
	}
}

func TestAPoolIsHalvedOnceForACrowdAndGrowsByOneAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &provider{busy: &llm.Error{Kind: llm.RateLimited, Err: errors.New("busy")}}
		pool := llm.NewPool(32, 0)
		once := llm.Retry(p, llm.RetryOptions{Pool: pool, Attempts: 1})
		require.Error(t, askMany(t.Context(), once, 32, 32), "nobody has room")
		require.Equal(t, 16, pool.Limit(), "32 calls that fail together are one sign")

		p.room = 32
		for round := range 5 {
			require.Equal(t, 16+round, pool.Limit())
			require.NoError(t, askMany(t.Context(), once, 17+round, 64), "as many as run at a time, and a little")
		}
		require.NoError(t, askMany(t.Context(), once, 2000, 64))
		require.Equal(t, 32, pool.Limit(), "and no more than it began with")
	})
}

func TestErrorsThatSayNothingOfCrowdsLeaveThePoolAsItIs(t *testing.T) {
	for _, kind := range []llm.Kind{llm.Invalid, llm.Unavailable, llm.Truncated, llm.Offline, llm.Declined} {
		p := &provider{busy: &llm.Error{Kind: kind, Status: 500, Err: errors.New("odd")}}
		pool := llm.NewPool(8, 0)
		synctest.Test(t, func(t *testing.T) {
			require.Error(t, askMany(t.Context(), llm.Retry(p, llm.RetryOptions{Pool: pool, Attempts: 1}), 20, 8))
		})
		require.Equal(t, 8, pool.Limit(), kind.String())
	}
}

func TestNobodyCallsBeforeTheProviderSaid(t *testing.T) {
	for _, perSecond := range []float64{0, 2} {
		synctest.Test(t, func(t *testing.T) {
			p := &provider{room: 1, busy: &llm.Error{Kind: llm.RateLimited, Wait: 20 * time.Second, Err: errors.New("busy")}}
			// Somebody may be refused many times in a row; giving up is not the matter here.
			m := llm.Retry(p, llm.RetryOptions{Pool: llm.NewPool(4, perSecond), Attempts: 1000, Total: 24 * time.Hour})
			require.NoError(t, askMany(t.Context(), m, 40, 8))
			require.Positive(t, p.refused)
			for _, told := range p.told {
				for _, at := range p.begun {
					require.False(t, at.After(told) && at.Before(told.Add(20*time.Second)), "called %s after it was told to wait", at.Sub(told))
				}
			}
		})
	}
}

func TestAWaitTooLongToBeWaitedForHoldsUpNobodyElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &provider{busy: &llm.Error{Kind: llm.RateLimited, Wait: time.Hour, Err: errors.New("busy")}}
		m := llm.Retry(p, llm.RetryOptions{Pool: llm.NewPool(4, 0)})
		start := time.Now()
		require.Error(t, askMany(t.Context(), m, 8, 4))
		require.Less(t, time.Since(start), time.Second)
	})
}

// Row 29 of the faults: PARK at once, say when.
func TestFault29NobodyCallsAProviderThatAsksForAnHour(t *testing.T) {
	for _, perSecond := range []float64{0, 5} {
		synctest.Test(t, func(t *testing.T) {
			p := &provider{busy: &llm.Error{Kind: llm.RateLimited, Status: 429, Wait: time.Hour, Err: errors.New("busy")}}
			m := llm.Retry(p, llm.RetryOptions{Pool: llm.NewPool(4, perSecond)})
			start := time.Now()
			err := askMany(t.Context(), m, 200, 8)
			require.LessOrEqual(t, p.calls, 4, "no more than were under way")
			var call *llm.Error
			for _, one := range err.(interface{ Unwrap() []error }).Unwrap() {
				require.ErrorAs(t, one, &call)
				require.ErrorContains(t, call, "busy")
				require.Regexp(t, "try again after "+start.Add(time.Hour).Format("2006-01-02 15:"), call.Hint)
			}
			time.Sleep(time.Hour)
			p.room = 4
			require.NoError(t, askMany(t.Context(), m, 4, 1), "the hour is over")
		})
	}
}

func TestCallsBeginNoFasterThanTheRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &provider{room: 100}
		m := llm.Retry(p, llm.RetryOptions{Pool: llm.NewPool(100, 2)})
		start := time.Now()
		require.NoError(t, askMany(t.Context(), m, 21, 100))
		require.Equal(t, 11*time.Second, time.Since(start), "the last begins after ten seconds and takes one")
	})
}

func TestWaitingForATurnIsNotPartOfTheTimeThatCallsMayTake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &provider{room: 1}
		m := llm.Retry(p, llm.RetryOptions{Pool: llm.NewPool(1, 0), Total: 10 * time.Second})
		require.NoError(t, askMany(t.Context(), m, 60, 60), "the last one waited 59 s")
	})
}

func TestWhoStopsWaitingForATurnTakesNone(t *testing.T) {
	for range 50 { // the turn of one comes in the instant in which it stops waiting
		synctest.Test(t, func(t *testing.T) {
			p := &provider{room: 1}
			m := llm.Retry(p, llm.RetryOptions{Pool: llm.NewPool(1, 0)})
			ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
			defer stop()
			require.ErrorIs(t, askMany(ctx, m, 10, 10), context.DeadlineExceeded)
			require.LessOrEqual(t, p.calls, 3)
			start := time.Now()
			require.NoError(t, askMany(t.Context(), m, 3, 3))
			require.Equal(t, 3*time.Second, time.Since(start), "the pool is as good as before")
		})
	}
}

func TestNobodyBeginsBeforeTheProviderSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		busy := &llm.Error{Kind: llm.RateLimited, Wait: 20 * time.Second, Tries: 1, Err: errors.New("slow down")}
		p := &provider{room: 0, busy: busy}
		m := llm.Retry(p, llm.RetryOptions{Pool: llm.NewPool(8, 0)})
		_, err := llm.Ask(t.Context(), m, llm.Request{})
		require.ErrorContains(t, err, "slow down")
		p.room = 8
		begun := time.Now()
		_, err = llm.Ask(t.Context(), m, llm.Request{})
		require.NoError(t, err)
		require.GreaterOrEqual(t, time.Since(begun), 20*time.Second, "there was room, and the provider had said wait")
	})
}

func TestWhoComesLateWaitsBehindWhoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &provider{room: 8}
		m := llm.Retry(p, llm.RetryOptions{Pool: llm.NewPool(1, 0)})
		var mu sync.Mutex
		var order []int
		var wg sync.WaitGroup
		call := func(n int) {
			wg.Go(func() {
				_, err := llm.Ask(t.Context(), m, llm.Request{})
				mu.Lock()
				defer mu.Unlock()
				order = append(order, n)
				if n == 0 && err == nil { // as soon as its turn is free again
					wg.Go(func() {
						_, _ = llm.Ask(t.Context(), m, llm.Request{})
						mu.Lock()
						order = append(order, 9)
						mu.Unlock()
					})
				}
			})
			synctest.Wait()
		}
		for n := range 4 {
			call(n)
		}
		wg.Wait()
		require.Equal(t, []int{0, 1, 2, 3, 9}, order)
	})
}
