package evals

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"mockstar/evals/metric"
	"mockstar/rubric"
)

// Marks are the levels of one run: those of a report, or of a baseline. An old
// baseline names neither program nor document, prompts and reported models.
type Marks struct {
	Suite    string
	Run      RunKind
	Program  string
	Document string
	Prompts  []string // none where no model was asked
	Examiner string   // what the embedded one graded by, where it did
	Model    string   // as it was asked for, and how
	Models   []string // as reported; none where no model was asked
	Samples  int      // readings behind each level; 0 where that is not known
	Readers  Readers  // who gave the reference levels, or empty
	Reason   string   // of a baseline: why it was blessed
	Cluster  Cluster
	Effect   float64
	Asks     []string // thresholds and bounds of changed answers, in words; unknown in an old baseline
	Entries  []Entry  // sorted by case and criterion
}

// A Comparison is the gate: what a change did to the same cases.
//
// A mark is nearer to the reference or farther from it than before, in levels;
// the gate tests the mean of that for each criterion, and for all together, so
// that a little lost everywhere is seen as well, and much lost on a handful of
// answers (see [metric.Gate] for how the two share the bound). Marks that lost their level
// are tested on their own, so that a judge cannot get past the gate by
// abstaining.
//
// Nobody knows whether a mark without a reference moved for the better. At
// worst it is as much farther from the truth as it moved: such marks pass only
// when even so their criterion lost less than the effect, and they never stop a
// change.
type Comparison struct {
	Outcome  metric.Outcome   `json:"outcome"`
	Base     string           `json:"base"` // what it was compared with
	BaseMade Maker            `json:"base_made"`
	HeadMade Maker            `json:"head_made"`
	Claims   []string         `json:"claims"` // what the levels of both are worth
	Effect   float64          `json:"effect"`
	Cluster  Cluster          `json:"cluster"`
	Nearness []metric.Finding `json:"nearness"` // by criterion, then all together where there are several; a positive change is for the better
	Lost     metric.Finding   `json:"lost"`     // marks without a level; a negative change is more of them
	// Unlabelled are the criteria that have marks without a reference now: the
	// change is the worst that it may be. They pass or are inconclusive.
	Unlabelled []metric.Finding `json:"unlabelled"`
	Drift      metric.Estimate  `json:"drift"`               // mean change of all levels, in either direction
	Changed    []Moved          `json:"changed"`             // marks whose level is another now
	Added      int              `json:"added"`               // marks that only the new run has
	Dropped    int              `json:"dropped"`             // marks that only the base has
	Failed     int              `json:"failed,omitempty"`    // marks left out, as the provider failed at them in either run
	Collapsed  string           `json:"collapsed,omitempty"` // says that all marks have one level now
	Uneven     string           `json:"uneven,omitempty"`    // says that the runs have other numbers of readings
	Warnings   []string         `json:"warnings"`

	relabelled, regrouped int // marks that both have
}

// Moved is a mark whose level changed.
type Moved struct {
	Before Entry `json:"before"`
	After  Entry `json:"after"`

	hadLabel bool // when the base was made
}

// Worse is by how many levels the mark is farther from its reference; 0 when
// that cannot be said.
func (m Moved) Worse() float64 {
	b, ok1 := m.Before.distance()
	a, ok2 := m.After.distance()
	if !ok1 || !ok2 {
		return 0
	}
	return a - b
}

// told says what a change means beside the reference.
func (m Moved) told() string {
	switch worse := m.Worse(); {
	case m.Before.Level == 0 && m.After.Level == 0:
		return "without a level as before"
	case m.After.Level == 0:
		return "lost its level"
	case m.Before.Level == 0:
		return "has a level now"
	case m.After.Reference == 0:
		return "no reference to tell by"
	case worse > 0:
		return fmt.Sprintf("farther by %g", worse)
	case worse < 0:
		return fmt.Sprintf("nearer by %g", -worse)
	}
	return "as far as before"
}

func (e Entry) distance() (float64, bool) {
	return math.Abs(float64(e.Level) - float64(e.Reference)), e.Level > 0 && e.Reference > 0
}

// Shares of the chance of a false alarm: most goes to the levels, a little to
// the marks that lost theirs. Together they are 5 %.
const (
	levelAlpha = 0.04
	lostAlpha  = 0.01
	lostEffect = 0.05 // one mark in twenty
)

// defaultEffect is what a gate stops for, in levels, where nobody says it.
const defaultEffect = 0.25

// ErrOtherCases is returned when two runs have no mark in common.
var ErrOtherCases = errors.New("compare runs: they have no case and criterion in common")

