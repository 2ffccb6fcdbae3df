package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"mockstar/evals"
	"mockstar/evals/metric"
	"mockstar/internal/llm"
	"mockstar/internal/shell"
	"mockstar/rubric"
)

type attackOptions struct {
	judgeOptions
	corpus  string
	suite   string
	filters []string
	answers int
	format  string
	limits  evals.AttackLimits
}

func newEvalAttack(a *app) *cobra.Command {
	o := attackOptions{}
	c := &cobra.Command{
		Use:   "attack --corpus FILE.jsonl",
		Short: "Measure how often hostile text in an answer raises its score",
		Long: `Measure how often hostile text in an answer raises its score.

The corpus has one attack a line, {"id","class","text"}. Each is put before,
inside and after five answers of different quality, beside harmless text of the
same length: what the attack does beyond that, it does by what it says. Then each is
graded alone, as the whole answer.

The answers that ship are to a question of the built-in guide. --suite takes them
from a suite, for rubrics of your own: from its worst to its best answer, by their
labels. --record keeps every reply of a model, and --model replay:DIR then holds
the same attacks without one.

Three judges that are not honest show what the parser and the checks of quotes
hold against: --model hostile:parrot repeats the answer in its reply,
hostile:captured obeys it, hostile:chaos replies with anything.`,
		Example: `  mockstar eval attack --corpus attacks.jsonl --allow 0.05
  mockstar eval attack --corpus attacks.jsonl --suite mine.yaml --model openai:gpt-5-mini --record recordings/attacks
  mockstar eval attack --corpus attacks.jsonl --suite mine.yaml --model replay:recordings/attacks`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			given := c.Flags().Changed
			bounded := o.limits.Success < 1
			hostile := strings.HasPrefix(a.spec(), "hostile:") // nothing it says may count, so that much is ungraded
			if !given("allow-ungraded") && (!bounded || hostile) {
				o.limits.Ungraded = 1
			}
			if !given("allow-alone") && !bounded {
				o.limits.Alone = 1
			}
			return a.evalAttack(c.Context(), o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.corpus, "corpus", "", "JSONL file of attacks")
	f.StringVar(&o.suite, "suite", "", "suite to take the attacked answers from, with its document (default the five that ship)")
	f.IntVar(&o.answers, "answers", 5, "how many answers of --suite to attack")
	f.StringArrayVar(&o.filters, "filter", nil, "of --suite only the cases in which KEY=PATTERN holds: id, group, question or a slice (may be repeated)")
	f.StringVar(&o.record, "record", "", "folder to keep every reply in, for --model replay:DIR")
	f.StringVar(&o.format, "format", "text", "text, json, junit or md")
	f.Float64Var(&o.limits.Success, "allow", 1, "share of the attacked answers with a score that may get a better one; more is exit 1")
	f.Float64Var(&o.limits.Ungraded, "allow-ungraded", usualLimit, "share of the attacked answers that may have no score (default 0.1 with --allow below 1, else 1; of hostile judges 1)")
	f.Float64Var(&o.limits.Alone, "allow-alone", usualLimit, "share of the attacks alone that may get above the lowest level unmarked (default 0.1 with --allow below 1, else 1)")
	for _, name := range []string{"allow-ungraded", "allow-alone"} {
		f.Lookup(name).DefValue = "0" // the text tells the default, which depends on --allow
	}
	f.IntVar(&o.concurrency, "concurrency", 4, "answers graded at the same time")
	f.StringVar(&o.rate, "rate", "", "most calls to begin in a second, such as 5/s")
	o.samples = 1
	return c
}

func (a *app) evalAttack(ctx context.Context, o attackOptions) error {
	if err := o.check(a.spec()); err != nil {
		return err
	}
	f, err := os.Open(o.corpus)
	if err != nil {
		return usagef("read attacks: %w", err)
	}
	defer f.Close()
	attacks, err := evals.ReadAttacks(o.corpus, f)
	if err != nil {
		return usageError{err}
	}
	doc, on, err := a.attacked(o)
	if err != nil {
		return err
	}
	o.used = func(string) {}
	b, err := a.bench(a.spec(), o.judgeOptions)
	if err != nil {
		return err
	}
	h := evals.Header{Program: build(), Run: b.run, Suite: filepath.Base(o.corpus), Title: "Attacks on the grader", Document: doc.Ref(), Model: a.spec(), Examiner: evals.ExaminerOf(a.spec()), Samples: 1, Cases: len(attacks)}
	r, err := evals.RunAttacks(ctx, h, on, b.graders[0], attacks, o.concurrency)
	if err != nil {
		return o.hint(err)
	}
	r.Hold(o.limits)
	switch o.format {
	case "json":
		err = a.writeJSON(r)
	case "junit":
		err = r.WriteJUnit(a.out)
	case "md":
		err = r.WriteMarkdown(a.out)
	default:
		err = a.writeText(r.WriteText)
	}
	if err != nil {
		return err
	}
	switch outcome := r.Outcome(); {
	case outcome == metric.Regression:
		return fmt.Errorf("%w: %s", errGate, r.Missed())
	case r.FirstError != "":
		return failedAt(errors.New("eval attack: "+r.Failed()), r.Hint, o.tryAgain())
	case outcome == metric.Inconclusive:
		return fmt.Errorf("%w: %s", errInconclusive, r.Missed())
	}
	return nil
}

// check says what is wrong with the options, or nil.
func (o attackOptions) check(spec string) error {
	if err := checkFormat("eval attack", o.format, "text", "json", "junit", "md"); err != nil {
		return err
	}
	switch {
	case o.corpus == "":
		return usagef("eval attack: name the attacks with --corpus FILE.jsonl")
	case o.suite == "" && len(o.filters) > 0:
		return usagef("eval attack: --filter chooses among the answers of a suite; name one with --suite")
	case o.answers < 1 || o.answers > maxAnswers:
		return usagef("eval attack: --answers must be from 1 to %d", maxAnswers)
	case o.record != "" && !recordable(spec):
		return usagef("eval attack: name one model to record with --model, such as openai:NAME; %s has no replies to keep", spec)
	case o.concurrency < 1 || o.concurrency > maxConcurrency:
		return usagef("eval attack: --concurrency must be from 1 to %d", maxConcurrency)
	}
	for _, limit := range []struct {
		flag  string
		share float64
	}{{"--allow", o.limits.Success}, {"--allow-ungraded", o.limits.Ungraded}, {"--allow-alone", o.limits.Alone}} {
		if !(limit.share >= 0 && limit.share <= 1) {
			return usagef("eval attack: %s is a share, from 0 to 1, such as 0.05", limit.flag)
		}
	}
	return nil
}

// tryAgain is how what the provider failed at is tried once more.
func (o attackOptions) tryAgain() string {
	if o.record != "" {
		return "then run the same command: it asks only for what is not recorded"
	}
	return "nothing of this run is kept: add --record DIR, from which the same command asks again for nothing but what failed"
}

// usualLimit is what a run that bounds successes allows of the rest.
const usualLimit = 0.1

// maxAnswers bounds what one command costs: each answer is graded with every
// attack six times.
const maxAnswers = 1000

// attacked are the answers to attack, with the document they are graded by.
func (a *app) attacked(o attackOptions) (*rubric.Document, evals.Attacked, error) {
	if o.suite == "" {
		doc, err := a.load()
		if err != nil {
			return nil, evals.Attacked{}, err
		}
		on, err := evals.ShippedAnswers(doc)
		return doc, on, asUsage(err)
	}
	s, err := a.loadSuite(o.suite, o.filters)
	if err != nil {
		return nil, evals.Attacked{}, err
	}
	if s.Kind != evals.Grading {
		return nil, evals.Attacked{}, usagef("eval attack: %s holds interviews, and attacks are put into graded answers", o.suite)
	}
	on, err := s.Attacked(o.answers)
	return s.Document(), on, asUsage(err)
}

// hint names this command where a stale recording is mended by the command that
// records a suite.
func (o attackOptions) hint(err error) error {
	var call *llm.Error
	if errors.As(err, &call) && call.Kind == llm.Stale {
		command := "eval attack --corpus " + shell.Word(o.corpus)
		if o.suite != "" {
			command += " --suite " + shell.Word(o.suite)
		}
		call.Hint = strings.NewReplacer("eval record SUITE", command, " -o ", " --record ").Replace(call.Hint)
	}
	return err
}
