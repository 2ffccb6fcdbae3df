package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"mockstar/internal/llm/models"
	"mockstar/internal/shell"
	"mockstar/rubric/guide"
	"mockstar/rubric/guide/draft"
)

type importOptions struct {
	out   string
	force bool
}

func newRubricImport(a *app) *cobra.Command {
	o := importOptions{}
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Make a rubric of a document of your own",
		Long: `Make a rubric of FILE: an interview guide or handout in Markdown or plain text,
a rubric table in CSV or XLSX, or criteria in the JSON of HealthBench.

The report says what was taken from which lines, what was left out and why, and
what a person must still write. What the source doesn't say is a draft and
marked so. A rubric too large for one file becomes a folder.

With --model, a language model drafts the levels that the source doesn't
describe; it gets the questions and the lines of each such criterion. Its drafts
stand under the line that each rests on, and are marked like the others.`,
		Example: `  mockstar rubric import questions.md
  mockstar rubric import panel.xlsx -o panel.rubric.yaml
  mockstar rubric import questions.md --model openai:gpt-4.1`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.rubricImport(c.Context(), args[0], o) },
	}
	c.Flags().StringVarP(&o.out, "out", "o", "", "where to write the rubric (default FILE's name with .rubric.yaml, in this folder)")
	c.Flags().BoolVar(&o.force, "force", false, "overwrite what is there")
	return c
}

func (a *app) rubricImport(ctx context.Context, file string, o importOptions) error {
	source, err := readSource(file)
	if err != nil {
		return err
	}
	im, err := guide.Read(filepath.ToSlash(file), source)
	if err != nil {
		return usageError{err}
	}
	out := o.out
	if out == "" {
		base := filepath.Base(file)
		out = strings.TrimSuffix(base, filepath.Ext(base)) + ".rubric.yaml"
	}
	if err := a.draftLevels(ctx, &im); err != nil {
		return err
	}
	if out, err = writeRubric(out, im.Files(), o.force); err != nil {
		return err
	}
	name := shell.Word(out)
	_, err = fmt.Fprintf(a.out, "%s\nwrote %s\nnext:\n  mockstar rubric check %s\n  mockstar interview --document %s\n", im.Report(), out, name, name)
	return err
}

// draftLevels lets a model write the levels that the source leaves open, where
// one is named.
func (a *app) draftLevels(ctx context.Context, im *guide.Import) error {
	spec := a.spec()
	calls := draft.Calls(im)
	if spec == embedded || calls == 0 {
		return nil
	}
	if len(models.Split(spec)) > 1 {
		return usagef("import rubric: one model drafts; --model takes a list only where answers are graded")
	}
	m, err := a.open(spec)
	if err != nil {
		return err
	}
	defer a.errw.Spin(ctx, "drafting levels")()
	fmt.Fprintf(a.errw, "drafting levels with %s, in %s\n", spec, counted(calls, "call"))
	return (&draft.Drafter{Model: m}).Draft(ctx, im)
}

// readSource reads a document to import, or just enough of it to see that it
// is too large.
func readSource(name string) ([]byte, error) {
	b, err := readAtMost(name, guide.MaxSource+1)
	if err != nil {
		return nil, fmt.Errorf("import rubric: %w", err)
	}
	return b, nil
}

// readAtMost reads the first n bytes of a file.
func readAtMost(name string, n int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, n))
}

// writeRubric writes a rubric of one file to out, one of several to a folder
// named like out without its ending. It returns where it wrote.
func writeRubric(out string, files map[string][]byte, force bool) (string, error) {
	if len(files) == 1 {
		return out, writeNew(out, files["document.yaml"], force)
	}
	out = strings.TrimSuffix(out, filepath.Ext(out))
	if err := os.Mkdir(out, 0o755); err != nil && (!force || !errors.Is(err, fs.ErrExist)) {
		return out, taken(out, err)
	}
	for name, b := range files {
		if err := writeNew(filepath.Join(out, name), b, force); err != nil {
			return out, err
		}
	}
	return out, nil
}

// writeNew writes a file that must not be there yet, unless forced.
func writeNew(name string, b []byte, force bool) error {
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if force {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(name, flags, 0o644)
	if err != nil {
		return taken(name, err)
	}
	_, err = f.Write(b)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write rubric: %w", err)
	}
	return nil
}

func taken(name string, err error) error {
	if errors.Is(err, fs.ErrExist) {
		return usagef("write rubric: %s is already there\nname another place with -o, or overwrite it with --force", name)
	}
	return fmt.Errorf("write rubric: %w", err)
}
