package lexical_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
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
	doc := rubric.Embedded()
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

// Marks, and the names of what is graded, are not the candidate's words.
func TestNoQuoteBeginsWithAHeading(t *testing.T) {
	e, qs := lexical.New(), questions(t)
	heading := regexp.MustCompile(`(?i)^([*#>_|–]|(situation|task|action|result|insight)\W*[:*])`)
	for _, s := range every(samples(t), 4) {
		for _, form := range []string{"**%s:** ", "**%s** – ", "## %s\n", "%s:\n- "} {
			headed := ""
			for i, name := range []string{"Situation", "Task", "Action", "Result", "Insight"} {
				headed += fmt.Sprintf(form, name) + strings.TrimSpace(s.Answer[i*len(s.Answer)/5:(i+1)*len(s.Answer)/5]) + "\n\n"
			}
			sheet, err := e.Grade(t.Context(), qs[s.Question], rubric.Said(headed))
			require.NoError(t, err)
			for _, g := range sheet.Grades {
				for _, ev := range g.Evidence {
					require.Equal(t, ev.Quote, headed[ev.Start:ev.End])
					require.NotRegexp(t, heading, ev.Quote)
				}
			}
		}
	}
}

const story = "I own the ranker of a bookshop in Porto. In March 2023 clicks fell from 6% to 4%, so I pulled 300 queries and found that the new tokenizer dropped accents. " +
	"I put the old one back the same evening because a fix would have taken days, then I rebuilt the test set with 120 Portuguese titles. Clicks came back to 6.2% in two weeks; it cost us one release."

func TestOnlyTheCandidatesLinesCount(t *testing.T) {
	e, q := lexical.New(), questions(t)["production-failure"]
	a := rubric.Answer{
		{By: rubric.Interviewer, Text: "Tell me about it. I once cut errors from 90% to 2% in Oslo by rebuilding the index myself."},
		{By: rubric.Candidate, Text: "It was about search, and it went wrong one day."},
		{By: rubric.Interviewer, Text: "What did you do yourself?"},
		{By: rubric.Candidate, Text: story},
	}
	s, err := e.Grade(t.Context(), q, a)
	require.NoError(t, err)
	g, _ := s.Grade("action")
	require.Greater(t, g.Level, rubric.Level(2))
	for _, g := range s.Grades {
		for _, ev := range g.Evidence {
			require.Contains(t, []int{1, 3}, ev.Line)
			require.Equal(t, ev.Quote, a[ev.Line].Text[ev.Start:ev.End])
		}
	}
	a[0].Text, a[2].Text = "", ""
	silent, err := e.Grade(t.Context(), q, a)
	require.NoError(t, err)
	require.Equal(t, s.Grades, silent.Grades)
}

func TestWhatCannotBeReadIsNotGraded(t *testing.T) {
	e, q := lexical.New(), questions(t)["fairness"]
	t.Run("another language has no level, and a warning", func(t *testing.T) {
		s, err := e.Grade(t.Context(), q, rubric.Said("Wir haben das Modell im Herbst für alle Bezirke neu geprüft, weil die Fehlerquote bei älteren Menschen doppelt so hoch war wie sonst."))
		require.NoError(t, err)
		require.Nil(t, s.Score)
		require.NotEmpty(t, s.Warnings)
		for _, g := range s.Grades {
			require.Equal(t, rubric.NotAssessable, g.Unscored)
		}
	})
	t.Run("a word or two are at the floor", func(t *testing.T) {
		for _, text := range []string{"", "yes", "I used a cache."} {
			s, err := e.Grade(t.Context(), q, rubric.Said(text))
			require.NoError(t, err)
			require.Equal(t, 1.0, *s.Score, "%q", text)
		}
	})
	t.Run("a call that was given up grades nothing", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := e.Grade(ctx, q, rubric.Said(story))
		require.ErrorIs(t, err, context.Canceled)
	})
}

func TestAQuestionOfAnotherDocumentIsGraded(t *testing.T) {
	q := rubric.Question{ID: "search-relevance", Kind: rubric.Story, Text: "Tell me about search.", Criteria: []rubric.Criterion{
		{ID: "diagnosis", Meaning: "Finds out why queries or tokenizers fail.", Weight: 1, Levels: []string{"none", "some", "all"}},
	}}
	more := "I traced ten of the failing queries by hand: each was split where its accent had been, because the tokenizer took the mark for a blank."
	s, err := lexical.New().Grade(t.Context(), q, rubric.Said(story+more))
	require.NoError(t, err)
	require.GreaterOrEqual(t, s.Grades[0].Level, rubric.Level(2))
	require.LessOrEqual(t, s.Grades[0].Level, rubric.Level(3))
}