// Compare tells whether head is worse than base. effect is the smallest drop
// worth stopping for, in levels; 0 takes that of head, else 0.25.
func Compare(base, head Marks, effect float64) (*Comparison, error) {
	for _, e := range []float64{effect, base.Effect, head.Effect} {
		if err := CheckEffect(e); err != nil {
			return nil, fmt.Errorf("compare runs: %w", err)
		}
	}
	effect = cmp.Or(effect, head.Effect, defaultEffect)
	c := &Comparison{Base: base.Suite, BaseMade: base.maker(), HeadMade: head.maker(), Claims: claimsOf(base.Run, head.Run), Effect: effect, Cluster: cmp.Or(head.Cluster, base.Cluster, ByGroup), Changed: []Moved{}, Warnings: []string{}}
	warn := func(format string, args ...any) { c.Warnings = append(c.Warnings, fmt.Sprintf(format, args...)) }
	pairs := c.pair(base.Entries, head.Entries)
	if base.Suite != head.Suite {
		warn("%s", c.suitesDiffer(base, head))
	}
	if base.Run != head.Run {
		warn("the kinds of run differ: %s, now %s", base.Run, head.Run)
	}
	if base.Models != nil && head.Models != nil && !slices.Equal(base.Models, head.Models) {
		warn("the models that the provider reported differ: %s, now %s; what changed may be their doing", strings.Join(base.Models, " and "), strings.Join(head.Models, " and "))
	}
	if base.Document != "" && head.Document != "" && base.Document != head.Document {
		warn("the documents differ: %s, now %s; levels may mean something else now", base.Document, head.Document)
	}
	if base.Run == RunStub || head.Run == RunStub {
		warn("%s", RunStub.claim())
	}
	if base.Readers == Models || head.Readers == Models {
		warn("%s", byModels)
	}
	if len(pairs)+c.Failed == 0 {
		return nil, ErrOtherCases
	}
	if c.Failed > 0 {
		warn("%s: they are left out, and what is missing is no loss of the judge's", c.failed())
	}
	if c.Dropped > 0 {
		warn("%d marks of the base are missing now", c.Dropped)
	}
	if c.Added > 0 {
		warn("%d marks are new: the base has none to compare them with", c.Added)
	}
	if c.Uneven = uneven(base.Samples, head.Samples); c.Uneven != "" {
		warn("%s", c.Uneven)
	}
	c.judge(pairs)
	if c.Collapsed = collapsed(pairs); c.Collapsed != "" {
		warn("%s", c.Collapsed)
	}
	if c.Drift.Few() || slices.ContainsFunc(c.findings(), func(f worded) bool { return f.Change.Few() }) {
		warn("%s", fewClaim)
	}
	switch {
	case len(c.Changed) == 0 && c.Dropped == 0 && c.Failed == 0: // the same levels everywhere need no statistics
		c.Outcome = metric.Pass
		for i := range c.Nearness {
			f := &c.Nearness[i]
			f.Outcome, f.Needed, f.NeededClusters, f.Settles = metric.Pass, 0, 0, ""
		}
	case c.Uneven != "":
		c.Outcome = metric.Inconclusive
	case c.Dropped > 0 || c.Failed > 0:
		c.Outcome = worse(c.Outcome, metric.Inconclusive)
	}
	return c, nil
}

