package cases

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

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
	scores := get(root, "choice_scores")
	if scores == nil {
		return true // judged by the reference, if at all
	}
	score, ok := r.scoresOf(file, text, scores, choiceNames(get(root, "choice_strings")))
	if !ok {
		return false
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

// choiceNames are the choices of a spec: a list, or a text with a letter for each.
func choiceNames(strs *yaml.Node) []string {
	switch {
	case strs == nil:
		return nil
	case strs.Kind == yaml.SequenceNode:
		var names []string
		for _, n := range strs.Content {
			names = append(names, scalar(n))
		}
		return names
	}
	return strings.Split(scalar(strs), "")
}

// scoresOf reads the score of each choice: given, or the choices themselves.
func (r *reader) scoresOf(file, text string, scores *yaml.Node, names []string) (map[string]float64, bool) {
	score := map[string]float64{}
	if scores.Kind == yaml.ScalarNode && scores.Value == "from_strings" {
		for _, name := range names {
			v, ok := number(name)
			if !ok {
				r.problem(file, text, scores.Line, scores.Column, "the choice %q is no number to take as its score", name)
				return nil, false
			}
			score[name] = v
		}
	}
	if scores.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(scores.Content); i += 2 {
			of := scores.Content[i+1]
			v, ok := number(of.Value)
			if !ok {
				r.problem(file, text, of.Line, of.Column, "%q should be a number", of.Value)
				return nil, false
			}
			score[scores.Content[i].Value] = v
		}
	}
	return score, true
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
