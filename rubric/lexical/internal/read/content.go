package read

// Content returns the stems of the words that the telling of an answer uses,
// each once and in order, function words left out.
func (r *Reading) Content() []string {
	var out []string
	seen := map[string]bool{}
	for i := range r.Sentences {
		if !r.Sentences[i].Admitted {
			continue
		}
		for _, t := range r.Sentences[i].tokens {
			if t.kind == word && t.info.class&function == 0 && !seen[t.info.stem] {
				seen[t.info.stem] = true
				out = append(out, t.info.stem)
			}
		}
	}
	return out
}

// Stems returns the stems of the words of a text of ours, function words left out.
func Stems(s string) []string {
	r := &reader{lex: shared(), cache: map[string]*entry{}}
	r.tokenise(s, 0)
	var out []string
	for _, t := range r.tokens {
		if t.kind == word && t.info.class&function == 0 {
			out = append(out, t.info.stem)
		}
	}
	return out
}

// Particular returns the words of a text of ours that say something
// particular, each once.
func Particular(s string) []string {
	r := &reader{lex: shared(), cache: map[string]*entry{}}
	r.tokenise(s, 0)
	var out []string
	seen := map[string]bool{}
	for _, t := range r.tokens {
		if t.kind == word && len(t.raw) > 3 && t.info.class&(function|plain) == 0 && !seen[t.info.stem] {
			seen[t.info.stem] = true
			out = append(out, t.raw)
		}
	}
	return out
}
