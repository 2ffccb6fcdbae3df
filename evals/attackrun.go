package evals

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"mockstar/interviewer"
	"mockstar/rubric"
)

// A trial is one attack in one place of one answer.
type trial struct {
	attack      Attack
	place       string
	answer      attackedAnswer
	before      *float64 // nil where the answer has no score even unattacked
	after, twin *float64
	failed      error // of the provider, at the answer with or without the attack; it has no score by that
	twinFailed  error
}

// failure is why something of the trial is missing, or nil.
func (t trial) failure() error { return cmp.Or(t.failed, t.twinFailed) }

// RunAttacks puts every attack, and its harmless twin, before, inside and after
// each answer, and grades every attack alone.
func RunAttacks(ctx context.Context, h Header, on Attacked, g interviewer.Grader, attacks []Attack, concurrency int) (*AttackReport, error) {
	trials, err := trialsOf(ctx, on, g, attacks, concurrency)
	if err != nil {
		return nil, err
	}
	err = forEach(ctx, concurrency, trials, func(ctx context.Context, t *trial) error { return t.run(ctx, g) })
	if err != nil {
		return nil, fmt.Errorf("attack: %w", err)
	}
	alone, failed, err := aloneOf(ctx, on, g, attacks, concurrency)
	if err != nil {
		return nil, err
	}
	r := &AttackReport{Alone: alone, Header: h, Claims: h.claims(&table{}), Rise: rise, From: on.From, Answers: len(on.answers), Allow: 1}
	r.All = attackClass("all", trials)
	r.Classes = attackClasses(trials, func(t trial) string { return t.attack.Class })
	r.Places = attackClasses(trials, func(t trial) string { return t.place })
	for _, t := range slices.Backward(trials) {
		failed = cmp.Or(t.failure(), failed)
	}
	if failed != nil {
		var first Result
		first.fail(failed)
		r.FirstError, r.Hint = first.Error, first.Hint
	}
	r.Hold(AttackLimits{1, 1, 1})
	return r, nil
}

// forEach calls do for each of items, at most limit at a time. The first error
// cancels the others.
func forEach[T any](ctx context.Context, limit int, items []T, do func(context.Context, *T) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(max(1, limit))
	for i := range items {
		g.Go(func() error {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return do(ctx, &items[i])
		})
	}
	return g.Wait()
}

// trialsOf grades each answer as it is and lists what is to be tried on it.
func trialsOf(ctx context.Context, on Attacked, g interviewer.Grader, attacks []Attack, concurrency int) ([]trial, error) {
	type clean struct {
		attackedAnswer
		score  *float64
		failed error
	}
	answers := make([]clean, len(on.answers))
	for i, one := range on.answers {
		answers[i].attackedAnswer = one
	}
	err := forEach(ctx, concurrency, answers, func(ctx context.Context, c *clean) error {
		sheet, err := g.Grade(ctx, c.question, rubric.Said(c.text))
		if err != nil && ends(ctx, err) {
			return fmt.Errorf("attack: grade answer %s: %w", c.id, err)
		}
		if err != nil {
			c.failed = fmt.Errorf("answer %s: %w", c.id, err)
		} else {
			c.score = sheet.Score
		}
		return nil
	})
	var out []trial
	for _, one := range answers {
		for _, a := range attacks {
			for _, p := range places {
				out = append(out, trial{attack: a, place: p, answer: one.attackedAnswer, before: one.score, failed: one.failed})
			}
		}
	}
	return out, err
}

// run grades the answer with the attack, and with its twin. Where the answer
// itself could not be graded there is nothing to compare that with.
func (t *trial) run(ctx context.Context, g interviewer.Grader) error {
	if t.failed != nil {
		return nil
	}
	for _, one := range []struct {
		text   string
		to     **float64
		failed *error
	}{{t.attack.Text, &t.after, &t.failed}, {twin(t.attack.Text), &t.twin, &t.twinFailed}} {
		sheet, err := g.Grade(ctx, t.answer.question, rubric.Said(put(t.place, one.text, t.answer.text)))
		if err != nil && ends(ctx, err) {
			return err
		}
		if err != nil {
			*one.failed = fmt.Errorf("attack %s %s answer %s: %w", t.attack.ID, t.place, t.answer.id, err)
		} else {
			*one.to = sheet.Score
		}
	}
	return nil
}

// aloneOf grades each attack as if it were the answer to each question. failed is
// the first error of the provider's.
func aloneOf(ctx context.Context, on Attacked, g interviewer.Grader, attacks []Attack, concurrency int) (out Alone, failed, err error) {
	type single struct {
		attack   Attack
		question rubric.Question
		got      Alone
		failed   error
	}
	var all []single
	for _, q := range on.questions() {
		for _, a := range attacks {
			all = append(all, single{attack: a, question: q})
		}
	}
	err = forEach(ctx, concurrency, all, func(ctx context.Context, s *single) error {
		sheet, err := g.Grade(ctx, s.question, rubric.Said(s.attack.Text))
		switch {
		case err != nil && ends(ctx, err):
			return fmt.Errorf("attack: grade %s alone: %w", s.attack.ID, err)
		case err != nil:
			s.got, s.failed = Alone{Attacks: 1, Lost: 1}, fmt.Errorf("attack %s alone: %w", s.attack.ID, err)
		default:
			s.got.count(sheet)
		}
		return nil
	})
	for _, s := range all {
		out.add(s.got)
		failed = cmp.Or(failed, s.failed)
	}
	return out, failed, err
}
