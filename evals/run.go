package evals

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"mockstar/interviewer"
	"mockstar/rubric"
)

// ErrBudget is returned by [Runner.Run] when the money is spent; what was
// finished is kept.
var ErrBudget = errors.New("the budget is spent")

// A Runner grades the cases of a suite. The zero value but for Graders works.
type Runner struct {
	// Graders has one grader for each reading of a case.
	Graders     []interviewer.Grader
	Concurrency int // readings made at the same time; 1 when 0
	Shard       Shard
	// MaxCost stops the run, in USD, when the calls on its bills (see
	// [Prices.Bill]) have cost as much, those before a resume included. Calls
	// under way are finished and counted. 0 is no limit.
	MaxCost float64
	// Watch, if set, sees every result after it is kept, one at a time.
	Watch func(Result)
}

// A job is one reading to make.
type job struct {
	result   Result
	question rubric.Question
	answer   rubric.Answer
}

// Run makes every reading that st does not hold yet and keeps it there. A
// reading that fails in a way that concerns it alone is kept as an error; an
// error that concerns all of them (a wrong key, a missing recording) ends the
// run.
//
// The order in which results are kept depends on chance; reports do not.
func (r *Runner) Run(ctx context.Context, s *Suite, st *Store) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	jobs := make(chan job)
	var wg sync.WaitGroup
	k := keeper{runner: r, store: st, cost: st.cost, full: make(chan struct{})}
	for range max(1, r.Concurrency) {
		wg.Go(func() {
			for j := range jobs {
				switch err := r.read(ctx, j, &k); {
				case errors.Is(err, ErrBudget):
					k.stop() // what is under way is paid already
				case err != nil:
					cancel(err)
				}
			}
		})
	}
	err := r.feed(ctx, s, st, jobs, &k)
	close(jobs)
	wg.Wait()
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	if k.stopped() {
		return ErrBudget
	}
	return err
}

// feed hands out the readings that are missing, in the order of the suite.
func (r *Runner) feed(ctx context.Context, s *Suite, st *Store, jobs chan<- job, k *keeper) error {
	seq := -1
	for c, err := range s.Cases() {
		if err != nil {
			return err
		}
		seq++
		if !r.Shard.Has(c.ID) {
			continue
		}
		q, _ := s.doc.Question(c.Question)
		for j := range s.readings(seq, c, q, len(r.Graders)) {
			if st.finished(j.result.reading()) {
				continue
			}
			select {
			case jobs <- j:
			case <-k.full:
				return ErrBudget
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

// readings are all that are to be made of a case: the samples, and one of the
// answer as each relation changes it.
func (s *Suite) readings(seq int, c Case, q rubric.Question, samples int) iter.Seq[job] {
	return func(yield func(job) bool) {
		for sample := range samples {
			j := job{s.result(seq, c), q, rubric.Said(c.Answer)}
			j.result.Sample = sample
			if !yield(j) {
				return
			}
		}
		for change, text := range s.changed(c.Answer) {
			j := job{s.result(seq, c), q, rubric.Said(text)}
			j.result.Change = change
			if !yield(j) {
				return
			}
		}
	}
}

// changed is an answer as each relation changes it, where it has anything to
// change.
func (s *Suite) changed(answer string) iter.Seq2[Change, string] {
	return func(yield func(Change, string) bool) {
		for _, rel := range s.Relations {
			if text, ok := transforms[rel.Change](answer); ok && !yield(rel.Change, text) {
				return
			}
		}
	}
}

// read makes one reading and keeps it. The error is one that ends the run.
func (r *Runner) read(ctx context.Context, j job, k *keeper) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case r.MaxCost > 0 && k.spent() >= r.MaxCost:
		return ErrBudget
	}
	ctx, b := withBill(ctx)
	sheet, err := r.Graders[j.result.Sample].Grade(ctx, j.question, j.answer)
	j.result.Cost, j.result.Unpriced = b.total()
	switch {
	case err != nil && ends(ctx, err):
		err = fmt.Errorf("grade %s: %w", j.result.reading(), err)
		if j.result.Cost > 0 || j.result.Unpriced > 0 { // else a resume would not know of it
			j.result.fail(err)
			err = errors.Join(err, k.keep(j.result))
		}
		return err
	case err != nil:
		j.result.fail(err)
	default:
		j.result.take(sheet)
	}
	return k.keep(j.result)
}

// A keeper counts and keeps results for a run.
type keeper struct {
	mu     sync.Mutex
	runner *Runner
	store  *Store
	cost   float64
	full   chan struct{} // closed when the money is spent
}

func (k *keeper) stop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.stopped() {
		close(k.full)
	}
}

func (k *keeper) stopped() bool {
	select {
	case <-k.full:
		return true
	default:
		return false
	}
}

func (k *keeper) keep(res Result) error {
	if err := k.store.Append(res); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.cost += res.Cost
	if k.runner.Watch != nil {
		k.runner.Watch(res)
	}
	return nil
}

func (k *keeper) spent() float64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.cost
}
