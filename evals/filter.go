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
	s.Count, s.Stale, s.Undated = 0, 0, 0
	for c, err := range s.Cases() {
		if err != nil {
			return err
		}
		s.tally(c)
	}
	if s.Count == 0 {
		return ErrNothingKept
	}
	return nil
}

// tally counts a case and its labels.
func (s *Suite) tally(c Case) {
	s.Count++
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
