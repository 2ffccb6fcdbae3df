package evals_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/evals/metric"
	"mockstar/rubric"
)

// unlabelled takes the references of a criterion's marks away, as an edit of
// the criterion does.
func unlabelled(m evals.Marks, criterion string) evals.Marks {
	for i := range m.Entries {
		if m.Entries[i].Criterion == criterion {
			m.Entries[i].Reference = 0
		}
	}
	return m
}

// and adds marks of another criterion, which keep their labels and levels.
func and(m evals.Marks, criterion string, n int) evals.Marks {
	for _, e := range marks(n, func(int) rubric.Level { return 4 }).Entries {
		e.Criterion = criterion
		m.Entries = append(m.Entries, e)
	}
	sortEntries(m.Entries)
	return m
}

func TestTheGateDoesNotPassWhatNobodyHasLabelled(t *testing.T) {
	level := func(l rubric.Level) func(int) rubric.Level { return func(int) rubric.Level { return l } }
	once := func(i int) rubric.Level { return rubric.Level(4 - b2i(i%10 == 0)) }
	tests := []struct {
		name       string
		n          int
		head       func(int) rubric.Level
		labelled   bool // the base
		outcome    metric.Outcome
		says, mute string
	}{
		{"a collapse under stale labels", 12, level(1), true, metric.Inconclusive,
			"12 marks of depth have no current label (12 had one when the base was made), and 12 of them moved, by 3.00 levels a mark", ""},
		{"a collapse that never had labels", 12, level(1), false, metric.Inconclusive, "12 marks of depth have no current label, and 12 of them moved", ""},
		{"ups and downs that cancel", 60, func(i int) rubric.Level { return rubric.Level(3 + 2*(i%2)) }, false, metric.Inconclusive, "60 of them moved", ""},
		{"what may be an improvement", 40, level(5), true, metric.Inconclusive, "nobody has said whether for better or worse", ""},
		{"noise that is below the effect at its worst", 40, once, true, metric.Pass, "4 of them moved, by 0.10 levels a mark: even if all of that is for the worse", ""},
		{"a collapse beside a few labels", 12, level(1), false, metric.Inconclusive, "12 of them moved", ""},
		{"noise of marks that never had labels", 40, once, false, metric.Pass, "4 levels changed", "no current label"},
		{"stale labels of levels that stayed", 12, level(4), true, metric.Pass, "none of them moved", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			base := marks(tt.n, level(4))
			if !tt.labelled {
				base = unlabelled(base, "depth")
			}
			base, head := and(base, "breadth", 40), and(unlabelled(marks(tt.n, tt.head), "depth"), "breadth", 40)
			c, err := evals.Compare(base, head, 0)
			require.NoError(t, err)
			require.Equal(t, tt.outcome, c.Outcome)
			var text bytes.Buffer
			require.NoError(t, c.WriteText(&text))
			require.Contains(t, text.String(), tt.says)
			if tt.mute != "" {
				require.NotContains(t, text.String(), tt.mute)
			}
			require.Zero(t, c.Unlabelled[0].Needed, "no number of cases stands for a label")
		})
	}
}

func TestWithoutALevelNoNumberOfCasesIsPromised(t *testing.T) {
	four := func(int) rubric.Level { return 4 }
	head := and(marks(12, four), "breadth", 40)
	for i := range head.Entries {
		if head.Entries[i].Criterion == "depth" {
			head.Entries[i].Level, head.Entries[i].Unscored = 0, rubric.Invalid
		}
	}
	c, err := evals.Compare(and(marks(12, four), "breadth", 40), head, 0)
	require.NoError(t, err)
	var text bytes.Buffer
	require.NoError(t, c.WriteText(&text))
	require.Contains(t, text.String(), "depth: none of its 12 marks has a level in both runs\n")
}

func TestOneMissingLabelHindersNoPass(t *testing.T) {
	compare := func(head rubric.Level, stale bool) *evals.Comparison {
		base, now := marks(40, func(int) rubric.Level { return 4 }), marks(40, func(i int) rubric.Level {
			if i == 7 {
				return head
			}
			return 4
		})
		if now.Entries[7].Reference = 0; !stale {
			base.Entries[7].Reference = 0
		}
		c, err := evals.Compare(base, now, 0)
		require.NoError(t, err)
		return c
	}
	require.Equal(t, metric.Pass, compare(3, false).Outcome, "its criterion is labelled in 39 other marks")
	require.Equal(t, metric.Inconclusive, compare(3, true).Outcome, "those have labels for another wording, maybe")
}
