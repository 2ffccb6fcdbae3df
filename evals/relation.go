package evals

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"mockstar/evals/metric"
	"mockstar/rubric"
)

// Change names a way to change an answer.
type Change string

const (
	StripFigures Change = "strip-figures"
	IToWe        Change = "i-to-we"
	Pad          Change = "pad"
	RepeatAll    Change = "repeat"
	Shuffle      Change = "shuffle"
	SwapNames    Change = "swap-names"
	SwapGender   Change = "swap-gender"
	DropArticles Change = "drop-articles"
	CutOutcome   Change = "cut-outcome"
	AddHeadings  Change = "add-headings"
	OtherTongue  Change = "translate-headings"
	Inject       Change = "inject"
)

// Must says what a change must do to a level.
type Must string

const (
	MustDrop    Must = "drop"     // be lower; one that was the lowest is left out
	MustNotRise Must = "not-rise" // be as high or lower
	MustStay    Must = "stay"     // differ by no more than By levels
)

// A Relation is a change of an answer whose effect on the levels is known
// without anybody's labels (Chen, Cheung & Yiu 1998, "Metamorphic testing").
type Relation struct {
	Change Change   `json:"change"`
	Expect []Expect `json:"expect"`
	// Allow is the share of violations beyond which the run fails, and without
	// any mark to look at it is inconclusive; nil asks for nothing.
	Allow *float64 `json:"allow,omitempty"`
}

// An Expect is what a relation holds to of some criteria; of all others when
// it names none.
type Expect struct {
	Criteria []string `json:"criteria,omitempty"`
	Must     Must     `json:"must"`
	By       int      `json:"by,omitempty"`
}

func (s *Suite) readRelation(p *page, n *yaml.Node) {
	var r Relation
	p.mapping(n, "a relation",
		field{"change", true, func(n *yaml.Node) {
			r.Change = Change(p.text(n))
			if transforms[r.Change] == nil {
				p.at(n, "there is no change %q; there are %s", r.Change, strings.Join(changes(), ", "))
			}
			if slices.ContainsFunc(s.Relations, func(o Relation) bool { return o.Change == r.Change }) {
				p.at(n, "the change %q stands twice", r.Change)
			}
		}},
		field{"expect", true, func(n *yaml.Node) {
			p.list(n, "expectations", func(n *yaml.Node) { r.Expect = append(r.Expect, readExpect(p, n, r.Expect)) })
		}},
		field{"allow", false, func(n *yaml.Node) { r.Allow = new(float64); p.number(r.Allow, 0, 1)(n) }},
	)
	s.Relations = append(s.Relations, r)
}

// readExpect reads an expectation that stands after others.
func readExpect(p *page, n *yaml.Node, others []Expect) Expect {
	var e Expect
	by := n
	p.mapping(n, "an expectation",
		field{"criteria", false, func(n *yaml.Node) {
			p.list(n, "criteria", func(n *yaml.Node) {
				id := p.text(n)
				p.criteria = append(p.criteria, n)
				if slices.ContainsFunc(append(others, e), func(o Expect) bool { return slices.Contains(o.Criteria, id) }) {
					p.at(n, "the criterion %q stands twice", id)
				}
				e.Criteria = append(e.Criteria, id)
			})
		}},
		field{"must", true, oneOf(p, &e.Must, MustDrop, MustNotRise, MustStay)},
		field{"by", false, func(n *yaml.Node) { by = n; p.integer(&e.By, 0, 9)(n) }},
	)
	if by != n && (e.Must == MustDrop || e.Must == MustNotRise) {
		p.at(by, "must: %s takes no by: only a level that must stay has room to move", e.Must)
	}
	if len(e.Criteria) == 0 && slices.ContainsFunc(others, func(o Expect) bool { return len(o.Criteria) == 0 }) {
		p.at(n, "only one expectation can be of all other criteria: name criteria")
	}
	return e
}

func changes() []string {
	var out []string
	for c := range transforms {
		out = append(out, string(c))
	}
	slices.Sort(out)
	return out
}

// expects is what r holds to of a criterion, and whether it does at all. An
// expectation that names the criterion goes before one that names none.
func (r Relation) expects(criterion string) (Expect, bool) {
	for _, e := range r.Expect {
		if slices.Contains(e.Criteria, criterion) {
			return e, true
		}
	}
	for _, e := range r.Expect {
		if len(e.Criteria) == 0 {
			return e, true
		}
	}
	return Expect{}, false
}

// silent reports whether the level before says nothing of the expectation: the
// lowest cannot drop.
func (e Expect) silent(before uint8) bool { return e.Must == MustDrop && before == 1 }

// broken reports whether the level after breaks the expectation.
func (e Expect) broken(before, after uint8) bool {
	switch e.Must {
	case MustDrop:
		return after >= before
	case MustNotRise:
		return after > before
	}
	return int(math.Abs(float64(after)-float64(before))) > e.By
}

// A RelationResult is how a relation held.
type RelationResult struct {
	Change     Change          `json:"change"`
	Cases      int             `json:"cases"`                   // that hold something to change
	Marks      int             `json:"marks"`                   // with a level before and after of which something is expected
	Violations metric.Estimate `json:"violations"`              // their share of the marks
	Shift      metric.Estimate `json:"shift"`                   // mean change of the levels; for names and gender it should hold 0
	Lost       int             `json:"lost"`                    // marks that have no level after the change, and had one before
	Unread     int             `json:"failed_before,omitempty"` // marks that are not compared, as the provider failed at the answer as it is
	Failed     bool            `json:"failed"`                  // more violations than the suite allows
	Outcome    metric.Outcome  `json:"outcome"`                 // inconclusive when the suite allows so many and there is no mark
	Broken     map[Must]int    `json:"broken"`                  // violations by what was expected
	Examples   []Violation     `json:"examples"`
	Allow      *float64        `json:"allow,omitempty"` // share of violations that the suite allows, if it bounds it
}

