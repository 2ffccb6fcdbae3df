package rubric

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"

	"go.yaml.in/yaml/v4"
)

// Load reads the document called name, in YAML or JSON. A folder holds
// document.yaml, whose questions are ids, each naming a file ID.yaml beside
// it; a single file may also hold its questions inline.
//
// Load is strict. When anything is wrong with the content the error is
// [Problems] and lists all of it; when name cannot be read at all the error
// wraps that of the file system.
func Load(fsys fs.FS, name string) (*Document, error) {
	name = path.Clean(name)
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("load rubric: %w", err)
	}
	if info.IsDir() {
		name = path.Join(name, "document.yaml")
	}
	f := parseFile(fsys, name)
	if f.err != nil {
		return nil, fmt.Errorf("load rubric: %w", f.err)
	}
	l := loader{fsys: fsys, dir: path.Dir(name), asked: map[string]bool{}, ahead: map[string]<-chan parsed{}}
	l.file(f, l.document)
	if len(l.problems) > 0 {
		return nil, l.problems
	}
	l.doc.Hash = hash(&l.doc)
	return &l.doc, nil
}

// hash names the content of d, however its files are laid out.
func hash(d *Document) string {
	b, err := json.Marshal(d)
	if err != nil {
		panic(err) // a Document holds only strings and finite numbers
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:6])
}

// read returns the file's content, or somewhat more than [maxFile] of it.
func read(fsys fs.FS, name string) (string, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	return string(b), err
}

// A loader reads one document from one or more files.
type loader struct {
	fsys     fs.FS
	dir      string
	doc      Document
	asked    map[string]bool          // question ids seen
	ahead    map[string]<-chan parsed // question files, parsed beside the reading of others
	problems Problems
}

// A parsed file has a root unless what is wrong with it is in the source or
// in err.
type parsed struct {
	source *source
	root   *yaml.Node
	err    error // of the file system
}

func parseFile(fsys fs.FS, name string) parsed {
	text, err := read(fsys, name)
	if err != nil {
		return parsed{err: err}
	}
	s := &source{file: name}
	return parsed{source: s, root: s.parse(text)}
}

// parseAhead parses the files that the questions of n name, a few at the same
// time: parsing is nearly all of what loading costs.
func (l *loader) parseAhead(n *yaml.Node) {
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for _, q := range n.Content {
		name := l.questionFile(q.Value)
		if q.Kind != yaml.ScalarNode || !idForm().MatchString(q.Value) || l.ahead[name] != nil {
			continue
		}
		done := make(chan parsed, 1)
		l.ahead[name] = done
		go func() {
			slots <- struct{}{}
			done <- parseFile(l.fsys, name)
			<-slots
		}()
	}
}

func (l *loader) questionFile(id string) string { return path.Join(l.dir, id+".yaml") }

// file has the root of a file read, and adds what was wrong with it.
func (l *loader) file(f parsed, root func(*source, *yaml.Node)) {
	s := f.source
	// Files named inside this one are read, and report, before it does: their
	// problems go behind.
	before := len(l.problems)
	if f.root != nil {
		root(s, f.root)
	}
	s.problems.sort()
	inner := l.problems[before:]
	l.problems = append(append(l.problems[:before:before], s.problems...), inner...)
}

func (l *loader) document(s *source, n *yaml.Node) {
	d := &l.doc
	if isQuestion(n) {
		s.at(n, "is a single question: name the folder or the document it belongs to")
		return
	}
	var closing *yaml.Node
	s.mapping(n, "a document", []field{
		{"id", required, func(n *yaml.Node) { d.ID = s.id(n, map[string]bool{}) }},
		{"version", required, func(n *yaml.Node) { d.Version = s.integer(n, 1, 1e6) }},
		{"title", required, s.into(&d.Title)},
		{"source", optional, s.into(&d.Source)},
		{"position", optional, s.into(&d.Position)},
		{"closing", optional, func(n *yaml.Node) { closing, d.Closing = n, s.id(n, map[string]bool{}) }},
		{"questions", required, func(n *yaml.Node) {
			l.parseAhead(n)
			d.Questions = some(s, n, "questions", func(n *yaml.Node) Question { return l.entry(s, n) })
		}},
	})
	if d.Closing != "" && !l.asked[d.Closing] {
		d.Questions = append(d.Questions, l.entry(s, closing))
	}
}

// entry reads a question that stands inline at n, or in the file that n names.
func (l *loader) entry(s *source, n *yaml.Node) (q Question) {
	if n.Kind != yaml.ScalarNode {
		return l.question(s, n, func(n *yaml.Node) string { return s.id(n, l.asked) })
	}
	id := s.id(n, l.asked)
	if id == "" {
		return q
	}
	name := l.questionFile(id)
	var f parsed
	if done, ok := l.ahead[name]; ok {
		f = <-done
	} else {
		f = parseFile(l.fsys, name)
	}
	switch {
	case errors.Is(f.err, fs.ErrNotExist):
		s.at(n, "there is no question %q: no file %s stands here", id, path.Base(name))
		return q
	case f.err != nil:
		s.at(n, "names a question that cannot be read: %v", f.err)
		return q
	}
	l.file(f, func(s *source, root *yaml.Node) {
		q = l.question(s, root, func(n *yaml.Node) string {
			if own := s.text(n); own != "" && own != id {
				s.at(n, "%q should be %q, as the file is called", clip(own), id)
			}
			return id
		})
	})
	return q
}
