package read

// What is read here tells a candidate what their sentences say. No level hangs on
// it.

// would are words that tell of what was not done.
var would = set(`would might will`)

// had are words after which "I'd" is "I had", beside all that are told in the past.
var had = set(`been done gone seen known become already to no nothing the a an two half both`)

// unchanging are verbs that are told in the past as they are in the present.
var unchanging = set(`cut put set let read hit shut split spread cost bet quit`)

// between are words that may stand between "I'd" and its verb.
var between = set(`also first then never not probably rather still just only always maybe even simply`)

// Would reports whether s tells of what the speaker would do, be it short: "I'd
// cut", but not "I'd built".
func (s *Sentence) Would() bool {
	for i := range s.tokens {
		rest := s.tokens[i+1:]
		for len(rest) > 0 && between[rest[0].raw] {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return false
		}
		switch next := &rest[0]; s.tokens[i].raw {
		case "i", "we":
			if would[next.raw] {
				return true
			}
		case "i'd", "we'd":
			if next.kind == word && !had[next.raw] && (!next.is(past|state) || unchanging[next.raw]) {
				return true
			}
		case "i'll", "we'll":
			return true
		}
	}
	return false
}

// Because reports whether s gives a reason, be it with no more than a "so".
func (s *Sentence) Because() bool {
	for i := range s.tokens[:max(0, len(s.tokens)-1)] {
		next := &s.tokens[i+1]
		if s.tokens[i].raw == "so" && persons[next.raw] || s.tokens[i].raw == "since" && next.kind == word && !next.is(number) {
			return true
		}
	}
	return s.Has(Reason)
}

// General reports whether s says nothing particular: no name or date, no
// measure, and hardly a word that another answer would not have.
func (s *Sentence) General() bool { return s.Names+s.Dates+s.Measured == 0 && s.Rare < 2 }
