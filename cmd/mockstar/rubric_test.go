package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/rubric"
)

// mockstar runs one command line without input or environment.
func mockstar(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = run(t.Context(), args, streams{strings.NewReader(""), &out, &err}, func(string) string { return "" })
	return code, out.String(), err.String()
}

const bakery = "../../rubric/testdata/folder"

func TestRubricShowsAQuestionWithAllItsLevels(t *testing.T) {
	code, out, _ := mockstar(t, "rubric", "show", "burnt-batch", "--document", bakery)
	require.Zero(t, code)
	require.Contains(t, out, `A batch that went wrong
burnt-batch, section 1.2, asks for a past event; baker@2:`)
	require.Contains(t, out, `
  Tell me about a batch of bread that went wrong, and what you did next.
  then: Could you have opened on time?

a strong answer may name: cold oven; dead yeast

cause  60% of the score
  Finds out why the batch failed.
   1  Names no cause.
   2  Guesses at a cause without a look at oven or dough.
   3  Shows the cause by a test of oven or dough.
  asked back: How did you find out what was wrong?
  to add:     the test that showed the cause
  to train:   Write down three causes of a flat loaf with a test for each.
  source:     section 1.2, lines 14-18, stated

customers  40% of the score; levels drafted by the importer, not reviewed yet
  Looks after those who wait for bread.
   1  Forgets them.
   2  Mentions them.
   3  Tells them what happened and when there is bread.
  asked back: What did the people in the shop get that morning?
`)
}

func TestRubricShowsEveryQuestionOfTheBankIn80Columns(t *testing.T) {
	d := rubric.Embedded()
	for _, q := range d.Questions {
		code, out, _ := mockstar(t, "rubric", "show", q.ID)
		require.Zero(t, code)
		for line := range strings.Lines(out) {
			require.LessOrEqual(t, len([]rune(strings.TrimSpace(line))), 80)
		}
		code, out, _ = mockstar(t, "rubric", "show", q.ID, "--format", "md")
		require.Zero(t, code)
		require.Equal(t, len(q.Criteria), strings.Count(out, "\n## "))
		code, out, _ = mockstar(t, "rubric", "show", q.ID, "--format", "json")
		require.Zero(t, code)
		var again rubric.Question
		require.NoError(t, json.Unmarshal([]byte(out), &again))
		require.Equal(t, q, again)
	}
}

func TestRubricListsTheQuestions(t *testing.T) {
	code, out, _ := mockstar(t, "rubric", "list", "--document", bakery)
	require.Zero(t, code)
	require.Contains(t, out, "1.2   burnt-batch  story, 2 criteria\n      A batch that went wrong\n")
	code, out, _ = mockstar(t, "rubric", "list", "--format", "json", "--document", bakery)
	require.Zero(t, code)
	require.Contains(t, out, `"id": "your-questions"`)
}

func TestRubricCheck(t *testing.T) {
	code, out, _ := mockstar(t, "rubric", "check")
	require.Zero(t, code)
	require.Contains(t, out, "no problems in 18 questions with 149 criteria")

	code, out, errs := mockstar(t, "rubric", "check", "../../rubric/testdata/broken")
	require.Equal(t, exitUsage, code)
	require.Empty(t, out)
	require.Contains(t, errs, `
../../rubric/testdata/broken/document.yaml:2:10: "010" should be a plain whole number from 1 to 1000000
    2 | version: 010
      |          ^
`)
	require.Contains(t, errs, "broken/burnt-batch.yaml:23:45: is empty", "all problems are shown at once")

	code, _, errs = mockstar(t, "rubric", "check", "../../rubric/testdata/nowhere")
	require.Equal(t, exitUsage, code)
	require.Contains(t, errs, "no such file")
}

func TestRubricCoverageNamesWhatAPlanLeavesOut(t *testing.T) {
	code, out, _ := mockstar(t, "rubric", "coverage", "--plan", "pushback,estimation")
	require.Zero(t, code)
	require.Contains(t, out, "3 questions: 16 of 68 criteria can be shown\n")
	require.Contains(t, out, "situation           pushback, estimation\n")
	asked, left, found := strings.Cut(out, "left out, with the questions that would ask for it:\n")
	require.True(t, found)
	require.Contains(t, asked, "empathy             pushback\n")
	require.Contains(t, left, "quantified          conflicting-requirements, influence-without-authority\n")

	code, out, _ = mockstar(t, "rubric", "coverage")
	require.Zero(t, code)
	require.Contains(t, out, "18 questions: 68 of 68 criteria can be shown\n")
	require.NotContains(t, out, "left out")

	code, _, errs := mockstar(t, "rubric", "coverage", "--plan", "nowhere")
	require.Equal(t, exitUsage, code)
	require.Contains(t, errs, "mockstar rubric list")
}

func TestRubricRefusesAFormatItDoesNotWrite(t *testing.T) {
	for _, args := range [][]string{{"list"}, {"show", "pushback"}, {"coverage"}} {
		code, _, errs := mockstar(t, append(append([]string{"rubric"}, args...), "--format", "pdf")...)
		require.Equal(t, exitUsage, code)
		require.Contains(t, errs, `unknown --format "pdf"`)
	}
}
