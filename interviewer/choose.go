package interviewer

import (
	"fmt"
	"slices"
	"strings"

	"mockstar/rubric"
)

// How many questions a quick interview has, and a full one over a document
// without sections.
const (
	quickQuestions = 3
	fullQuestions  = 8
)

// Choose picks the questions of a plan by name: "quick" (about three that
// differ most), "full" (one of each section), "all", a section such as "6.8",
// or ids with commas between. They come in the order of the document, ids in
// the order given. The seed decides between equals and with what a quick
// interview starts.
func Choose(d *rubric.Document, name string, seed uint64) ([]string, error) {
	qs := slices.DeleteFunc(slices.Clone(d.Questions), func(q rubric.Question) bool { return q.Kind == rubric.Closing })
	switch name {
	case "quick":
		return ids(mostDifferent(qs, quickQuestions, seed)), nil
	case "full":
		if !slices.ContainsFunc(qs, func(q rubric.Question) bool { return q.Section != "" }) {
			return ids(mostDifferent(qs, fullQuestions, seed)), nil
		}
		return ids(onePerSection(qs, seed)), nil
	case "all":
		return ids(qs), nil
	}
	if in := slices.DeleteFunc(slices.Clone(qs), func(q rubric.Question) bool { return q.Section != name }); len(in) > 0 {
		return ids(in), nil
	}
	var chosen []string
	for id := range strings.SplitSeq(name, ",") {
		id = strings.TrimSpace(id)
		switch {
		case !slices.Contains(ids(qs), id):
			return nil, fmt.Errorf("choose questions: %q is neither a question nor a section of %s; `mockstar rubric list` shows them", id, d.ID)
		case slices.Contains(chosen, id):
			return nil, fmt.Errorf("choose questions: %q is named twice", id)
		}
		chosen = append(chosen, id)
	}
	return chosen, nil
}

func ids(qs []rubric.Question) []string {
	var out []string
	for _, q := range qs {
		out = append(out, q.ID)
	}
	return out
}

// mostDifferent starts with one question and adds, each time, the one farthest
// from those it has (farthest-point selection).
func mostDifferent(qs []rubric.Question, n int, seed uint64) []rubric.Question {
	if len(qs) <= n {
		return qs
	}
	chosen := []int{int(seed % uint64(len(qs)))}
	for len(chosen) < n {
		best, far := -1, -1.0
		for k := range qs {
			i := (k + int(seed%uint64(len(qs)))) % len(qs)
			near := 1e9
			for _, c := range chosen {
				near = min(near, distance(qs[i], qs[c]))
			}
			if !slices.Contains(chosen, i) && near > far {
				best, far = i, near
			}
		}
		chosen = append(chosen, best)
	}
	slices.Sort(chosen)
	var out []rubric.Question
	for _, i := range chosen {
		out = append(out, qs[i])
	}
	return out
}

// distance is larger the less two questions have in common: their section,
// their kind, and the criteria of their own.
func distance(a, b rubric.Question) float64 {
	d := 0.0
	if a.Section != b.Section {
		d += 2
	}
	if a.Kind != b.Kind {
		d++
	}
	shared := 0
	for _, c := range a.Criteria {
		if _, ok := b.Criterion(c.ID); ok {
			shared++
		}
	}
	return d + 1 - float64(shared)/float64(max(len(a.Criteria), len(b.Criteria)))
}

func onePerSection(qs []rubric.Question, seed uint64) []rubric.Question {
	var out []rubric.Question
	for i := 0; i < len(qs); {
		j := i
		for j < len(qs) && qs[j].Section == qs[i].Section {
			j++
		}
		out = append(out, qs[i+int(seed%uint64(j-i))])
		i = j
	}
	return out
}
