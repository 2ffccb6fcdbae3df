package lexical

import (
	"sort"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// fitting is what a sentence that speaks to a criterion has at least.
const fitting = 10

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
	if fits := sort.Search(len(found), func(x int) bool { return found[x].points < fitting }); fits > 0 {
		found = found[:fits]
	} else {
		found = found[:min(1, len(found))]
	}
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

// points tells how much a sentence speaks for a criterion. What is particular
// in it only decides between sentences that speak to it; a sentence that does
// not is quoted when none does.
func points(s *read.Sentence, id string, index, hits int) int {
	if fit := fitness(s, id, index, hits); fit > 0 {
		return fitting*fit + s.Concrete()
	}
	return 1 + s.Concrete()
}

func fitness(s *read.Sentence, id string, index, hits int) int {
	n := 0
	given := func(yes bool, worth int) {
		if yes {
			n += worth
		}
	}
	switch id {
	case "situation":
		given(s.Has(read.Org), 2)
		given(s.Has(read.When) || s.Dates > 0, 2)
		given(s.Has(read.Scale) && s.Figures > 0, 2)
		given(s.Has(read.Stake), 1)
		given(n > 0 && index < 6, 3)
	case "task":
		given(s.Has(read.Duty) && s.First, 4)
		given(s.Has(read.Role) && s.First, 2)
		given(n > 0 && s.Has(read.Target), 2)
	case "action":
		n += 2 * min(s.Acts(), 3)
		given(s.Shared > 0, 1)
		given(n > 0 && s.Has(read.Reason), 2)
		given(n > 0 && s.Has(read.Alternative), 1)
	case "result":
		given(s.Has(read.Outcome) && s.Figures > 0, 3)
		given(s.Pairs > 0, 2)
		given(s.Has(read.OutcomePlain) && s.Past, 2)
		given(n > 0 && s.Has(read.Cost), 1)
	case "insight":
		given(s.Has(read.Lesson), 3)
		given(s.Has(read.AINature) && !s.Past, 2)
		given(n > 0 && s.Has(read.Contrast), 1)
	default:
		n += 2 * min(hits, 3)
		given(n > 0 && s.Acts() > 0, 1)
	}
	return n
}
