package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mockstar/evals"
	"mockstar/evals/cases"
	"mockstar/internal/shell"
)

type evalImportOptions struct {
	out         string
	force       bool
	strict      bool
	answers     string
	answerField string
	modelGraded string
	ask         string
	concurrency int
}

func newEvalImport(a *app) *cobra.Command {
	o := evalImportOptions{}
	c := &cobra.Command{
		Use:   "import promptfoo|inspect|openai-evals|healthbench FILE",
		Short: "Make a suite of the cases of another eval tool",
		Long: `Make a suite of the cases of another eval tool: a folder with the suite, its
cases, and the rubric that they are graded by.

  promptfoo     a configuration in YAML or JSON, or tests in YAML, JSON, JSONL or CSV
  inspect       samples in JSONL, JSON or CSV
  openai-evals  samples in JSONL, with a model-graded spec (--modelgraded)
  healthbench   conversations with rubrics in JSONL, or the meta-evaluation

A suite grades answers, and those tools ask for them anew. An answer is taken
from --answers, from --answer-field, from where the source keeps one, from the
model named by --ask, or is the reference that the source gives; a case without
any is left out. What can't be carried over is printed with file and line.`,
		Example: `  mockstar eval import promptfoo promptfooconfig.yaml --answer-field answer
  mockstar eval import inspect samples.jsonl --answers replies.jsonl -o suites/inspect
  mockstar eval import openai-evals samples.jsonl --modelgraded humor.yaml
  mockstar eval import healthbench healthbench.jsonl --ask openai:gpt-5-mini`,
		Args: cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			return a.evalImport(c.Context(), cases.Format(args[0]), args[1], o)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.out, "output", "o", "", "folder for the suite (default FILE's name without its ending, in this folder)")
	f.BoolVar(&o.force, "force", false, "write into a folder that is there already")
	f.BoolVar(&o.strict, "strict", false, "fail, and write nothing, when something can't be carried over")
	f.StringVar(&o.answers, "answers", "", `JSONL file of answers, {"id","answer"} a line`)
	f.StringVar(&o.answerField, "answer-field", "", "variable, column or field that holds the answer to grade")
	f.StringVar(&o.modelGraded, "modelgraded", "", "openai-evals: the model-graded spec, in YAML")
	f.StringVar(&o.ask, "ask", "", "model to ask once for each answer that is missing, such as openai:NAME")
	f.IntVar(&o.concurrency, "concurrency", 4, "answers asked for at the same time")
	return c
}

func (a *app) evalImport(ctx context.Context, format cases.Format, file string, o evalImportOptions) error {
	switch {
	case !slices.Contains(cases.Formats, format):
		return usagef("eval import: unknown format %q; there are %v", format, cases.Formats)
	case o.concurrency < 1 || o.concurrency > maxConcurrency:
		return usagef("eval import: --concurrency must be from 1 to %d", maxConcurrency)
	case o.modelGraded != "" && format != cases.OpenAIEvals:
		return usagef("eval import: --modelgraded goes with openai-evals")
	}
	if o.out == "" {
		o.out = strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	}
	opts, err := o.read()
	if err != nil {
		return usageError{err}
	}
	real, err := filepath.EvalSymlinks(file)
	if err != nil {
		return usagef("eval import: %w", err)
	}
	root, err := os.OpenRoot(filepath.Dir(real)) // files that the source names are read there and nowhere else
	if err != nil {
		return usagef("eval import: %w", err)
	}
	defer root.Close()
	im, err := cases.Read(root.FS(), filepath.Base(real), format, opts)
	if err != nil {
		return usageError{err}
	}
	if o.ask != "" {
		if err := a.askAll(ctx, im, o); err != nil {
			return err
		}
	}
	files, err := im.Files()
	a.printNotes(im)
	if errors.Is(err, cases.ErrNoAnswers) {
		return usagef("%w\ngive them with --answers FILE ({\"id\",\"answer\"} a line), name the field that holds them with --answer-field,\nor get them from a model with --ask openai:NAME", err)
	}
	if err != nil {
		return usageError{err}
	}
	if n := len(im.Left); o.strict && n > 0 {
		return usagef("eval import: %d things can't be carried over, and --strict allows none; nothing was written", n)
	}
	if err := writeSuite(o.out, files, o.force); err != nil {
		return err
	}
	suite := filepath.Join(o.out, cases.SuiteFile)
	s, err := evals.Load(suite, nil)
	if err != nil {
		return fmt.Errorf("eval import: what was written to %s can't be read again: %w", o.out, err)
	}
	if a.spec() == embedded {
		fmt.Fprintln(a.out, "the embedded examiner reads how somebody tells of their work; grade answers of another kind with a model (--model)")
	}
	_, err = fmt.Fprintf(a.out, "wrote %s (cases: %d, questions: %d)\nnext:\n  mockstar eval run %s\n", o.out, s.Count, len(s.Document().Questions), shell.Word(suite))
	return err
}

// read reads the files that the options name.
func (o evalImportOptions) read() (cases.Options, error) {
	opts := cases.Options{AnswerField: o.answerField, SpecName: filepath.Base(o.modelGraded), Answers: map[string]string{}}
	if o.modelGraded != "" {
		b, err := os.ReadFile(o.modelGraded)
		if err != nil {
			return opts, fmt.Errorf("eval import: %w", err)
		}
		opts.Spec = b
	}
	if o.answers == "" {
		return opts, nil
	}
	b, err := os.ReadFile(o.answers)
	if err != nil {
		return opts, fmt.Errorf("eval import: %w", err)
	}
	opts.Answers, err = cases.ReadAnswers(o.answers, string(b))
	return opts, err
}

// printNotes prints what was changed and what was left, alike notes together.
func (a *app) printNotes(im *cases.Import) {
	for _, part := range []struct {
		title string
		notes []cases.Note
	}{{"carried over in another form:", im.Changed}, {"not carried over:", im.Left}} {
		if len(part.notes) == 0 {
			continue
		}
		fmt.Fprintln(a.out, part.title)
		const most = 10 // places told of one reason
		told := map[string]int{}
		for _, n := range part.notes {
			if told[n.Text]++; told[n.Text] > most {
				continue
			}
			place := n.File
			if n.Line > 0 {
				place = fmt.Sprintf("%s:%d", n.File, n.Line)
			}
			if place != "" {
				place += ": "
			}
			fmt.Fprintf(a.out, "  %s%s\n", place, n.Text)
		}
		for _, n := range part.notes {
			if more := told[n.Text] - most; more > 0 {
				fmt.Fprintf(a.out, "  and in %d more places: %s\n", more, n.Text)
				told[n.Text] = 0
			}
		}
	}
}

// writeSuite writes the files of a suite into a folder, which must not be
// there yet unless forced.
func writeSuite(out string, files map[string][]byte, force bool) error {
	if _, err := os.Stat(out); err == nil && !force {
		return usagef("eval import: %s is already there\nname another folder with -o, or write into it with --force", out)
	}
	for name, b := range files {
		full := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			return usagef("eval import: %w", err)
		}
		if err := os.WriteFile(full, b, 0o644); err != nil {
			return usagef("eval import: %w", err)
		}
	}
	return nil
}
