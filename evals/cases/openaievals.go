package cases

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

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

// A modelGraded is a spec: a prompt for the grader, and choices with scores.
type modelGraded struct {
	file       string
	line       int
	prompt     string
	completion string         // the field of the answer
	levels     map[string]int // from 1, by choice
	anchors    []string       // of the levels, worst first
	between    bool           // the second of them is ours
	args       []arg          // one criterion each; none means one for the whole
}

type arg struct{ name, text string }

func (r *reader) modelGraded(file, text string) *modelGraded {
	root := r.yaml(file, text)
	if root == nil {
		return nil
	}
	if get(root, "prompt") == nil && root.Kind == yaml.MappingNode && len(root.Content) == 2 { // under a name of its own
		root = root.Content[1]
	}
	bad := func(n *yaml.Node, format string, args ...any) *modelGraded {
		r.problem(file, text, n.Line, n.Column, format, args...)
		return nil
	}
	prompt := get(root, "prompt")
	if prompt == nil {
		return bad(root, "is no model-graded spec: it has no `prompt`")
	}
	m := &modelGraded{file: file, line: prompt.Line, prompt: scalar(prompt), completion: "completion"}
	for _, message := range prompt.Content {
		m.prompt += scalar(get(message, "content")) + "\n"
	}
	io := get(root, "input_outputs")
	switch {
	case blank(m.prompt):
		return bad(prompt, "should be a text, or messages with content")
	case io != nil && len(io.Content) > 2:
		return bad(io, "compares several completions; one answer is graded at a time here")
	case io != nil && len(io.Content) == 2:
		m.completion = scalar(io.Content[1])
	}
	if !r.choicesOf(file, text, root, m) {
		return nil
	}
	if args := get(root, "args"); args != nil {
		if len(args.Content) != 2 || args.Content[1].Kind != yaml.MappingNode {
			return bad(args, "should vary one argument: combinations of several are not read")
		}
		of := args.Content[1]
		for i := 0; i+1 < len(of.Content); i += 2 {
			m.args = append(m.args, arg{of.Content[i].Value, scalar(of.Content[i+1])})
		}
		r.change(Note{File: file, Line: args.Line}, "each argument became a criterion in its own words; the prompt around it is ours")
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key := root.Content[i]
		if !slices.Contains([]string{"prompt", "input_outputs", "choice_strings", "choice_scores", "args", "eval_type", "match_fn", "key", "group"}, key.Value) {
			r.leave(Note{File: file, Line: key.Line}, "the key %q of the spec", key.Value)
		}
	}
	return m
}

// choicesOf orders the choices by their scores and describes each.
func (r *reader) choicesOf(file, text string, root *yaml.Node, m *modelGraded) bool {
	strs, scores := get(root, "choice_strings"), get(root, "choice_scores")
	var names []string
	switch {
	case strs == nil:
	case strs.Kind == yaml.SequenceNode:
		for _, n := range strs.Content {
			names = append(names, scalar(n))
		}
	default:
		names = strings.Split(scalar(strs), "")
	}
	if scores == nil {
		return true // judged by the reference, if at all
	}
	score := map[string]float64{}
	if scores.Kind == yaml.ScalarNode && scores.Value == "from_strings" {
		for _, name := range names {
			v, err := strconv.ParseFloat(name, 64)
			if err != nil {
				r.problem(file, text, scores.Line, scores.Column, "the choice %q is no number to take as its score", name)
				return false
			}
			score[name] = v
		}
	}
	if scores.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(scores.Content); i += 2 {
			v, err := strconv.ParseFloat(scores.Content[i+1].Value, 64)
			if err != nil {
				r.problem(file, text, scores.Content[i+1].Line, scores.Content[i+1].Column, "%q should be a number", scores.Content[i+1].Value)
				return false
			}
			score[scores.Content[i].Value] = v
		}
	}
	var steps []float64
	for _, v := range score {
		steps = append(steps, v)
	}
	slices.Sort(steps)
	steps = slices.Compact(steps)
	if len(steps) < 2 || len(steps) > 10 {
		r.problem(file, text, scores.Line, scores.Column, "gives %d different scores: from 2 to 10 can become levels", len(steps))
		return false
	}
	m.levels = map[string]int{}
	at := Note{File: file, Line: scores.Line}
	for i, v := range steps {
		var told []string
		for _, name := range sorted(score) {
			if score[name] == v {
				told = append(told, m.option(name))
				m.levels[name] = i + 1
			}
		}
		m.anchors = append(m.anchors, strings.Join(told, " Or: "))
	}
	if len(steps) == 2 { // a criterion here has three levels and more
		m.anchors, m.between = []string{m.anchors[0], "More than the level below, and less than the one above.", m.anchors[1]}, true
		for name, l := range m.levels {
			m.levels[name] = 2*l - 1
		}
	}
	r.change(at, "the %d choices became levels, worst first by their scores; a score counts by its rank", len(score))
	return true
}

// option describes a choice as the prompt does, in a line that begins with it.
func (m *modelGraded) option(name string) string {
	form := regexp.MustCompile(`(?m)^\s*[("']*` + regexp.QuoteMeta(name) + `["']?[).:=]\s*(.+)$`)
	if found := form.FindStringSubmatch(m.prompt); found != nil {
		return strings.TrimSpace(found[1])
	}
	switch strings.ToLower(name) {
	case "y", "yes":
		return "The answer meets this."
	case "n", "no":
		return "The answer does not meet this."
	}
	return fmt.Sprintf("The verdict on the answer is %q.", name)
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
