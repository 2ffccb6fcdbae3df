package lexical

import (
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"

	"mockstar/rubric"
)

// What an answer holds is not asked for, and is as soon as it doesn't.
func TestAProbeDoesNotAskForWhatWasSaid(t *testing.T) {
	var rows []struct {
		Question, Answer string
		Probes           []struct {
			Criterion, Left, Then string
			Without               []string
		}
	}
	b, err := os.ReadFile("testdata/told.yaml")
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(b, &rows))
	require.GreaterOrEqual(t, len(rows), 15)
	e := New()
	for _, row := range rows {
		q, ok := rubric.Embedded().Question(row.Question)
		require.True(t, ok, row.Question)
		rest := e.Rest(q, rubric.Said(row.Answer))
		for _, p := range row.Probes {
			left, told := rest[p.Criterion]
			if !told || left != p.Left {
				t.Errorf("%s: asked for %s, which was told: %q (%t)", row.Question, p.Criterion, left, told)
			}
			lacking := row.Answer
			for _, words := range p.Without {
				require.Contains(t, lacking, words)
				lacking = strings.ReplaceAll(lacking, words, "")
			}
			if then, told := e.Rest(q, rubric.Said(lacking))[p.Criterion]; then != p.Then || told != (p.Then != "") {
				t.Errorf("%s: did not ask for %s, which was not told: %q (%t)", row.Question, p.Criterion, then, told)
			}
		}
	}
}

// Who has told of no project is asked for one, and not for what was hard in
// "that project".
func TestAProbeAboutACaseWaitsForOne(t *testing.T) {
	q, _ := rubric.Embedded().Question("estimation")
	rest := New().Rest(q, rubric.Said("Honestly, I double whatever the team says and then add a bit. Nobody has ever complained."))
	for _, c := range q.Criteria {
		left, waits := rest[c.ID]
		require.Equal(t, c.ID != caseOpener, waits, c.ID)
		require.Empty(t, left)
	}
	require.Empty(t, New().Rest(q, rubric.Said("For the claims chatbot I doubled what the team had said, and we shipped it in May.")))
	require.Empty(t, New().Rest(q, rubric.Said("I have never estimated one. I would ask two people and double it.")), "who has no case is not made to wait")
}

// The probes of somebody else's document are drafted from its criteria.
func TestAProbeDoesNotAskHowOneDidWhatOneTold(t *testing.T) {
	q := rubric.Question{ID: "till", Kind: rubric.Story, Text: "The till is short. What did you do?", Criteria: []rubric.Criterion{
		{ID: "counts", Meaning: "counts again with a second person", Weight: 1, Levels: []string{"a", "b", "c"}, Probe: "How did you count again with a second person?"},
		{ID: "stays", Meaning: "stays with the till", Weight: 1, Levels: []string{"a", "b", "c"}, Probe: "How did you stay with the till?"},
		{ID: "handles", Meaning: "handles the till", Weight: 1, Levels: []string{"a", "b", "c"}, Probe: "How did you handle the till?"},
		{ID: "writes", Meaning: "reports it the same day", Weight: 1, Levels: []string{"a", "b", "c"}, Probe: "How did you report it the same day?"},
	}}
	rest := New().Rest(q, rubric.Said("In March the till was forty pounds short. I stayed beside it, handled nobody roughly, asked Tom to count with me again, and we found a coupon."))
	require.Equal(t, map[string]string{"counts": "", "stays": ""}, rest)
}

// Each want is somebody's: no probe of the bank lost it by being worded anew.
func TestEveryWantIsAskedFor(t *testing.T) {
	for _, w := range wants() {
		asks := false
		for _, q := range rubric.Embedded().Questions {
			for _, c := range q.Criteria {
				_, parts := partsOf(c.Probe)
				for _, p := range parts {
					asks = asks || w.asked.MatchString(p)
				}
			}
		}
		require.True(t, asks, w.asked.String())
	}
}

func TestThePartsOfAProbeAreQuestions(t *testing.T) {
	for _, q := range rubric.Embedded().Questions {
		for _, c := range q.Criteria {
			_, parts := partsOf(c.Probe)
			for _, p := range parts {
				require.GreaterOrEqual(t, len(strings.Fields(p)), leastPart, p)
				require.True(t, unicode.IsUpper([]rune(p)[0]) && strings.HasSuffix(p, "?"), p)
			}
		}
	}
	lead, parts := partsOf("Take the last new thing you tried. Why that one, and what did you do with it?")
	require.Equal(t, "Take the last new thing you tried. ", lead)
	require.Equal(t, []string{"Why that one, and what did you do with it?"}, parts, "two words are no question")
}
