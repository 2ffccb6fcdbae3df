// Package trait turns a reading of an answer into the numbers that levels are
// fitted to.
//
// Every trait either never falls or never raises a level, and says which. A
// rising trait counts only what a narrative tells, up to a cap; a falling one
// is a plain count. None is divided by length. So padding, repetition and text
// that speaks to the grader can add to what lowers a level, never to what
// raises it.
package trait

import (
	"mockstar/rubric/lexical/internal/element"
	"mockstar/rubric/lexical/internal/read"
)

// A Trait is one number about an answer, from 0 to 1.
type Trait struct {
	Name    string
	Falling bool // more of it means a lower level
	Cap     float64
	Count   func(*View) float64
}

// A View is what traits are read from: the answer, and what of it speaks to
// one criterion.
type View struct {
	read.Summary
	Own Spoken // to the criterion
	// How far the sentences that speak to the criterion bear on it: that which
	// does most, and all together.
	Best, Bearing float64
	// How the answer stands to this question against the question of the bank
	// it stands nearest to apart from this one.
	WordLead, TopicLead, CueLead, HeardLead, TopicCues float64
	Foreign                                            bool // the question is not of the bank: it has no rivals
	Stated                                             [element.Count]Tally
	Shown                                              Tally // of the criterion, where it is one of the question's own
}

// A Tally adds up how strongly the sentences of an answer state one element.
type Tally struct {
	Best, Second, Third float64 // of the sentences that state it most
	Sum                 float64
	Strong              float64 // sentences that state something particular of it; not counted of what is shown
}

// Spoken counts what an answer says to a criterion.
type Spoken struct {
	Sentences float64 // that speak to it
	Act       float64 // of these, with an act of the speaker's
	Doing     float64 // of these, with an act by anybody
	Figure    float64 // of these, with a figure
	Reason    float64 // of these, with a reason
	Depth     float64 // of these, with an alternative or a cost
}

// Values computes ts for v.
func Values(ts []Trait, v *View) []float64 {
	out := make([]float64, len(ts))
	for i, t := range ts {
		out[i] = min(t.Count(v), t.Cap) / t.Cap
	}
	return out
}
