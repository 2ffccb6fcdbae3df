package ask

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mockstar/interviewer"
	"mockstar/rubric"
)

// The length of the candidate's words that a probe takes up, in words.
const (
	echoLeast = 4
	echoMost  = 12
	echoSays  = 2 // of them, at least so many carry meaning
)

// echo picks some of the candidate's own words for a probe to take up: the
// clause that is most about the criterion, with a bonus for what stands behind
// its level and for what the candidate did. Only a clause that can be read by
// itself is taken, shortened at a joint, and only one that the probe grows out
// of: one about something else leads nowhere. It is empty when nothing fits.
func echo(a interviewer.Ask) (best string) {
	matter := matterOf(a.Criterion)
	shown := a.Sheet != nil && a.Criterion.Top() > 0
	if shown {
		g, _ := a.Sheet.Grade(a.Criterion.ID)
		shown = 2*g.Level > a.Criterion.Top() // below, what is quoted is the nearest there was
	}
	most := 0
	for line, l := range a.Said {
		if l.By != rubric.Candidate {
			continue
		}
		for _, clause := range clauses(l.Text) {
			words := clip(clause.text)
			if words == "" || !tells(words) || used(a.Said, words) || flagged(a.Sheet, line, clause) {
				continue
			}
			worth, about := matter.weigh(words)
			if !about {
				continue
			}
			if proves(a.Sheet, a.Criterion.ID, line, clause) {
				worth += 2
				if shown {
					worth += 2
				}
			}
			if firstPerson().MatchString(words) {
				worth++
			}
			if deed().MatchString(words) {
				worth++
			}
			if worth > most {
				best, most = words, worth
			}
		}
	}
	return best
}

// A matter is what a probe is about: its telling words, those of what its
// criterion means, and the criterion's cues.
type matter struct {
	asked, meant, parts map[string]bool
	cues                [][]string // of several words
}

func matterOf(c rubric.Criterion) matter {
	m := matter{asked: telling(c.Probe), meant: telling(c.Meaning), parts: telling(strings.Join(c.Cues, " "))}
	for _, cue := range c.Cues {
		if ws := stems(cue); len(ws) > 1 && len(telling(cue)) > 0 {
			m.cues = append(m.cues, ws)
		}
	}
	return m
}

// weigh says how much of m is in a clause, and whether the probe grows out of
// it: it asks on in one of its words, or two things in it are what the criterion
// means. Single words of its cues may be anything, "call" of "sales call".
func (m matter) weigh(clause string) (worth int, about bool) {
	asked, meant, parts := 0, 0, 0
	for w := range telling(clause) {
		switch {
		case m.asked[w]:
			asked++
		case m.meant[w]:
			meant++
		case m.parts[w]:
			parts++
		}
	}
	said := stems(clause)
	for _, cue := range m.cues {
		if !slices.ContainsFunc(cue, func(w string) bool { return !slices.Contains(said, w) }) {
			meant++
		}
	}
	return 3*asked + 2*meant + parts, asked > 0 || meant > 1
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
// that 0.52, 9:40 and 30,000 stay whole. A line that goes on in the next, as
// text of a fixed width does, is no stop.
func clauses(text string) []clause {
	var out []clause
	from := 0
	cut := func(to int) {
		if s := strings.TrimSpace(text[from:to]); s != "" {
			out = append(out, clause{s, from + strings.Index(text[from:to], s)})
		}
	}
	for _, m := range stop().FindAllStringIndex(text, -1) {
		if rest := strings.TrimLeft(text[m[1]:], " \t"); text[m[0]:m[1]] == "\n" && rest != "" && unicode.IsLower([]rune(rest[:min(len(rest), utf8.UTFMax)])[0]) {
			continue
		}
		cut(m[0])
		from = m[1]
	}
	cut(len(text))
	return out
}

// clip makes a clause of a length that can be taken up, in one line: without
// the words that only tie it to what stood before, and cut at a joint. It
// returns nothing for a clause that is too short, that holds marks of its own,
// or that has no joint to be cut at.
func clip(clause string) string {
	clause = strings.NewReplacer("\r\n", " ", "\n", " ").Replace(clause)
	if strings.ContainsFunc(clause, func(r rune) bool {
		return unicode.IsControl(r) || !unicode.IsPrint(r) || strings.ContainsRune("“”\"*_`#|<>{}[]=\\/", r)
	}) {
		return ""
	}
	words := strings.Fields(clause)
	for len(words) > 0 && (ties[lower(words[0])] || listMark().MatchString(words[0])) {
		words = words[1:]
	}
	if len(words) == 0 || hanging[lower(words[0])] {
		return ""
	}
	if len(words) > echoMost {
		words = words[:joint(words)]
	}
	if n := len(words); n > 2 && lower(words[n-2]) == "and" && verb().MatchString(words[n-1]) { // "and applied"
		words = words[:n-2]
	}
	text := strings.Join(words, " ")
	if len(words) < echoLeast || open[lower(words[len(words)-1])] || len(keywords(text)) < echoSays || aside().MatchString(text) || described().MatchString(text) || admission().MatchString(text) || denial().MatchString(text) {
		return ""
	}
	return text
}

// joint is where a long clause can end: before the last word, within reach,
// that begins another thought, or before a preposition that does not leave a
// thought half said. It is 0 when there is no joint.
func joint(words []string) int {
	for i := echoMost; i >= echoLeast; i-- {
		nested := slices.ContainsFunc(words[:i], func(w string) bool { return hanging[lower(w)] })
		paired := slices.ContainsFunc(words[:i], func(w string) bool { return pairs[lower(w)] })
		begins := thoughts[lower(words[i])] && !paired || places[lower(words[i])] && !nested
		if begins && !waits(words[i-1]) {
			return i
		}
	}
	return 0
}

// waits reports whether a word waits for what follows it: an open word, a verb,
// a pronoun as in "they put it", or a figure that may be half of "between 28
// and 40".
func waits(word string) bool {
	return open[lower(word)] || pronouns[lower(word)] || verb().MatchString(word) || strings.Trim(word, "0123456789.,") == ""
}

func lower(word string) string { return strings.ToLower(strings.ReplaceAll(word, "’", "'")) }

// tells reports whether words have a subject up front and a verb of its own, as
// "the model that we built" has not, and a verb behind "that", as "I made sure
// that performance" has not: they are a statement and not a fragment of one.
func tells(words string) bool {
	main := words
	if at := relative().FindStringIndex(words); at != nil {
		main = words[:at[0]]
		if !verb().MatchString(words[at[1]:]) {
			return false
		}
	}
	return subject().MatchString(words) && verb().MatchString(main)
}
