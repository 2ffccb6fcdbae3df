// Package guide turns documents written for people into rubrics: a company's
// interview guide, a course handout, a table of competencies. It reads
// Markdown by its structure, and tables from CSV and XLSX; it writes a guide
// that a person can read and that comes back the same, and compares a rubric
// with the document it came from.
//
// Nothing is invented silently. What a document says is taken with the lines
// it stands on; what had to be drafted is marked as a draft; and the report of
// an [Import] names both, with what was left out and why.
//
// The package does no I/O: it is handed bytes.
package guide

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"mockstar/rubric"
)

// MaxSource is the largest source that is read, in bytes. A book of 400 pages
// has about a mebibyte of text; a larger file is something else, or should be
// imported in parts.
const MaxSource = 1 << 20

// An Import is what was read from one source.
type Import struct {
	Document  *rubric.Document
	Questions []Place             // where each question of Document stands, in its order
	Levels    []Place             // where each level that the source describes stands
	Exemplars []Exemplar          // sample answers
	Taken     []Note              // what was taken, in the order of the source
	Left      []Note              // what was left out, with the reason
	Write     []Note              // what a person must still write or decide
	language  *language           // in which drafts are worded
	under     map[drafted]Passage // what drafts of a model stand on
	source    []string            // its lines; nil where places are no lines
	unit      string              // what places count: line or row
	scale     string              // what drafts are taken from
	own       bool                // it was in our own layout
	name      string              // what was read, which for our own layout is not the source of the rubric
}

// A Place says where in the source something stands.
type Place struct {
	Question  string // id
	Criterion string // id; empty for the question itself
	Level     int    // from 1; 0 for the criterion itself
	Lines     string // "14-18"; rows for a table file
	Hash      string // of these lines, see [Hash]
}

// A drafted names a criterion that a model drafted.
type drafted struct{ question, criterion string }

// An Exemplar is a sample answer of the source. A rubric has no room for it,
// so that only its place is kept.
type Exemplar struct {
	Question string // id; empty for one of the document as a whole
	Lines    string
}

// A Note is one line of the report.
type Note struct {
	Lines string // in the source; empty when it is about no passage
	Text  string
}

// Read imports the source called name; the ending of name says what it is:
// Markdown (.md, .markdown, .txt), a table (.csv, .tsv, .xlsx) or criteria in
// the JSON of HealthBench (.json, .jsonl). The document it gives is one that
// [rubric.Load] accepts.
//
// The error says why nothing could be imported and what to do about it.
func Read(name string, b []byte) (Import, error) {
	im, err := read(name, b)
	im.name = clean(squash(path.Base(name)))
	if err == nil {
		err = im.Settle()
	}
	if ps := (rubric.Problems)(nil); im.own && errors.As(err, &ps) {
		err = fmt.Errorf("it is laid out as `rubric show --format md` writes it, but something is amiss: %s", ps[0].Message)
	}
	if err != nil {
		return Import{}, fmt.Errorf("import %s: %w", path.Base(name), err)
	}
	return im, nil
}

func read(name string, b []byte) (Import, error) {
	ext := strings.ToLower(path.Ext(name))
	if len(b) > MaxSource {
		return Import{}, fmt.Errorf("it has more than %d KiB, more than a book: take out the part with the questions", MaxSource>>10)
	}
	if ext == ".xlsx" {
		return readXLSX(name, b)
	}
	text, err := plainText(b)
	if err != nil {
		return Import{}, err
	}
	switch ext {
	case ".md", ".markdown", ".txt", "":
		return readMarkdown(name, text)
	case ".csv":
		return readCSV(name, text, ',')
	case ".tsv":
		return readCSV(name, text, '\t')
	case ".json", ".jsonl":
		return readJSON(name, text)
	}
	return Import{}, fmt.Errorf("files ending in %q are not read: save it as Markdown (.md), a table (.csv, .xlsx) or plain text (.txt)", ext)
}

// plainText refuses what is no text in UTF-8, takes off a byte order mark and
// makes all line breaks \n.
func plainText(b []byte) (string, error) {
	b = bytes.TrimPrefix(b, []byte("\uFEFF"))
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return "", errors.New("it is UTF-16: save it as UTF-8")
	case bytes.HasPrefix(b, []byte("PK\x03\x04")):
		return "", errors.New("it is a packed file, such as one of a word processor: save it as Markdown or plain text")
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return "", errors.New("it is a PDF: save it as Markdown or plain text")
	case bytes.IndexByte(b, 0) >= 0:
		return "", errors.New("it is binary, no text")
	case !utf8.Valid(b):
		good := 0
		for s := b; len(s) > 0; {
			r, n := utf8.DecodeRune(s)
			if r == utf8.RuneError && n == 1 {
				break
			}
			good, s = good+n, s[n:]
		}
		return "", fmt.Errorf("line %d is not in UTF-8: save it as UTF-8", 1+bytes.Count(b[:good], []byte("\n")))
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(b)), nil
}
