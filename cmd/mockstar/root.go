package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"mockstar/internal/llm/models"
)

func newRoot(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "mockstar",
		Short: "A mock interviewer that grades only what it can quote",
		Long: `mockstar conducts a text interview, asks for exactly what an answer left out,
and grades each reply against described levels. Every level stands on a quote
of yours. It needs no key and no network; with --model it uses a language model.`,
		Example: `  mockstar interview                                  practise three questions
  mockstar grade answer.txt --question complex-system grade an answer you wrote
  mockstar rubric show complex-system                 read what is listened for`,
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.SetIn(a.streams.in)
	c.SetOut(a.out)
	c.SetErr(a.errw)
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usagef("%v\nrun `%s --help` for what it takes", err, c.CommandPath())
	})
	c.PersistentFlags().StringVar(&a.model, "model", "", "which model speaks and grades: "+strings.Join(models.Forms(), ", ")+" (default $MOCKSTAR_MODEL, else embedded)")
	c.PersistentFlags().StringVar(&a.document, "document", "", "rubric file or folder to use instead of the built-in guide (default $MOCKSTAR_DOCUMENT)")
	c.PersistentFlags().BoolVar(&a.localOnly, "local-only", false, "refuse every connection that leaves this machine")
	c.PersistentFlags().BoolVar(&a.plainHTTP, "plain-http", false, "allow a base URL with http on another machine; key and text travel readable by all between")
	c.AddCommand(
		newInterview(a), newResume(a), newGrade(a),
		newRubric(a), newPrompt(a), newSession(a), newProgress(a), newEval(a), newDoctor(a),
	)
	argumentsAreUsage(c)
	return c
}

// argumentsAreUsage makes a wrong number of arguments the user's to mend, for
// c and every command below it.
func argumentsAreUsage(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return usagef("%w\nrun `%s --help` for what it takes", err, c.CommandPath())
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		argumentsAreUsage(sub)
	}
}

// version is the module version that was built, or what the build knows of
// the checkout it came from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	if v == "" || v == "(devel)" {
		v = "devel"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && v == "devel" {
			v = "devel-" + s.Value[:min(12, len(s.Value))]
		}
	}
	return v
}

// program names this program in stored results.
func program() string { return fmt.Sprintf("mockstar %s", version()) }
