// Package prompts owns every word that is sent to a model. A prompt is a
// template file with front matter; its version goes up whenever its text
// changes, and a golden file holds it to that.
package prompts

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"text/template"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"
	"go.yaml.in/yaml/v4"

	"mockstar/rubric"
)

//go:embed *.md.tmpl
var files embed.FS

// A Prompt is one template file. Its parts, such as system and user, are sent
// in messages of their own.
type Prompt struct {
	Name    string `yaml:"name"`
	Version int    `yaml:"version"`
	Hash    string `yaml:"-"` // of the whole file, 12 hex digits
	Source  string `yaml:"-"` // the file as it stands
	parts   *template.Template
}

// Ref names the exact wording: name@version:hash.
func (p *Prompt) Ref() string { return fmt.Sprintf("%s@%d:%s", p.Name, p.Version, p.Hash) }

// A GradeData fills the system part of the grading prompt. It holds nothing of
// the answer, so that the part is the same for every answer to a question.
type GradeData struct{ Question rubric.Question }

// Floor is the level that needs no evidence.
func (GradeData) Floor() int { return 1 }

// An AnswerData fills the user part of the grading prompt.
type AnswerData struct {
	Nonce string
	Lines rubric.Answer
}

// A RepairData fills the request to send a verdict again.
type RepairData struct{ Nonce, Problem string }

// An AskData fills the prompt that words what the interviewer says.
type AskData struct {
	Position string // "senior AI engineer", or empty
	Role, CV string // the candidate's own texts, empty unless given
	Move     string // what the words do, in plain English
	About    string // what the probe is after, or empty
	Draft    string // the plain words
	Lines    rubric.Answer
}

// A DraftData fills the user part of the prompt that drafts levels for an
// imported rubric.
type DraftData struct {
	Nonce    string
	Question string
	Kind     rubric.Kind
	Gaps     []Gap
}

// A Gap is a criterion with levels to describe.
type Gap struct {
	Criterion string         `json:"criterion"`
	Meaning   string         `json:"meaning"`
	Of        int            `json:"of"` // how many levels there are
	Write     []int          `json:"write"`
	Described map[int]string `json:"described,omitempty"`
	Passage   []SourceLine   `json:"passage"`
}

// A SourceLine is a line of the document that a rubric is made of.
type SourceLine struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// Names lists the prompts there are.
func Names() []string {
	matches, err := fs.Glob(files, "*.md.tmpl")
	if err != nil {
		panic(err) // the pattern is constant
	}
	for i, m := range matches {
		matches[i] = strings.TrimSuffix(m, ".md.tmpl")
	}
	slices.Sort(matches)
	return matches
}

// Load reads the prompt with the given name.
func Load(name string) (*Prompt, error) {
	b, err := files.ReadFile(fileOf(name))
	if err != nil {
		return nil, fmt.Errorf("load prompt %q: there is none; there are %s", name, strings.Join(Names(), ", "))
	}
	return parse(name, b)
}

// A BrokenError is of a prompt that can't be read or filled: whoever edits its
// file mends it, and no call can.
type BrokenError struct {
	Name string
	Err  error
}

func (e *BrokenError) Error() string {
	return fmt.Sprintf("%v\nmend prompts/%s and build mockstar again: prompts are compiled in", e.Err, fileOf(e.Name))
}

func (e *BrokenError) Unwrap() error { return e.Err }

func fileOf(name string) string { return name + ".md.tmpl" }

func parse(name string, b []byte) (*Prompt, error) {
	p, err := read(name, b)
	if err != nil {
		return nil, &BrokenError{name, fmt.Errorf("load prompt %q: %w", name, err)}
	}
	return p, nil
}

func read(name string, b []byte) (*Prompt, error) {
	rest, ok := bytes.CutPrefix(b, []byte("---\n"))
	front, body, end := bytes.Cut(rest, []byte("---\n"))
	if !ok || !end {
		return nil, errors.New("the file has no front matter")
	}
	p := &Prompt{Source: string(b)}
	if err := yaml.Unmarshal(front, p); err != nil {
		return nil, err
	}
	if p.Name != name || p.Version < 1 {
		return nil, fmt.Errorf("front matter must hold name: %s and a version from 1", name)
	}
	sum := sha256.Sum256(b)
	p.Hash = hex.EncodeToString(sum[:6])
	funcs := template.FuncMap{"inc": func(i int) int { return i + 1 }, "json": JSON}
	var err error
	// Empty lines stand for the front matter, so that errors name lines of the file.
	above := strings.Repeat("\n", bytes.Count(b[:len(b)-len(body)], []byte("\n")))
	if p.parts, err = template.New(fileOf(name)).Funcs(funcs).Option("missingkey=error").Parse(above + string(body)); err != nil {
		return nil, err
	}
	return p, nil
}

// Render fills one part.
func (p *Prompt) Render(part string, data any) (string, error) {
	var b strings.Builder
	if err := p.parts.ExecuteTemplate(&b, part, data); err != nil {
		return "", &BrokenError{p.Name, fmt.Errorf("render prompt %s: %w", p.Ref(), err)}
	}
	return b.String(), nil
}

// JSON writes v as one line of JSON, as prompts hold what was said: no text of a
// candidate can end the place where it stands.
func JSON(v any) (string, error) {
	b, err := json.Marshal(v, oneLine)
	return string(b), err
}

// oneLine escapes also what JavaScript takes for the end of a line.
var oneLine = json.JoinOptions(jsonv1.DefaultOptionsV1(), jsontext.EscapeForHTML(false), jsontext.EscapeForJS(true))
