package lexical

import (
	"sort"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// quotes picks the sentences that speak most for criterion i, two of them, or
// three from level 4 on, in the order they were said.
func quotes(sight *trait.Sight, id string, i int, level rubric.Level, a rubric.Answer) []string {
	hits := sight.HitsOf(i)
	type scored struct{ sentence, points int }
	var found []scored
	for j := range sight.Reading.Sentences {
		s := &sight.Reading.Sentences[j]
		if !s.Admitted || s.Words < 4 {
			continue
		}
		if p := points(s, id, j, hits[j]); p > 0 {
			found = append(found, scored{j, p})
		}
	}
	sort.SliceStable(found, func(x, y int) bool { return found[x].points > found[y].points })
	n := 2
	if level >= 4 {
		n = 3
	}
	found = found[:min(n, len(found))]
	sort.Slice(found, func(x, y int) bool { return found[x].sentence < found[y].sentence })
	var out []string
	for _, f := range found {
		s := &sight.Reading.Sentences[f.sentence]
		out = append(out, a[s.Line].Text[s.Start:s.End])
	}
	return out
}

// points tells how much a sentence speaks for a criterion. Nothing is earned
// by a sentence with no points; a general sentence has one at most.
func points(s *read.Sentence, id string, index, hits int) int {
	p := s.Concrete()
	given := func(yes bool, n int) {
		if yes {
			p += n
		}
	}
	switch id {
	case "situation":
		given(s.Has(read.Org), 2)
		given(s.Has(read.When) || s.Dates > 0, 2)
		given(s.Has(read.Scale) && s.Figures > 0, 2)
		given(s.Has(read.Stake), 1)
		given(index < 6, 3)
	case "task":
		given(s.Has(read.Duty) && s.First, 5)
		given(s.Has(read.Role) && s.First, 3)
		given(s.Has(read.Target) && s.Figures > 0, 3)
		given(s.First, 1)
	case "action":
		p += 2 * min(s.Acts(), 3)
		given(s.Shared > 0, 1)
		given(s.Has(read.Reason), 2)
		given(s.Has(read.Alternative), 1)
	case "result":
		given(s.Has(read.Outcome) && s.Figures > 0, 5)
		given(s.Pairs > 0, 2)
		given(s.Has(read.OutcomePlain), 2)
		given(s.Has(read.Cost), 1)
	case "insight":
		given(s.Has(read.Lesson), 4)
		given(s.Has(read.AINature), 2)
	default:
		if hits > 0 {
			p += 4 + min(hits, 3)
		}
		given(s.Acts() > 0, 1)
	}
	given(!s.Question, 1)
	return p
}
