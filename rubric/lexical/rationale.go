package lexical

import (
	"strings"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// rationale says in one line what the quoted sentences hold for criterion i, so
// that it can be checked against them, and what no sentence of the answer holds.
// It speaks of the answer, never of the person.
func rationale(sight *trait.Sight, i int, l rubric.Level, quoted []int, elsewhere bool) string {
	c := sight.Question().Criteria[i]
	said := sight.Said(i)
	if elsewhere && l == 1 {
		return "The answer speaks to another question."
	}
	seen, _ := observed(signs(c.ID, sight.Reading, quoted, sight.Foreign()))
	_, lacking := observed(signs(c.ID, sight.Reading, admitted(sight.Reading), sight.Foreign()))
	var b strings.Builder
	switch {
	case len(said) == 0 && l == 1:
		b.WriteString("Nothing in the answer speaks to it.")
	case len(said) == 0:
		b.WriteString("Nothing in the answer speaks to it outright: the quote comes nearest, and the level is for the answer as a whole.")
	case l == 1:
		b.WriteString("Touched on in passing at most.")
	case l == 2:
		b.WriteString("Touched on" + listed(seen))
	default:
		b.WriteString("Found" + listed(seen))
	}
	if l < c.Top() && len(lacking) > 0 {
		b.WriteString(" Not found: " + strings.Join(lacking[:min(2, len(lacking))], ", or ") + ".")
	}
	return b.String()
}

// admitted are the sentences of r that can earn something.
func admitted(r *read.Reading) []int {
	var out []int
	for j := range r.Sentences {
		if r.Sentences[j].Admitted {
			out = append(out, j)
		}
	}
	return out
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
		case s.told && s.yes != "":
			seen = append(seen, s.yes)
		case s.told:
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
	// Only what is told as done, and that not everybody could say, is called an act.
	did := any(func(s *read.Sentence) bool { return s.Own+s.Elided > s.Soft && !s.Has(read.Hypothetical) })
	figure := any(func(s *read.Sentence) bool { return s.Figures > 0 })
	together := any(func(s *read.Sentence) bool { return s.Shared > 0 })
	switch id {
	case "situation":
		return []sign{
			{has(read.Org), "a place of work", "the company or product"},
			{any(func(s *read.Sentence) bool { return s.Has(read.When) || s.Dates > 0 }), "a time", "when it was"},
			{figure, "a figure", "a figure for the scale"},
			{has(read.Stake), "something at stake", "what was at stake"},
		}
	case "task":
		return []sign{
			{has(read.Duty), "something to answer for", "what you answered for in person"},
			{has(read.Role), "a role", ""},
			{figured(read.Target), "a target with a figure or a date", "a target in figures"},
		}
	case "action":
		return []sign{
			{did, "an act of yours", ""},
			{!did && acted, "something you do", ""},
			{acted, "", "what you did yourself, in the first person"},
			{!acted && together, "an act of “we”", ""},
			{has(read.Reason), "a reason", "why you did it that way"},
			{has(read.Alternative), "a comparison", "what else you weighed"},
		}
	case "result":
		pair := any(func(s *read.Sentence) bool { return s.Pairs > 0 })
		return []sign{
			{pair, "two figures side by side", "a figure before beside the one after"},
			{!pair && figure, "a figure", ""},
			{figure, "", "a figure"},
			{!figure && has(read.OutcomePlain), "an outcome in words", ""},
			{has(read.Cost), "a cost or a limit", "what it cost or left open"},
		}
	case "insight":
		return []sign{
			{has(read.Lesson), "words that draw a lesson", "the lesson, in so many words"},
			{has(read.AINature), "words on how AI behaves", "what it taught about how AI behaves"},
		}
	}
	number := "a figure to it"
	if foreign {
		number = "" // not every trade counts what it does
	}
	return []sign{
		{did, "an act of yours", ""},
		{!did && acted, "something you do", ""},
		{!acted && together, "an act of “we”", ""},
		{acted || together, "", "what was done about it"},
		{figure, "a figure", number},
		{has(read.Reason), "a reason", "the reason"},
		{has(read.Alternative), "a comparison", ""},
		{has(read.Cost), "a cost or a limit", "what it cost or left open"},
	}
}

// listed ends a sentence with things as people list them: ": a, b and c."
func listed(things []string) string {
	if len(things) == 0 {
		return ", with nothing particular."
	}
	last := len(things) - 1
	if last == 0 {
		return ": " + things[0] + "."
	}
	return ": " + strings.Join(things[:last], ", ") + " and " + things[last] + "."
}
