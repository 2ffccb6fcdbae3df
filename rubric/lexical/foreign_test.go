package lexical

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

// In a rubric of somebody else's no level stands on words that have nothing to
// do with it: a vivid answer to something else earns nothing, and of what an
// answer to the question leaves out nobody says more than that it wasn't heard.
func TestAnswersToARubricOfSomebodyElse(t *testing.T) {
	levels := []string{"none", "little", "some", "much", "all"}
	q := rubric.Question{
		ID: "grinder", Kind: rubric.Approach, Text: "The queue is out of the door and the grinder jams. What do you do?",
		Cues: []string{"queue", "grinder", "jams"},
		Criteria: []rubric.Criterion{
			{ID: "switches-brew", Meaning: "Switches to batch brew", Weight: 1, Levels: levels, Cues: []string{"switches", "filter", "batch brew"}},
			{ID: "thanks-supplier", Meaning: "Writes to the supplier", Weight: 1, Levels: levels, Cues: []string{"supplier", "writes"}},
		},
	}
	for name, row := range map[string]struct {
		answer string
		want   [2][2]rubric.Level // of each criterion, lowest and highest that are right
	}{
		"an answer that leaves one out": {"In May our grinder jammed with twenty people in the queue at eight in the morning. I told them it would take ten minutes, switched to batch brew on the second machine and poured 61 filters that hour, because nobody should leave.",
			[2][2]rubric.Level{{3, 5}, {0, 2}}},
		"a vivid answer to something else": {"In 2022 at a bank in Leeds I led the migration of 40 services to Kubernetes. I chose blue-green rollouts because two outages had come from big releases. We cut deploy time from 3 hours to 12 minutes.",
			[2][2]rubric.Level{{0, 1}, {0, 1}}},
		"talk": {"I am a very calm person and keep a positive attitude. Communication is key and the customer is always right.",
			[2][2]rubric.Level{{1, 1}, {1, 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := New().Grade(t.Context(), q, rubric.Said(row.answer))
			require.NoError(t, err)
			for i, g := range s.Grades {
				require.GreaterOrEqual(t, g.Level, row.want[i][0], "%s: %s", g.Criterion, g.Rationale)
				require.LessOrEqual(t, g.Level, row.want[i][1], "%s: %s", g.Criterion, g.Rationale)
			}
		})
	}
}
