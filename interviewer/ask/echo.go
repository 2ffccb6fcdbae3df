package ask

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"mockstar/interviewer"
	"mockstar/rubric"
)

// The length of the candidate's words that a probe takes up, in words.
const (
	echoLeast = 4
	echoMost  = 12
)

// echo picks some of the candidate's own words for a probe to take up: the
// clause that is most about the criterion, with a bonus for what stands behind
// its level and for what the candidate did; a deed will do where nothing is
// about it. Only a whole clause that can be
// read by itself is taken, shortened at a joint. It is empty when nothing
// fits.
func echo(a interviewer.Ask) string {
	topic := keywords(a.Criterion.Probe + " " + a.Criterion.Meaning + " " + strings.Join(a.Criterion.Cues, " "))
	best, most := "", 0
	for line, l := range a.Said {
		if l.By != rubric.Candidate {
			continue
		}
		for _, clause := range clauses(l.Text) {
			words := clip(clause.text)
			if words == "" || !tells(words) || used(a.Said, words) || flagged(a.Sheet, line, clause) {
				continue
			}
			worth := 2 * shared(topic, words)
			if proves(a.Sheet, a.Criterion.ID, line, clause) {
				worth += 4
			}
			if firstPerson.MatchString(words) {
				worth++
			}
			if deed.MatchString(words) {
				worth++
			}
			if worth > most && worth > 1 { // "I" alone is about anything, what I did is not
				best, most = words, worth
			}
		}
	}
	return best
}

func shared(topic map[string]bool, words string) int {
	n := 0
	for w := range keywords(words) {
		if topic[w] {
			n++
		}
	}
	return n
}

// proves reports whether a clause stands in a quote behind the criterion.
func proves(s *rubric.Sheet, criterion string, line int, c clause) bool {
	if s == nil {
		return false
	}
	g, _ := s.Grade(criterion)
	for _, e := range g.Evidence {
		if e.Line == line && e.Start <= c.start && c.start < e.End {
			return true
		}
	}
	return false
}

// flagged reports whether a clause lies in a passage that addresses the grader.
func flagged(s *rubric.Sheet, line int, c clause) bool {
	if s == nil {
		return false
	}
	for _, f := range s.Flags {
		if f.Line == line && f.Start < c.start+len(c.text) && c.start < f.End {
			return true
		}
	}
	return false
}

// used reports whether the interviewer took up these words before.
func used(said rubric.Answer, words string) bool {
	for _, l := range said {
		if l.By == rubric.Interviewer && strings.Contains(l.Text, words) {
			return true
		}
	}
	return false
}

// A clause is a part of a line between two stops; start is its offset there.
type clause struct {
	text  string
	start int
}

// clauses cuts text at every stop that white space or the end follows, so
// that 0.52, 9:40 and 30,000 stay whole.
func clauses(text string) []clause {
	var out []clause
	from := 0
	cut := func(to int) {
		if s := strings.TrimSpace(text[from:to]); s != "" {
			out = append(out, clause{s, from + strings.Index(text[from:to], s)})
		}
	}
	for _, m := range stop.FindAllStringIndex(text, -1) {
		cut(m[0])
		from = m[1]
	}
	cut(len(text))
	return out
}

var stop = regexp.MustCompile(`[.!?;:,…]+["'”’)]*(\s|$)|\n|\s[–—-]+\s|—|[()]`)

// clip makes a clause of a length that can be taken up, in one line: without
// the words that only tie it to what stood before, and cut at a joint. It
// returns nothing for a clause that is too short, that holds marks of its own,
// or that has no joint to be cut at.
func clip(clause string) string {
	if strings.ContainsFunc(clause, func(r rune) bool {
		return unicode.IsControl(r) || !unicode.IsPrint(r) || strings.ContainsRune("“”\"*_`#|<>{}[]=\\/", r)
	}) {
		return ""
	}
	words := strings.Fields(clause)
	for len(words) > 0 && (ties[lower(words[0])] || listMark.MatchString(words[0])) {
		words = words[1:]
	}
	if len(words) == 0 || hanging[lower(words[0])] {
		return ""
	}
	if len(words) > echoMost {
		words = words[:joint(words)]
	}
	if len(words) < echoLeast || open[lower(words[len(words)-1])] {
		return ""
	}
	return strings.Join(words, " ")
}

