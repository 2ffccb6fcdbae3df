package evals_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
	"mockstar/rubric"
)

// reasoned gives every criterion the level, with a reason and a quote.
func reasoned(level rubric.Level) graderFunc {
	return func(_ context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		var fs []rubric.Finding
		for _, c := range q.Criteria {
			fs = append(fs, rubric.Finding{Criterion: c.ID, Level: level, Rationale: "It says\nso of " + c.ID + ".", Quotes: []string{strings.Join(strings.Fields(a[0].Text)[:5], " ")}})
		}
		return q.Assess(a, fs), nil
	}
}

func TestAReportSaysWhatAFarLevelWasGivenFor(t *testing.T) {
	s := small(t) // one label: 3, the lower of 3 and 4
	dir := run(t, s, evals.Runner{Graders: []interviewer.Grader{reasoned(5), reasoned(5)}})
	r := report(t, dir)
	require.Len(t, r.Look, 1)
	require.Equal(t, &evals.Why{Rationale: "It says so of action.", Quotes: []string{"I paired with each new"}}, r.Look[0].Why)
	kept, err := os.ReadFile(filepath.Join(dir, "results.jsonl"))
	require.NoError(t, err)
	require.Equal(t, 2, bytes.Count(kept, []byte("It says so of")), "kept of the labelled mark alone, once a reading")
	var text, page bytes.Buffer
	require.NoError(t, r.WriteText(&text))
	require.Contains(t, text.String(), "a mentoring/action: level 5, reference 3\n    It says so of action.\n    “I paired with each new”\n")
	require.NoError(t, r.WriteHTML(&page))
	require.Contains(t, page.String(), `level 5, reference 3<p>It says so of action.<br><q>I paired with each new</q></p></li>`)
	require.Contains(t, asJSON(t, r), `"rationale": "It says so of action."`)

	near := run(t, s, evals.Runner{Graders: []interviewer.Grader{reasoned(4)}})
	require.Nil(t, report(t, near).Look[0].Why)
	kept, err = os.ReadFile(filepath.Join(near, "results.jsonl"))
	require.NoError(t, err)
	require.NotContains(t, string(kept), "It says")
}

func TestLongReasonsAreCut(t *testing.T) {
	var words strings.Builder
	for i := range 400 {
		fmt.Fprintf(&words, "word%d ", i)
	}
	cases := strings.Replace(smallCases, "I paired with each new engineer", words.String()+"I paired with each new engineer", 1)
	s, err := evals.Load(folder(t, "suite.yaml", smallSuite, "cases.jsonl", cases)+"/suite.yaml", guide(t))
	require.NoError(t, err)
	r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(5)}})) // which quotes all of it
	require.Len(t, []rune(r.Look[0].Why.Quotes[0]), 500)
}

// TestReasonsDoNotDependOnTheOrderOfResults has more far levels than a report
// holds at a time, and two readings that differ.
func TestReasonsDoNotDependOnTheOrderOfResults(t *testing.T) {
	const n = 2500
	var all []evals.Result
	for i := range n {
		for sample := range 2 {
			m := evals.Mark{Criterion: "depth", Level: rubric.Level(3 + (i+sample)%3), Top: 5, Reference: 1,
				Why: &evals.Why{Rationale: fmt.Sprintf("case %d, reading %d", i, sample)}}
			all = append(all, evals.Result{Seq: i, ID: fmt.Sprintf("c%d", i), Group: "g", Sample: sample, Marks: []evals.Mark{m}})
		}
	}
	var first []evals.Look
	for seed := range uint64(4) {
		if seed > 0 {
			rand.New(rand.NewPCG(seed, 0)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		}
		r, err := evals.NewReport(evals.Header{Cases: n, Samples: 2}, iter.Seq2[evals.Result, error](func(yield func(evals.Result, error) bool) {
			for _, one := range all {
				if !yield(one, nil) {
					return
				}
			}
		}))
		require.NoError(t, err)
		if first == nil {
			first = r.Look
		}
		require.Equal(t, first, r.Look)
		for _, l := range r.Look {
			require.Equal(t, rubric.Level(4), l.Level, "the lower of two readings of 4 and 5")
			require.NotNil(t, l.Why)
		}
	}
}
