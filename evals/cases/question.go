package cases

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"mockstar/rubric"
	"mockstar/rubric/guide"
)

// question is what it asks, without an id.
func (it *item) question() rubric.Question {
	text := conversation(it.turns)
	last := ""
	if len(it.turns) > 0 {
		last = it.turns[len(it.turns)-1].Text
	}
	title := cmp.Or(oneLine(it.title), oneLine(last), "Answer")
	q := rubric.Question{Kind: rubric.Approach, Title: title, Text: cmp.Or(text, title), Topic: "“" + title + "”"}
	ids := map[string]bool{}
	scale := weightScale(it.criteria)
	for i, c := range it.criteria {
		id := cmp.Or(slug(c.name, 5), fmt.Sprintf("criterion-%d", i+1))
		if c.avoid {
			id = guide.AvoidedID(id)
		}
		q.Criteria = append(q.Criteria, rubric.Criterion{
			ID: unique(id, ids), Meaning: c.wording(), Weight: max(0.01, math.Round(1e4*c.weight*scale)/1e4), Levels: c.anchors(), Avoid: c.avoid, Draft: c.levels == nil || c.between,
			Probe:  "Could you say more about this: " + clip(oneLine(c.meaning), 90),
			Source: rubric.Source{Section: oneLine(c.section), Lines: lineText(c.at), Basis: rubric.Stated},
		})
	}
	return q
}

// unplaced is q without the lines it was taken from: what is asked and graded
// alike is one question wherever it stands.
func unplaced(q rubric.Question) rubric.Question {
	q.Criteria = slices.Clone(q.Criteria)
	for i := range q.Criteria {
		q.Criteria[i].Source.Lines = ""
	}
	return q
}

func lineText(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// weightScale keeps the proportions of weights that are larger than a rubric
// takes.
func weightScale(cs []criterion) float64 {
	most := 0.0
	for _, c := range cs {
		most = max(most, c.weight)
	}
	return min(1, 100/max(most, 1))
}

func (c criterion) wording() string {
	if c.avoid {
		meaning, _ := guide.Avoided(visible(c.meaning))
		return meaning
	}
	return visible(c.meaning)
}

// anchors describe the levels, worst first. What a source only calls met or
// unmet has three, so that a grader may say that it is met in part.
func (c criterion) anchors() []string {
	switch {
	case c.levels != nil:
		out := make([]string, len(c.levels))
		for i, l := range c.levels {
			out[i] = cmp.Or(visible(l), fmt.Sprintf("Level %d.", i+1))
		}
		return out
	case c.avoid:
		_, levels := guide.Avoided("")
		return levels
	}
	return []string{"The answer does not meet this.", "The answer meets this in part.", "The answer meets this in full."}
}

// conversation is what was said before the answer.
func conversation(turns []Turn) string {
	if len(turns) == 1 {
		return visible(turns[0].Text)
	}
	var parts []string
	for _, t := range turns {
		parts = append(parts, t.Role+": "+visible(t.Text))
	}
	return strings.Join(parts, "\n\n")
}
