package rubric

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestBankHasTheCriteriaThatWereAgreed compares the bank with a list of ids
// that graded answers and reports refer to: they are not to change.
func TestBankHasTheCriteriaThatWereAgreed(t *testing.T) {
	d := Embedded()
	want, err := os.ReadFile("testdata/criteria.txt")
	require.NoError(t, err)
	var got strings.Builder
	for _, q := range d.Questions {
		got.WriteString(q.ID + " " + q.Section + ":")
		for _, c := range q.Criteria {
			got.WriteString(" " + c.ID)
		}
		got.WriteByte('\n')
	}
	require.Equal(t, string(want), got.String())
	require.Equal(t, "candidate-questions", d.Closing)
}

func TestBankSaysAllThatAnInterviewUses(t *testing.T) {
	d := Embedded()
	starAI := []string{"situation", "task", "action", "result", "insight"}
	kinds := map[Kind]int{}
	for _, q := range d.Questions {
		kinds[q.Kind]++
		require.NotEmpty(t, q.Cues, q.ID)
		cues(t, q.ID, q.Cues)
		total := 0.0
		for _, c := range q.Criteria {
			where := q.ID + "/" + c.ID
			total += c.Weight
			require.Len(t, c.Levels, 5, where)
			require.NotEmpty(t, c.Missing, where)
			require.NotEmpty(t, c.Drill, where)
			require.NotEmpty(t, c.Source.Lines, where)
			require.False(t, c.Draft, where)
			cues(t, where, c.Cues)
			if !slices.Contains(starAI, c.ID) {
				require.GreaterOrEqual(t, len(c.Cues), 20, where)
			}
		}
		if q.Kind != Closing {
			require.InDelta(t, 10, total, 0.05, "weights of %s", q.ID)
		}
	}
	require.Equal(t, map[Kind]int{Story: 6, Approach: 11, Closing: 1}, kinds)
}

// cues checks that each cue is a short phrase in small letters, once.
func cues(t *testing.T, where string, cues []string) {
	t.Helper()
	for i, cue := range cues {
		require.Equal(t, strings.ToLower(cue), cue, where)
		require.LessOrEqual(t, len(strings.Fields(cue)), 3, "%s: %s", where, cue)
		require.NotContains(t, cues[:i], cue, where)
	}
}

func BenchmarkLoadBank(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, err := Load(Bank(), "senior-ai-engineer")
		require.NoError(b, err)
	}
}
