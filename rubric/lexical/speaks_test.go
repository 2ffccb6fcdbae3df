package lexical

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/fitted"
	"mockstar/rubric/lexical/internal/read"
	"mockstar/rubric/lexical/internal/trait"
)

// TestEveryLevelFromThreeOnStandsOnAQuoteThatSpeaksToIt holds what a sceptical
// reader may count on, on every answer of the development set.
func TestEveryLevelFromThreeOnStandsOnAQuoteThatSpeaksToIt(t *testing.T) {
	f, err := os.Open("../../testdata/graded/dev.jsonl")
	require.NoError(t, err)
	defer f.Close()
	doc := rubric.Embedded()
	e := New()
	carried, mostUsed := 0, 0
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var s struct{ ID, Question, Answer string }
		require.NoError(t, json.Unmarshal(lines.Bytes(), &s))
		q, ok := doc.Question(s.Question)
		require.True(t, ok)
		a := rubric.Said(s.Answer)
		sight := e.subject(q).See(read.Read(candidateLines(a)), fitted.Stored().Learned)
		findings, _ := e.find(q, a)
		used := map[string]int{}
		for i, f := range findings {
			where := s.ID + " " + f.Criterion + ": " + f.Rationale
			nothing := strings.Contains(f.Rationale, "Nothing was heard")
			told := strings.HasPrefix(f.Rationale, "Found")
			require.Equal(t, f.Level >= 3, told, where)
			if f.Level < 3 {
				continue
			}
			require.False(t, nothing, where)
			require.NotEmpty(t, f.Quotes, where)
			carried++
			for _, quote := range f.Quotes {
				require.True(t, speaks(sight, i, s.Answer, quote), "%s: %s", where, quote)
				if !trait.IsStar(f.Criterion) {
					used[quote]++
					mostUsed = max(mostUsed, used[quote])
				}
			}
		}
	}
	require.Greater(t, carried, 800)
	require.LessOrEqual(t, mostUsed, 3, "one sentence is quoted for too many of a question's own criteria")
}

func speaks(sight *trait.Sight, i int, answer, quote string) bool {
	for _, j := range sight.Said(i) {
		if s := &sight.Reading.Sentences[j]; answer[s.Opening(answer):s.Through] == quote {
			return true
		}
	}
	return false
}

func TestWhatSpeaksToNothingCarriesNoLevelAboveTwo(t *testing.T) {
	doc := rubric.Embedded()
	q, ok := doc.Question("mentoring")
	require.True(t, ok)
	const story = "In March 2023 I was on call for the document search at a court-records company in Lyon, which forty firms used. " +
		"The vectors had changed for 31 percent of documents, because the base image had a newer library. " +
		"I pinned the image, rebuilt the index overnight and compared recall, which went from 0.52 back to 0.91."
	fs, _ := New().find(q, rubric.Said(story))
	for _, f := range fs {
		if !trait.IsStar(f.Criterion) {
			require.LessOrEqual(t, f.Level, rubric.Level(2), "%s: %s", f.Criterion, f.Rationale)
		}
	}
}
