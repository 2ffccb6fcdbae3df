package evals

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"mockstar/rubric"
)

// An Entry is the level of one criterion of one case, as baselines and JSON
// reports keep it: a line of five words,
//
//	CASE CRITERION LEVEL REFERENCE GROUP
//
// in which a level that is not there is the reason, such as unverified, and a
// reference that is not there is a hyphen.
type Entry struct {
	Case, Criterion  string
	Level, Reference rubric.Level
	Unscored         rubric.Unscored
	Group            string
}

func (e Entry) String() string { return string(e.append(nil)) }

// append appends the line to b.
func (e Entry) append(b []byte) []byte {
	b = append(append(b, e.Case...), ' ')
	b = append(append(b, e.Criterion...), ' ')
	if e.Level > 0 {
		b = strconv.AppendInt(b, int64(e.Level), 10)
	} else {
		b = append(b, e.Unscored...)
	}
	b = append(b, ' ')
	if e.Reference > 0 {
		b = strconv.AppendInt(b, int64(e.Reference), 10)
	} else {
		b = append(b, '-')
	}
	return append(append(b, ' '), e.Group...) // which may hold spaces: it comes last
}

func parseEntry(line string) (Entry, error) {
	f := strings.SplitN(line, " ", 5)
	if len(f) != 5 {
		return Entry{}, fmt.Errorf("should be CASE CRITERION LEVEL REFERENCE GROUP, but is %q", line)
	}
	e := Entry{Case: f[0], Criterion: f[1], Group: f[4]}
	if n, err := strconv.Atoi(f[2]); err == nil && n > 0 {
		e.Level = rubric.Level(n)
	} else if err == nil || f[2] == "" {
		return e, fmt.Errorf("the level %q of %s %s is neither a level nor a reason", f[2], e.Case, e.Criterion)
	} else {
		e.Unscored = rubric.Unscored(f[2])
	}
	if f[3] != "-" {
		n, err := strconv.Atoi(f[3])
		if err != nil || n < 1 {
			return e, fmt.Errorf("the reference %q of %s %s is no level", f[3], e.Case, e.Criterion)
		}
		e.Reference = rubric.Level(n)
	}
	return e, nil
}

// entries are the marks of the table, sorted by case and criterion.
func (t *table) entries() iter.Seq[Entry] {
	order := make([]*tabled, len(t.cases))
	for i := range order {
		order[i] = &t.cases[i]
	}
	slices.SortFunc(order, func(a, b *tabled) int { return cmp.Compare(a.id, b.id) })
	return func(yield func(Entry) bool) {
		var cells []cell
		for _, of := range order {
			cells = append(cells[:0], t.cells[of.first:of.first+of.n]...)
			slices.SortFunc(cells, func(a, b cell) int { return cmp.Compare(t.criteria.list[a.criterion], t.criteria.list[b.criterion]) })
			for _, c := range cells {
				e := Entry{Case: of.id, Criterion: t.criteria.list[c.criterion], Level: rubric.Level(c.level),
					Reference: rubric.Level(c.reference), Group: of.group}
				if !c.scored() {
					e.Unscored = t.whyOf(c)
				}
				if e.Unscored == Absent { // as if the case were missing
					continue
				}
				if !yield(e) {
					return
				}
			}
		}
	}
}
