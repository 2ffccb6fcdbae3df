// Package evals measures graders and interviewers. A [Suite] holds answers with
// the levels that people gave them, a [Runner] has them graded and keeps the
// readings in a [Store], and a [Report] tells from those alone how far the grader
// can be relied on and whether it may pass. Attacks on a grader, agreement of
// raters, and interviews held again are measured beside it.
package evals

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"mockstar/internal/strictjson"
	"mockstar/rubric"
)

// Kind says what a suite measures.
type Kind string

const (
	Grading   Kind = "grading"   // a grader, on answers
	Interview Kind = "interview" // the interviewer's decisions, on golden transcripts
)

// Readers says who gave the reference levels.
type Readers string

const (
	People Readers = "people"
	Models Readers = "model" // agreement with them is agreement with a model
)

// Cluster says what the gate takes as independent.
type Cluster string

const (
	ByGroup Cluster = "group" // asks whether a change holds for groups not seen
	ByCase  Cluster = "case"  // asks whether it is more than the judge's noise on these cases
)

// A Suite is a set of cases and what is to be measured on them.
type Suite struct {
	Name      string
	Version   int
	Title     string
	Kind      Kind
	Readers   Readers
	Fitted    []string // models that were fitted to these very cases
	Effect    float64  // smallest drop that the gate stops for; 0 leaves it to the gate
	Cluster   Cluster
	Goldens   []Golden
	Relations []Relation
	// Thresholds are bounds to figures of a run.
	Thresholds []Threshold

	Hash    string // of the suite and all it names, 12 hex digits
	Count   int    // of cases
	Changed int    // answers that the relations change
	Stale   int    // labels given for a criterion that reads otherwise now
	Undated int    // labels that do not say what they were given for

	file, cases string
	document    string // of its own, or empty
	layout      Layout
	filters     []Filter
	given       map[string]string // fingerprints of the criteria at the time of labelling
	doc         *rubric.Document
	reads       func() map[string]string // fingerprints of the criteria as they read now
}

// Ref names the suite exactly: name@version:hash.
func (s *Suite) Ref() string { return fmt.Sprintf("%s@%d:%s", s.Name, s.Version, s.Hash) }

// File is where the suite was read from.
func (s *Suite) File() string { return s.file }

// Document is what the cases are graded by.
func (s *Suite) Document() *rubric.Document { return s.doc }

// OwnDocument reports whether the suite names the document it is graded by.
func (s *Suite) OwnDocument() bool { return s.document != "" }

// Load reads the suite file called name, and every case once, against the
// document that it names, else against doc. Files the suite names stand
// relative to it. When anything is wrong with the content the error holds
// [Problems], all of them.
func Load(name string, doc *rubric.Document) (*Suite, error) {
	s, err := load(name, doc)
	if err != nil {
		return nil, fmt.Errorf("load suite: %w", err)
	}
	return s, nil
}

func load(name string, doc *rubric.Document) (*Suite, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	s := &Suite{file: name, doc: doc}
	s.reads = sync.OnceValue(func() map[string]string { return fingerprints(s.doc) })
	h := sha256.New()
	h.Write(text)
	p := &page{file: name}
	var criteria string
	if n := p.parse(string(text)); n != nil {
		s.read(p, n, &criteria)
	}
	if p.problems.sort(); len(p.problems) > 0 {
		return nil, p.problems
	}
	if s.document != "" {
		own, err := filepath.Abs(s.beside(s.document))
		if err != nil {
			return nil, err
		}
		if s.doc, err = rubric.Load(os.DirFS(filepath.Dir(own)), filepath.Base(own)); err != nil {
			return nil, fmt.Errorf("its document: %w", err)
		}
	}
	for _, n := range p.criteria {
		if !slices.Contains(s.criteria(), strings.TrimSpace(n.Value)) {
			p.at(n, "no question of the document %s has a criterion %q%s", s.doc.ID, n.Value, orMeant(n.Value, s.criteria()))
		}
	}
	if p.problems.sort(); len(p.problems) > 0 {
		return nil, p.problems
	}
	if criteria != "" {
		b, err := os.ReadFile(s.beside(criteria))
		if err != nil {
			return nil, err
		}
		h.Write(b)
		var ps Problems
		if s.given, ps = readFingerprints(s.beside(criteria), bytes.NewReader(b)); len(ps) > 0 {
			return nil, ps
		}
		if err := s.knows(criteria); err != nil {
			return nil, err
		}
	}
	if s.cases != "" {
		if err := s.survey(h); err != nil {
			return nil, err
		}
		if err := s.checkParts(p); err != nil {
			return nil, err
		}
		if p.problems.sort(); len(p.problems) > 0 {
			return nil, p.problems
		}
	}
	if s.Kind == Interview {
		if err := s.hashGoldens(h); err != nil {
			return nil, err
		}
	}
	s.Hash = hex.EncodeToString(h.Sum(nil)[:6])
	return s, nil
}

