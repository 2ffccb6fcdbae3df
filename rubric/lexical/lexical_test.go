package lexical_test

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

type sample struct {
	ID, Question, Author, Kind, Answer string
	Levels                             map[string]int
}

func samples(tb testing.TB) []sample {
	tb.Helper()
	f, err := os.Open("../../testdata/graded/dev.jsonl")
	require.NoError(tb, err)
	defer f.Close()
	var out []sample
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var s sample
		require.NoError(tb, json.Unmarshal(lines.Bytes(), &s))
		out = append(out, s)
	}
	require.NoError(tb, lines.Err())
	return out
}

func questions(tb testing.TB) map[string]rubric.Question {
	tb.Helper()
	doc, err := rubric.Embedded()
	require.NoError(tb, err)
	out := map[string]rubric.Question{}
	for _, q := range doc.Questions {
		out[q.ID] = q
	}
	return out
}

func TestEveryLevelAboveTheFloorQuotesTheAnswer(t *testing.T) {
	e, qs := lexical.New(), questions(t)
	for _, s := range samples(t) {
		sheet, err := e.Grade(t.Context(), qs[s.Question], rubric.Said(s.Answer))
		require.NoError(t, err)
		for _, g := range sheet.Grades {
			require.Empty(t, g.Unscored, "%s %s", s.ID, g.Criterion)
			require.Empty(t, sheet.Warnings, "%s", s.ID)
			if g.Level == 1 {
				require.Empty(t, g.Evidence)
				continue
			}
			require.NotEmpty(t, g.Evidence)
			for _, ev := range g.Evidence {
				require.Equal(t, rubric.Exact, ev.Match)
				require.Equal(t, ev.Quote, s.Answer[ev.Start:ev.End])
			}
		}
	}
}

func BenchmarkGrade(b *testing.B) {
	e, qs := lexical.New(), questions(b)
	all := samples(b)
	for i := 0; b.Loop(); i++ {
		s := all[i%len(all)]
		if _, err := e.Grade(b.Context(), qs[s.Question], rubric.Said(s.Answer)); err != nil {
			b.Fatal(err)
		}
	}
}
