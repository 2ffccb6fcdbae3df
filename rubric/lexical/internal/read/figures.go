package read

import "strings"

var numberWords = map[string]bool{
	"two": true, "three": true, "four": true, "five": true, "six": true, "seven": true, "eight": true, "nine": true, "ten": true, "eleven": true, "twelve": true, "thirteen": true,
	"fourteen": true, "fifteen": true, "sixteen": true, "seventeen": true, "eighteen": true, "nineteen": true, "twenty": true, "thirty": true, "forty": true, "fifty": true, "sixty": true,
	"seventy": true, "eighty": true, "ninety": true, "hundred": true, "half": true, "third": true, "dozen": true, "quarter": true, "doubled": true, "tripled": true, "halved": true,
}

// handful are numbers that tell little by themselves: three things, a second reason.
var handful = set(`two three four five half third quarter`)

// units are words that make a figure of any number before them.
var units = set(`second seconds minute minutes hour hours day days night nights week weeks month months quarter quarters year years times percent per hundred thousand million billion euro euros dollar dollars pounds rupees cents`)

// figures counts the figures of s, spelled ones too, and the pairs among them
// that set one value against another.
func (r *reader) figures(s *Sentence) {
	last := -1 // index of the figure before
	for i := range s.tokens {
		t := &s.tokens[i]
		switch {
		case t.kind == year || t.kind == clock:
			s.Dates++
			continue
		case t.kind == figure && !(i == 0 && ordinal(s.tokens)):
		case t.is(number) && !(last >= 0 && i == last+1):
		default:
			continue
		}
		s.Figures++
		if t.kind == figure || !handful[t.raw] || i+1 < len(s.tokens) && units[s.tokens[i+1].raw] {
			s.Measured++
		}
		if last >= 0 && paired(s.tokens, last, i) {
			s.Pairs++
		}
		last = i
	}
}

// ordinal tells whether the number that opens the sentence only numbers it.
func ordinal(ts []token) bool {
	return !ts[0].unit && len(ts[0].raw) <= 2 && (len(ts) == 1 || ts[1].kind == mark && ts[1].raw != ",")
}

// paired tells whether the figures at a and b are a before and an after.
func paired(ts []token, a, b int) bool {
	if b-a > 8 {
		return false
	}
	for i := a + 1; i < b; i++ {
		switch ts[i].raw {
		case "to", "→", ">", "against", "versus", "vs", "before", "now", "instead", "after", "where", "when", "down", "up", "became", "became:", "then", "not", "old", "was", "from", "becomes", "compared", "normal":
			return true
		}
	}
	// "down to 40 from 90" and "40, was 90" set the pair by what stands before.
	return a > 0 && ts[a-1].raw == "from" && b-a <= 4
}

// particulars counts the names and the particular words of s. A particular
// word counts where it is first said.
func (r *reader) particulars(s *Sentence) {
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind != word || len(t.raw) < 3 {
			continue
		}
		if t.capital && i > 0 && s.tokens[i-1].kind == word && t.info.class&(function|plain) == 0 {
			s.Names++
		}
		if t.info.class&(plain|function) != 0 || t.info.class&softAct != 0 {
			continue
		}
		if !latin(t.raw) {
			continue
		}
		if !r.rare[t.info.stem] {
			r.rare[t.info.stem] = true
			s.Rare++
		}
	}
}

// latin tells whether a word is in letters that English is written with.
func latin(w string) bool {
	const lastLatin = '\u024f'
	return strings.IndexFunc(w, func(c rune) bool { return c > lastLatin }) < 0
}
