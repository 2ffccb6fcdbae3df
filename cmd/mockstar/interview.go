package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"mockstar/interviewer"
	"mockstar/interviewer/journal"
	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

type interviewOptions struct {
	plan    string
	probes  int
	minutes int
	mode    string
	level   string
	role    string
	cv      string
	seed    uint64
	noAsk   bool
}

func newInterview(a *app) *cobra.Command {
	o := interviewOptions{}
	c := &cobra.Command{
		Use:   "interview",
		Short: "Hold a mock interview and get a debrief",
		Long: `Hold a mock interview: questions, follow-ups on what an answer left out, your
own questions to the interviewer, and a debrief.

On a terminal you answer in a box that takes many lines. In a pipe a reply ends
at a line with a single dot. A line that starts with / is a command; /help lists
them. Everything is on disk before the interview goes on: stop whenever you like
and continue with ` + "`mockstar resume`.",
		Example: `  mockstar interview
  mockstar interview --plan 6.8 --minutes 30 --mode realistic
  mockstar interview --plan complex-system,estimation --model openai:gpt-4.1`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.interview(c.Context(), o, c.Flags().Changed("seed"))
		},
	}
	f := c.Flags()
	f.StringVar(&o.plan, "plan", "quick", "quick (about three questions), full (one of each section), all, a section such as 6.8, or question ids with commas")
	f.IntVar(&o.probes, "probes", 2, "follow-ups on what an answer left out, for each question at most; a twist that a question has comes on top, unless this is 0")
	f.IntVar(&o.minutes, "minutes", 0, "time budget; 0 means none")
	f.StringVar(&o.mode, "mode", "coached", "coached (criteria before, feedback after each question) or realistic (nothing until the debrief)")
	f.StringVar(&o.level, "level", "senior", "senior or staff")
	f.StringVar(&o.role, "role", "", "file with the role to interview for; a model gets its text")
	f.StringVar(&o.cv, "cv", "", "file with your CV; a model gets its text")
	f.Uint64Var(&o.seed, "seed", 0, "fixes the choice of questions and phrases (default random)")
	f.BoolVar(&o.noAsk, "no-closing", false, "leave out the part in which you ask the interviewer")
	a.homeFlag(c)
	return c
}

func (a *app) interview(ctx context.Context, o interviewOptions, seeded bool) error {
	doc, err := a.load()
	if err != nil {
		return err
	}
	if !seeded {
		o.seed = rand.Uint64()
	}
	plan, err := o.toPlan(doc, a.spec())
	if err != nil {
		return err
	}
	store, err := a.store()
	if err != nil {
		return err
	}
	defer store.Close()
	s, err := a.session(doc, plan)
	if err != nil {
		return err
	}
	log, err := store.Create()
	if err != nil {
		return err
	}
	defer log.Close()
	return a.hold(ctx, s, log, func() (interviewer.State, error) { return s.Open(doc, plan) })
}

// toPlan turns the flags into a plan, or says which of them is wrong.
func (o interviewOptions) toPlan(doc *rubric.Document, model string) (interviewer.Plan, error) {
	p := interviewer.Plan{
		Document: doc.Ref(), Name: o.plan, Probes: o.probes, Budget: time.Duration(o.minutes) * time.Minute,
		Mode: interviewer.Mode(o.mode), Level: o.level, Model: model, Seed: o.seed,
	}
	if doc.Position != "" {
		p.Position = o.level + " " + doc.Position
	}
	switch {
	case o.probes < 0 || o.probes > 10:
		return p, usagef("interview: --probes must be from 0 to 10")
	case o.minutes < 0 || o.minutes > 24*60:
		return p, usagef("interview: --minutes must be from 0 (no limit) to 1440")
	case !slices.Contains([]interviewer.Mode{interviewer.Coached, interviewer.Realistic}, p.Mode):
		return p, usagef("interview: --mode must be coached or realistic, not %q", o.mode)
	case !slices.Contains([]string{"senior", "staff"}, o.level):
		return p, usagef("interview: --level must be senior or staff, not %q", o.level)
	}
	var err error
	if p.Questions, err = interviewer.Choose(doc, o.plan, o.seed); err != nil {
		return p, usageError{err}
	}
	if !o.noAsk {
		p.Closing = doc.Closing
	}
	if p.Role, err = readText("--role", o.role); err != nil {
		return p, err
	}
	p.CV, err = readText("--cv", o.cv)
	return p, err
}

// readText reads a text file that goes to the model as it is.
func readText(flag, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	b, err := readAtMost(name, rubric.MaxAnswer+1)
	switch {
	case err != nil:
		return "", usagef("read %s: %w", flag, err)
	case len(b) > rubric.MaxAnswer:
		return "", usagef("read %s: %s is longer than %d KiB", flag, name, rubric.MaxAnswer>>10)
	case !utf8.Valid(b):
		return "", usagef("read %s: %s is not text in UTF-8", flag, name)
	}
	return strings.TrimSpace(string(b)), nil
}

// session wires the ports of an interview, all but the ones that need the
// session's own file.
func (a *app) session(doc *rubric.Document, plan interviewer.Plan) (*interviewer.Session, error) {
	asker, grader, err := a.askerAndGrader(plan.Model)
	if err != nil {
		return nil, err
	}
	s := &interviewer.Session{
		Asker: asker, Grader: stamped{a, doc, grader}, Now: a.now,
		Elsewhere: lexical.NewGuesser(doc).Elsewhere, Rest: lexical.New().Rest,
	}
	if plan.Model == embedded { // a language model reads others
		s.Foreign = lexical.Foreign
	}
	return s, nil
}

// stamped notes on every sheet what made it.
type stamped struct {
	a      *app
	doc    *rubric.Document
	grader interviewer.Grader
}

func (s stamped) Grade(ctx context.Context, q rubric.Question, ans rubric.Answer) (rubric.Sheet, error) {
	done := s.a.errw.Spin(ctx, "thinking about what you said")
	defer done()
	sheet, err := s.grader.Grade(ctx, q, ans)
	s.a.stampSheet(s.doc, &sheet)
	return sheet, err
}

// hold runs an interview to its end, or to where the candidate leaves it.
func (a *app) hold(ctx context.Context, s *interviewer.Session, log *journal.Session, begin func() (interviewer.State, error)) error {
	c := a.candidate(log)
	defer c.leave()
	s.Candidate, s.Recorder, s.Watch = c, log, c.watch
	st, err := begin()
	if err != nil {
		return err
	}
	c.state = st
	st, err = s.Run(ctx, st)
	resume := fmt.Sprintf("continue with `mockstar resume %s`", log.ID())
	switch {
	case errors.Is(err, interviewer.ErrLeft):
		fmt.Fprintf(a.errw, "\nyour answers are kept; %s\n", resume)
		return nil
	case errors.Is(err, errInterrupted), errors.Is(err, context.Canceled):
		fmt.Fprintf(a.errw, "\nyour answers are kept; %s\n", resume)
		return errInterrupted
	case errors.Is(err, journal.ErrNoSpace), errors.Is(err, journal.ErrStopped):
		return fmt.Errorf("%w\nyour last reply is not kept, all before it is: copy it from above, then %s", err, resume)
	case err != nil:
		return fmt.Errorf("%w\nyour answers are kept; %s", err, resume)
	}
	c.debrief(st)
	fmt.Fprintf(a.errw, "the transcript is kept: `mockstar session show %s`\nas a page: `mockstar session export %s --format html`\n", log.ID(), log.ID())
	return c.p.Err()
}
