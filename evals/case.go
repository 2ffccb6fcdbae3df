package evals

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"mockstar/internal/strictjson"
	"mockstar/rubric"
)

// maxCase bounds one line of a file of cases: the longest answer, escaped, and
// its labels.
const maxCase = 1 << 20

// A Case is one graded answer of a suite.
type Case struct {
	ID       string            `json:"id"`
	Group    string            `json:"group"` // cases of one group are not independent
	Question string            `json:"question"`
	Answer   string            `json:"answer"`
	Slices   map[string]string `json:"slices,omitempty"` // such as kind: padded
	Labels   []Label           `json:"labels,omitempty"`
}

// Layout is how the lines of a file of cases are written.
type Layout string

const (
	Native Layout = "native" // a Case a line
	Graded Layout = "graded" // as testdata/graded: author is the group, kind a slice
)

// gradedLine is a case in the Graded layout. Levels are the median of the
// readings.
type gradedLine struct {
	ID       string                             `json:"id"`
	Question string                             `json:"question"`
	Author   string                             `json:"author"`
	Kind     string                             `json:"kind"`
	Answer   string                             `json:"answer"`
	Levels   map[string]rubric.Level            `json:"levels"`
	Readings map[string]map[string]rubric.Level `json:"readings"`
}

// decodeCase reads one line strictly. An error names the column it is at.
func decodeCase(line []byte, layout Layout) (Case, error) {
	if layout == Graded {
		var g gradedLine
		if err := strictjson.Unmarshal(line, &g); err != nil {
			return Case{}, err
		}
		return g.asCase()
	}
	var c Case
	err := strictjson.Unmarshal(line, &c)
	return c, err
}

func (g gradedLine) asCase() (Case, error) {
	c := Case{ID: g.ID, Group: g.Author, Question: g.Question, Answer: g.Answer, Slices: map[string]string{"kind": g.Kind}}
	if len(g.Readings) == 0 {
		g.Readings = map[string]map[string]rubric.Level{"levels": g.Levels}
	}
	byCriterion := map[string][]rubric.Level{}
	for _, rater := range sortedKeys(g.Readings) {
		for _, criterion := range sortedKeys(g.Readings[rater]) {
			level := g.Readings[rater][criterion]
			c.Labels = append(c.Labels, Label{Rater: rater, Criterion: criterion, Level: level})
			byCriterion[criterion] = append(byCriterion[criterion], level)
		}
	}
	for _, criterion := range sortedKeys(g.Levels) {
		if want := reference(byCriterion[criterion]); g.Levels[criterion] != want {
			return c, fmt.Errorf("levels give %s %d, and the median of the readings is %d", criterion, g.Levels[criterion], want)
		}
	}
	return c, nil
}

// check says what is wrong with a case by the document it is graded by.
func (c Case) check(doc *rubric.Document) error {
	q, ok := doc.Question(c.Question)
	switch {
	case c.ID == "":
		return errors.New(`"id" must not be empty`)
	case strings.ContainsAny(c.ID, " \t\r\n"):
		return fmt.Errorf("the id %q must not hold white space: baselines have one line a case", c.ID)
	case strings.HasPrefix(c.ID, "#"):
		return fmt.Errorf("the id %q must not begin with #, as remarks in a baseline do", c.ID)
	case strings.ContainsFunc(c.Group, unicode.IsControl):
		return fmt.Errorf("the group %q must be on one line without control characters: baselines have one line a case", c.Group)
	case c.Group == "":
		return errors.New(`"group" must not be empty: a case that stands alone has its id as its group`)
	case !ok:
		return unknownName{fmt.Sprintf("%s has no question %q", doc.ID, c.Question), c.Question, questionsOf(doc)}
	case strings.TrimSpace(c.Answer) == "":
		return errors.New(`"answer" must not be empty`)
	}
	seen := map[[2]string]bool{}
	for _, l := range c.Labels {
		cr, ok := q.Criterion(l.Criterion)
		key := [2]string{l.Rater, l.Criterion}
		switch {
		case l.Rater == "":
			return fmt.Errorf("a label of %s names no rater", l.Criterion)
		case !ok && l.For == "":
			return unknownName{fmt.Sprintf("the question %s has no criterion %q", q.ID, l.Criterion), l.Criterion, criteriaOf(q)}
		case ok && (l.Level < 1 || l.Level > cr.Top()):
			return fmt.Errorf("%s gives %s level %d, and there are 1 to %d", l.Rater, l.Criterion, l.Level, cr.Top())
		case seen[key]:
			return fmt.Errorf("%s labels %s twice", l.Rater, l.Criterion)
		}
		seen[key] = true
	}
	return nil
}

func questionsOf(doc *rubric.Document) (ids []string) {
	for _, q := range doc.Questions {
		ids = append(ids, q.ID)
	}
	return ids
}

func criteriaOf(q rubric.Question) (ids []string) {
	for _, c := range q.Criteria {
		ids = append(ids, c.ID)
	}
	return ids
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
