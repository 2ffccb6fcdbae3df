package cases

// ReadAnswers reads a JSONL file of answers, {"id","answer"} a line.
func ReadAnswers(name, text string) (map[string]string, error) {
	r := &reader{Import: &Import{}, file: name}
	out := map[string]string{}
	for _, o := range r.objects(name, text) {
		id, ok1 := str(o.members["id"])
		answer, ok2 := str(o.members["answer"])
		_, twice := out[id]
		switch {
		case !ok1 || !ok2 || len(o.members) != 2 || blank(answer):
			r.problem(name, text, o.line, 1, `should be {"id": "...", "answer": "..."}`)
		case twice:
			r.problem(name, text, o.line, 1, "the id %q has an answer already", id)
		}
		out[id] = answer
	}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return out, nil
}
