package evals

import (
	"fmt"
	"io"
	"strings"

	"mockstar/rubric"
)

// A Given is what the judge gave a case: all there is to see where no mark has
// a reference level.
type Given struct {
	Case     string       `json:"case"`
	Question string       `json:"question"`
	Score    *float64     `json:"score"` // mean of the readings; null without a score
	Levels   []GivenLevel `json:"levels"`
}

// A GivenLevel is the level of one criterion, or why there is none.
type GivenLevel struct {
	Criterion string          `json:"criterion"`
	Level     rubric.Level    `json:"level"`
	Unscored  rubric.Unscored `json:"unscored,omitempty"`
}

// mostGiven is how many cases a report lists with their levels.
const mostGiven = 20

// given lists the first cases of a run in which no mark has a reference.
func (t *table) given() []Given {
	for _, c := range t.cells {
		if c.reference > 0 {
			return nil
		}
	}
	var out []Given
	for _, c := range t.cases[:min(mostGiven, len(t.cases))] {
		g := Given{Case: c.id, Question: c.question, Levels: []GivenLevel{}}
		if c.scores > 0 {
			score := float64(c.points) / float64(c.scores) / 1e4
			g.Score = &score
		}
		for _, cell := range t.cells[c.first : c.first+c.n] {
			l := GivenLevel{Criterion: t.criteria.list[cell.criterion], Level: rubric.Level(cell.level)}
			if !cell.scored() {
				l.Unscored = t.whyOf(cell)
			}
			g.Levels = append(g.Levels, l)
		}
		out = append(out, g)
	}
	return out
}

// Line shows the case with its levels.
func (g Given) Line() string {
	score := "no score"
	if g.Score != nil {
		score = fmt.Sprintf("score %.2f", *g.Score)
	}
	var levels []string
	for _, l := range g.Levels {
		if l.Unscored != "" {
			levels = append(levels, l.Criterion+" "+string(l.Unscored))
		} else {
			levels = append(levels, fmt.Sprintf("%s %d", l.Criterion, l.Level))
		}
	}
	return fmt.Sprintf("%s (%s): %s: %s", g.Case, g.Question, score, strings.Join(levels, ", "))
}

// howToLabel says what a run needs to be measured.
var howToLabel = []string{
	"no mark has a reference level: below is what the judge gave, and nothing says whether it is right",
	`to measure it, say what is right: add "labels":[{"rater":"you","criterion":"ID","level":N}] to the lines of the cases`,
}

// unlisted says where the levels of the cases are that are not listed.
func (r *Report) unlisted() string {
	if more := r.Cases - len(r.Given); more > 0 {
		return fmt.Sprintf("and %d more cases: --format json lists the level of every mark", more)
	}
	return ""
}

func (r *Report) writeGiven(w io.Writer) {
	fmt.Fprintf(w, "\nlevels given, by case\n")
	for _, l := range howToLabel {
		fmt.Fprintln(w, "  "+l)
	}
	for _, g := range r.Given {
		fmt.Fprintln(w, "  "+g.Line())
	}
	if more := r.unlisted(); more != "" {
		fmt.Fprintln(w, "  "+more)
	}
}

func (r *Report) markdownGiven(w io.Writer) {
	fmt.Fprintf(w, "\n### Levels given, by case\n\n")
	for _, l := range howToLabel {
		fmt.Fprintf(w, "%s.\n", inline(l))
	}
	fmt.Fprintln(w)
	for _, g := range r.Given {
		fmt.Fprintf(w, "- %s\n", inline(g.Line()))
	}
	if more := r.unlisted(); more != "" {
		fmt.Fprintf(w, "- %s\n", more)
	}
}

// allLowest warns of an examiner that heard nothing anywhere: its words are
// those of the built-in guide, and a rubric of another trade has none of them.
func (t *table) allLowest() string {
	levels := 0
	for _, c := range t.cells {
		if c.level > 1 {
			return ""
		}
		if c.scored() {
			levels++
		}
	}
	if t.header.Run != RunEmbedded || levels == 0 {
		return ""
	}
	return fmt.Sprintf("the embedded examiner gives all %d marks the lowest level: it listens for words and forms of speech, and where these answers do meet the rubric it can't hear that. Grade them with a model: --model openai:NAME", levels)
}