// A Violation is a mark that a change moved in a way it must not.
type Violation struct {
	Case      string       `json:"case"`
	Criterion string       `json:"criterion"`
	Before    rubric.Level `json:"before"`
	After     rubric.Level `json:"after"`
	Must      Must         `json:"must"`
}

// A changed mark is one of a case that a relation changed.
type changedMark struct {
	change    int32 // number of its name
	at        int32 // case, while results come in by order of arrival
	criterion int32
	level     uint8
}

// relations measures every relation of the run.
func (t *table) relations() []RelationResult {
	out := []RelationResult{}
	for _, r := range t.header.Relations {
		if t.header.Shard != "" {
			r.Allow = nil // a merge judges
		}
		out = append(out, t.relation(r))
	}
	return out
}

func (t *table) relation(r Relation) RelationResult {
	res := RelationResult{Change: r.Change, Outcome: metric.Pass, Broken: map[Must]int{}, Examples: []Violation{}, Allow: r.Allow}
	var groups []string
	var hits []bool
	var shifts []float64
	cases := map[int32]bool{}
	for _, m := range t.changed {
		if t.changes.list[m.change] != string(r.Change) {
			continue
		}
		cases[m.at] = true
		c := t.cases[m.at]
		name := t.criteria.list[m.criterion]
		e, ok := r.expects(name)
		i := slices.IndexFunc(t.cells[c.first:c.first+c.n], func(x cell) bool { return int32(x.criterion) == m.criterion })
		if !ok || i < 0 {
			continue
		}
		before := t.readingsOf(t.cells[int(c.first)+i])[0]
		if before == 0 || m.level == 0 {
			if before > 0 {
				res.Lost++
			} else if t.lost[reading{id: c.id}].Error != "" {
				res.Unread++
			}
			continue
		}
		if e.silent(before) {
			continue
		}
		broken := e.broken(before, m.level)
		groups, hits = append(groups, c.group), append(hits, broken)
		shifts = append(shifts, float64(m.level)-float64(before))
		if broken {
			res.Broken[e.Must]++
			res.Examples = append(res.Examples, Violation{c.id, name, rubric.Level(before), rubric.Level(m.level), e.Must})
		}
	}
	res.Cases, res.Marks = len(cases), len(hits)
	res.Violations = metric.Share(groups, hits, resampling(len(hits)))
	res.Shift = metric.Bootstrap(groups, metric.OfMean(shifts), resampling(len(hits)))
	switch {
	case r.Allow == nil:
	case res.Marks == 0:
		res.Outcome = metric.Inconclusive
	case res.Violations.Value > *r.Allow:
		res.Failed, res.Outcome = true, metric.Regression
	}
	slices.SortStableFunc(res.Examples, func(a, b Violation) int { return cmp.Compare(b.size(), a.size()) })
	res.Examples = res.Examples[:min(5, len(res.Examples))]
	return res
}

func (v Violation) size() float64 { return math.Abs(float64(v.After) - float64(v.Before)) }

// Why says what the relation asks for and how the marks stand to it.
func (r RelationResult) Why() string {
	by := "answers changed by " + string(r.Change)
	switch {
	case r.Marks == 0 && r.Cases == 0:
		return by + ": no answer holds anything to change, so nothing was tested"
	case r.Marks == 0:
		return fmt.Sprintf("%s: none of %d cases has a mark to compare, so nothing was tested", by, r.Cases)
	}
	var did []string
	for _, m := range []struct {
		must Must
		did  string
	}{{MustDrop, "did not drop, as they must"}, {MustNotRise, "rose, as they must not"}, {MustStay, "moved farther than they may"}} {
		if n := r.Broken[m.must]; n > 0 {
			did = append(did, fmt.Sprintf("%d %s", n, m.did))
		}
	}
	otherwise := "all are as they must be"
	if r.Failed { // a report of before broken marks were counted by what was expected
		otherwise = "more than the suite allows are not as they must be"
	}
	text := fmt.Sprintf("%s: of %d marks %s", by, r.Marks, cmp.Or(strings.Join(did, " and "), otherwise))
	if r.Allow != nil {
		text += fmt.Sprintf("; the share is %.3f, and the suite allows %g", r.Violations.Value, *r.Allow)
	}
	return text
}

// stands says how the share of violations stands to what is allowed. A ~ says
// that the interval holds what is allowed: these answers cannot tell.
func (r RelationResult) stands() string {
	if r.Allow == nil {
		return ""
	}
	state := limitState(r.Outcome)
	if e := r.Violations; e.HasInterval() && e.Lo <= *r.Allow && e.Hi > *r.Allow {
		state += " ~"
	}
	return fmt.Sprintf(" of %g allowed: %s", *r.Allow, state)
}

func (r RelationResult) lines() []string {
	out := []string{fmt.Sprintf("%-18s %4d cases %5d marks  violated %-50s  shift %s", r.Change, r.Cases, r.Marks, short(r.Violations)+r.stands(), short(r.Shift))}
	if r.Outcome != metric.Pass {
		out = append(out, "  "+r.Why())
	}
	if r.Lost > 0 {
		out = append(out, fmt.Sprintf("  %d marks have no level after the change", r.Lost))
	}
	if r.Unread > 0 {
		out = append(out, fmt.Sprintf("  %d marks are not compared: the provider failed at the answer as it is", r.Unread))
	}
	for _, v := range r.Examples {
		out = append(out, fmt.Sprintf("  %s %s: %d, was %d, must %s", v.Case, v.Criterion, v.After, v.Before, v.Must))
	}
	return out
}
