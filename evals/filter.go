package evals

import (
	"errors"
	"fmt"
	"path"
	"strings"
)

// A Filter keeps the cases in which Key matches Pattern: id, group, question,
// or the name of a slice.
type Filter struct{ Key, Pattern string }

// ParseFilter reads KEY=PATTERN, where * stands for any text and ? for one
// character.
func ParseFilter(s string) (Filter, error) {
	key, pattern, ok := strings.Cut(s, "=")
	if _, err := path.Match(pattern, ""); !ok || key == "" || err != nil {
		return Filter{}, fmt.Errorf("read filter %q: give KEY=PATTERN, such as id=a*, question=mentoring or the name of a slice: kind=padded", s)
	}
	return Filter{key, pattern}, nil
}

func (f Filter) String() string { return f.Key + "=" + f.Pattern }

func (f Filter) keeps(c Case) bool {
	value, ok := c.Slices[f.Key], true
	switch f.Key {
	case "id":
		value = c.ID
	case "group":
		value = c.Group
	case "question":
		value = c.Question
	default:
		_, ok = c.Slices[f.Key]
	}
	// A slash is a letter here like any other, which path.Match would not let
	// a star stand for.
	plain := strings.NewReplacer("/", "\x00")
	match, err := path.Match(plain.Replace(f.Pattern), plain.Replace(value))
	return ok && match && err == nil
}

// ErrNothingKept is returned by [Suite.Keep] when no case passes.
var ErrNothingKept = errors.New("no case of the suite passes the filters")

// Keep leaves in s the cases that all filters keep.
func (s *Suite) Keep(filters []Filter) error {
	s.filters = filters
	s.Count, s.Changed, s.Stale, s.Undated = 0, 0, 0, 0
	for c, err := range s.Cases() {
		if err != nil {
			return err
		}
		s.tally(c)
	}
	if s.Count == 0 {
		return fmt.Errorf("%w\n%s", ErrNothingKept, strings.Join(s.known(filters), "\n"))
	}
	return nil
}

// known says what there is to choose by, for each key of the filters.
func (s *Suite) known(filters []Filter) []string {
	all := *s
	all.filters = nil
	values, order := map[string]map[string]bool{}, map[string][]string{}
	see := func(key, value string) {
		if values[key] == nil {
			values[key] = map[string]bool{}
		}
		if !values[key][value] {
			values[key][value] = true
			order[key] = append(order[key], value)
		}
	}
	var keys []string // of slices
	for c, err := range all.Cases() {
		if err != nil {
			break // Keep has read them once without
		}
		see("id", c.ID)
		see("group", c.Group)
		see("question", c.Question)
		for _, k := range sortedKeys(c.Slices) {
			if values[k] == nil {
				keys = append(keys, k)
			}
			see(k, c.Slices[k])
		}
	}
	var out []string
	for _, f := range filters {
		const most = 10
		switch list := order[f.Key]; {
		case len(list) > most:
			out = append(out, fmt.Sprintf("%s is one of %s and %d more", f.Key, strings.Join(list[:most], ", "), len(list)-most))
		case len(list) > 0:
			out = append(out, fmt.Sprintf("%s is one of %s", f.Key, strings.Join(list, ", ")))
		case len(keys) == 0:
			out = append(out, fmt.Sprintf("no case has a slice %s, or any: choose by id, group or question", f.Key))
		default:
			out = append(out, fmt.Sprintf("no case has a slice %s: choose by id, group, question, %s%s", f.Key, strings.Join(keys, ", "), orMeant(f.Key, keys)))
		}
	}
	return out
}

// tally counts a case, its changed answers and its labels.
func (s *Suite) tally(c Case) {
	s.Count++
	for range s.changed(c.Answer) {
		s.Changed++
	}
	for _, l := range c.Labels {
		if l.For == "" {
			s.Undated++
		} else if !s.current(c.Question, l) {
			s.Stale++
		}
	}
}

func (s *Suite) keeps(c Case) bool {
	for _, f := range s.filters {
		if !f.keeps(c) {
			return false
		}
	}
	return true
}

// Within is m without the cases that other has not.
func (m Marks) Within(other Marks) Marks {
	has := map[string]bool{}
	for _, e := range other.Entries {
		has[e.Case] = true
	}
	var kept []Entry
	for _, e := range m.Entries {
		if has[e.Case] {
			kept = append(kept, e)
		}
	}
	m.Entries = kept
	return m
}

// CheckBaseline looks, before anything is graded, whether base has a mark that
// grading s can make. The error is [ErrOtherCases], or that of reading the cases.
func (s *Suite) CheckBaseline(base Marks) error {
	type mark struct{ id, criterion string }
	has := map[mark]bool{}
	for _, e := range base.Entries {
		has[mark{e.Case, e.Criterion}] = true
	}
	for c, err := range s.Cases() {
		if err != nil {
			return err
		}
		q, _ := s.doc.Question(c.Question)
		for _, cr := range q.Criteria {
			if has[mark{c.ID, cr.ID}] {
				return nil
			}
		}
	}
	return ErrOtherCases
}