// uneven says that the levels of two runs rest on other numbers of readings. The
// median of three readings is nearer to the reference than one reading of the
// same judge, so that nothing in the difference tells of a change.
func uneven(base, head int) string {
	if base == 0 || head == 0 || base == head {
		return ""
	}
	return fmt.Sprintf("each answer was read %s for the base and %s now, so that the judge alone moves levels: compare runs with the same --samples", times(base), times(head))
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// The smallest effect is between these, in levels.
const leastEffect, mostEffect = 0.01, 4

// CheckEffect says what is wrong with a smallest effect; 0 leaves the choice
// to the suite or the gate.
func CheckEffect(levels float64) error {
	if levels == 0 || levels >= leastEffect && levels <= mostEffect { // NaN is neither
		return nil
	}
	return fmt.Errorf("the smallest drop to stop for is %g levels: it should be from %g to %d, or 0 for the default", levels, leastEffect, mostEffect)
}

// pair matches entries by case and criterion.
func (c *Comparison) pair(base, head []Entry) []Moved {
	var pairs []Moved
	i := 0
	for _, h := range head {
		for ; i < len(base) && before(base[i], h); i++ {
			c.Dropped++
		}
		if i == len(base) || before(h, base[i]) {
			c.Added++
			continue
		}
		if base[i].Unscored == Failed || h.Unscored == Failed {
			c.Failed++
			i++
			continue
		}
		m := Moved{Before: base[i], After: h, hadLabel: base[i].Reference > 0}
		if base[i].Reference != h.Reference {
			c.relabelled++
		}
		if base[i].Group != h.Group {
			c.regrouped++
		}
		m.Before.Reference = h.Reference // both are measured by the labels of today
		pairs = append(pairs, m)
		if m.Before.Level != h.Level || m.Before.Unscored != h.Unscored {
			c.Changed = append(c.Changed, m)
		}
		i++
	}
	c.Dropped += len(base) - i
	slices.SortStableFunc(c.Changed, func(a, b Moved) int { return cmp.Compare(b.Worse(), a.Worse()) })
	return pairs
}

// failed says what is left out, or nothing.
func (c *Comparison) failed() string {
	if c.Failed == 0 {
		return ""
	}
	return fmt.Sprintf("the provider failed at %d marks that both runs have", c.Failed)
}

func before(a, b Entry) bool { return byMark(a, b) < 0 }

func byMark(a, b Entry) int {
	return cmp.Or(cmp.Compare(a.Case, b.Case), cmp.Compare(a.Criterion, b.Criterion))
}

func (c *Comparison) judge(pairs []Moved) {
	near := map[string]*metric.Comparison{}
	lost := metric.Comparison{Criterion: "marks without a level"}
	var groups []string
	var drift []float64
	for _, m := range pairs {
		group := c.group(m.After)
		scored := func(l rubric.Level) float64 {
			if l > 0 {
				return 1
			}
			return 0
		}
		lost.Changes = append(lost.Changes, metric.Change{Group: group, By: scored(m.After.Level) - scored(m.Before.Level)})
		if m.Before.Level > 0 && m.After.Level > 0 {
			groups, drift = append(groups, group), append(drift, float64(m.After.Level)-float64(m.Before.Level))
		}
		if m.After.Reference == 0 {
			continue
		}
		n := near[m.After.Criterion]
		if n == nil {
			n = &metric.Comparison{Criterion: m.After.Criterion}
			near[m.After.Criterion] = n
		}
		_, ok1 := m.Before.distance()
		_, ok2 := m.After.distance()
		if ok1 && ok2 {
			n.Changes = append(n.Changes, metric.Change{Group: group, By: -m.Worse()})
		} else {
			n.Unscored++
		}
	}
	var all []metric.Comparison
	for _, name := range sortedKeys(near) {
		all = append(all, *near[name])
	}
	if len(all) > 1 {
		all = append(all, metric.Together(all, c.Effect))
	}
	levels := metric.Gate{Effect: c.Effect, Alpha: levelAlpha}.Judge(all)
	abstentions := metric.Gate{Effect: lostEffect, Alpha: lostAlpha}.Judge([]metric.Comparison{lost})
	if !slices.ContainsFunc(lost.Changes, func(ch metric.Change) bool { return ch.By < 0 }) {
		abstentions.Outcome, abstentions.Findings[0].Outcome = metric.Pass, metric.Pass
	}
	c.Nearness, c.Lost = levels.Findings, abstentions.Findings[0]
	c.Drift = metric.Bootstrap(groups, metric.OfMean(drift), resampling(len(drift)))
	c.Outcome = worse(worse(levels.Outcome, abstentions.Outcome), c.judgeUnlabelled(pairs, near))
	if len(all) == 0 && len(pairs) > 0 {
		c.Warnings = append(c.Warnings, "no mark has a reference: nothing can be said about better or worse")
	}
}

// collapsed says that a judge that gave several levels gives one to everything
// now. Fewer marks than a handful may well have the same.
func collapsed(pairs []Moved) string {
	const handful = 6
	was, is, marks := map[rubric.Level]bool{}, map[rubric.Level]bool{}, 0
	for _, m := range pairs {
		if m.Before.Level > 0 && m.After.Level > 0 {
			was[m.Before.Level], is[m.After.Level] = true, true
			marks++
		}
	}
	if marks < handful || len(is) > 1 || len(was) < 2 {
		return ""
	}
	return fmt.Sprintf("all %d marks have level %d now, and had %d different ones: the judge does not tell answers apart any more", marks, sortedKeys(is)[0], len(was))
}

func (c *Comparison) group(e Entry) string {
	if c.Cluster == ByCase {
		return e.Case
	}
	return e.Group
}

// worse is the outcome of two gates together.
func worse(a, b metric.Outcome) metric.Outcome {
	for _, o := range []metric.Outcome{metric.Regression, metric.Inconclusive} {
		if a == o || b == o {
			return o
		}
	}
	return metric.Pass
}
