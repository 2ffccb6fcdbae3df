// Package cases reads the cases of other eval tools and makes suites of them:
// promptfoo, Inspect, openai/evals and HealthBench.
//
// Those tools ask a model and check its reply; a suite of ours grades answers
// that are there. So every case needs an answer: from the source, from a file
// beside it, from a model that is asked once while importing, or, last, the
// reference that the source gives. What can't be carried over is noted with
// file and line and never dropped silently.
//
// The package reads from the [io/fs.FS] it is handed and calls no model.
package cases

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"mockstar/rubric"
)

// Format names a tool whose files are read.
type Format string

const (
	Promptfoo   Format = "promptfoo"    // YAML, CSV, JSON or JSONL of tests
	Inspect     Format = "inspect"      // JSONL, JSON or CSV of samples
	OpenAIEvals Format = "openai-evals" // JSONL of samples, and a model-graded spec in YAML
	HealthBench Format = "healthbench"  // JSONL of conversations with rubrics, or its meta-evaluation
)

// Formats are all formats, in the order they are told.
var Formats = []Format{Promptfoo, Inspect, OpenAIEvals, HealthBench}

// Options say what a source can't. The zero value works.
type Options struct {
	AnswerField string            // variable, column or field that holds the answer to grade
	Answers     map[string]string // by the id of the case; they go before all others
	Spec        []byte            // openai-evals: the model-graded spec
	SpecName    string            // its file, for notes
}

// A Note is about one place of a source.
type Note struct {
	File string
	Line int // from 1; 0 for the file as a whole
	Text string
}

// An Import is what was read from a source.
type Import struct {
	Name    string // of the suite
	Title   string
	Source  string // name of the file
	Readers string // who labelled: "people", or empty when nobody did or nobody knows
	Left    []Note // what could not be carried over
	Changed []Note // what was carried over in another form

	format Format
	items  []*item
	ids    map[string]bool
	opts   Options
	taken  map[string]bool // ids of Options.Answers that were used
	found  bool            // Options.AnswerField was there
	noted  map[Note]bool   // what holds for all tests is told once
}

// An item is what becomes one case.
type item struct {
	id, group string
	at        Note // its place; the text is unused
	title     string
	turns     []Turn // what the answer replies to
	criteria  []criterion
	answer    string
	reference string // an answer that is right by what the source says
	meets     int    // the criterion that the reference meets in full; -1 for none
	slices    map[string]string
	labels    []label
}

// A Turn is one message of what an answer replies to.
type Turn struct{ Role, Text string }

// A criterion is one thing that an answer is to be graded by.
type criterion struct {
	name    string // its id is made of it
	meaning string
	weight  float64
	avoid   bool     // an answer should not do it
	levels  []string // worst first; nil for met and unmet
	between bool     // one of the levels is ours
	section string
	at      int // line
}

// A label is what a person said of one criterion of an item.
type label struct {
	rater     string
	criterion int
	level     rubric.Level
}

// MaxSource is the largest source that is read, in bytes. The largest public
// one has some 150 MB.
const MaxSource = 256 << 20

// Read reads the file called name. The error is [Problems] when the file is no
// such file as format says; it lists them with line and column.
func Read(fsys fs.FS, name string, format Format, o Options) (*Import, error) {
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	im := &Import{
		Source: path.Base(name), format: format, opts: o,
		Name: cmp.Or(slug(stem, 8), string(format)), Title: cmp.Or(oneLine(stem), string(format)),
		ids: map[string]bool{}, taken: map[string]bool{}, noted: map[Note]bool{},
	}
	text, err := readText(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("import cases: %w", err)
	}
	r := &reader{Import: im, fsys: fsys, file: name, from: map[*yaml.Node]string{}}
	switch format {
	case Promptfoo:
		r.promptfoo(text)
	case Inspect:
		r.inspect(text)
	case OpenAIEvals:
		r.openAIEvals(text)
	case HealthBench:
		r.healthBench(text)
	default:
		return nil, fmt.Errorf("import cases: unknown format %q; there are %v", format, Formats)
	}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	if o.AnswerField != "" && !im.found {
		return nil, fmt.Errorf("import cases: nothing in %s is called %q, where the answers should be", im.Source, o.AnswerField)
	}
	for _, id := range sorted(o.Answers) {
		if !im.taken[id] {
			im.leave(Note{}, "the answer to %q: the source has no case of that id", id)
		}
	}
	return im, nil
}

// inOrder puts notes in the order of the files, the source first.
func (im *Import) inOrder(notes []Note) {
	slices.SortStableFunc(notes, func(a, b Note) int {
		first := func(n Note) int {
			if path.Base(n.File) == im.Source {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
}

// A reader reads one source.
type reader struct {
	*Import
	fsys     fs.FS
	file     string
	from     map[*yaml.Node]string // files that nodes stand in
	problems Problems
}

func (r *reader) at(line int) Note { return Note{File: r.file, Line: line} }

func (im *Import) leave(at Note, format string, args ...any) {
	if at.Text = fmt.Sprintf(format, args...); !im.noted[at] {
		im.noted[at] = true
		im.Left = append(im.Left, at)
	}
}

func (im *Import) change(at Note, format string, args ...any) {
	if at.Text = fmt.Sprintf(format, args...); !im.noted[at] {
		im.noted[at] = true
		im.Changed = append(im.Changed, at)
	}
}

// add takes an item. Its id is made one that baselines can hold and no other
// item has.
func (im *Import) add(it item) {
	it.id = strings.Join(strings.Fields(visible(it.id)), "-")
	unique := it.id
	for n := 2; im.ids[unique]; n++ {
		unique = fmt.Sprintf("%s-%d", it.id, n)
	}
	it.id, im.ids[unique] = unique, true
	it.group = cmp.Or(oneLine(it.group), it.id)
	if a, ok := im.opts.Answers[it.id]; ok {
		it.answer, im.taken[it.id] = a, true
		it.labels = nil // they were given for another answer
	}
	im.items = append(im.items, &it)
}

// answerNames are what an answer is mostly called, the surest first.
var answerNames = []string{"output", "response", "completion", "reply", "answer"}

// answerIn finds the answer among named texts: under the name that the options
// give, else under one that answers mostly go by, which is noted.
func (im *Import) answerIn(get func(name string) (string, bool)) (name, text string) {
	if f := im.opts.AnswerField; f != "" {
		text, ok := get(f)
		im.found = im.found || ok
		return f, text
	}
	for _, name := range answerNames {
		if text, ok := get(name); ok && !blank(text) {
			im.change(Note{File: im.Source}, "%q is taken for the answer to grade; --answer-field names another", name)
			return name, text
		}
	}
	return "", ""
}

// Unanswered are the cases that still need an answer, in their order, those
// that have a reference included.
func (im *Import) Unanswered() []Prompt {
	var out []Prompt
	for _, it := range im.items {
		if blank(it.answer) {
			out = append(out, Prompt{it.id, slices.Clone(it.turns)})
		}
	}
	return out
}

// A Prompt is what a case asks.
type Prompt struct {
	ID    string
	Turns []Turn
}

// Answer gives the case of that id its answer.
func (im *Import) Answer(id, text string) {
	for _, it := range im.items {
		if it.id == id {
			it.answer = text
		}
	}
}

// blank reports whether a document would hold nothing of s.
func blank(s string) bool { return visible(s) == "" }

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
