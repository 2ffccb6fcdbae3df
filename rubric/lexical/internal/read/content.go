package read

// Content visits the stems of the words that an answer tells with, in order. Of a
// sentence that says nothing particular only the words that are not everyday ones
// count: talk that fits any question shows none.
func (r *Reading) Content(visit func(stem string)) {
	for i := range r.Sentences {
		s := &r.Sentences[i]
		if !s.Admitted || s.Appeals {
			continue
		}
		skip := class(function)
		if s.Concrete() == 0 {
			skip |= plain
		}
		for j := range s.tokens {
			if t := &s.tokens[j]; t.kind == word && t.info.class&skip == 0 {
				visit(t.info.stem)
			}
		}
	}
}

// Each visits the stems of the words that carry meaning in the sentences that
// can earn something, each once a sentence.
func (r *Reading) Each(visit func(sentence int, stem string)) {
	for i := range r.Sentences {
		s := &r.Sentences[i]
		if !s.Admitted || s.Appeals {
			continue
		}
		for j := range s.tokens {
			t := &s.tokens[j]
			if t.kind != word || t.info.class&function != 0 || earlier(s.tokens[:j], t.info.stem) {
				continue
			}
			visit(i, t.info.stem)
		}
	}
}

// Words visits the stems of the words of sentence j, each once, with that of the
// word after it, or "" at a mark or the end. Words for the speaker are left out.
func (r *Reading) Words(j int, visit func(stem, next string)) {
	s := &r.Sentences[j]
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind != word || t.info.class&speaks != 0 || earlier(s.tokens[:i], t.info.stem) {
			continue
		}
		next := ""
		if i+1 < len(s.tokens) && s.tokens[i+1].kind == word && s.tokens[i+1].info.class&speaks == 0 {
			next = s.tokens[i+1].info.stem
		}
		visit(t.info.stem, next)
	}
}

func earlier(ts []token, stem string) bool {
	for i := range ts {
		if ts[i].kind == word && ts[i].info.stem == stem {
			return true
		}
	}
	return false
}

// A Stemmer finds the stems of texts of ours, each text once, and numbers them
// from 0: to count by number takes a fifth of what it takes by name.
type Stemmer struct {
	r       reader
	known   map[string][]int32
	numbers map[string]int32
	stems   []string
	room    []int32 // for what is known
}

// NewStemmer returns a stemmer for about so many texts. It is not safe for
// concurrent use.
func NewStemmer(texts int) *Stemmer {
	return &Stemmer{r: reader{lex: shared()}, known: make(map[string][]int32, texts), numbers: make(map[string]int32, texts)}
}

// Stems returns the numbers of the stems of text, function words left out. They
// are not to be changed.
func (x *Stemmer) Stems(text string) []int32 {
	if out, ok := x.known[text]; ok {
		return out
	}
	x.r.tokens = x.r.tokens[:0]
	x.r.tokenise(text)
	const many = 1 << 13
	if len(x.room)+len(x.r.tokens) > cap(x.room) {
		x.room = make([]int32, 0, many+len(x.r.tokens))
	}
	from := len(x.room)
	for i := range x.r.tokens {
		if t := &x.r.tokens[i]; t.kind == word && t.info.class&function == 0 {
			n, ok := x.numbers[t.info.stem]
			if !ok {
				n = int32(len(x.stems))
				x.numbers[t.info.stem], x.stems = n, append(x.stems, t.info.stem)
			}
			x.room = append(x.room, n)
		}
	}
	out := x.room[from:len(x.room):len(x.room)]
	x.known[text] = out
	return out
}

// Stem is the stem of a number.
func (x *Stemmer) Stem(n int32) string { return x.stems[n] }

// Numbers are those of all stems so far, by stem. They are not to be changed.
func (x *Stemmer) Numbers() map[string]int32 { return x.numbers }

// Particular returns the words of a text of ours that say something
// particular, each once.
func Particular(s string) []string {
	r := &reader{lex: shared()}
	r.tokenise(s)
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

// Tells reports whether there is enough in an answer to read it by: somebody
// tells something of work as their own, and more of it than is said to the
// reader. Who ends by asking the reader for something has answered only where
// they told what they did in the trade.
func (r *Reading) Tells() bool {
	const enough, few = 14, 3
	words, told, acted, asked, work, says, does, trade, tangible := 0, 0, 0, 0, 0, 0, 0, 0, 0
	ends := false
	for i := range r.Sentences {
		s := &r.Sentences[i]
		if s.Aside || s.Appeals || s.Question {
			asked++
		}
		ends = s.Aside || s.Question || s.Appeals && told < few
		if !s.Admitted || s.Appeals || s.quoted {
			continue
		}
		if s.says {
			says++
		}
		if (s.Told || s.First) && !letting[s.tokens[0].raw] {
			words += s.Words
			told++
			tangible += s.Figures + s.Names + s.Dates + s.firm()
		}
		if s.Own+s.Shared > 0 {
			acted++
		}
		does += s.Acts() + s.Shared
		if s.Has(Field | AINature) {
			trade++
		}
		if s.Has(AINature | Org | Scale | Role | Duty | Buzz) {
			work++
		}
	}
	if says == 0 && told < few || told < few && tangible == 0 || ends && does < few && (does == 0 || trade == 0) {
		return false
	}
	// Who explains a method asks questions too, such as those put to a junior.
	explains := acted >= 2 && words >= 3*enough
	return words >= enough && work > 0 && (acted >= few || explains || told > asked)
}

// firm counts the acts in s that not anybody could claim: none in praise of
// oneself, nor where the parts of an answer are named rather than told.
func (s *Sentence) firm() int {
	parts := map[string]bool{}
	for i := range s.tokens {
		if t := &s.tokens[i]; t.kind == word && len(t.raw) > 1 && labels[t.raw] && t.raw != "ai" {
			parts[t.info.stem] = true
		}
	}
	if len(parts) > 1 || s.Has(Hype|Buzz|Platitude) {
		return 0
	}
	return s.Acts() + s.Shared - s.Soft
}
