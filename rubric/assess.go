package rubric

import (
	"fmt"
	"math"
	"slices"
)

// Assess verifies findings against the answer and scores what survives. It is
// pure, and gives one grade for each criterion in the question's order. The
// question must be one that [Load] accepts.
//
// A quote that [Answer.Find] does not find is dropped, and so is one that
// touches a flagged passage, and one that only says again what the question,
// the rubric or the interviewer said before. What stays is stored in the
// answer's own letters. A level above the lowest with no quote left is
// unscored, and so is one out of range: nothing is clamped and nothing
// defaults. The score is rounded to four decimals, so that weights such as 1.67
// leave no dust in it. Model and Origin are the caller's to fill.
func (q Question) Assess(a Answer, fs []Finding) Sheet { return q.Ready().Assess(a, fs) }

// Assess is [Question.Assess].
func (r *Ready) Assess(a Answer, fs []Finding) Sheet {
	q := r.question
	s := Sheet{Question: q.ID, Kind: q.Kind, Grades: make([]Grade, 0, len(q.Criteria)), Flags: flags(r.script, a), Warnings: []string{}}
	theirs, quotes := r.others(a), &finder{answer: a}
	for _, f := range fs {
		if _, ok := q.Criterion(f.Criterion); !ok {
			s.warn("the grader graded %q, which is no criterion of this question", f.Criterion)
		}
	}
	for _, c := range q.Criteria {
		g := s.grade(c, quotes, theirs, fs)
		g.Low, g.High = g.Level, g.Level
		s.Grades = append(s.Grades, g)
	}
	s.Score, s.Coverage = q.score(s.Grades)
	return s
}

// grade verifies what was found about one criterion, among all findings.
func (s *Sheet) grade(c Criterion, quotes *finder, theirs []saidBefore, fs []Finding) Grade {
	g := Grade{Criterion: c.ID, Evidence: []Evidence{}}
	invalid := func(why string) Grade {
		s.warn("%s: %s", c.ID, why)
		g.Unscored, g.Rationale = Invalid, "Not graded: "+why+"."
		return g
	}
	var f Finding
	times := 0
	for i := range fs {
		if fs[i].Criterion == c.ID {
			f = fs[i]
			times++
		}
	}
	switch {
	case times == 0:
		return invalid("the grader left it out")
	case times > 1:
		return invalid(fmt.Sprintf("the grader graded it %d times", times))
	case f.Unscored != "" && !f.Unscored.known():
		return invalid(fmt.Sprintf("the grader gave an unknown reason, %q, for no level", f.Unscored))
	case f.Unscored != "" && f.Level != 0:
		return invalid(fmt.Sprintf("the grader gave both level %d and a reason for none", f.Level))
	case f.Unscored == "" && (f.Level < 1 || f.Level > c.Top()):
		return invalid(fmt.Sprintf("the grader gave level %d, and there are 1 to %d", f.Level, c.Top()))
	}
	absent, flagged, repeated := 0, 0, 0
	for _, quote := range f.Quotes {
		switch e := quotes.find(quote); {
		case e.Match == Absent:
			absent++
		case slices.ContainsFunc(s.Flags, func(f Flag) bool { return f.marks(e) }):
			flagged++
		case saidBy(theirs, e):
			repeated++
		default:
			e.Quote = quotes.answer[e.Line].Text[e.Start:e.End]
			g.Evidence = append(g.Evidence, e)
		}
	}
	for _, dropped := range []struct {
		n   int
		why string
	}{{absent, "not found in the answer"}, {flagged, "taken from a flagged passage"}, {repeated, "only repeat the question, the rubric or the interviewer"}} {
		if dropped.n > 0 {
			s.warn("%s: %d of %d quotes %s", c.ID, dropped.n, len(f.Quotes), dropped.why)
		}
	}
	g.Level, g.Unscored, g.Rationale, g.Absent = f.Level, f.Unscored, f.Rationale, absent
	if f.Level > 1 && len(g.Evidence) == 0 {
		g.Level, g.Unscored = 0, Unverified
		g.Rationale = fmt.Sprintf("Not graded: level %d was claimed with no quote that is in the answer. The claim was: %s", f.Level, f.Rationale)
	}
	return g
}

func (s *Sheet) warn(format string, args ...any) {
	s.Warnings = append(s.Warnings, fmt.Sprintf(format, args...))
}

func (u Unscored) known() bool {
	switch u {
	case NotAssessable, Declined, Unverified, Invalid, TooLong, Refused:
		return true
	}
	return false
}

// score returns the weighted mean of the scored levels, each put on a scale of
// 1 to 5 by the number of levels its criterion has, and the share of the
// weight that was scored.
func (q Question) score(gs []Grade) (mean *float64, coverage float64) {
	var sum, scored, total float64
	for i, c := range q.Criteria {
		total += c.Weight
		if l := gs[i].Level; l > 0 {
			scored += c.Weight
			sum += c.Weight * (1 + 4*float64(l-1)/float64(c.Top()-1))
		}
	}
	if scored == 0 {
		return nil, 0
	}
	m := round(sum / scored)
	return &m, round(scored / total)
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// Floor finds the lowest level for each criterion of q, for the reason why: an
// answer that is blank needs no grader. What an answer should not do it has
// neither done nor shown to avoid.
func Floor(q Question, why string) []Finding {
	var fs []Finding
	for _, c := range q.Criteria {
		if c.Avoid {
			fs = append(fs, Finding{Criterion: c.ID, Rationale: why, Unscored: NotAssessable})
			continue
		}
		fs = append(fs, Finding{Criterion: c.ID, Level: 1, Rationale: why})
	}
	return fs
}

// Ungraded finds no level for any criterion of q, for the reason why.
func Ungraded(q Question, why Unscored, rationale string) []Finding {
	var fs []Finding
	for _, c := range q.Criteria {
		fs = append(fs, Finding{Criterion: c.ID, Unscored: why, Rationale: rationale})
	}
	return fs
}

// TooLongToGrade finds nothing in an answer that is longer than [MaxAnswer], and
// says so; it is nil for any other. Nothing is ever cut.
func TooLongToGrade(q Question, a Answer) []Finding {
	size := 0
	for _, l := range a {
		if l.By == Candidate {
			size += len(l.Text)
		}
	}
	if size <= MaxAnswer {
		return nil
	}
	return Ungraded(q, TooLong, fmt.Sprintf("The answer has %d bytes, and at most %d are graded. Nothing of it was sent or cut; shorten it and grade it again.", size, MaxAnswer))
}
