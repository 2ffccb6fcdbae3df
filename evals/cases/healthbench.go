package cases

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"mockstar/rubric"
)

// healthBench reads the lines of HealthBench (Arora et al., 2025): a
// conversation and criteria worth points; and those of its meta-evaluation: a
// completion, one criterion, and what physicians said of it.
//
// A criterion with negative points is something an answer should not do. It
// becomes one to avoid, with the size of the points as its weight. With P the
// sum of the positive points, N that of the negative ones and A the share of
// all weight that an answer gets here, the score there is (A(P+N)-N)/P: the
// same order, on another scale.
func (r *reader) healthBench(text string) {
	for _, o := range r.objects(r.file, text) {
		if _, meta := o.members["binary_labels"]; meta {
			r.metaExample(o)
		} else {
			r.example(o)
		}
	}
}

// canary is a mark by which leaked test data is found; it says nothing.
const canary = "canary"

func (r *reader) example(o object) {
	at := r.at(o.line)
	turns, ok := r.turns(at, o.members["prompt"])
	if !ok {
		r.leave(at, "the line: it has no `prompt` of messages with role and content")
		return
	}
	it := item{at: at, turns: turns, meets: -1}
	it.id, _ = str(o.members["prompt_id"])
	it.id = cmp.Or(it.id, fmt.Sprintf("line-%d", o.line))
	it.group = it.id
	it.criteria = r.points(at, o.members["rubrics"])
	if len(it.criteria) == 0 {
		r.leave(at, "the line: it has no `rubrics` with criterion and points")
		return
	}
	it.slices = r.exampleTags(at, o.members["example_tags"])
	r.unknown(at, o, "prompt", "prompt_id", "rubrics", "example_tags", "ideal_completions_data", "completion", canary, r.opts.AnswerField)
	answered := false
	answer := func(id, kind, text string) {
		one := it
		one.id, one.answer = id, text
		one.slices = map[string]string{"answer": kind}
		for k, v := range it.slices {
			one.slices[k] = v
		}
		r.add(one)
		answered = true
	}
	if s, ok := str(o.members[cmp.Or(r.opts.AnswerField, "completion")]); ok {
		r.found = true
		answer(it.id, "given", s)
	}
	if _, given := r.opts.Answers[it.id]; !answered && !given {
		var ideal struct {
			Completion string   `json:"ideal_completion"`
			Group      string   `json:"ideal_completions_group"`
			References []string `json:"ideal_completions_ref_completions"`
		}
		if v := o.members["ideal_completions_data"]; v != nil && v.Kind() == '{' && json.Unmarshal(v, &ideal) != nil {
			r.leave(at, "`ideal_completions_data`: it is not as in HealthBench")
		}
		if !blank(ideal.Completion) {
			answer(it.id+"-ideal", "physician", ideal.Completion)
		}
		for i, ref := range ideal.References {
			answer(fmt.Sprintf("%s-ref%d", it.id, i+1), "model", ref)
		}
	}
	if !answered {
		r.add(it)
	}
}

// points reads criteria with their points.
func (r *reader) points(at Note, v jsontext.Value) []criterion {
	var list []struct {
		Criterion string   `json:"criterion"`
		Points    float64  `json:"points"`
		Tags      []string `json:"tags"`
	}
	if v == nil || json.Unmarshal(v, &list) != nil {
		return nil
	}
	var out []criterion
	negative := false
	for i, c := range list {
		if blank(c.Criterion) || c.Points == 0 {
			r.leave(at, "criterion %d: it has no words or no points", i+1)
			continue
		}
		one := criterion{name: "criterion", meaning: c.Criterion, weight: c.Points, at: at.Line}
		for _, t := range c.Tags {
			if axis, ok := strings.CutPrefix(t, "axis:"); ok {
				one.name = axis
			}
		}
		one.section = strings.Join(c.Tags, " ")
		if c.Points < 0 {
			one.weight, one.avoid, negative = -c.Points, true, true
		}
		out = append(out, one)
	}
	if negative {
		r.change(at, "negative points became criteria to avoid, weighted by their size; with P and N the sums of the positive and the negative points of a case and A the share of all weight reached here, the score there is (A(P+N) - N) / P")
	}
	return out
}

// exampleTags makes slices of tags such as "theme:hedging".
func (r *reader) exampleTags(at Note, v jsontext.Value) map[string]string {
	tags, ok := strs(v)
	if v == nil || !ok {
		return nil
	}
	out := map[string]string{}
	for _, t := range tags {
		name, value, ok := strings.Cut(t, ":")
		if !ok {
			name, value = "tag", t
		}
		if _, twice := out[name]; twice || !taggable(value) {
			r.leave(at, "the tag %q: a case has one value for %s", clip(t, 60), clip(name, 40))
			continue
		}
		out[name] = value
	}
	return out
}

// metaExample reads a line of the meta-evaluation: a completion that
// physicians held against one criterion.
func (r *reader) metaExample(o object) {
	at := r.at(o.line)
	turns, ok := r.turns(at, o.members["prompt"])
	completion, ok1 := str(o.members["completion"])
	words, ok2 := str(o.members["rubric"])
	var verdicts []bool
	if err := json.Unmarshal(o.members["binary_labels"], &verdicts); !ok || !ok1 || !ok2 || blank(completion) || blank(words) || err != nil {
		r.leave(at, "the line: a line with `binary_labels` needs `prompt`, `completion`, `rubric` and true or false for each label")
		return
	}
	who, _ := strs(o.members["anonymized_physician_ids"])
	prompt, _ := str(o.members["prompt_id"])
	id, _ := str(o.members["completion_id"])
	category, _ := str(o.members["category"])
	it := item{
		id: cmp.Or(id, prompt, fmt.Sprintf("line-%d", o.line)), group: prompt, at: at, turns: turns, answer: completion, meets: -1,
		criteria: []criterion{{name: cmp.Or(category, "criterion"), meaning: words, weight: 1, at: o.line}},
	}
	if taggable(category) {
		it.slices = map[string]string{"category": category}
	}
	for i, met := range verdicts {
		l := label{rater: fmt.Sprintf("physician-%d", i+1), level: 1}
		if len(who) == len(verdicts) && !blank(who[i]) {
			l.rater = who[i]
		}
		if met {
			l.level = rubric.Level(len(it.criteria[0].anchors()))
		}
		it.labels = append(it.labels, l)
	}
	r.Readers = "people"
	r.unknown(at, o, "prompt", "prompt_id", "completion", "completion_id", "rubric", "category", "binary_labels", "anonymized_physician_ids", canary)
	r.add(it)
}

// unknown notes the fields of o that nothing reads.
func (r *reader) unknown(at Note, o object, known ...string) {
	for _, name := range sorted(o.members) {
		if !slices.Contains(known, name) && o.members[name].Kind() != 'n' {
			r.leave(at, "the field %q", clip(name, 40))
		}
	}
}
