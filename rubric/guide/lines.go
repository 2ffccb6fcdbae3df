package guide

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A span is a range of lines, from 1, both ends included. The zero span is
// nowhere.
type span struct{ first, last int }

func (s span) String() string {
	switch {
	case s.first == 0:
		return ""
	case s.first == s.last:
		return strconv.Itoa(s.first)
	}
	return fmt.Sprintf("%d-%d", s.first, s.last)
}

// with returns the smallest span that holds both.
func (s span) with(t span) span {
	switch {
	case s.first == 0:
		return t
	case t.first == 0:
		return s
	}
	return span{min(s.first, t.first), max(s.last, t.last)}
}

// contains reports whether t lies within s.
func (s span) contains(t span) bool { return t.first >= s.first && t.last <= s.last }

// spans reads ranges written as in [rubric.Source]: "14-18, 20". What is not
// written so is left out.
func spans(lines string) []span {
	var out []span
	for part := range strings.SplitSeq(lines, ",") {
		first, last, isRange := strings.Cut(strings.TrimSpace(part), "-")
		a, errA := strconv.Atoi(first)
		b, errB := a, error(nil)
		if isRange {
			b, errB = strconv.Atoi(last)
		}
		if errA == nil && errB == nil && a > 0 && b >= a {
			out = append(out, span{a, b})
		}
	}
	return out
}

// joined writes ranges in the order of the source, neighbours as one.
func joined(ss ...span) string {
	ss = slices.DeleteFunc(slices.Clone(ss), func(s span) bool { return s.first == 0 })
	slices.SortFunc(ss, func(a, b span) int { return a.first - b.first })
	var out []span
	for _, s := range ss {
		if n := len(out); n > 0 && s.first <= out[n-1].last+1 {
			out[n-1] = out[n-1].with(s)
			continue
		}
		out = append(out, s)
	}
	var parts []string
	for _, s := range out {
		parts = append(parts, s.String())
	}
	return strings.Join(parts, ", ")
}

// hashOf names the text of some lines of a source by 12 hex digits. Space at the
// ends of lines does not count. It is empty when the source does not have these
// lines.
func hashOf(source []string, ss []span) string {
	h := sha256.New()
	for _, s := range ss {
		if s.last > len(source) {
			return ""
		}
		for _, l := range source[s.first-1 : s.last] {
			h.Write([]byte(strings.TrimSpace(l)))
			h.Write([]byte("\n"))
		}
	}
	if len(ss) == 0 {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}
