package cases

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// maxFiles bounds how many files of tests a configuration may lead to.
const maxFiles = 1000

// list reads tests: a list, or the name of a file of them.
func (f *foo) list(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode {
		f.reference(n)
		return
	}
	if n.Kind != yaml.SequenceNode {
		f.leave(f.at(n), "the tests: only lists and files of tests are read")
		return
	}
	for _, t := range n.Content {
		switch t.Kind {
		case yaml.ScalarNode:
			f.reference(t)
		case yaml.MappingNode:
			f.test(t)
		default:
			f.problem(f.file, f.text, t.Line, t.Column, "should be a test, with vars and assert")
		}
	}
}

// reference reads the file of tests that n names.
func (f *foo) reference(n *yaml.Node) {
	pattern := strings.TrimPrefix(n.Value, "file://")
	for _, name := range f.matching(n, pattern) {
		text, why := f.beside(name)
		switch {
		case slices.Contains(f.within, name):
			why = "the file names itself, or one that it is read from"
		case why == "" && f.files >= maxFiles:
			why = fmt.Sprintf("more than %d files are not read", maxFiles)
		}
		if why != "" {
			f.leave(f.at(n), "the tests of %s: %s", clip(name, 60), why)
			continue
		}
		f.files++
		inner := *f
		inner.within = append(slices.Clip(f.within), name)
		inner.file, inner.text = name, text
		inner.testFile(name, text)
		f.tests, f.files = inner.tests, inner.files
	}
}

// matching are the files that a pattern of names fits, or the name alone when it
// is none.
func (f *foo) matching(n *yaml.Node, pattern string) []string {
	if !strings.ContainsAny(pattern, "*?[") {
		return []string{pattern}
	}
	dir := path.Dir(f.reader.file)
	found, err := fs.Glob(f.fsys, path.Join(dir, pattern))
	if err != nil || len(found) == 0 || strings.Contains(pattern, "**") {
		f.leave(f.at(n), "the tests of %s: no file beside the source fits it (* is read within a folder, ** is not)", clip(pattern, 60))
		return nil
	}
	for i, name := range found {
		if rest, ok := strings.CutPrefix(name, dir+"/"); ok {
			found[i] = rest
		}
	}
	return found
}

// beside reads a file in the folder of the source or below; why says what is
// against it.
func (f *foo) beside(name string) (text, why string) {
	switch ext := strings.ToLower(path.Ext(name)); {
	case strings.ContainsAny(name, "*?"):
		return "", "patterns of names are followed for tests alone; name the file"
	case strings.Contains(name, "://"):
		return "", "only files beside the source are read"
	case slices.Contains([]string{".js", ".ts", ".mjs", ".cjs", ".py", ".rb", ".go"}, strings.SplitN(ext, ":", 2)[0]):
		return "", "it is code, which is not run"
	case !slices.Contains([]string{".yaml", ".yml", ".json", ".jsonl", ".csv", ".txt", ".md"}, ext):
		return "", "files of that kind are not read"
	}
	full := path.Join(path.Dir(f.reader.file), name)
	text, err := readText(f.fsys, full)
	if err != nil {
		return "", err.Error()
	}
	return text, ""
}

func (f *foo) testFile(name, text string) {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv":
		_, rows := f.table(name, text)
		for _, row := range rows {
			f.fromRow(row)
		}
	case ".jsonl":
		number := 0
		for line := range strings.Lines(text) {
			number++
			if blank(line) {
				continue
			}
			if root := f.yaml(name, line); root != nil {
				shift(root, number-1)
				f.list(&yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{root}})
			}
		}
	case ".yaml", ".yml", ".json":
		if root := f.yaml(name, text); root != nil {
			f.list(root)
		}
	default:
		f.problem(name, "", 0, 0, "tests are read from YAML, JSON, JSONL and CSV")
	}
}

func shift(n *yaml.Node, by int) {
	n.Line += by
	for _, c := range n.Content {
		shift(c, by)
	}
}

// fileOr is n, or the root of the YAML file that n names.
func (f *foo) fileOr(n *yaml.Node) *yaml.Node {
	if n.Kind != yaml.ScalarNode {
		return n
	}
	name := strings.TrimPrefix(n.Value, "file://")
	text, why := f.beside(name)
	if why != "" {
		f.leave(f.at(n), "%s: %s", clip(name, 60), why)
		return nil
	}
	return f.yaml(name, text)
}
