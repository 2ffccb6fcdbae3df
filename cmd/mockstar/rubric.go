package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"mockstar/internal/screen"
	"mockstar/interviewer"
	"mockstar/rubric"
	"mockstar/rubric/guide"
)

func newRubric(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: "rubric", Short: "Read and check what answers are graded by", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newRubricList(a), newRubricShow(a), newRubricCheck(a), newRubricImport(a), newRubricCoverage(a))
	return c
}

func newRubricList(a *app) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use: "list", Short: "List the questions", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.rubricList(format) },
	}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return c
}

func newRubricShow(a *app) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "show [ID]",
		Short: "Show a question with the levels of each criterion",
		Long: `Show a question with the levels of each criterion. Without ID and with
--format md the whole document is written as a readable guide, which
` + "`mockstar rubric import`" + ` reads back as the same document.`,
		Example: "  mockstar rubric show complex-system\n  mockstar rubric show --format md >guide.md",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.rubricShowAll(format)
			}
			return a.rubricShow(args[0], format)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text, md or json")
	return c
}

func newRubricCheck(a *app) *cobra.Command {
	source := ""
	c := &cobra.Command{
		Use:   "check [FILE]",
		Short: "Check a rubric and show every problem at its line",
		Long: `Check a rubric, a file or a folder with document.yaml in it, and show every
problem at its line. Without FILE the rubric in use is checked.

With --source it is also compared with the document it was made of: criteria
without a source, passages that changed since, criteria that are nearly the same
or ask two things, levels that can't be told apart or that reward length. Such
findings are advice and leave the exit code 0.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.rubricCheck(args, source) },
	}
	c.Flags().StringVar(&source, "source", "", "document that the rubric was made of")
	return c
}

func newRubricCoverage(a *app) *cobra.Command {
	var plan, format string
	var seed uint64
	c := &cobra.Command{
		Use:   "coverage",
		Short: "Show which criteria an interview gives a chance to show",
		Example: `  mockstar rubric coverage --plan full
  mockstar rubric coverage --plan complex-system,estimation`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.rubricCoverage(plan, seed, format) },
	}
	c.Flags().StringVar(&plan, "plan", "all", "quick, full, all, a section such as 6.8, or question ids with commas")
	c.Flags().Uint64Var(&seed, "seed", 0, "the seed of the interview, which fixes its choice of questions")
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return c
}

func (a *app) rubricList(format string) error {
	if err := checkFormat("rubric list", format, "text", "json"); err != nil {
		return err
	}
	d, err := a.load()
	if err != nil {
		return err
	}
	if format == "json" {
		type entry struct {
			ID       string      `json:"id"`
			Section  string      `json:"section"`
			Kind     rubric.Kind `json:"kind"`
			Title    string      `json:"title"`
			Criteria []string    `json:"criteria"`
		}
		list := struct {
			Document  string  `json:"document"`
			Title     string  `json:"title"`
			Questions []entry `json:"questions"`
		}{d.Ref(), d.Title, []entry{}}
		for _, q := range d.Questions {
			e := entry{q.ID, q.Section, q.Kind, q.Title, nil}
			for _, c := range q.Criteria {
				e.Criteria = append(e.Criteria, c.ID)
			}
			list.Questions = append(list.Questions, e)
		}
		return a.writeJSON(list)
	}
	p := a.printer()
	p.Wrap(screen.Plain, d.Title, "", "")
	p.Wrap(screen.Dim, d.Ref(), "", "")
	for _, q := range d.Questions {
		p.Println(screen.Plain, "")
		number, section := q.Section, ""
		if len(number) > 4 {
			number, section = "", ", "+number
		}
		p.Print(screen.Plain, fmt.Sprintf("%-4s  ", number))
		p.Print(screen.Heading, q.ID)
		p.Println(screen.Dim, fmt.Sprintf("  %s, %s%s", q.Kind, criteria(len(q.Criteria)), section))
		p.Wrap(screen.Plain, q.Title, "      ", "      ")
	}
	return p.Err()
}

func (a *app) rubricShow(id, format string) error {
	if err := checkFormat("rubric show", format, "text", "md", "json"); err != nil {
		return err
	}
	d, err := a.load()
	if err != nil {
		return err
	}
	q, err := question(d, id)
	if err != nil {
		return err
	}
	switch format {
	case "json":
		return a.writeJSON(q)
	case "md":
		_, err := fmt.Fprint(a.out, questionMarkdown(d, q))
		return err
	}
	p := a.printer()
	printQuestion(p, d, q)
	return p.Err()
}

// rubricShowAll writes the whole document in a form that a program reads.
func (a *app) rubricShowAll(format string) error {
	if format == "text" {
		return usagef("rubric show: which question?\nname one (`mockstar rubric list` shows them), or write the whole document with --format md")
	}
	if err := checkFormat("rubric show", format, "md", "json"); err != nil {
		return err
	}
	d, err := a.load()
	if err != nil {
		return err
	}
	if format == "json" {
		return a.writeJSON(d)
	}
	_, err = fmt.Fprint(a.out, guide.Markdown(d))
	return err
}

func (a *app) rubricCheck(args []string, source string) error {
	load := a.load
	if len(args) > 0 {
		load = func() (*rubric.Document, error) { return loadFile(args[0]) }
	}
	d, err := load()
	if err != nil {
		return err
	}
	if d == rubric.Embedded() { // it was compiled, and problems are in its files
		if d, err = rubric.Load(rubric.Bank(), rubric.BuiltIn); err != nil {
			return err
		}
	}
	n, drafts := 0, 0
	for _, q := range d.Questions {
		n += len(q.Criteria)
		for _, c := range q.Criteria {
			if c.Draft {
				drafts++
			}
		}
	}
	if _, err := fmt.Fprintf(a.out, "%s: no problems in %s with %s\n", d.Ref(), counted(len(d.Questions), "question"), criteria(n)); err != nil {
		return err
	}
	if drafts > 0 {
		if _, err := fmt.Fprintf(a.out, "levels of %s are drafts still: rewrite them, then take the mark off\n", criteria(drafts)); err != nil {
			return err
		}
	}
	if source == "" {
		return nil
	}
	return a.compareSource(d, source)
}

// compareSource lists where a rubric and the document it was made of differ.
func (a *app) compareSource(d *rubric.Document, name string) error {
	b, err := readSource(name)
	if err != nil {
		return err
	}
	findings, err := guide.Check(d, filepath.ToSlash(name), b)
	if err != nil {
		return usageError{err}
	}
	for _, f := range findings {
		if _, err := fmt.Fprintln(a.out, f); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(a.out, "%s against %s\n", counted(len(findings), "finding"), name)
	return err
}

func (a *app) rubricCoverage(plan string, seed uint64, format string) error {
	if err := checkFormat("rubric coverage", format, "text", "json"); err != nil {
		return err
	}
	d, err := a.load()
	if err != nil {
		return err
	}
	ids, err := interviewer.Choose(d, plan, seed)
	if err != nil {
		return usageError{err}
	}
	if d.Closing != "" {
		ids = append(ids, d.Closing) // each plan closes with it
	}
	var asked []rubric.Question
	for _, id := range ids {
		q, _ := d.Question(id)
		asked = append(asked, q)
	}
	chances := d.Opportunities(asked)
	if format == "json" {
		return a.writeJSON(struct {
			Document  string               `json:"document"`
			Plan      string               `json:"plan"`
			Questions []string             `json:"questions"`
			Criteria  []rubric.Opportunity `json:"criteria"`
		}{d.Ref(), plan, ids, chances})
	}
	p := a.printer()
	printCoverage(p, ids, chances)
	return p.Err()
}
