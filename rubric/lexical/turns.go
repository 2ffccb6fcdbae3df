package lexical

import (
	"slices"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/fitted"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// A graded is what the examiner makes of one criterion.
type graded struct {
	level     rubric.Level // on a scale of five
	elsewhere bool         // the answer speaks to another question
}

// grades are those of each criterion of q; sight is the whole answer, a.
//
// A level is a count of what the whole answer tells, so that a reply about
// anything could lift criteria that it has no word for. What a reply may lift is
// therefore held to what it says:
//
//	earned(first reply) = level(first reply)
//	earned(all replies) = level(all replies) where that is higher than
//	                      earned(all but the last) and a sentence behind the
//	                      first reply that was said since earned was lower
//	                      speaks to the criterion;
//	                      else earned(all but the last)
//	grade(all replies)  = the lower of level and earned
//
// An answer of one reply has the level that it has. Replies in which nothing
// can be graded are read with the first that has something.
func (e *Examiner) grades(q rubric.Question, a rubric.Answer, sight *trait.Sight) []graded {
	out, earned := make([]graded, len(q.Criteria)), make([]rubric.Level, len(q.Criteria))
	low := make([]int, len(q.Criteria)) // the last line before earned was what it is
	first, before := true, 0
	for _, end := range replies(a) {
		upTo := sight
		if end < len(a) {
			if upTo = e.sight(q, a[:end]); upTo == nil {
				continue
			}
		}
		for i, c := range q.Criteria {
			if c.Avoid {
				continue
			}
			out[i] = e.criterion(i, upTo)
			switch l := out[i].level; {
			case first:
				earned[i], low[i] = l, end-1
			case l > earned[i] && speaksAfter(upTo, i, low[i]):
				earned[i], low[i] = l, before
			}
			out[i].level = min(out[i].level, earned[i])
		}
		first, before = false, end-1
	}
	return out
}

// replies are where the replies of a end: lines of the candidate's with nothing
// between them are one reply. The last ends with a.
func replies(a rubric.Answer) []int {
	var ends []int
	for i, l := range a {
		if l.By == rubric.Candidate && (i+1 == len(a) || a[i+1].By != rubric.Candidate) {
			ends = append(ends, i+1)
		}
	}
	if n := len(ends); n > 0 {
		ends[n-1] = len(a)
	}
	return ends
}

// sight is a as seen from q, or nil where nothing in it can be graded.
func (e *Examiner) sight(q rubric.Question, a rubric.Answer) *trait.Sight {
	if rubric.Blank(a) {
		return nil
	}
	r := read.Read(candidateLines(a))
	if r.Foreign() || !r.Tells() {
		return nil
	}
	return e.subject(q).See(r, fitted.Stored().Learned)
}

// criterion is what all that is seen comes to for criterion i.
func (e *Examiner) criterion(i int, sight *trait.Sight) graded {
	name, v := sight.Model(i), sight.View(i)
	m, topic := fitted.Stored().Models[name], &fitted.Stored().Topic
	gate := trait.Gate(name, v, topic.Value(e.values(trait.TopicModel, v)))
	value := trait.Gated(m.Value(e.values(name, v)), gate)
	return graded{rubric.Level(min(m.Cuts.Level(value), trait.Ceiling(name, v))), gate < 1}
}

// speaksAfter reports whether a sentence behind the given line of the answer
// speaks to criterion i.
func speaksAfter(sight *trait.Sight, i, line int) bool {
	return slices.ContainsFunc(sight.Said(i), func(j int) bool { return sight.Reading.Sentences[j].Line > line })
}
