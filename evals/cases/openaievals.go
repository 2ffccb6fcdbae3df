package cases

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"mockstar/rubric"
)

// openAIEvals reads samples of openai/evals: input, ideal, and, where the data
// evaluates a grader, the completion and the choice that is right for it. A
// model-graded spec says what is asked of the grader.
func (r *reader) openAIEvals(text string) {
	if ext := strings.ToLower(path.Ext(r.file)); ext == ".yaml" || ext == ".yml" {
		r.problem(r.file, "", 0, 0, "is YAML: name the samples in JSONL, and the model-graded spec beside them with --modelgraded")
		return
	}
	samples := r.objects(r.file, text)
	var spec *modelGraded
	if r.opts.Spec != nil {
		spec = r.modelGraded(r.opts.SpecName, strings.ReplaceAll(string(r.opts.Spec), "\r\n", "\n"))
	}
	if len(r.problems) > 0 {
		return
	}
	for _, o := range samples {
		r.evalSample(o, spec)
	}
}

func (r *reader) evalSample(o object, spec *modelGraded) {
	at := r.at(o.line)
	turns, ok := r.turns(at, o.members["input"])
	if !ok {
		r.leave(at, "the sample: its `input` is neither a text nor a list of messages with role and content")
		return
	}
	it := item{at: at, turns: turns, meets: -1}
	for _, name := range []string{"id", "sample_id"} {
		if s, ok := str(o.members[name]); ok {
			it.id = cmp.Or(it.id, s)
		}
	}
	it.id = cmp.Or(it.id, fmt.Sprintf("line-%d", o.line))
	ideal, _ := strs(o.members["ideal"])
	completion := "completion"
	if spec != nil {
		completion = spec.completion
	}
	field := cmp.Or(r.opts.AnswerField, completion)
	if s, ok := str(o.members[field]); ok {
		it.answer, r.found = s, true
	}
	known := []string{"input", "ideal", "id", "sample_id", field}
	if spec == nil {
		it.refer(at, ideal)
	} else {
		known = append(known, r.gradeBySpec(&it, o, spec, ideal)...)
	}
	r.unknown(at, o, known...)
	r.add(it)
}

// asked is what the prompt of a spec asks of an answer. One field beside the
// question, the answer and the reference says it all; else it is the prompt,
// without what it says on how to reply.
func (r *reader) asked(it *item, spec *modelGraded, of func(string) (string, bool)) string {
	var own []string
	for _, s := range singleBraces().FindAllString(spec.prompt, -1) {
		if name := s[1 : len(s)-1]; !slices.Contains([]string{spec.completion, "input", "ideal"}, name) && !slices.Contains(own, name) {
			own = append(own, name)
		}
	}
	at := Note{File: spec.file, Line: spec.line}
	if len(own) == 1 && !strings.Contains(spec.prompt, "{ideal}") {
		if text, ok := of(own[0]); ok && !blank(text) {
			r.change(at, "{%s} became the criterion; the prompt around it is ours", own[0])
			return text
		}
	}
	text, open := fill(spec.prompt, of)
	for _, name := range open {
		r.leave(it.at, "%s in the spec's prompt: the sample has no such field", name)
	}
	var kept []string
	for line := range strings.Lines(text) {
		var said []string
		for _, sentence := range strings.SplitAfter(strings.TrimSpace(line), ". ") {
			if replying().MatchString(sentence) {
				r.change(at, "what the spec's prompt says on how to reply was left out: the prompt around a criterion is ours")
				continue
			}
			said = append(said, sentence)
		}
		kept = append(kept, strings.Join(said, ""))
	}
	return strings.TrimSpace(strings.Join(kept, "\n"))
}

// replying is in a sentence that tells a grader how to reply.
var replying = lazily(`(?i)\bstep[ -]by[ -]step\b|^(?:then |first,? |finally,? |at the end,? |please )*(?:print|repeat|respond|reply|output|write out|answer with|return|avoid simply)\b|\bon its own line\b|\bwithout quotes\b|^reasoning:?\s*$`)

// gradeBySpec gives it the criteria of spec, and returns the fields of the
// sample that took part.
func (r *reader) gradeBySpec(it *item, o object, spec *modelGraded, ideal []string) (used []string) {
	at := Note{File: spec.file, Line: spec.line}
	byIdeal := strings.Contains(spec.prompt, "{ideal}") && len(ideal) > 0
	if spec.levels == nil {
		if !byIdeal {
			r.leave(at, "the spec: its choices have no scores, so that none is better than another")
			return nil
		}
		r.change(at, "the choices have no scores and so no order: agreement with the reference stands in for them")
		it.refer(it.at, ideal)
		return []string{"choice"}
	}
	of := func(name string) (string, bool) {
		switch name {
		case spec.completion:
			return "(the answer)", true
		case "input":
			return "(the question)", true
		case "ideal":
			return strings.Join(ideal, " | "), len(ideal) > 0
		}
		used = append(used, name)
		return str(o.members[name])
	}
	metrics := spec.args
	if len(metrics) == 0 {
		metrics = []arg{{"choice", r.asked(it, spec, of)}}
	}
	for i, m := range metrics {
		it.criteria = append(it.criteria, criterion{name: m.name, meaning: m.text, weight: 1, levels: spec.anchors, between: spec.between, at: spec.line})
		used = append(used, m.name)
		right, ok := str(o.members[m.name])
		if !ok {
			continue
		}
		level, known := spec.levels[right]
		if !known {
			r.leave(it.at, "the label %q of %s: it is none of the choices", clip(right, 40), m.name)
			continue
		}
		it.labels = append(it.labels, label{"labelled", i, rubric.Level(level)})
	}
	if byIdeal && len(metrics) == 1 && len(ideal) > 0 {
		it.reference, it.meets = ideal[0], 0
	} else if len(ideal) > 0 {
		it.reference = ideal[0]
	}
	return used
}
