package ask

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"mockstar/interviewer"
	"mockstar/rubric"
)

// The length of the candidate's words that a probe takes up, in words.
const (
	echoLeast = 3
	echoMost  = 11
)

// echo picks some of the candidate's own words that the probe is about: a
// quote that stands behind the criterion's level, else the clause that shares
// most words with what the criterion is about. It is empty when nothing fits.
func echo(a interviewer.Ask) string {
	if a.Sheet != nil {
		if g, ok := a.Sheet.Grade(a.Criterion.ID); ok {
			for _, e := range g.Evidence {
				if words := clip(e.Quote); words != "" && !used(a.Said, words) {
					return words
				}
			}
		}
	}
	topic := keywords(a.Criterion.Meaning + " " + strings.Join(a.Criterion.Cues, " "))
	best, most := "", 0
	for _, l := range a.Said {
		if l.By != rubric.Candidate {
			continue
		}
		for _, clause := range clauses(l.Text) {
			shared := 0
			for w := range keywords(clause) {
				if topic[w] {
					shared++
				}
			}
			if words := clip(clause); shared > most && words != "" && !used(a.Said, words) {
				best, most = words, shared
			}
		}
	}
	return best
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

func clauses(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".!?;:\n,()", r) })
}

// clip cuts a quote to its first clause, or to the first words of it, in one
// line. It returns nothing for a clause that is too short to mean anything.
func clip(quote string) string {
	for _, clause := range clauses(quote) {
		words := strings.Fields(clause)
		for len(words) > 0 && fillers[strings.ToLower(words[0])] {
			words = words[1:]
		}
		if len(words) < echoLeast {
			continue
		}
		if len(words) > echoMost {
			words = words[:echoMost]
			for len(words) > echoLeast && dangling[strings.ToLower(words[len(words)-1])] {
				words = words[:len(words)-1]
			}
		}
		s := strings.Join(words, " ")
		if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '“' || r == '”' || r == utf8.RuneError }) {
			continue
		}
		return s
	}
	return ""
}

var (
	fillers  = set("so and but then well also because honestly basically okay ok um uh anyway like yeah")
	dangling = set("a an the of to in on at by for with from and or but that which who because so as than then my our their its his her is was were are be")
	common   = set("about after also answer been before both could does each even from have here into just like made make many more most much only other over same says shows some such than that their them then there these they thing this those through told used very were what when where which while with work would your speaker candidate")
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

// answerInRole answers the candidate's last question from the stock.
func answerInRole(a interviewer.Ask) string {
	asked := ""
	for _, l := range a.Said {
		if l.By == rubric.Candidate {
			asked = l.Text
		}
	}
	about := keywords(asked)
	best, most := "", 0
	for _, c := range a.Question.Criteria {
		shared := 0
		for w := range keywords(c.Meaning + " " + strings.Join(c.Cues, " ")) {
			if about[w] {
				shared++
			}
		}
		if _, ok := inRole[c.ID]; ok && shared > most {
			best, most = c.ID, shared
		}
	}
	stock := inRoleElse
	if best != "" {
		stock = inRole[best]
	}
	for i := range stock {
		if s := stock[(i+len(a.Said)/2)%len(stock)]; !used(a.Said, s) {
			return s
		}
	}
	return inRoleElse[len(a.Said)%len(inRoleElse)]
}
