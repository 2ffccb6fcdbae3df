package ask

import (
	"regexp"
	"strings"

	"mockstar/interviewer"
	"mockstar/rubric"
)

// maxAnswers bounds how many questions of one reply are answered.
const maxAnswers = 2

// A topic is something that candidates ask about, with what the interviewer
// has to say on it. What belongs to a criterion is said only where the
// question has that criterion: for a document of somebody else's nothing is
// made up.
type topic struct {
	criterion string
	asked     *regexp.Regexp
	answers   []string
}

// answerInRole answers what the candidate asked last, each question by what it
// is about. What the stock has nothing on is not answered with something else.
func answerInRole(a interviewer.Ask) string {
	last := ""
	for _, l := range a.Said {
		if l.By == rubric.Candidate {
			last = l.Text
		}
	}
	var said []string
	for _, q := range questions(last) {
		if answer := fitting(a, q, said); answer != "" {
			said = append(said, answer)
		}
		if len(said) == maxAnswers {
			break
		}
	}
	switch {
	case len(said) > 0:
		return strings.Join(said, " ")
	case !strings.Contains(last, "?"):
		return pick(a, noted, len(a.Said)/2)
	}
	return pick(a, unknown, len(a.Said)/2)
}

// questions are the sentences of a reply that may be meant as questions: those
// with a question mark, else all of them. A list joined by commas is cut too,
// so that each of its parts is answered.
func questions(text string) []string {
	var marked, all []string
	for _, s := range sentence().FindAllString(text, -1) {
		parts := joined().Split(s, -1)
		all = append(all, parts...)
		if strings.Contains(s, "?") {
			marked = append(marked, parts...)
		}
	}
	if len(marked) > 0 {
		return marked
	}
	return all
}

var (
	sentence = lazily(`[^.?!\n]+[.?!]*`)
	joined   = lazily(`(?i),? and (?:what|how|who|why|when|where|which|do|does|is|are)\b`)
)

// fitting is what the stock has on the subject of one question and was not
// said before, here or in this reply.
func fitting(a interviewer.Ask, question string, said []string) string {
	for _, t := range inRole() {
		if _, ok := a.Question.Criterion(t.criterion); t.criterion != "" && !ok || !t.asked.MatchString(question) {
			continue
		}
		for _, answer := range t.answers {
			if !used(a.Said, answer) && !strings.Contains(strings.Join(said, " "), answer) {
				return answer
			}
		}
	}
	return ""
}
