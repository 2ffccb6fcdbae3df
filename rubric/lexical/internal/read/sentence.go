package read

import "strings"

// address finds whom s speaks to, and takes off its label.
func (r *reader) address(s *Sentence) {
	s.tokens = withoutLabel(s.tokens)
	s.Question = strings.HasSuffix(strings.TrimRight(s.text, "\"”')*_ "), "?")
	s.to = addressOf(s.text, s.tokens)
	s.Aside = s.Aside || s.to == commands || spelled(s)
	s.Appeals = s.to == appeals
	for i := range s.tokens {
		switch s.tokens[i].raw {
		case "i", "we", "i'd", "we'd":
			s.acted = s.acted || s.to == tells && actSoon(s.tokens[i+1:])
		}
	}
}

// sentence reads the facts of s.
func (r *reader) sentence(s *Sentence) {
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
	s.Admitted = s.Words >= 3 && funcs > 0 && !s.Listing && !s.Question
	if !s.Admitted {
		return
	}
	s.Told = s.to == tells && told(s)
	s.Admitted = !s.muted
	if s.Told {
		r.particulars(s)
	}
}

// told tells whether s is part of a story: something was, or somebody did
// something, or a figure stands with its unit.
func told(s *Sentence) bool {
	if s.Past || s.Pairs > 0 || s.Own+s.Elided+s.Shared+s.Present > 0 {
		return true
	}
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.unit || s.Figures > 0 && t.is(person) {
			return true
		}
		if t.kind == word && t.capital && i > 0 && s.tokens[i-1].kind == word && t.info.class&(function|plain) == 0 {
			return true // a name
		}
	}
	return s.Figures > 1
}

// present are verbs that a truth is told with rather than an event.
var present = set(`is are isn't aren't it's that's does doesn't do don't can can't cannot must has have needs need means know knows see sees learn learns look looks says say works fails`)

// Holds reports whether s says what holds of AI, rather than what happened.
func (s *Sentence) Holds() bool {
	if !s.Has(AINature) || s.Has(Hypothetical|Buzz|Hype) || s.Acts()+s.Shared > 0 || s.Figures > 1 {
		return false
	}
	for i := range s.tokens {
		if s.tokens[i].is(holds) {
			return true
		}
	}
	return false
}

var persons = set(`i we he she they my our me us i'm we're i've we've`)

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
// front, or one that stands alone, so that naming a part of STAR-AI earns nothing.
func withoutLabel(ts []token) []token {
	for i := range min(4, len(ts)) {
		switch {
		case ts[i].kind == mark && i > 0 && (ts[i].raw == ":" || ts[i].raw == "–" || ts[i].raw == "—"):
			return ts[i+1:]
		case ts[i].kind != word || !labels[ts[i].raw]:
			return ts
		case i == len(ts)-1:
			return nil
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
				distance = 0
			case subject == shared && (near || joined):
				s.Shared++
				distance = 0
			case subject == none && s.tokens[0].capital && opening(s.tokens, i):
				s.Elided++
				subject, distance = own, 0
			}
			continue
		}
		if subject == own && distance == 1 && cls&(idlePresent|function|past|state) == 0 && !strings.HasSuffix(t.raw, "ly") && !s.Has(Hypothetical|Buzz|Platitude) {
			s.Present++
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
