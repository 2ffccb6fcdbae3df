package rubric

import "mockstar/rubric/internal/hostile"

// Copied is the kind of a flag for words taken from the rubric. The other
// kinds are instruction, verdict, turn and hidden.
const Copied = "copied"

// flags marks the passages of a that address whoever grades it instead of the
// interviewer: orders, forged verdicts, fake turns, hidden characters, and
// words of the rubric itself. Who talks about such things is not flagged. A
// flag is shown and moves no level; but [Question.Assess] takes no evidence
// from a flagged passage.
//
// The time taken is linear in the length of a.
func flags(theirs *script, a Answer) []Flag {
	flags := []Flag{}
	for i, l := range a {
		if l.By != Candidate {
			continue
		}
		for _, s := range hostile.Merge(append(hostile.Spans(l.Text), copied(l.Text, theirs)...)) {
			flags = append(flags, Flag{Kind: s.Kind, Quote: l.Text[s.Start:s.End], Line: i, Start: s.Start, End: s.End})
		}
	}
	return flags
}

// marks reports whether any of e is in the passage of f.
func (f Flag) marks(e Evidence) bool {
	return f.Line == e.Line && f.Start < e.End && e.Start < f.End
}
