package cases

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"mockstar/evals"
	"mockstar/rubric"
	"mockstar/rubric/guide"
)

// The files of a suite.
const (
	SuiteFile = "suite.yaml"
	caseFile  = "cases.jsonl"
	folder    = "rubric" // of the document, beside the suite
)

// Bounds of a document. A question is one file, which the loader reads up to
// 128 KiB; and the file that names all of them has as much.
const (
	maxQuestion  = 100 << 10
	maxMarks     = 15 << 10 // commas and brackets in one file
	maxQuestions = 9000
	readable     = 400 // up to so many questions have ids made of their words
)

// ErrNoAnswers is returned by [Import.Files] when there is nothing to grade.
var ErrNoAnswers = errors.New("import cases: the source has no answers to grade")

const noAnswer = "no answer to grade"

// Files makes the suite: every file by its name, slashes in it. Cases without
// an answer get their reference, or are left out with a note.
func (im *Import) Files() (map[string][]byte, error) {
	if len(im.items) == 0 {
		return nil, fmt.Errorf("import cases: %s holds no cases", im.Source)
	}
	var ids []string
	for _, it := range im.items {
		ids = append(ids, it.id)
	}
	im.answerByReference()
	if len(im.items) == 0 {
		im.inOrder(im.Left)
		if !slices.ContainsFunc(im.Left, func(n Note) bool { return n.Text == noAnswer }) {
			return nil, fmt.Errorf("import cases: no case of %s has anything to be graded by", im.Source)
		}
		return nil, fmt.Errorf("%w; its cases are %s", ErrNoAnswers, clip(strings.Join(ids, ", "), 120))
	}
	im.dropUnique()
	doc, of, err := im.document()
	im.inOrder(im.Left)
	im.inOrder(im.Changed)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{SuiteFile: im.suite()}
	var lines bytes.Buffer
	enc := json.NewEncoder(&lines)
	enc.SetEscapeHTML(false)
	for i, it := range im.items {
		if err := enc.Encode(it.asCase(doc.Questions[of[i]])); err != nil {
			return nil, fmt.Errorf("import cases: write case %s: %w", it.id, err)
		}
	}
	out[caseFile] = lines.Bytes()
	for name, b := range (guide.Import{Document: doc}).Files() {
		out[folder+"/"+name] = b
	}
	return out, nil
}

// answerByReference gives cases without an answer their reference, and leaves
// out those that have none.
func (im *Import) answerByReference() {
	kept := im.items[:0]
	for _, it := range im.items {
		switch {
		case len(it.criteria) == 0:
			im.leave(it.at, "nothing to grade it by: no check of it is one that a grader of answers can make")
			continue
		case blank(it.answer) && blank(it.reference):
			im.leave(it.at, noAnswer)
			continue
		case rubric.Blank(rubric.Said(cmp.Or(visible(it.answer), it.reference))):
			im.leave(it.at, "its answer has fewer than five different words, which is too little for a level here: compare such answers by equality")
			continue
		case blank(it.answer):
			it.answer = it.reference
			im.change(it.at, "its reference stands in as the answer")
			if it.meets >= 0 {
				top := rubric.Level(len(it.criteria[it.meets].anchors()))
				it.labels = append(it.labels, label{"reference", it.meets, top})
			}
		}
		kept = append(kept, it)
	}
	im.items = kept
}

// dropUnique takes away slices that divide the cases into nearly as many parts
// as there are cases: a report has a line for each part.
func (im *Import) dropUnique() {
	const few = 20 // parts that any report may have
	values := map[string]map[string]bool{}
	for _, it := range im.items {
		for k, v := range it.slices {
			if values[k] == nil {
				values[k] = map[string]bool{}
			}
			values[k][v] = true
		}
	}
	for _, k := range sorted(values) {
		if n := len(values[k]); n > few && 4*n > len(im.items) {
			im.leave(Note{File: im.Source}, "%q with its %d different values: it divides %d cases into too many parts for a report", k, n, len(im.items))
			for _, it := range im.items {
				delete(it.slices, k)
			}
		}
	}
}

// document makes the questions; of says which one each item answers. Items
// that ask the same and are graded by the same share one.
func (im *Import) document() (doc *rubric.Document, of []int, err error) {
	doc = &rubric.Document{ID: im.Name, Version: 1, Title: im.Title, Source: im.Source}
	known := map[string]int{}
	kept := im.items[:0]
	for _, it := range im.items {
		q := it.question()
		key, err := json.Marshal(unplaced(q))
		if err != nil {
			return nil, nil, fmt.Errorf("import cases: %w", err)
		}
		if size := len(key); size > maxQuestion || bytes.Count(key, []byte(","))+2*bytes.Count(key, []byte("["))+2*bytes.Count(key, []byte("{")) > maxMarks {
			im.leave(it.at, "what it asks and is graded by has %d KiB, and a question can have %d", size>>10, maxQuestion>>10)
			continue
		}
		i, ok := known[string(key)]
		if !ok {
			i = len(doc.Questions)
			known[string(key)] = i
			doc.Questions = append(doc.Questions, q)
		}
		of = append(of, i)
		kept = append(kept, it)
	}
	im.items = kept
	switch n := len(doc.Questions); {
	case n == 0:
		return nil, nil, fmt.Errorf("import cases: no case is left of %s", im.Source)
	case n > maxQuestions:
		return nil, nil, fmt.Errorf("import cases: %s has %d different questions, and a document can have %d: import it in parts", im.Source, n, maxQuestions)
	}
	ids := map[string]bool{"quick": true, "full": true, "all": true, "auto": true} // names of plans
	for i := range doc.Questions {
		id := fmt.Sprintf("q%d", i+1)
		if len(doc.Questions) <= readable {
			id = cmp.Or(slug(doc.Questions[i].Title, 5), id)
		}
		doc.Questions[i].ID = unique(id, ids)
	}
	return doc, of, nil
}

func unique(id string, taken map[string]bool) string {
	out := id
	for n := 2; taken[out]; n++ {
		out = fmt.Sprintf("%s-%d", id, n)
	}
	taken[out] = true
	return out
}

func (it *item) asCase(q rubric.Question) evals.Case {
	c := evals.Case{ID: it.id, Group: it.group, Question: q.ID, Answer: it.answer, Slices: it.slices}
	for _, l := range it.labels {
		cr := q.Criteria[l.criterion]
		c.Labels = append(c.Labels, evals.Label{Rater: l.rater, Criterion: cr.ID, Level: l.level, For: evals.Fingerprint(cr)})
	}
	return c
}

func (im *Import) suite() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Imported from %s (%s). The cases and the rubric are beside this file.\n", oneLine(im.Source), im.format)
	fmt.Fprintf(&b, "name: %s\nversion: 1\ntitle: %s\nkind: grading\n", quoted(im.Name), quoted(im.Title))
	if im.Readers != "" && slices.ContainsFunc(im.items, func(it *item) bool { return len(it.labels) > 0 }) {
		fmt.Fprintf(&b, "readers: %s\n", im.Readers)
	}
	fmt.Fprintf(&b, "document: %s\ncases: %s\n", folder, caseFile)
	return b.Bytes()
}

// quoted writes s in double quotes; those of JSON are those of YAML.
func quoted(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a string always encodes
	}
	return strings.TrimSpace(b.String())
}
