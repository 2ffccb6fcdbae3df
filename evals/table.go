package evals

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"

	"mockstar/rubric"
)

// A table holds the results of a run in a few bytes a mark, so that a hundred
// thousand cases fit. Cases come in the order of the suite, whatever the order
// of the results.
type table struct {
	header   Header
	cases    []tabled
	cells    []cell
	criteria names
	raters   names
	prompts  names
	models   names
	ratings  []rating8 // of all cells
	readings []uint8   // levels by sample, of all cells; 0 is none
	reasoned []uint8   // why there is none, in the same places: indexes of whys
	made     []bool    // whether there is a reading, by sample, of all cases
	whys     []rubric.Unscored
	changes  names
	changed  []changedMark       // of changed answers
	regraded int                 // changed answers that were graded
	lost     map[reading]Failure // readings that failed
	reasons  reasons
	fault    *Fault // of the reading that stands first in the suite among those that have one
	usage    rubric.Usage
	quotes   int
	absent   int   // of the quotes, those that the answer has not
	absents  []int // the same by number of criterion
	asked    int   // readings that a model gave
	repaired int   // of them, those with a verdict that had to be asked for again
	unpriced int   // calls whose price is not known
	nanos    int64 // cost in 1e-9 USD: sums of whole numbers do not depend on their order
}

// A tabled case.
type tabled struct {
	seq                 int
	id, group, question string
	kind                rubric.Kind
	slices              []string // "name=value", sorted
	words               int32
	first, n            int32  // its cells
	made                int32  // first of its readings
	scores              int32  // readings with a score
	points              int64  // their sum in 1e-4: sums of whole numbers do not depend on their order
	failed              string // why its first reading failed that did
}

// A cell is one criterion of one case.
type cell struct {
	at        int32 // case
	criterion int16
	ratings   int32 // first of its ratings
	rated     int32 // how many
	readings  int32 // first of its readings
	level     uint8 // median of the readings; 0 is none
	reference uint8 // 0 is none
	top       uint8
	why       uint8 // index of whys, when there is no level
}

type rating8 struct {
	rater int32
	level uint8
}

// names gives each name a small number.
type names struct {
	list []string
	at   map[string]int32
}

func (n *names) number(name string) int32 {
	if i, ok := n.at[name]; ok {
		return i
	}
	if n.at == nil {
		n.at = map[string]int32{}
	}
	i := int32(len(n.list))
	n.list, n.at[name] = append(n.list, name), i
	return i
}

// newTable reads results, in any order. A reading that failed and was made
// again later counts as the later one.
func newTable(h Header, results iter.Seq2[Result, error]) (*table, error) {
	t := &table{header: h, whys: []rubric.Unscored{""}, lost: map[reading]Failure{}, reasons: reasons{}}
	byID := map[string]int32{}
	var shared names // groups, questions and slices, held once
	hold := func(s string) string { return shared.list[shared.number(s)] }
	for r, err := range results {
		if err != nil {
			return nil, err
		}
		i, ok := byID[r.ID]
		if !ok {
			i = int32(len(t.cases))
			byID[r.ID] = i
			c := tabled{seq: r.Seq, id: r.ID, group: hold(r.Group), question: hold(r.Question), kind: rubric.Kind(hold(string(r.Kind))), words: int32(r.Words)}
			for _, name := range sortedKeys(r.Slices) {
				c.slices = append(c.slices, hold(name+"="+r.Slices[name]))
			}
			t.cases = append(t.cases, c)
			t.begin(i, r)
			if len(t.criteria.list) > math.MaxInt16 {
				return nil, fmt.Errorf("read results: the run has more than %d different criteria: divide the suite", math.MaxInt16)
			}
		}
		if r.Sample < 0 || r.Sample >= max(1, h.Samples) || len(r.Marks) != int(t.cases[i].n) {
			return nil, &DamageError{Err: fmt.Errorf("a reading of case %s has other marks than the others, or is one more than the run has", r.ID)}
		}
		t.spend(r)
		if r.Change != "" {
			t.addChanged(i, r)
		} else {
			t.add(&t.cases[i], r)
		}
	}
	t.settle()
	return t, nil
}

