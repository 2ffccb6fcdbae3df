package evals

import "fmt"

// headline says of a judge that is not shown to be nearer to the reference than
// the length of the answer alone that it is not: among forty figures nobody
// reads it, and such a judge is not worth its money. It goes by the test that
// the line of the section goes by.
func (r *Report) headline() string {
	s := r.Overall
	if s.Marks == 0 || s.unpredicted() || r.Header.Run == RunStub || s.Nearer.Told && s.Lead.Value > 0 {
		return ""
	}
	text := "the judge is not shown to beat the length of the answer here"
	if s.Lead.Value <= 0 {
		text = "the judge does not beat the length of the answer here"
	}
	text += fmt.Sprintf(": its mean error is %s levels, that of a line through the length %s", value(s.Row(TheJudge).Figure(absolute)), value(s.Row(LengthOnly).Figure(absolute)))
	if s.Nearer.Told {
		text += fmt.Sprintf(" (p %.4f)", s.Nearer.P)
	} else {
		text += fmt.Sprintf(" (p %.4f; about %d marks of %d groups would tell)", s.Nearer.P, s.Nearer.Rows, s.Nearer.Groups)
	}
	if r.Header.Run == RunEmbedded && !r.Header.Fitted {
		text += ". The embedded examiner reads how somebody tells of their work: grade answers of another kind with a model (--model)"
	}
	return "! " + text
}
