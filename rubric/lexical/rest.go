package lexical

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/fitted"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// Rest tells what is left to ask of each probe whose answer holds already some
// of what it asks for, by the criterion's id: the parts of it that ask for
// something else, or nothing. Probes that are not in it are open as they stand.
//
// What a probe is after is told by its words, see [wants]; what it is not known
// for is asked. Where a method alone was told, what was done in a case waits until
// there is one.
func (e *Examiner) Rest(q rubric.Question, a rubric.Answer) map[string]string {
	if q.Kind == rubric.Closing || rubric.Blank(a) || rubric.TooLongToGrade(q, a) != nil {
		return nil
	}
	r := read.Read(candidateLines(a))
	if r.Foreign() {
		return nil
	}
	h := hear(e.subject(q).See(r, fitted.Stored().Learned), a)
	_, opens := q.Criterion(caseOpener)
	waits := opens && q.Kind == rubric.Approach && !h.event()
	rest := map[string]string{}
	for i, c := range q.Criteria {
		h.criterion = i
		switch left := h.left(c.Probe); {
		case waits && c.ID != caseOpener && presumes().MatchString(c.Probe):
			rest[c.ID] = ""
		case left != c.Probe:
			rest[c.ID] = left
		}
	}
	return rest
}

// caseOpener is the criterion whose probe asks for a case.
const caseOpener = "situation"

// presumes recognises a probe that speaks of a case as if it had been told.
var presumes = lazily(`(?i)\b(did|was|were|had) (you|they|it|that|this|he|she|each|the|everybody)\b|\bthat (project|system|case|person|experiment|comparison|decision|conflict|estimate|choice)\b`)

// A heard is an answer that is asked what it holds.
type heard struct {
	sight     *trait.Sight
	criterion int
	said      []said
}

// A said is one sentence of it.
type said struct {
	*read.Sentence
	text  string
	index int
}

func hear(sight *trait.Sight, a rubric.Answer) *heard {
	h := &heard{sight: sight}
	for j := range sight.Reading.Sentences {
		s := &sight.Reading.Sentences[j]
		if !s.Aside && !s.Question && !s.Would() {
			h.said = append(h.said, said{s, a[s.Line].Text[s.Start:s.Through], j})
		}
	}
	return h
}

// any reports whether a sentence is so.
func (h *heard) any(so func(said) bool) bool { return slices.ContainsFunc(h.said, so) }

// event reports whether anything is told that happened, or that there is no
// such case.
func (h *heard) event() bool {
	return h.any(func(s said) bool {
		happened := s.Past && (s.Figures+s.Dates+s.Names > 0 || s.Has(read.Org|read.When))
		return happened || s.Own+s.Elided+s.Shared > 0 || s.First && never().MatchString(s.text)
	})
}

var never = lazily(`(?i)\b(never|haven['’]t|(have|had) (not|no|none))\b`)

// left is what of a probe asks for something that was not told. A part that
// only makes sense behind the one before it is not asked by itself.
func (h *heard) left(probe string) string {
	lead, parts := partsOf(probe)
	clear := h.clear() >= len(parts)
	var open []string
	for _, p := range parts {
		if !h.told(p, clear) {
			open = append(open, p)
		}
	}
	switch {
	case len(open) == len(parts):
		return probe
	case len(open) == 0, depends().MatchString(open[0]):
		return ""
	}
	return lead + strings.Join(open, " ")
}

var (
	joint   = lazily(`(?i), and ((?:roughly )?(?:what|how|why|when|where|who|whom|which|did|had)\b)`)
	depends = lazily(`(?i)\b(bring|choose) them\b|\bthat (one|way|order)\b|\bwhy that\b`)
	lastOne = lazily(`^.*[.!?]\s+`)
)

// leastPart is how many words a question of its own has.
const leastPart = 4

// partsOf cuts a probe into the questions that it asks, and what is said before
// them.
func partsOf(probe string) (lead string, parts []string) {
	lead = lastOne().FindString(probe)
	rest := probe[len(lead):]
	cuts := joint().FindAllStringSubmatchIndex(rest, -1)
	from := 0
	for _, m := range cuts {
		if len(strings.Fields(rest[from:m[0]])) < leastPart || len(strings.Fields(rest[m[2]:])) < leastPart {
			continue
		}
		parts = append(parts, asked(rest[from:m[0]]))
		from = m[2]
	}
	return lead, append(parts, asked(rest[from:]))
}

// asked makes a question of a part of one.
func asked(part string) string {
	part = strings.TrimRight(part, " .?")
	first, n := utf8.DecodeRuneInString(part)
	return string(unicode.ToUpper(first)) + part[n:] + "?"
}

// told reports whether the answer holds all that one question asks for. Where
// nothing is known of what that is, it holds it if the criterion was spoken to
// as clear, or the question's own words were said.
func (h *heard) told(question string, clear bool) bool {
	known := false
	for _, w := range wants() {
		if w.asked.MatchString(question) {
			known = true
			if !w.told(h) {
				return false
			}
		}
	}
	return known || clear || h.mirrored(question)
}

// clearly is how much a sentence speaks to one of a question's own criteria that
// is what its probe asks for. Of the graded answers two in a thousand that are at
// level 1 or 2 hold one, and one in six of those at level 3.
const clearly = 0.65

// clear counts the sentences that speak to the criterion so, by the words that
// were learned of it.
func (h *heard) clear() int {
	if trait.IsStar(h.sight.Question().Criteria[h.criterion].ID) {
		return 0
	}
	n := 0
	for _, s := range h.said {
		if h.sight.States(h.criterion, s.index) >= 2*clearly {
			n++
		}
	}
	return n
}

// mirrored reports whether a sentence tells of an act of the speaker's in the
// words in which the question asks how they did it: its verb, and another one
// where there are more than a few.
func (h *heard) mirrored(question string) bool {
	m := didYou().FindStringSubmatch(question)
	if m == nil {
		return false
	}
	words := slices.DeleteFunc(read.Words(m[2]), func(w string) bool { return len(w) < leastPart || idle[w] })
	verbs, others := map[int]bool{}, map[int]bool{}
	for _, hit := range h.sight.Reading.Find(read.NewCues([][]string{{m[1]}, words})) {
		if hit.Group == 0 {
			verbs[hit.Sentence] = true
		} else {
			others[hit.Sentence] = true
		}
	}
	few := len(words) < 2 && !idle[m[1]]
	return h.any(func(s said) bool { return s.Own+s.Elided > 0 && verbs[s.index] && (few || others[s.index]) })
}

var didYou = lazily(`(?i)^how did you (?:\w+ly )?(\w{3,}) (.*)\?$`)

// idle words of a question may stand in any answer to it.
var idle = map[string]bool{"that": true, "this": true, "with": true, "your": true, "what": true, "when": true, "they": true, "them": true, "there": true, "from": true, "into": true, "which": true, "person": true, "case": true, "right": true, "first": true,
	"make": true, "take": true, "keep": true, "work": true, "deal": true, "handle": true, "get": true, "use": true, "find": true}

// has makes what a want listens for: a sentence with such words.
func has(expr string) func(*heard) bool {
	words := regexp.MustCompile(`(?i)\b(?:` + expr + `)`)
	return func(h *heard) bool { return h.any(func(s said) bool { return words.MatchString(s.text) }) }
}
