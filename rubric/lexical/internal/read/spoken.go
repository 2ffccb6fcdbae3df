package read

// A Spoken is a word or a mark of a sentence.
type Spoken struct {
	Text     string // in small letters
	Stem     string // of a word
	Mark     bool   // it is punctuation
	Function bool   // a word without a meaning of its own: the, of, I
	Plain    bool   // an everyday word
	Number   bool
	Past     bool // a form of the past that tells of an act
}

// Spoken lists the words and marks of s.
func (s *Sentence) Spoken() []Spoken { return spokenOf(s.tokens) }

// SpokenOf takes a text of ours apart like a sentence.
func SpokenOf(text string) []Spoken {
	r := &reader{lex: shared()}
	r.tokenise(text)
	return spokenOf(r.tokens)
}

func spokenOf(ts []token) []Spoken {
	out := make([]Spoken, len(ts))
	for i := range ts {
		t := &ts[i]
		w := Spoken{Text: t.raw, Mark: t.kind == mark, Number: t.kind != word && t.kind != mark || t.is(number)}
		if t.info != nil {
			w.Stem, w.Function, w.Plain, w.Past = t.info.stem, t.is(function), t.is(plain), t.is(past)
		}
		out[i] = w
	}
	return out
}

// Opens is the first word of s, or "".
func (s *Sentence) Opens() string {
	if len(s.tokens) == 0 {
		return ""
	}
	return s.tokens[0].raw
}
