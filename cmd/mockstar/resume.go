package main

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"mockstar/interviewer"
	"mockstar/rubric"
)

func newResume(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "resume [SESSION]",
		Short: "Continue an interview that was left",
		Long:  "Continue an interview at the point where it was left: the latest open one, or the one named.",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			id := ""
			if len(args) > 0 {
				id = args[0]
			}
			return a.resume(c.Context(), id)
		},
	}
	a.homeFlag(c)
	return c
}

func (a *app) resume(ctx context.Context, id string) error {
	store, err := a.store()
	if err != nil {
		return err
	}
	defer store.Close()
	if id == "" {
		if id, err = store.LatestOpen(); err != nil {
			return err
		}
	}
	log, past, err := store.Resume(id)
	if err != nil {
		return err
	}
	defer log.Close()
	if note := log.Note(); note != "" {
		fmt.Fprintln(a.errw, note)
	}
	if len(past) == 0 || past[0].Plan == nil {
		return usagef("resume %s: nothing was recorded in it yet\nstart a new one with `mockstar interview`", id)
	}
	plan := *past[0].Plan
	doc, err := a.documentOf(plan)
	if err != nil {
		return err
	}
	if a.model != "" {
		plan.Model = a.model
	}
	s, err := a.session(doc, plan)
	if err != nil {
		return err
	}
	return a.hold(ctx, s, log, func() (interviewer.State, error) {
		st, err := s.Resume(doc, past)
		if err == nil && !st.Closed() {
			fmt.Fprintf(a.errw, "going on with %s\n`mockstar session show %s` tells what was said before\n", place(st), id)
		}
		return st, err
	})
}

// place says where in the interview st is.
func place(st interviewer.State) string {
	es := st.Exchanges()
	if len(es) == 0 {
		return "the first question"
	}
	q := es[len(es)-1].Question
	if q.Kind == rubric.Closing {
		return "the part that is yours: what would you like to ask?"
	}
	return fmt.Sprintf("question %d of %d: %s", len(es), len(st.Plan().Questions), cmp.Or(q.Topic, q.Title))
}
