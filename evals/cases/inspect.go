package cases

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// inspect reads the samples of Inspect: input, target, choices, id and
// metadata, in JSONL, in a JSON list, or in CSV.
func (r *reader) inspect(text string) {
	samples := []object{}
	if strings.EqualFold(path.Ext(r.file), ".csv") {
		_, rows := r.table(r.file, text)
		for _, row := range rows {
			samples = append(samples, row.asObject())
		}
	} else {
		samples = r.objects(r.file, text)
	}
	if len(r.problems) > 0 {
		return
	}
	for i, o := range samples {
		r.sample(o, i+1)
	}
}

// asObject makes an object of a row; cells that hold a JSON list or object are
// read as such, as Inspect does.
func (row row) asObject() object {
	o := object{line: row.line, members: map[string]jsontext.Value{}}
	for name, cell := range row.cells {
		if blank(cell) {
			continue
		}
		structured := name == "metadata" || name == "choices" || name == "target" || name == "input"
		if v := jsontext.Value(strings.TrimSpace(cell)); structured && (v.Kind() == '[' || v.Kind() == '{') && v.IsValid() {
			o.members[name] = v
			continue
		}
		v, err := json.Marshal(cell)
		if err != nil {
			panic(err) // a valid string always encodes
		}
		o.members[name] = v
	}
	return o
}

func (r *reader) sample(o object, number int) {
	at := r.at(o.line)
	turns, ok := r.turns(at, o.members["input"])
	if !ok {
		r.leave(at, "the sample: its `input` is neither a text nor a list of messages with role and content")
		return
	}
	it := item{at: at, turns: turns, meets: -1, slices: map[string]string{}}
	it.id, _ = str(o.members["id"])
	it.id = cmp.Or(it.id, strconv.Itoa(number))
	targets, ok := strs(o.members["target"])
	if v := o.members["target"]; v != nil && v.Kind() != 'n' && !ok {
		r.leave(at, "the target: it is neither a text nor a list of texts")
	}
	if choices := r.choices(at, o.members["choices"]); len(choices) > 0 {
		last := &it.turns[len(it.turns)-1]
		for i, c := range choices {
			last.Text += fmt.Sprintf("\n%c) %s", 'A'+i, c)
		}
		targets = r.chosen(at, targets, choices)
	}
	it.refer(at, targets)
	known := []string{"input", "target", "choices", "id", "metadata"}
	meta := r.object(at, "metadata", o.members["metadata"])
	var name string
	name, it.answer = r.answerIn(func(name string) (string, bool) {
		if s, ok := str(o.members[name]); ok && !slices.Contains(known, name) {
			return s, true
		}
		return str(meta[name])
	})
	r.metadata(at, &it, meta, name)
	r.unknown(at, o, append(known, name)...)
	r.add(it)
}

// refer makes a criterion of right answers, of which any will do.
func (it *item) refer(at Note, right []string) {
	var told []string
	for _, t := range right {
		if !blank(t) {
			told = append(told, visible(t))
		}
	}
	switch len(told) {
	case 0:
		return
	case 1:
		it.criteria = append(it.criteria, agreement("Agrees in substance with this reference: "+told[0], at.Line))
	default:
		it.criteria = append(it.criteria, agreement("Agrees in substance with one of these references:\n- "+strings.Join(told, "\n- "), at.Line))
	}
	it.reference, it.meets = told[0], len(it.criteria)-1
}

func agreement(meaning string, line int) criterion {
	return criterion{name: "agrees-with-reference", meaning: meaning, weight: 1, at: line, levels: []string{
		"Contradicts the reference, or does not give what it gives.",
		"Gives a part of what the reference gives, and contradicts none of it.",
		"Gives in substance what the reference gives; the wording may differ.",
	}}
}

// choices reads the options of a multiple choice.
func (r *reader) choices(at Note, v jsontext.Value) []string {
	if v == nil || v.Kind() == 'n' {
		return nil
	}
	list, ok := strs(v)
	if ok && v.Kind() == '"' { // one cell of a table
		list = strings.Split(list[0], ",")
		for i := range list {
			list[i] = strings.TrimSpace(list[i])
		}
	}
	if !ok || len(list) > 26 {
		r.leave(at, "the choices: they are no list of at most 26 texts")
		return nil
	}
	return list
}

// chosen are the options that the targets name, by letter or in full.
func (r *reader) chosen(at Note, targets, choices []string) []string {
	var out []string
	for _, t := range targets {
		t = strings.TrimSpace(t)
		for i, c := range choices {
			if t == c || t == string(rune('A'+i)) {
				out = append(out, fmt.Sprintf("%c) %s", 'A'+i, c))
				t = ""
				break
			}
		}
		if t != "" {
			r.leave(at, "the target %q: it names none of the choices, by letter or in full", clip(t, 40))
		}
	}
	return out
}

// object reads an object; what is none is noted.
func (r *reader) object(at Note, what string, v jsontext.Value) map[string]jsontext.Value {
	if v == nil || v.Kind() == 'n' {
		return nil
	}
	var m map[string]jsontext.Value
	if v.Kind() != '{' || json.Unmarshal(v, &m) != nil {
		r.leave(at, "the %s: it is no object", what)
	}
	return m
}

// metadata makes slices of short values; but is the name of the answer.
func (r *reader) metadata(at Note, it *item, m map[string]jsontext.Value, but string) {
	for _, name := range sorted(m) {
		s, ok := str(m[name])
		switch {
		case name == but:
		case name == "group" && ok && taggable(s):
			it.group = s
		case ok && taggable(s):
			it.slices[oneLine(name)] = s
		case m[name].Kind() != 'n':
			r.leave(at, "metadata %q: only short texts, numbers and yes or no divide a report", clip(name, 40))
		}
	}
}
