package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"mockstar/internal/screen"
	"mockstar/prompts"
	"mockstar/rubric"
	"mockstar/rubric/grade"
)

func newPrompt(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: "prompt", Short: "Read what is sent to a model", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	var q, file string
	show := &cobra.Command{
		Use:   "show NAME",
		Short: "Show a prompt: its template, or filled for a question and an answer",
		Args:  cobra.ExactArgs(1),
		RunE:  func(_ *cobra.Command, args []string) error { return a.promptShow(args[0], q, file) },
	}
	show.Flags().StringVar(&q, "question", "", "fill the grading prompt for this question")
	show.Flags().StringVar(&file, "answer", "", "file with the answer to fill in; - for standard input")
	c.AddCommand(show,
		&cobra.Command{
			Use: "list", Short: "List the prompts with version and hash", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return a.promptList() },
		},
		&cobra.Command{
			Use: "check", Short: "Render every prompt for every question", Args: cobra.NoArgs,
			RunE: func(*cobra.Command, []string) error { return a.promptCheck() },
		})
	return c
}

func (a *app) promptList() error {
	for _, name := range prompts.Names() {
		p, err := prompts.Load(name)
		if err != nil {
			return err
		}
		fmt.Fprintln(a.out, p.Ref())
	}
	return nil
}

func (a *app) promptShow(name, id, file string) error {
	p, err := prompts.Load(name)
	if err != nil {
		return usageError{err}
	}
	if id == "" {
		_, err := fmt.Fprint(a.out, p.Source)
		return err
	}
	if name != "grade" {
		return usagef("prompt show: only the prompt grade is filled for a question")
	}
	doc, err := a.load()
	if err != nil {
		return err
	}
	q, err := question(doc, id)
	if err != nil {
		return err
	}
	text := "(the answer stands here)"
	if file != "" {
		if text, err = a.readAnswer(file); err != nil {
			return err
		}
	}
	req, _, err := grade.Request(p, q, rubric.Said(text), 0)
	if err != nil {
		return err
	}
	size, err := grade.SizeOf(req, rubric.Said(text))
	if err != nil {
		return err
	}
	out := a.printer()
	out.Println(screen.Heading, "system")
	out.Println(screen.Plain, req.System)
	for _, m := range req.Messages {
		out.Println(screen.Heading, "\n"+string(m.Role))
		out.Println(screen.Plain, m.Text)
	}
	out.Println(screen.Heading, "\nschema")
	out.Println(screen.Plain, string(req.Schema))
	out.Println(screen.Heading, "\nsize, in tokens of three bytes, which is more than English has")
	out.Println(screen.Plain, fmt.Sprintf("%6d  system and schema: the same for every answer, so that a cache takes them", size.Stable))
	out.Println(screen.Plain, fmt.Sprintf("%6d  the answer", size.Answer))
	out.Println(screen.Plain, fmt.Sprintf("%6d  beside it, paid again with every answer; at most %d are allowed", size.Beside, grade.MaxBeside))
	return out.Err()
}

func (a *app) promptCheck() error {
	doc, err := a.load()
	if err != nil {
		return err
	}
	p, err := prompts.Load("grade")
	if err != nil {
		return err
	}
	beside, stable := 0, 0
	said := rubric.Said("an answer")
	for _, q := range doc.Questions {
		req, _, err := grade.Request(p, q, said, 0)
		if err != nil {
			return err
		}
		size, err := grade.SizeOf(req, said)
		if err != nil {
			return err
		}
		beside, stable = max(beside, size.Beside), max(stable, size.Stable)
	}
	fmt.Fprintf(a.out, "%s renders for all %d questions of %s\n", p.Ref(), len(doc.Questions), doc.Ref())
	fmt.Fprintf(a.out, "about %d tokens beside an answer, %d are allowed; at most %d more that a cache takes\n", beside, grade.MaxBeside, stable)
	if beside > grade.MaxBeside {
		return fmt.Errorf("%w: the prompt holds too much beside the answer", errGate)
	}
	return nil
}
