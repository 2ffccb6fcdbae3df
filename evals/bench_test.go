package evals_test

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// instant grades with no work at all.
func instant(_ context.Context, q rubric.Question, _ rubric.Answer) (rubric.Sheet, error) {
	var s rubric.Sheet
	for _, c := range q.Criteria {
		s.Grades = append(s.Grades, rubric.Grade{Criterion: c.ID, Level: 3})
	}
	return s, nil
}

// BenchmarkRun measures what the harness costs beside a grader that takes no time.
func BenchmarkRun(b *testing.B) {
	const cases = 20_000
	s := large(b, cases)
	for b.Loop() {
		run(b, s, evals.Runner{Graders: []interviewer.Grader{graderFunc(instant)}, Concurrency: 64})
	}
	b.ReportMetric(float64(cases*b.N)/b.Elapsed().Seconds(), "cases/s")
}

// BenchmarkLoad measures what a suite costs before its first case is graded.
func BenchmarkLoad(b *testing.B) {
	const cases = 5000
	var text strings.Builder
	for i := range cases {
		fmt.Fprintf(&text, `{"id":"c%06d","group":"g%d","question":"mentoring","answer":"%s","labels":[{"rater":"kim","criterion":"action","level":%d},{"rater":"kim","criterion":"result","level":%d}]}`+"\n",
			i, i%500, strings.Repeat("I paired with the engineer twice a week for a month. ", 30), 1+i%5, 1+i/5%5)
	}
	doc, dir := guide(b), folder(b, "suite.yaml", smallSuite, "cases.jsonl", text.String())
	for b.Loop() {
		_, err := evals.Load(filepath.Join(dir, "suite.yaml"), doc)
		require.NoError(b, err)
	}
}

// BenchmarkReport measures what a run costs behind its last case.
func BenchmarkReport(b *testing.B) {
	const cases = 5000
	rng := newRand(7)
	level := func() rubric.Level { return rubric.Level(1 + rng.IntN(5)) }
	q, ok := guide(b).Question("mentoring")
	require.True(b, ok)
	var results []evals.Result
	for i := range cases {
		r := evals.Result{ID: fmt.Sprintf("c%06d", i), Seq: i, Group: fmt.Sprint("g", i%500), Question: q.ID, Kind: q.Kind, Words: 200 + rng.IntN(200)}
		for j, c := range q.Criteria {
			m := evals.Mark{Criterion: c.ID, Top: c.Top(), Level: level()}
			if j < 2 {
				m.Reference = level()
				m.Ratings = map[string]rubric.Level{"kim": m.Reference}
			}
			r.Marks = append(r.Marks, m)
		}
		results = append(results, r)
	}
	h := evals.Header{Samples: 1, Cases: cases}
	b.ReportAllocs()
	for b.Loop() {
		r, err := evals.NewReport(h, func(yield func(evals.Result, error) bool) {
			for _, r := range results {
				if !yield(r, nil) {
					return
				}
			}
		})
		require.NoError(b, err)
		require.NoError(b, r.WriteJSON(io.Discard))
	}
}

// large is a suite of n one-line answers.
func large(t testing.TB, n int) *evals.Suite {
	t.Helper()
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"c%06d","group":"g%d","question":"mentoring","answer":"I paired with engineer %d twice a week for a month.","labels":[{"rater":"kim","criterion":"action","level":%d}]}`+"\n", i, i%500, i, 1+i%5)
	}
	dir := folder(t, "suite.yaml", smallSuite, "cases.jsonl", b.String())
	s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
	require.NoError(t, err)
	return s
}

func TestFiguresOfALargeRunRestOnASampleAndSaySo(t *testing.T) {
	const cases = 8000
	r := report(t, run(t, large(t, cases), evals.Runner{Graders: []interviewer.Grader{graderFunc(instant)}, Concurrency: 8}))
	require.Equal(t, cases, r.Cases)
	require.Contains(t, strings.Join(r.Claims, "\n"), "rest on one case in 2")
	require.Equal(t, cases/2, r.Overall.Marks)
	levels := 0
	for _, row := range r.Confusion {
		for _, n := range row {
			levels += n
		}
	}
	require.Equal(t, cases, levels, "what is counted is counted over all")
	require.Len(t, r.Marks().Entries, r.Health.Marks, "and the gate sees every mark")
}
