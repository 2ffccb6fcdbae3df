package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mockstar/internal/meant"
	"mockstar/internal/shell"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// load reads the document asked for: by flag, else by environment, else the
// one that is built in.
func (a *app) load() (*rubric.Document, error) {
	name := a.document
	if name == "" {
		name = a.getenv("MOCKSTAR_DOCUMENT")
	}
	if name == "" {
		return rubric.Embedded(), nil
	}
	return loadFile(name)
}

// loadFile reads a document from a file or folder of the user's. Problems in it
// are named by the path that the user gave.
func loadFile(name string) (*rubric.Document, error) {
	path, err := filepath.Abs(name)
	if err != nil {
		return nil, usagef("read document: %w", err)
	}
	d, err := rubric.Load(os.DirFS(filepath.Dir(path)), filepath.Base(path))
	var problems rubric.Problems
	var missing *fs.PathError
	switch {
	case errors.As(err, &problems) && importable(name):
		return nil, usagef("load rubric %s: this is no rubric; a rubric is a YAML file, or a folder with document.yaml in it\nmake one of it: mockstar rubric import %s", name, shell.Word(name))
	case errors.As(err, &problems):
		for i := range problems {
			problems[i].File = filepath.Join(filepath.Dir(name), problems[i].File)
		}
	case errors.As(err, &missing):
		return nil, usagef("load rubric %s: %w", filepath.Join(filepath.Dir(name), missing.Path), missing.Err)
	}
	return d, err
}

// importable reports whether name ends like a document that a rubric can be
// made of, and not like a rubric.
func importable(name string) bool {
	return slices.Contains([]string{".md", ".markdown", ".txt", ".csv", ".tsv", ".xlsx"}, strings.ToLower(filepath.Ext(name)))
}

// question finds a question by id, and says which there are.
func question(d *rubric.Document, id string) (rubric.Question, error) {
	if q, ok := d.Question(id); ok {
		return q, nil
	}
	var ids []string
	for _, q := range d.Questions {
		ids = append(ids, q.ID)
	}
	return rubric.Question{}, usagef("find question %q: %s has none of that name%s\nit has %s", id, d.ID, orMeant(id, ids), strings.Join(ids, ", "))
}

// orMeant asks on a line of its own whether one of ids is meant.
func orMeant(id string, ids []string) string {
	if m := meant.Ask(id, ids); m != "" {
		return "\n" + m
	}
	return ""
}

// documentOf loads the document an interview was opened with, and says so when
// it is not the same any more.
func (a *app) documentOf(p interviewer.Plan) (*rubric.Document, error) {
	doc, err := a.load()
	if err != nil {
		return nil, err
	}
	id, _, _ := strings.Cut(p.Document, "@")
	if doc.ID != id {
		return nil, usagef("read interview: it was held with the document %s, and this is %s\nname the right one with --document", id, doc.ID)
	}
	has := func(id string) bool { _, ok := doc.Question(id); return ok }
	if i := slices.IndexFunc(p.Questions, func(id string) bool { return !has(id) }); i >= 0 {
		return nil, usagef("read interview: its question %q is no longer in %s", p.Questions[i], doc.ID)
	}
	if doc.Ref() != p.Document {
		fmt.Fprintf(a.errw, "note: the document changed since the interview began\n(it was %s, and is %s)\n", p.Document, doc.Ref())
	}
	return doc, nil
}
