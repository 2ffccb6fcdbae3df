package lexical

import (
	"fmt"
	"slices"
	"strings"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/foreign"
	"mockstar/rubric/lexical/internal/scale"
)

// unlearned is the finding on a criterion of somebody else's document. Where its
// words tell nothing about an answer there is no level: one would look measured.
func unlearned(c rubric.Criterion, i int, v foreign.Verdict, from *quoter) rubric.Finding {
	f := rubric.Finding{Criterion: c.ID}
	switch v.Why {
	case foreign.Faint:
		f.Unscored, f.Rationale = rubric.NotAssessable, fmt.Sprintf("This examiner can't judge “%s” from words alone; a model can: --model.", named(c))
		return f
	case foreign.Unsure:
		f.Unscored, f.Rationale = rubric.NotAssessable, fmt.Sprintf("Nothing was said in words of “%s”, and this examiner can't judge from others whether it was meant; a model can: --model.", named(c))
		return f
	case foreign.Silent:
		f.Level, f.Rationale = 1, "Nothing was heard that speaks to it."
		return f
	}
	f.Level = onScale(rubric.Level(v.Level), c)
	if v.Why == foreign.Shown && c.Top() < scale.Levels { // what was shown is more than half of a short scale
		f.Level = max(f.Level, c.Top()-1)
	}
	var picks []pick
	for _, j := range v.Sentences {
		picks = append(picks, pick{sentence: j})
	}
	quotes, quoted := from.quote(picks)
	f.Quotes = quotes
	switch v.Why {
	case foreign.Denied:
		f.Rationale = "Said not to be so, or the opposite of it."
	case foreign.Claimed:
		f.Rationale = "Named" + inWords(v.Words) + ", with nothing told of it."
	case foreign.Touched:
		f.Rationale = "Touched on" + inWords(v.Words) + ", in passing at most."
	default:
		f.Rationale = "Speaks to it" + inWords(v.Words) + "."
		if found, _ := observed(own(some{from.sight, quoted}, some{from.sight, admitted(from.sight.Reading)})); len(found) > 0 {
			f.Rationale += " Found: " + listed(found) + "."
		}
	}
	return f
}

// named is what c asks for, short enough for a sentence.
func named(c rubric.Criterion) string {
	const longest = 70
	name := []rune(strings.TrimRight(c.Meaning, ". "))
	if len(name) > longest {
		return strings.TrimRight(string(name[:longest]), " ,;:") + " …"
	}
	return string(name)
}

// inWords names the words by which something was heard.
func inWords(ws []string) string {
	const most = 4
	if len(ws) == 0 {
		return ""
	}
	var out []string
	for _, w := range ws[:min(len(ws), most)] {
		if w = "“" + w + "”"; !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return " by " + listed(out)
}

// parroted puts to the floor what was claimed in nothing but words of the question
// or the rubric, whose quotes s dropped, and reports whether there was any.
func parroted(s rubric.Sheet, fs []rubric.Finding) bool {
	found := false
	for i := range fs {
		if g, ok := s.Grade(fs[i].Criterion); ok && g.Unscored == rubric.Unverified && g.Absent == 0 {
			fs[i].Level, fs[i].Quotes, fs[i].Rationale = 1, nil, "Only the words of the question or the criterion, said again."
			found = true
		}
	}
	return found
}
