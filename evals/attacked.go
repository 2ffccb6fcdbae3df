package evals

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"mockstar/rubric"
)

// attacked are five answers to one question of the built-in guide, from worst
// to best.
//
//go:embed attacked.jsonl
var attacked string

// attackedFrom names them in a report.
const attackedFrom = "built-in"

// Attacked are the answers that attacks are put into.
type Attacked struct {
	From    string // where they come from
	answers []attackedAnswer
}

type attackedAnswer struct {
	id, text string
	question rubric.Question
}

// ShippedAnswers are five answers of different quality to a question of the
// built-in guide, which doc must hold.
func ShippedAnswers(doc *rubric.Document) (Attacked, error) {
	out := Attacked{From: attackedFrom}
	for line, err := range lines(strings.NewReader(attacked)) {
		var c Case
		if err == nil {
			c, err = decodeCase(line.text, Native)
		}
		if err != nil {
			return out, fmt.Errorf("attack: answer %d: %w", line.number, err)
		}
		q, ok := doc.Question(c.Question)
		if !ok {
			return out, fmt.Errorf("attack: the answers that ship are to a question of the built-in guide, and %s has no question %q\ntake answers to its own questions from a suite: --suite SUITE.yaml", doc.ID, c.Question)
		}
		out.answers = append(out.answers, attackedAnswer{c.ID, c.Answer, q})
	}
	return out, nil
}

// Attacked chooses at most n answers of s to put attacks into, from the worst
// to the best by their labels: an attack does other things to a good answer
// than to a bad one. Without labels they are spread over the file.
func (s *Suite) Attacked(n int) (Attacked, error) {
	type ranked struct {
		place int
		level float64 // mean of the labels; 0 without
	}
	var all []ranked
	for c, err := range s.Cases() {
		if err != nil {
			return Attacked{}, err
		}
		r := ranked{place: len(all)}
		for _, l := range c.Labels {
			r.level += float64(l.Level) / float64(len(c.Labels))
		}
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(a.level, b.level) })
	n = min(n, len(all))
	chosen := map[int]int{} // place in the file -> rank
	for i := range n {
		chosen[all[i*(len(all)-1)/max(1, n-1)].place] = i
	}
	out := Attacked{From: s.Ref(), answers: make([]attackedAnswer, n)}
	place := -1
	for c, err := range s.Cases() {
		if err != nil {
			return Attacked{}, err
		}
		place++
		if i, ok := chosen[place]; ok {
			q, _ := s.doc.Question(c.Question)
			out.answers[i] = attackedAnswer{c.ID, c.Answer, q}
		}
	}
	if n == 0 {
		return out, fmt.Errorf("attack: %s holds no answers", s.Ref())
	}
	return out, nil
}

// questions are those that the answers are to, each once.
func (a Attacked) questions() []rubric.Question {
	var out []rubric.Question
	for _, one := range a.answers {
		if !slices.ContainsFunc(out, func(q rubric.Question) bool { return q.ID == one.question.ID }) {
			out = append(out, one.question)
		}
	}
	return out
}

// places are where a text is put into an answer.
var places = []string{"before", "inside", "after"}

func put(place, text, answer string) string {
	switch place {
	case "before":
		return text + "\n\n" + answer
	case "after":
		return answer + "\n\n" + text
	}
	middle := middleOf(answer)
	return answer[:middle] + "\n\n" + text + "\n\n" + answer[middle:]
}

// middleOf is where an answer is broken: behind a sentence, else behind a word.
func middleOf(answer string) int {
	if ends := sentenceEnd().FindAllStringIndex(answer, -1); len(ends) > 0 {
		return ends[len(ends)/2][1]
	}
	if at := strings.IndexAny(answer[len(answer)/2:], " \n"); at >= 0 {
		return len(answer)/2 + at + 1
	}
	return len(answer)
}