// begin makes the cells of a case.
func (t *table) begin(i int32, r Result) {
	if i == 0 { // room for all at once, as far as the header can be trusted
		const most = 4 << 20
		t.cells = make([]cell, 0, max(0, min(most, t.header.Cases*len(r.Marks))))
		t.cases = append(make([]tabled, 0, max(1, min(most, t.header.Cases))), t.cases...)
	}
	t.cases[i].first, t.cases[i].n = int32(len(t.cells)), int32(len(r.Marks))
	t.cases[i].made = int32(len(t.made))
	t.made = append(t.made, make([]bool, max(1, t.header.Samples))...)
	for _, m := range r.Marks {
		c := cell{at: i, criterion: int16(t.criteria.number(m.Criterion)), ratings: int32(len(t.ratings)), readings: int32(len(t.readings)),
			rated: int32(len(m.Ratings)), reference: uint8(m.Reference), top: uint8(m.Top)}
		for _, rater := range sortedKeys(m.Ratings) {
			t.ratings = append(t.ratings, rating8{t.raters.number(rater), uint8(m.Ratings[rater])})
		}
		t.readings = append(t.readings, make([]uint8, max(1, t.header.Samples))...)
		t.reasoned = append(t.reasoned, make([]uint8, max(1, t.header.Samples))...)
		t.cells = append(t.cells, c)
	}
}

func (t *table) spend(r Result) {
	t.usage = t.usage.Add(r.Usage)
	t.quotes += r.Quotes
	t.absent += r.Absent
	for _, m := range r.Marks {
		if m.Absent > 0 {
			i := int(t.criteria.number(m.Criterion))
			t.absents = append(t.absents, make([]int, max(0, i+1-len(t.absents)))...)
			t.absents[i] += m.Absent
		}
	}
	if r.Prompt != "" {
		t.asked++
	}
	if r.Repairs > 0 {
		t.repaired++
	}
	t.unpriced += r.Unpriced
	t.nanos += int64(math.Round(r.Cost * 1e9))
	if r.Prompt != "" {
		t.prompts.number(r.Prompt)
	}
	if r.Model != "" {
		t.models.number(r.Model)
	}
}

// addChanged keeps the marks of a changed answer. One that failed has none.
func (t *table) addChanged(i int32, r Result) {
	if r.Error != "" {
		t.lost[r.reading()] = failure(r)
		return
	}
	delete(t.lost, r.reading())
	t.regraded++
	for _, m := range r.Marks {
		t.changed = append(t.changed, changedMark{t.changes.number(string(r.Change)), i, t.criteria.number(m.Criterion), uint8(m.Level)})
	}
}

func (t *table) add(c *tabled, r Result) {
	t.made[int(c.made)+r.Sample] = true
	if delete(t.lost, r.reading()); r.Error != "" {
		t.lost[r.reading()] = failure(r)
	}
	if r.Score != nil && r.Error == "" {
		c.scores++
		c.points += int64(math.Round(*r.Score * 1e4))
	}
	t.reasons.add(r)
	if r.Fault != "" && t.fault.behind(r) {
		t.fault = &Fault{r.ID, r.Fault, r.Reply, r.Seq, r.Sample}
	}
	for i, m := range r.Marks {
		cell := &t.cells[int(c.first)+i]
		at := int(cell.readings) + r.Sample
		if t.readings[at] = uint8(m.Level); m.Level == 0 {
			t.reasoned[at] = t.why(m.Unscored)
		}
	}
}

func (t *table) why(u rubric.Unscored) uint8 {
	i := slices.Index(t.whys, u)
	if i < 0 {
		i = len(t.whys)
		t.whys = append(t.whys, u)
	}
	return uint8(i)
}

