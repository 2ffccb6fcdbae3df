package guide

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"mockstar/rubric"
)

// What [rubric.Load] takes in one file.
const (
	maxFile      = 128 << 10
	maxFileMarks = 16 << 10
)

// Files returns the rubric as YAML by file name: document.yaml alone, or with
// one file a question beside it where a single file would be larger than
// [rubric.Load] accepts. Comments name the places in the source and mark what
// is a draft.
func (im Import) Files() map[string][]byte {
	y := yamlWriter{im: im}
	y.document(false)
	if one := y.Bytes(); len(one) <= maxFile && bytes.Count(one, []byte(","))+bytes.Count(one, []byte("["))*2+bytes.Count(one, []byte("{"))*2 <= maxFileMarks {
		return map[string][]byte{"document.yaml": one}
	}
	y = yamlWriter{im: im}
	y.document(true)
	out := map[string][]byte{"document.yaml": y.Bytes()}
	for i, q := range im.Document.Questions {
		y := yamlWriter{im: im}
		y.question(q, i)
		out[q.ID+".yaml"] = y.Bytes()
	}
	return out
}

// Settle loads the files, so that what an import gives is what the loader makes
// of them.
func (im *Import) Settle() error {
	d, err := rubric.Load(memory(im.Files()), "document.yaml")
	if err != nil {
		return err
	}
	im.Document = d
	return nil
}

type yamlWriter struct {
	bytes.Buffer
	im     Import
	indent string
}

func (y *yamlWriter) line(format string, args ...any) {
	y.WriteString(y.indent)
	fmt.Fprintf(y, format, args...)
	y.WriteByte('\n')
}

func (y *yamlWriter) document(split bool) {
	d := y.im.Document
	if d.Source != "" {
		y.line("# Imported from %s. What is marked draft is no wording of that source: see to it,", d.Source)
		y.line("# then take the mark off. Numbers of lines are those of the source.")
	}
	y.line("id: %s", word(d.ID))
	y.line("version: %d", d.Version)
	y.line("title: %s", quoted(d.Title))
	y.text("source", d.Source)
	y.text("position", d.Position)
	if d.Closing != "" {
		y.line("closing: %s", word(d.Closing))
	}
	y.line("questions:")
	for i, q := range d.Questions {
		if split {
			y.line("  - %s", word(q.ID))
			continue
		}
		y.item(func() { y.question(q, i) })
	}
}

// item writes what write does as an item of a list.
func (y *yamlWriter) item(write func()) {
	outer, start := y.indent, y.Len()
	y.indent += "    "
	write()
	y.indent = outer
	b := y.Bytes()[start:]
	b[len(outer)+2] = '-'
}

// text writes a field that may be empty.
func (y *yamlWriter) text(key, value string) {
	if value != "" {
		y.line("%s: %s", key, quoted(value))
	}
}

func (y *yamlWriter) texts(key string, values []string) {
	if len(values) == 0 {
		return
	}
	var qs []string
	for _, v := range values {
		qs = append(qs, quoted(v))
	}
	y.line("%s: [%s]", key, strings.Join(qs, ", "))
}

func (y *yamlWriter) question(q rubric.Question, i int) {
	at := ""
	if !y.im.own && i < len(y.im.Questions) && y.im.Questions[i].Lines != "" {
		at = "  # " + placed(y.im.unit, y.im.Questions[i].Lines)
	}
	y.line("id: %s%s", word(q.ID), at)
	y.text("section", q.Section)
	y.line("kind: %s", q.Kind)
	y.text("title", q.Title)
	y.text("text", q.Text)
	y.text("topic", q.Topic)
	if q.MaxProbes > 0 {
		y.line("max_probes: %d", q.MaxProbes)
	}
	y.texts("cues", q.Cues)
	y.texts("names", q.Names)
	if len(q.FollowUps) > 0 {
		y.line("follow_ups:")
		for _, f := range q.FollowUps {
			y.line("  - {id: %s, criterion: %s, text: %s}", word(f.ID), word(f.Criterion), quoted(f.Text))
		}
	}
	y.line("criteria:")
	for _, c := range q.Criteria {
		y.item(func() { y.criterion(q.ID, c) })
	}
}

func (y *yamlWriter) criterion(question string, c rubric.Criterion) {
	draft := func(part string) string {
		if c.Drafts(part) {
			return "  # draft"
		}
		return ""
	}
	y.line("id: %s", word(c.ID))
	y.line("meaning: %s%s", quoted(c.Meaning), draft(rubric.Meaning))
	y.line("weight: %s", strconv.FormatFloat(c.Weight, 'f', -1, 64))
	if p, ok := y.im.under[drafted{question, c.ID}]; ok {
		y.line("# drafted by a model under %s %d: %s", y.im.unit, p.Line, quoted(p.Text))
	}
	y.line("levels:")
	for i, l := range c.Levels {
		y.line("  - %s%s", quoted(l), draft(rubric.LevelPart(i+1)))
	}
	y.line("probe: %s%s", quoted(c.Probe), draft(rubric.Probe))
	for _, f := range [][2]string{{rubric.Missing, c.Missing}, {rubric.Drill, c.Drill}} {
		if f[1] != "" {
			y.line("%s: %s%s", f[0], quoted(f[1]), draft(f[0]))
		}
	}
	y.texts("cues", c.Cues)
	if s := c.Source; s.Basis != "" {
		var parts []string
		for _, p := range [][2]string{{"section", s.Section}, {"lines", s.Lines}} {
			if p[1] != "" {
				parts = append(parts, p[0]+": "+quoted(p[1]))
			}
		}
		parts = append(parts, "basis: "+string(s.Basis))
		if s.Hash != "" {
			parts = append(parts, "hash: "+quoted(s.Hash))
		}
		y.line("source: {%s}", strings.Join(parts, ", "))
	}
	if c.Avoid {
		y.line("avoid: true")
	}
	if c.Draft {
		y.line("draft: true")
	}
}

// quoted writes s in double quotes; JSON's are YAML's too.
func quoted(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	return strings.TrimRight(b.String(), "\n")
}

var wordForm = lazily(`^[a-z][a-z0-9-]*$`)

// word writes an id, in quotes where YAML would read something else.
func word(id string) string {
	switch {
	case !wordForm().MatchString(id), len(id) < 2:
		return quoted(id)
	case id == "true", id == "false", id == "null", id == "yes", id == "no", id == "on", id == "off":
		return quoted(id)
	}
	return id
}

// memory is a file system of a few files without folders.
type memory map[string][]byte

func (m memory) Open(name string) (fs.File, error) {
	b, ok := m[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &memoryFile{Reader: bytes.NewReader(b), name: name, size: int64(len(b))}, nil
}

type memoryFile struct {
	*bytes.Reader
	name string
	size int64
}

func (f *memoryFile) Close() error               { return nil }
func (f *memoryFile) Stat() (fs.FileInfo, error) { return memoryInfo{f.name, f.size}, nil }

type memoryInfo struct {
	name string
	size int64
}

func (i memoryInfo) Name() string       { return i.name }
func (i memoryInfo) Size() int64        { return i.size }
func (i memoryInfo) Mode() fs.FileMode  { return 0o444 }
func (i memoryInfo) ModTime() time.Time { return time.Time{} }
func (i memoryInfo) IsDir() bool        { return false }
func (i memoryInfo) Sys() any           { return nil }
