package evals

import (
	"cmp"
	"slices"
	"strings"

	"mockstar/rubric"
)

// A Why is what a judge gave a level for. It is kept of levels that are far
// from their reference alone: those are looked at, and of a hundred thousand
// answers all the others would be most of what is kept.
type Why struct {
	Rationale string   `json:"rationale,omitempty"`
	Quotes    []string `json:"quotes,omitempty"` // as they stand in the answer
}

const (
	farOff       = 2   // levels from which a why is kept
	longestWhy   = 500 // characters of a rationale or a quote that are kept
	quotesKept   = 3
	reasonsKept  = 400 // a report holds so many of each distance while it reads, however many there are
	longestShown = 160 // characters in a report for a terminal
)

func (m Mark) far() bool {
	return m.Level > 0 && m.Reference > 0 && max(m.Level, m.Reference)-min(m.Level, m.Reference) >= farOff
}

// because is what g rests on.
func because(g rubric.Grade) *Why {
	line := func(s string) string { return cut(strings.Join(strings.Fields(s), " "), longestWhy) }
	w := &Why{Rationale: line(g.Rationale)}
	for _, e := range g.Evidence[:min(quotesKept, len(g.Evidence))] {
		w.Quotes = append(w.Quotes, line(e.Quote))
	}
	return w
}

// lines show the why below its mark on a terminal.
func (w *Why) lines() []string {
	if w == nil {
		return nil
	}
	var out []string
	if w.Rationale != "" {
		out = append(out, cut(w.Rationale, longestShown))
	}
	for _, q := range w.Quotes {
		out = append(out, "“"+cut(q, longestShown)+"”")
	}
	return out
}

// A reason is the why of one reading of one mark.
type reason struct {
	seq, mark, sample, level int
	why                      *Why
}

// reasons are, for each distance from the reference, those of the readings
// that stand first in the suite, whatever order they come in: among them are
// all that a report shows, unless hundreds of marks before it have a reading as
// far off and are nearer as a whole.
type reasons map[int][]reason

func (rs reasons) add(r Result) {
	for i, m := range r.Marks {
		if m.Why == nil {
			continue
		}
		off := int(max(m.Level, m.Reference) - min(m.Level, m.Reference))
		list := append(rs[off], reason{r.Seq, i, r.Sample, int(m.Level), m.Why})
		if len(list) > 2*reasonsKept {
			slices.SortFunc(list, func(a, b reason) int { return cmp.Or(a.seq-b.seq, a.mark-b.mark, a.sample-b.sample) })
			clear(list[reasonsKept:])
			list = list[:reasonsKept]
		}
		rs[off] = list
	}
}

// of is the why of the first reading that gave a mark its level, or nil.
func (rs reasons) of(seq, mark, level, off int) *Why {
	var found reason
	for _, r := range rs[off] {
		if r.seq == seq && r.mark == mark && r.level == level && (found.why == nil || r.sample < found.sample) {
			found = r
		}
	}
	return found.why
}
