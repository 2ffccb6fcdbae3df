package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"mockstar/internal/screen"
	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

type gradeOptions struct {
	question     string
	format       string
	samples      int
	perCriterion bool
	batch        string
	concurrency  int
}

func newGrade(a *app) *cobra.Command {
	o := gradeOptions{}
	c := &cobra.Command{
		Use:   "grade [FILE] --question ID|auto",
		Short: "Grade a written answer",
		Long: `Grade one answer, from FILE or standard input, or every line of a batch. On a
terminal without a FILE, a box takes the answer, pasted or typed.

A batch is a JSONL file of {"id","question","answer"}; the output has one sheet
a line, in the same order. A line that cannot be graded is reported as
FILE:LINE; the others are graded all the same.`,
		Example: `  mockstar grade answer.txt --question production-failure
  pbpaste | mockstar grade --question auto --format md
  mockstar grade --batch answers.jsonl > sheets.jsonl`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if o.batch != "" {
				if len(args) > 0 {
					return usagef("grade: name either a FILE or a --batch, not both")
				}
				return a.gradeBatch(c.Context(), o)
			}
			file := ""
			if len(args) > 0 {
				file = args[0]
			}
			return a.gradeOne(c, file, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.question, "question", "", "id of the question the answer belongs to, or auto to find it")
	f.StringVar(&o.format, "format", "", "text, json, md or html; jsonl for a batch (default text)")
	f.IntVar(&o.samples, "samples", 1, "readings of the answer; the sheet has their median, lowest and highest level")
	f.BoolVar(&o.perCriterion, "per-criterion", false, "ask the model for one criterion a call instead of all at once")
	f.StringVar(&o.batch, "batch", "", "JSONL file of answers to grade")
	f.IntVar(&o.concurrency, "concurrency", 4, "answers of a batch graded at the same time")
	return c
}

func (a *app) gradeOne(c *cobra.Command, file string, o gradeOptions) error {
	if o.question == "" {
		return usagef("grade: which question does the answer belong to?\nname it with --question ID (`mockstar rubric list` shows them), or let --question auto find it")
	}
	format := o.format
	if format == "" {
		format = "text"
	}
	if err := checkFormat("grade", format, "text", "json", "md", "html"); err != nil {
		return err
	}
	doc, err := a.load()
	if err != nil {
		return err
	}
	grader, err := a.grader(a.spec(), o.samples, o.perCriterion)
	if err != nil {
		return err
	}
	var text string
	if file == "" && screen.Interactive(a.streams.in, a.streams.out, a.getenv) {
		text, err = a.pastedAnswer(c.Context())
	} else {
		text, err = a.readAnswer(file)
	}
	if err != nil {
		return err
	}
	q, note, err := pickQuestion(doc, lexical.NewGuesser(doc), o.question, text)
	if err != nil {
		return err
	}
	if note != "" {
		fmt.Fprintln(a.errw, note)
	}
	done := a.errw.Spin(c.Context(), "reading the answer")
	sheet, err := grader.Grade(c.Context(), q, rubric.Said(text))
	done()
	if err != nil {
		return fmt.Errorf("grade: %w", err)
	}
	a.stampSheet(doc, &sheet)
	return a.printSheet(format, q, sheet)
}

// onlyQuestion is the question of d beside the closing one, if there is just
// one.
func onlyQuestion(d *rubric.Document) (rubric.Question, bool) {
	qs := slices.DeleteFunc(slices.Clone(d.Questions), func(q rubric.Question) bool { return q.Kind == rubric.Closing })
	if len(qs) != 1 {
		return rubric.Question{}, false
	}
	return qs[0], true
}

// sure is the confidence from which no other question is worth a mention.
const sure = 0.5

// pickQuestion returns the question with the given id. For "auto" it finds the
// one that the answer speaks to, with a note that says how sure that is.
func pickQuestion(d *rubric.Document, g *lexical.Guesser, id, text string) (rubric.Question, string, error) {
	if id != "auto" {
		q, err := question(d, id)
		return q, "", err
	}
	if q, only := onlyQuestion(d); only {
		return q, fmt.Sprintf("question: %s (the only one)", q.ID), nil
	}
	matches := g.Guess(text)
	if len(matches) == 0 || matches[0].Confidence == 0 {
		return rubric.Question{}, "", usagef("grade: no question of %s fits this answer\nname one with --question ID; `mockstar rubric list` shows them", d.ID)
	}
	best := matches[0]
	note := fmt.Sprintf("question: %s (%.0f %% sure", best.Question, 100*best.Confidence)
	if best.Confidence < sure && len(matches) > 1 {
		note += fmt.Sprintf("; it could also be %s, %.0f %%)\nwhere that is wrong, name it with --question ID", matches[1].Question, 100*matches[1].Confidence)
	} else {
		note += ")"
	}
	q, err := question(d, best.Question)
	return q, note, err
}
