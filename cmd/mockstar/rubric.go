package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mockstar/internal/screen"
	"mockstar/interviewer"
	"mockstar/rubric"
)

func newRubric(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: "rubric", Short: "Read and check what answers are graded by", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newRubricList(a), newRubricShow(a), newRubricCheck(a), newRubricCoverage(a))
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
		Use:     "show ID",
		Short:   "Show a question with the levels of each criterion",
		Example: "  mockstar rubric show complex-system\n  mockstar rubric show pushback --format md >pushback.md",
		Args:    cobra.ExactArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return a.rubricShow(args[0], format) },
	}
	c.Flags().StringVar(&format, "format", "text", "text, md or json")
	return c
}

func newRubricCheck(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "check [FILE]",
		Short: "Check a rubric and show every problem at its line",
		Long: `Check a rubric, a file or a folder with document.yaml in it, and show every
problem at its line. Without FILE the rubric in use is checked.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.rubricCheck(args) },
	}
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

// known refuses a --format that a command does not write.
func known(command, format string, formats ...string) error {
	if slices.Contains(formats, format) {
		return nil
	}
	return usagef("%s: unknown --format %q; there are %s", command, format, strings.Join(formats, ", "))
}

func (a *app) rubricList(format string) error {
	if err := known("rubric list", format, "text", "json"); err != nil {
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
		p.Print(screen.Plain, fmt.Sprintf("%-4s  ", q.Section))
		p.Print(screen.Heading, q.ID)
		p.Println(screen.Dim, fmt.Sprintf("  %s, %d criteria", q.Kind, len(q.Criteria)))
		p.Wrap(screen.Plain, q.Title, "      ", "      ")
	}
	return p.Err()
}

func (a *app) rubricShow(id, format string) error {
	if err := known("rubric show", format, "text", "md", "json"); err != nil {
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

func (a *app) rubricCheck(args []string) error {
	load := a.load
	if len(args) > 0 {
		load = func() (*rubric.Document, error) { return loadFile(args[0]) }
	}
	d, err := load()
	if err != nil {
		return err
	}
	criteria := 0
	for _, q := range d.Questions {
		criteria += len(q.Criteria)
	}
	_, err = fmt.Fprintf(a.out, "%s: no problems in %s with %d criteria\n", d.Ref(), counted(len(d.Questions), "question"), criteria)
	return err
}

func (a *app) rubricCoverage(plan string, seed uint64, format string) error {
	if err := known("rubric coverage", format, "text", "json"); err != nil {
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