// Who keeps the ids of the bank and words a criterion anew asks for something
// else: what was learned for the old wording must not grade the new one.
func TestACriterionWordedAnewIsGradedByItsNewWords(t *testing.T) {
	e, qs := lexical.New(), questions(t)
	high, total := 0, 0
	for _, s := range every(samples(t), 5) {
		q := qs[s.Question]
		q.Criteria = slices.Clone(q.Criteria)
		for i := range q.Criteria {
			if c := &q.Criteria[i]; !slices.Contains([]string{"situation", "task", "action", "result", "insight"}, c.ID) {
				*c = rubric.Criterion{ID: c.ID, Weight: 1, Meaning: "Waters the plants on the balcony.", Levels: []string{"none", "a thirsty fern", "a fern", "ferns and ivy", "a green balcony"}}
			}
		}
		got, err := e.Grade(t.Context(), q, rubric.Said(s.Answer))
		require.NoError(t, err)
		for i, g := range got.Grades {
			if q.Criteria[i].Meaning == "Waters the plants on the balcony." {
				total++
				if g.Level > 2 {
					high++
				}
			}
		}
	}
	require.NotZero(t, total)
	require.LessOrEqual(t, high*20, total, "%d of %d levels above 2", high, total)
}

func TestAnAnswerTooLongToGradeSaysSo(t *testing.T) {
	s, err := lexical.New().Grade(t.Context(), questions(t)["fairness"], rubric.Said(strings.Repeat(story, rubric.MaxAnswer/len(story)+1)))
	require.NoError(t, err)
	require.Nil(t, s.Score)
	for _, g := range s.Grades {
		require.Equal(t, rubric.TooLong, g.Unscored)
	}
}

func TestGradingIsTheSameFromManyGoroutines(t *testing.T) {
	e, qs := lexical.New(), questions(t)
	all := every(samples(t), 20)
	want := make([]rubric.Sheet, len(all))
	for i, s := range all {
		want[i], _ = lexical.New().Grade(t.Context(), qs[s.Question], rubric.Said(s.Answer))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, s := range all {
				got, err := e.Grade(t.Context(), qs[s.Question], rubric.Said(s.Answer))
				if err != nil || !reflect.DeepEqual(want[i], got) {
					t.Errorf("%s: graded otherwise beside others: %v", s.ID, err)
				}
			}
		})
	}
	wg.Wait()
}

func TestGuessFindsTheQuestion(t *testing.T) {
	doc := rubric.Embedded()
	tests := []struct{ text, want string }{
		{"We had to choose between a vendor and building speech recognition in house, and I compared licence fees, lock-in and the exit.", "build-vs-buy"},
		{"A junior joined my team and I paired with her on her first pull request, asking questions in code review instead of fixing it.", "mentoring"},
		{"At night I was paged, rolled back the model, told support, and afterwards we wrote a blameless postmortem on the outage.", "production-failure"},
	}
	for _, tt := range tests {
		t.Run(tt.want, func(t *testing.T) {
			got := lexical.NewGuesser(doc).Guess(tt.text)
			require.Equal(t, tt.want, got[0].Question)
			sum := 0.0
			for i, m := range got {
				sum += m.Confidence
				require.True(t, i == 0 || m.Confidence <= got[i-1].Confidence)
			}
			require.LessOrEqual(t, sum, 1+1e-9)
		})
	}
	require.Empty(t, lexical.NewGuesser(doc).Guess("hmm"))
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

func TestWhatToAvoidIsLeftToOthers(t *testing.T) {
	doc := rubric.Embedded()
	q, _ := doc.Question("production-failure")
	q.Criteria = slices.Clone(q.Criteria)
	q.Criteria[0].Avoid = true
	s, err := lexical.New().Grade(t.Context(), q, rubric.Said("Last May our ranking service went down for forty minutes because I shipped a change without a test, and I rolled it back myself."))
	require.NoError(t, err)
	require.Equal(t, rubric.NotAssessable, s.Grades[0].Unscored, "words that speak of it tell nothing about which way")
	require.Empty(t, s.Grades[1].Unscored)
}

func TestAStoryOfAnotherTradeEarnsNothingOnTheQuestionsOwnCriteria(t *testing.T) {
	const goulash = "I brown 800 grams of shin in two batches because a crowded pan steams the meat. " +
		"In 2019 I tried it with flour and the result was worse: four of my six guests left some on the plate. " +
		"I was responsible for the whole dinner and had to serve by eight. I learned that onions do the work."
	doc := rubric.Embedded()
	for _, q := range doc.Questions {
		sheet, err := lexical.New().Grade(t.Context(), q, rubric.Said(goulash))
		require.NoError(t, err)
		for _, g := range sheet.Grades {
			if !slices.Contains([]string{"situation", "task", "action", "result"}, g.Criterion) {
				require.Equal(t, rubric.Level(1), g.Level, "%s/%s", q.ID, g.Criterion)
			}
		}
	}
}
