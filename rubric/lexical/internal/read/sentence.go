package read

import "strings"

// sentence reads the facts of s.
func (r *reader) sentence(s *Sentence, text string) {
	s.Question = strings.HasSuffix(strings.TrimRight(text, "\"”')*_ "), "?")
	s.tokens = withoutLabel(s.tokens)
	s.Aside = aside(text, s.tokens)
	s.Words = 0
	funcs, commas := 0, 0
	for i := range s.tokens {
		t := &s.tokens[i]
		switch t.kind {
		case word:
			s.Words++
			if t.info.class&function != 0 {
				funcs++
			}
			if t.info.class&(past|state) != 0 {
				s.Past = true
			}
			for _, p := range t.info.phrases {
				if s.Tags&p.tag == 0 && p.matches(s.tokens[i+1:]) {
					s.Tags |= p.tag
				}
			}
		case mark:
			if t.raw == "," || t.raw == ";" {
				commas++
			}
		}
	}
	if s.Aside || r.repeated(s) {
		return
	}
	acts(s)
	r.figures(s)
	s.Listing = commas >= 4 && funcs*100 < s.Words*24 && s.Figures < 2 && s.Own == 0
	s.Admitted = s.Words >= 3 && funcs > 0 && !s.Listing
	if s.Admitted {
		r.particulars(s)
	}
}

// repeated tells whether a sentence of the same words was read before.
func (r *reader) repeated(s *Sentence) bool {
	sum := uint64(14695981039346656037) // FNV-1a
	for _, t := range s.tokens {
		if t.kind == mark {
			continue
		}
		for i := 0; i < len(t.raw); i++ {
			sum = (sum ^ uint64(t.raw[i])) * 1099511628211
		}
		sum = (sum ^ ' ') * 1099511628211
	}
	if r.seen[sum] {
		return true
	}
	r.seen[sum] = true
	return false
}

var labels = map[string]bool{
	"situation": true, "task": true, "action": true, "actions": true, "result": true, "results": true, "outcome": true, "insight": true, "learning": true, "learnings": true,
	"lesson": true, "lessons": true, "context": true, "background": true, "ai": true, "reflection": true, "takeaway": true, "s": true, "t": true, "a": true, "r": true, "goal": true,
}

// withoutLabel drops a heading such as "Task:" or "AI insight -" from the
// front, so that naming a part of STAR-AI earns nothing.
func withoutLabel(ts []token) []token {
	for i := 0; i < len(ts) && i < 4; i++ {
		switch {
		case ts[i].kind == mark && i > 0 && (ts[i].raw == ":" || ts[i].raw == "–" || ts[i].raw == "—"):
			return ts[i+1:]
		case ts[i].kind != word || !labels[ts[i].raw]:
			return ts
		}
	}
	return ts
}

// matches tells whether the rest of a phrase follows.
func (p *phrase) matches(ts []token) bool {
	i := 0
	for _, st := range p.rest {
		found := false
		for skipped := 0; i < len(ts) && ts[i].kind == word && skipped <= st.gap; skipped++ {
			t := &ts[i]
			i++
			if st.exact && t.raw == st.text || !st.exact && t.info.stem == st.text {
				found = true
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// acts finds who did what in s.
func acts(s *Sentence) {
	const none, own, shared, other = 0, 1, 2, 3
	subject, distance := none, 0
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind != word {
			continue
		}
		distance++
		switch t.raw {
		case "i", "i'd", "i've":
			subject, distance = own, 0
			s.First = true
			continue
		case "me", "my", "i'm", "myself", "mine":
			s.First = true
			continue
		case "we", "we'd", "we've":
			subject, distance = shared, 0
			continue
		case "he", "she", "they", "you", "it", "who", "which", "he'd", "she'd", "they'd", "that", "this", "there", "what":
			if subject == own && distance <= 1 {
				continue
			}
			subject = other
			continue
		}
		cls := t.info.class
		if cls&past != 0 && !passive(s.tokens, i) && !negated(s.tokens, i) {
			near := distance <= 3
			joined := i > 0 && joins(&s.tokens[i-1])
			switch {
			case subject == own && (near || joined):
				s.Own++
				if cls&softAct != 0 {
					s.Soft++
				}
				s.acts = append(s.acts, t.info.stem)
				distance = 0
			case subject == shared && (near || joined):
				s.Shared++
				distance = 0
			case subject == none && opening(s.tokens, i):
				s.Elided++
				s.acts = append(s.acts, t.info.stem)
				subject, distance = own, 0
			}
			continue
		}
		if cls&presentAct != 0 && subject == own && distance <= 2 && (i == 0 || !modal(s.tokens[i-1].raw)) && !s.Has(Hypothetical) {
			s.Present++
			s.acts = append(s.acts, t.info.stem)
		}
	}
}

// opening tells whether the verb at i opens the sentence: "Then took it down".
func opening(ts []token, i int) bool {
	for _, t := range ts[:i] {
		switch t.raw {
		case "then", "so", "and", "also", "first", "well", "next", "finally", "just", "even", "later", "but", "ok", "okay", ",", "(", "\"", ":":
		default:
			return false
		}
	}
	return i+1 < len(ts) && ts[i+1].kind != mark
}

func joins(t *token) bool {
	switch t.raw {
	case ",", "and", "then", ";", "but", "or", "–", "—", "also", "(", ":":
		return true
	}
	return false
}

// passive tells whether the participle at i follows a form of be or get.
func passive(ts []token, i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		switch ts[j].raw {
		case "was", "were", "been", "be", "is", "are", "being", "am", "i'm", "it's", "got", "get":
			return true
		case "i", "and", ",", "we":
			return false
		}
	}
	return i > 0 && (ts[i-1].raw == "a" || ts[i-1].raw == "the" || ts[i-1].raw == "an" || ts[i-1].raw == "my" || ts[i-1].raw == "our" || ts[i-1].raw == "of" || ts[i-1].raw == "to")
}

func negated(ts []token, i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		switch ts[j].raw {
		case "never", "not", "haven't", "hadn't":
			return true
		}
	}
	return false
}

func modal(w string) bool {
	switch w {
	case "would", "will", "could", "should", "can", "might", "may", "must", "to", "don't", "didn't", "cannot", "can't", "i'd", "not", "never":
		return true
	}
	return false
}
