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
	if elsewhere && l == 1 {
		return "The answer speaks to another question."
	}
	found, lacking := observed(signsOf(c.ID, l, some{sight, quoted}, some{sight, admitted(sight.Reading)}))
	said := len(sight.Said(i)) > 0
	var b strings.Builder
	switch {
	case !said && l == 1:
		b.WriteString("Nothing was heard that speaks to it.")
	case !said:
		b.WriteString("Nothing was heard that speaks to it outright: the quote comes nearest, and the level is for the answer as a whole.")
	case l == 1:
		b.WriteString("Touched on in passing at most.")
	default:
		how := "Found"
		if l == 2 {
			how = "Touched on"
		}
		b.WriteString(how)
		switch {
		case len(found) > 0:
			b.WriteString(": " + listed(found) + ".")
		case trait.IsStar(c.ID):
			b.WriteString(", but not in so many words: the quote comes nearest.")
		default:
			b.WriteString(": words that speak to it.")
		}
	}
	// To what speaks to none of a question's own criteria, nothing of it is lacking but all.
	if l < c.Top() && len(lacking) > 0 && (said || trait.IsStar(c.ID)) {
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

func observed(signs []sign) (found, lacking []string) {
	for _, s := range signs {
		if s.found != "" {
			found = append(found, s.found)
		}
		if s.lacks != "" {
			lacking = append(lacking, s.lacks)
		}
	}
	return found, lacking
}

// listed names things as people list them: "a, b and c".
func listed(things []string) string {
	last := len(things) - 1
	if last == 0 {
		return things[0]
	}
	return strings.Join(things[:last], ", ") + " and " + things[last]
}
