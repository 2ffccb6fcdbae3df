package lexical

import (
	"strings"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// rationale says in one line what stands in the answer for criterion i at
// level l, and what it lacks for the next. It speaks of the answer, never of
// the person, and only of sentences that speak to the criterion.
func rationale(sight *trait.Sight, i int, l rubric.Level, elsewhere bool) string {
	c := sight.Question().Criteria[i]
	said := sight.Said(i)
	seen, lacking := observed(signs(c.ID, sight.Reading, said, sight.Foreign()))
	var b strings.Builder
	switch {
	case elsewhere && l == 1:
		return "The answer speaks to another question."
	case len(said) == 0 && l == 1:
		b.WriteString("Nothing in the answer speaks to it.")
	case len(said) == 0:
		b.WriteString("Nothing in the answer speaks to it outright; the quote comes nearest.")
	case l == 1:
		b.WriteString("Touched on in passing at most.")
	case l == 2:
		b.WriteString("Touched on" + listed(seen))
	default:
		b.WriteString("Told" + listed(seen))
	}
	switch {
	case l == c.Top():
	case len(lacking) > 0:
		b.WriteString(" Missing: " + strings.Join(lacking[:min(2, len(lacking))], ", ") + ".")
	case len(said) == 1:
		b.WriteString(" Missing: more than one sentence on it.")
	case l < c.Top()-1:
		b.WriteString(" Missing: more of the same, told as concretely.")
	}
	return b.String()
}

// A sign is one thing that a rationale can name as told or as missing.
type sign struct {
	told bool
	yes  string
	no   string // empty: its lack is not worth a word
}

func observed(signs []sign) (seen, lacking []string) {
	for _, s := range signs {
		switch {
		case s.told:
			seen = append(seen, s.yes)
		case s.no != "":
			lacking = append(lacking, s.no)
		}
	}
	return seen, lacking
}

// signs reads the sentences that speak to a criterion for what a candidate can
// act on.
func signs(id string, r *read.Reading, said []int, foreign bool) []sign {
	any := func(f func(*read.Sentence) bool) bool {
		for _, j := range said {
			if f(&r.Sentences[j]) {
				return true
			}
		}
		return false
	}
	has := func(t read.Tag) bool { return any(func(s *read.Sentence) bool { return s.Has(t) }) }
	figured := func(t read.Tag) bool {
		return any(func(s *read.Sentence) bool { return s.Has(t) && s.Figures+s.Dates > 0 })
	}
	acted := any(func(s *read.Sentence) bool { return s.Acts() > 0 })
	switch id {
	case "situation":
		return []sign{
			{has(read.Org), "where it was", "the company or product"},
			{any(func(s *read.Sentence) bool { return s.Has(read.When) || s.Dates > 0 }), "when it was", "when it was"},
			{figured(read.Scale), "its scale in figures", "a figure for the scale"},
			{has(read.Stake), "what was at stake", "what was at stake"},
		}
	case "task":
		return []sign{
			{has(read.Duty), "what was yours to answer for", "what you answered for in person"},
			{has(read.Role), "your role", ""},
			{figured(read.Target), "a target in figures", "the target in figures"},
		}
	case "action":
		return []sign{
			{acted, "what you did yourself", "what you did yourself, in the first person"},
			{!acted && any(func(s *read.Sentence) bool { return s.Shared > 0 }), "what was done together", ""},
			{has(read.Reason), "why", "why you did it that way"},
			{has(read.Alternative), "what else was weighed", "what else you weighed"},
		}
	case "result":
		figures := any(func(s *read.Sentence) bool { return s.Has(read.Outcome) && s.Figures > 0 || s.Pairs > 0 })
		return []sign{
			{figures, "the outcome in figures", "the outcome in figures"},
			{!figures, "how it ended", ""},
			{any(func(s *read.Sentence) bool { return s.Pairs > 0 }), "before beside after", "the figure before beside the one after"},
			{has(read.Cost), "what it cost or left open", "what it cost or left open"},
		}
	case "insight":
		drawn := has(read.Lesson)
		return []sign{
			{drawn, "a lesson drawn", "the lesson, in so many words"},
			{has(read.AINature), "how AI behaves", "what it taught about how AI behaves"},
			{!drawn && !has(read.AINature), "what holds beyond this case", ""},
		}
	}
	done := sign{acted, "what you did about it", "what was done about it"}
	if !acted && any(func(s *read.Sentence) bool { return s.Shared > 0 }) {
		done = sign{true, "what was done about it", ""}
	}
	figure := "a figure to it"
	if foreign {
		figure = "" // not every trade counts what it does
	}
	return []sign{
		done,
		{any(func(s *read.Sentence) bool { return s.Figures > 0 }), "figures to it", figure},
		{has(read.Reason), "why", "the reason"},
		{has(read.Alternative), "what else was weighed", ""},
		{has(read.Cost), "what it cost or left open", "what it cost or left open"},
	}
}

// listed ends a sentence with things as people list them: ": a, b and c."
func listed(things []string) string {
	if len(things) == 0 {
		return " in so many words."
	}
	last := len(things) - 1
	if last == 0 {
		return ": " + things[0] + "."
	}
	return ": " + strings.Join(things[:last], ", ") + " and " + things[last] + "."
}
