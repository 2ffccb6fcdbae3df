package lexical

import (
	"fmt"
	"strings"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/trait"
)

// rationale says in one line what was seen in the answer and what it lacks for
// the next level. It speaks of the answer, never of the person.
func rationale(c rubric.Criterion, l rubric.Level, v *trait.View) string {
	seen, lacking := observed(c.ID, v)
	var b strings.Builder
	switch {
	case len(seen) == 0 && l == 1:
		b.WriteString("Nothing in the answer shows it")
	case len(seen) == 0:
		b.WriteString("Little in the answer shows it")
	default:
		b.WriteString("Seen: " + strings.Join(seen, ", "))
	}
	if l < c.Top() {
		switch {
		case len(lacking) > 0:
			b.WriteString(". Missing: " + strings.Join(lacking[:min(2, len(lacking))], ", "))
		case c.Missing != "":
			b.WriteString(". Would add: " + c.Missing)
		}
	}
	return b.String() + "."
}

// A sign is one observation that a rationale can name.
type sign struct {
	count         float64
	one, many, no string
}

func observed(id string, v *trait.View) (seen, lacking []string) {
	for _, s := range signs(id, v) {
		switch {
		case s.count == 0 && s.no != "":
			lacking = append(lacking, s.no)
		case s.count == 1:
			seen = append(seen, s.one)
		case s.count > 1:
			seen = append(seen, fmt.Sprintf(s.many, int(s.count)))
		}
	}
	return seen, lacking
}

func signs(id string, v *trait.View) []sign {
	acts := sign{v.OwnConcrete + v.Present, "one concrete act in the first person", "%d concrete acts in the first person", "what you did yourself, in the first person"}
	switch id {
	case "situation":
		return []sign{
			{v.SceneOrg, "where it was", "where it was (%d sentences)", "the company or product"},
			{v.SceneWhen, "when it was", "when it was (%d sentences)", "when it was"},
			{v.SceneScale, "a figure for the scale", "%d sentences with the scale in figures", "a figure for the scale"},
			{v.SceneStake, "something at stake", "%d sentences on what was at stake", "what was at stake"},
		}
	case "task":
		return []sign{
			{v.Duties + v.Roles, "a sentence on your part", "%d sentences on your part", "what you answered for in person"},
			{v.DutyFigure, "a target in figures", "%d targets in figures", "the target in figures"},
		}
	case "action":
		return []sign{acts,
			{v.OwnReason, "one with its reason", "%d with their reasons", "why you did it that way"},
			{v.Alternatives, "an alternative weighed", "%d sentences that weigh alternatives", "what else you weighed"},
		}
	case "result":
		return []sign{
			{v.OutcomePlain, "an outcome told", "%d outcomes told", ""},
			{v.OutcomeFigure, "an outcome with figures", "%d outcomes with figures", "the outcome in figures"},
			{v.OutcomePair, "a before and after", "%d befores and afters", "the figure before beside the one after"},
			{v.CostTold, "a cost or limit admitted", "%d costs or limits admitted", "what it cost or left open"},
		}
	case "insight":
		return []sign{
			{min(v.Wisest, 1), "a sentence that reads as a lesson", "", ""},
			{v.LessonAny, "a lesson drawn", "%d lessons drawn", "the lesson, in so many words"},
			{v.LessonAI, "one about how AI behaves", "%d about how AI behaves", "what it taught about how AI behaves"},
		}
	}
	figure := "a figure to it"
	if v.Foreign {
		figure = "" // not every trade counts what it does
	}
	return []sign{
		{v.Own.Firm, "one thing this criterion listens for, told concretely", "%d things this criterion listens for, told concretely", "anything concrete that speaks to this criterion"},
		{v.Own.Doing, "one of them with an act", "%d sentences of them with acts", "what was done about it"},
		{v.Own.Figure, "a figure to it", "%d figures to it", figure},
		{v.Own.Reason, "a reason", "%d reasons", "the reason"},
	}
}