// criteria are those of all questions, each once.
func (s *Suite) criteria() []string {
	has := map[string]bool{}
	for _, q := range s.doc.Questions {
		for _, id := range criteriaOf(q) {
			has[id] = true
		}
	}
	return sortedKeys(has)
}

func (s *Suite) beside(name string) string { return filepath.Join(filepath.Dir(s.file), name) }

// survey reads all cases once: it counts, hashes, and finds all problems. To
// hash takes as long as all the rest, and is done beside it.
func (s *Suite) survey(h io.Writer) error {
	f, err := os.Open(s.beside(s.cases))
	if err != nil {
		return err
	}
	defer f.Close()
	read, write := io.Pipe()
	hashed := make(chan struct{})
	go func() {
		defer close(hashed)
		_, _ = io.CopyBuffer(h, read, make([]byte, 64<<10)) // a hash takes everything
	}()
	defer func() {
		_ = write.Close()
		<-hashed
	}()
	var ps Problems
	first, known := map[string]int{}, slips{}
	for line, err := range lines(io.TeeReader(f, write)) {
		var c Case
		if err == nil {
			c, err = s.decode(line.text)
		}
		if err == nil && first[c.ID] > 0 {
			err = fmt.Errorf("the id %q is taken by line %d", c.ID, first[c.ID])
		}
		if err != nil {
			ps = append(ps, problemAt(s.beside(s.cases), line, known.meant(err)))
			continue
		}
		first[c.ID] = line.number
		s.tally(c)
	}
	if len(ps) > 0 {
		return ps
	}
	if s.Count == 0 {
		return Problems{{File: s.beside(s.cases), Message: "holds no cases"}}
	}
	return nil
}

func problemAt(file string, l line, err error) rubric.Problem {
	p := rubric.Problem{File: file, Line: l.number, Col: 1, Text: string(l.text), Message: err.Error()}
	var at *strictjson.Error
	if errors.As(err, &at) {
		p.Col = at.Column
	}
	return p
}

// decode reads one case, checked, with each label knowing what it was given for.
func (s *Suite) decode(text []byte) (Case, error) {
	c, err := decodeCase(text, s.layout)
	if err != nil {
		return c, err
	}
	for i := range c.Labels {
		l := &c.Labels[i]
		l.For = cmp.Or(l.For, s.given[c.Question+"/"+l.Criterion])
	}
	return c, c.check(s.doc)
}

// current reports whether l was given for the criterion as it reads now.
func (s *Suite) current(question string, l Label) bool {
	q, _ := s.doc.Question(question)
	_, ok := q.Criterion(l.Criterion)
	return ok && (l.For == "" || l.For == s.reads()[question+"/"+l.Criterion])
}

// Cases reads the cases again, one at a time, in their order: those that the
// filters keep.
func (s *Suite) Cases() iter.Seq2[Case, error] {
	return func(yield func(Case, error) bool) {
		if s.cases == "" {
			return
		}
		f, err := os.Open(s.beside(s.cases))
		if err != nil {
			yield(Case{}, fmt.Errorf("read cases: %w", err))
			return
		}
		defer f.Close()
		for line, err := range lines(f) {
			var c Case
			if err == nil {
				c, err = s.decode(line.text)
			}
			if err != nil {
				err = fmt.Errorf("read cases: %s:%d: %w", s.cases, line.number, err)
			} else if !s.keeps(c) {
				continue
			}
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// A line is one line of a JSONL file, valid until the next is read.
type line struct {
	number int
	text   []byte
}

// lines reads the lines of r that are not blank.
func lines(r io.Reader) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		sc := bufio.NewScanner(r)
		sc.Buffer(make([]byte, 0, 64<<10), maxCase)
		n := 0
		for sc.Scan() {
			n++
			text := bytes.TrimSpace(sc.Bytes())
			if n == 1 {
				text = bytes.TrimPrefix(text, []byte("\uFEFF")) // as some editors save it
			}
			if len(text) > 0 && !yield(line{n, text}, nil) {
				return
			}
		}
		if err := sc.Err(); errors.Is(err, bufio.ErrTooLong) {
			yield(line{number: n + 1}, fmt.Errorf("is longer than %d KiB", maxCase>>10))
		} else if err != nil {
			yield(line{number: n + 1}, err)
		}
	}
}