// joint is where a long clause can end: before the last word, within reach,
// that begins another thought, or before a preposition that does not leave a
// thought half said. It is 0 when there is no joint.
func joint(words []string) int {
	for i := echoMost; i >= echoLeast; i-- {
		nested := slices.ContainsFunc(words[:i], func(w string) bool { return hanging[lower(w)] })
		begins := thoughts[lower(words[i])] || places[lower(words[i])] && !nested
		if begins && !waits(words[i-1]) {
			return i
		}
	}
	return 0
}

// waits reports whether a word waits for what follows it: an open word, a verb,
// or a figure that may be half of "between 28 and 40".
func waits(word string) bool {
	return open[lower(word)] || verb.MatchString(word) || strings.Trim(word, "0123456789.,") == ""
}

func lower(word string) string { return strings.ToLower(strings.ReplaceAll(word, "’", "'")) }

// tells reports whether words have a subject up front and a verb: they are a
// statement and not a fragment of one.
func tells(words string) bool { return subject.MatchString(words) && verb.MatchString(words) }

var (
	deed        = regexp.MustCompile(`(?i)\bi (then |also |first |just )?(\w{3,}ed|built|wrote|ran|led|made|found|took|got|gave|put|set|cut|chose|kept|told|went|saw|spent|brought|sent|began|bought|drew|taught|held)\b`)
	firstPerson = regexp.MustCompile(`(?i)\b(i|we|my|our)\b`)
	// A subject stands at the start, or behind a time or a place.
	subject = regexp.MustCompile(`(?i)^((in|on|at|by|during|for|around|last|next)\b.*?\b)?(i|we|it|they|he|she|you|nobody|everybody|everyone|somebody|someone|nothing|everything|there|the|our|my|their|his|her|its|this|these|those|both|each|every|most|many|some|all|no|two|three|four|five|six|seven|eight|nine|ten|\d\S*|(?-i:[A-Z])\w*)\b`)
	verb    = regexp.MustCompile(`(?i)\b(\w{2,}ed|am|is|are|was|were|had|have|has|did|do|does|can|could|will|would|got|went|came|gave|took|made|found|built|wrote|ran|led|put|set|chose|cut|kept|told|saw|spent|brought|held|sent|began|fell|rose|said|knew|thought|lost|won|left|paid|broke|met|sat|drew|grew|bought|sold|taught|caught|felt|meant|let|hit|became|read|spoke|stood|threw|dealt)\b|\b\w+('s|'m|'re|'ve|n't|’s|’m|’re|’ve|n’t)( |$)`)

	listMark = regexp.MustCompile(`^([-+•·]|\d{1,2}[.)])$`)

	// ties only tie a clause to what stood before it.
	ties = set("so and but then well also honestly basically okay ok um uh er ah anyway like yeah plus actually really")
	// hanging words begin what hangs on another clause.
	hanging = set("because since as while when where although though if once until unless after before that that's which who who'd who's whom whose what how why even or nor than")
	// open words ask for what follows them.
	open = set("a an the of to in on at by for with from into and or but that which who because so as than then if when where my our their its his her your is was were are be been am had has have do does did not no can could will would should i we it's isn't wasn't aren't didn't don't doesn't very more most about over under some any each every this these those only just")

	thoughts = set("and but because so which when while where until after before since unless though although")
	places   = set("at in on for with from by into during between across over under within without through")

	common = set("about after also answer been before both could does each even from have here into just like made make many more most much only other over same says shows some such than that their them then there these they thing this those through told used very were what when where which while with work would your speaker candidate take first")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// keywords are the longer words of a text, lower case, without endings that
// differ between forms of a word.
func keywords(text string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) > 3 && !common[w] {
			m[strings.TrimRight(w[:min(len(w), 6)], "s")] = true
		}
	}
	return m
}
