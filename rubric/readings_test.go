package rubric

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// reading is a sheet of one criterion, "act". Level 0 is unscored.
func reading(model string, level Level, quote string) Sheet {
	g := Grade{Criterion: "act", Level: level, Low: level, High: level, Rationale: "by " + model, Evidence: []Evidence{}}
	if level == 0 {
		g.Unscored = Unverified
	}
	if quote != "" {
		g.Evidence = append(g.Evidence, Evidence{Quote: quote, Match: Exact, End: len(quote)})
	}
	return Sheet{Model: model, Grades: []Grade{g}, Origin: Origin{Model: model + "-1", Usage: Usage{Input: 10, Output: 1}}}
}

func one() Question {
	return Question{ID: "q", Kind: Story, Criteria: []Criterion{{ID: "act", Weight: 1, Levels: make([]string, 5)}}}
}

func TestMedian(t *testing.T) {
	read := func(levels ...Level) []Sheet {
		var out []Sheet
		for _, l := range levels {
			out = append(out, reading("a", l, ""))
		}
		return out
	}
	rows := []struct {
		name             string
		readings         []Sheet
		level, low, high Level
		warnings         []string
	}{
		{"is the only reading", read(3), 3, 3, 3, []string{}},
		{"is the middle of three", read(4, 2, 3), 3, 2, 4, []string{"readings of act disagree: from 2 to 4", "3 readings, exact agreement 0.00"}},
		{"is the lower of the two in the middle", read(4, 3), 3, 3, 4, []string{"2 readings, exact agreement 0.00"}},
		{"counts pairs that agree", read(3, 3, 4), 3, 3, 4, []string{"3 readings, exact agreement 0.33"}},
		{"leaves out readings without a level", read(0, 4, 4), 4, 4, 4, []string{"1 of 3 readings of act gave no level", "3 readings, exact agreement 1.00"}},
		{"is none where half of the readings have none", read(0, 4), 0, 0, 0, []string{"1 of 2 readings of act gave no level"}},
		{"is none where most readings have none", read(0, 5, 0), 0, 0, 0, []string{"2 of 3 readings of act gave no level"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := one().Median(row.readings)
			g := s.Grades[0]
			require.Equal(t, []Level{row.level, row.low, row.high}, []Level{g.Level, g.Low, g.High})
			require.Equal(t, row.warnings, s.Warnings)
			if row.level == 0 {
				require.Equal(t, Unverified, g.Unscored)
				require.Nil(t, s.Score)
				return
			}
			require.Empty(t, g.Unscored)
			require.InDelta(t, float64(row.level), *s.Score, 1e-9)
			require.Equal(t, Usage{Input: 10 * len(row.readings), Output: len(row.readings)}, s.Origin.Usage)
		})
	}
}

func TestMedianHasTheEvidenceOfThoseThatGaveIt(t *testing.T) {
	s := one().Median([]Sheet{reading("a", 4, "x y z"), reading("b", 3, "one two three"), reading("c", 3, "one two three"), reading("d", 3, "four five six")})
	g := s.Grades[0]
	require.Equal(t, "by b", g.Rationale)
	require.Len(t, g.Evidence, 2)
	require.Equal(t, "one two three", g.Evidence[0].Quote)
	require.Equal(t, "four five six", g.Evidence[1].Quote)
}

func TestMedianOfAPanelSaysWhoDiffers(t *testing.T) {
	s := one().Median([]Sheet{reading("a", 3, ""), reading("b", 3, ""), reading("c", 4, ""), reading("d", 0, "")})
	require.Equal(t, []string{"1 of 4 readings of act gave no level", "act is 3, but c says 4", "4 readings, exact agreement 0.33"}, s.Warnings)
	require.Equal(t, "a-1, b-1, c-1, d-1", s.Origin.Model)

	s = one().Median([]Sheet{reading("a", 3, ""), reading("a", 3, ""), reading("b", 4, ""), reading("b", 4, ""), reading("a", 3, "")})
	require.Equal(t, []string{"act is 3, but b says 4", "5 readings, exact agreement 0.40"}, s.Warnings, "who says so twice is named once")
}

func TestMedianKeepsWarningsFlagsAndCosts(t *testing.T) {
	a, b := reading("a", 3, ""), reading("a", 3, "")
	two, three := 2.0, 3.0
	a.Warnings, b.Warnings = []string{"x"}, []string{"x", "y"}
	a.Flags, b.Flags = []Flag{{Kind: "turn"}}, []Flag{{Kind: "turn"}}
	a.Origin.Cost, b.Origin.Cost = &two, &three
	s := one().Median([]Sheet{a, b})
	require.Equal(t, []string{"x", "y", "2 readings, exact agreement 1.00"}, s.Warnings)
	require.Equal(t, []Flag{{Kind: "turn"}}, s.Flags)
	require.InDelta(t, 5, *s.Origin.Cost, 1e-9)

	b.Origin.Cost = nil
	require.Nil(t, one().Median([]Sheet{a, b}).Origin.Cost)
	require.Equal(t, 2.0, two, "the readings stay as they are")
}

func TestMedianOfNothing(t *testing.T) {
	s := one().Median(nil)
	require.Empty(t, s.Grades)
	require.Nil(t, s.Score)
	s = one().Median([]Sheet{{}})
	require.Equal(t, Invalid, s.Grades[0].Unscored)
}

func TestAPanelNamesThePromptsOfItsMembers(t *testing.T) {
	examiner, a, b := reading("examiner", 3, ""), reading("a", 3, ""), reading("b", 3, "")
	a.Origin.Repairs, b.Origin.Repairs = 1, 2
	require.Equal(t, 3, one().Median([]Sheet{a, b}).Origin.Repairs)
	a.Origin.Prompt, b.Origin.Prompt = "grade@2:0", "grade@2:0"
	require.Equal(t, "grade@2:0", one().Median([]Sheet{examiner, a, b}).Origin.Prompt, "the examiner that leads has none")
	b.Origin.Prompt = "grade@3:0"
	require.Equal(t, "grade@2:0, grade@3:0", one().Median([]Sheet{a, b}).Origin.Prompt)
}