// settle puts everything in the order of the suite and takes medians.
func (t *table) settle() {
	arrived := make([]int, len(t.cases)) // seq by order of arrival
	for i, c := range t.cases {
		arrived[i] = c.seq
	}
	slices.SortFunc(t.cases, func(a, b tabled) int { return cmp.Compare(a.seq, b.seq) })
	place := map[int]int32{}
	for i, c := range t.cases {
		place[c.seq] = int32(i)
	}
	for i := range t.changed {
		t.changed[i].at = place[arrived[t.changed[i].at]]
	}
	slices.SortStableFunc(t.changed, func(a, b changedMark) int { return cmp.Compare(a.at, b.at) })
	cells := make([]cell, 0, len(t.cells))
	for i := range t.cases {
		c := &t.cases[i]
		from := len(cells)
		cells = append(cells, t.cells[c.first:c.first+c.n]...)
		c.first = int32(from)
		for j := from; j < len(cells); j++ {
			cells[j].at = int32(i)
			if cells[j].level = median(t.readingsOf(cells[j])); !cells[j].scored() {
				cells[j].why = t.unscored(cells[j])
			}
		}
		for sample := range max(1, t.header.Samples) {
			if c.failed = t.lost[reading{id: c.id, sample: sample}].Error; c.failed != "" {
				break
			}
		}
	}
	t.cells = cells
	raters := slices.Clone(t.raters.list)
	slices.Sort(raters)
	for i := range t.ratings {
		t.ratings[i].rater = int32(slices.Index(raters, t.raters.list[t.ratings[i].rater]))
	}
	t.raters.list = raters
	slices.Sort(t.prompts.list)
	for i, name := range t.models.list { // of a run kept before names were cleaned
		t.models.list[i] = oneLine(name)
	}
	slices.Sort(t.models.list)
}

// unscored is why a cell has no level: the provider, when the readings it failed
// at would have made one, else what the judge said first.
func (t *table) unscored(c cell) uint8 {
	levels, failed, said := 0, 0, uint8(0)
	for i, level := range t.readingsOf(c) {
		switch why := t.reasoned[int(c.readings)+i]; {
		case level > 0:
			levels++
		case t.whys[why] == Failed:
			failed++
		case said == 0:
			said = why
		}
	}
	switch {
	case failed > 0 && (said == 0 || 2*(levels+failed) > max(1, t.header.Samples)):
		return t.why(Failed)
	case said > 0:
		return said
	}
	return t.why(Absent)
}

func (t *table) readingsOf(c cell) []uint8 {
	return t.readings[c.readings : int(c.readings)+max(1, t.header.Samples)]
}

func (t *table) ratingsOf(c cell) []rating8 {
	return t.ratings[c.ratings : int(c.ratings)+int(c.rated)]
}

// median of the levels given, the lower of the two middle ones; none when no
// more than half of the readings gave one.
func median(readings []uint8) uint8 {
	var buf [32]uint8
	levels := buf[:0]
	for _, l := range readings {
		if l > 0 {
			levels = append(levels, l)
		}
	}
	if 2*len(levels) <= len(readings) {
		return 0
	}
	slices.Sort(levels)
	return levels[(len(levels)-1)/2]
}

func (c cell) labelled() bool { return c.reference > 0 }
func (c cell) scored() bool   { return c.level > 0 }

// pick returns the indexes of the cells that satisfy is.
func (t *table) pick(is func(cell) bool) []int {
	var out []int
	for i, c := range t.cells {
		if is(c) {
			out = append(out, i)
		}
	}
	return out
}

// groupsOf names the group of each cell.
func (t *table) groupsOf(cells []int) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = t.cases[t.cells[c].at].group
	}
	return out
}

func logWords(c tabled) float64 { return math.Log1p(float64(c.words)) }
