package evals_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/rubric"
)

func guide(t testing.TB) *rubric.Document {
	t.Helper()
	doc := rubric.Embedded()
	return doc
}

// ownGuide is a guide that a test may edit.
func ownGuide(t testing.TB) *rubric.Document {
	t.Helper()
	doc, err := rubric.Load(rubric.Bank(), "senior-ai-engineer")
	require.NoError(t, err)
	return doc
}

// folder writes files, named in turn by name and content, and returns where.
func folder(t testing.TB, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		require.NoError(t, os.WriteFile(filepath.Join(dir, files[i]), []byte(files[i+1]), 0o600))
	}
	return dir
}

const smallSuite = `name: small
version: 1
title: Two answers
kind: grading
readers: people
cases: cases.jsonl
`

const smallCases = `{"id":"a","group":"ann","question":"mentoring","answer":"I paired with each new engineer twice a week for a month.","labels":[{"rater":"kim","criterion":"action","level":3},{"rater":"lee","criterion":"action","level":4}]}
{"id":"b","group":"bob","question":"mentoring","answer":"We mentor people a lot in our team, it is great.","slices":{"kind":"vague"}}
`

func TestLoadReadsTheShippedSuite(t *testing.T) {
	s, err := evals.Load("../testdata/suites/dev.yaml", guide(t))
	require.NoError(t, err)
	require.Equal(t, 204, s.Count)
	require.Zero(t, s.Undated)
	labels, groups := 0, map[string]bool{}
	for c, err := range s.Cases() {
		require.NoError(t, err)
		labels += len(c.Labels)
		groups[c.Group] = true
		require.NotEmpty(t, c.Slices["kind"])
	}
	require.Equal(t, 3*1740, labels)
	require.Len(t, groups, 6)
}

func TestCasesMayBeginWithAByteOrderMark(t *testing.T) {
	dir := folder(t, "suite.yaml", smallSuite, "cases.jsonl", "\uFEFF"+smallCases)
	s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
	require.NoError(t, err)
	require.Equal(t, 2, s.Count)
	for _, err := range s.Cases() {
		require.NoError(t, err)
	}
}

func TestLoadNamesEveryProblemWithItsPlace(t *testing.T) {
	tests := []struct {
		name, suite, cases string
		want               []string
	}{
		{"an unknown field", smallSuite + "colour: red\n", smallCases, []string{`suite.yaml:7:1: unknown field "colour"`}},
		{"a field given twice", smallSuite + "name: other\n", smallCases, []string{`suite.yaml:7:1: field "name" stands twice, first on line 1`}},
		{"a missing field", "name: a\nversion: 1\n", smallCases, []string{`needs the field "title"`, `needs the field "kind"`}},
		{"an unknown kind", strings.Replace(smallSuite, "grading", "guessing", 1), smallCases, []string{`suite.yaml:4:7: "guessing" should be one of`}},
		{"a version that YAML would read as octal", strings.Replace(smallSuite, "1", "010", 1), smallCases, []string{`suite.yaml:2:10: "010" should be a plain number`}},
		{"broken YAML", "name: [\n", smallCases, []string{"suite.yaml:"}},
		{"an alias", "name: &a x\ntitle: *a\n", smallCases, []string{"aliases are not accepted"}},
		{"an unknown field of a case", smallSuite, `{"id":"a","grup":"g"}`, []string{`cases.jsonl:1:`, `unknown field "grup"`}},
		{"broken JSON, with its column", smallSuite, `{"id":"a",}`, []string{`cases.jsonl:1:10: `}},
		{"a name given twice", smallSuite, `{"id":"a","id":"b"}`, []string{`cases.jsonl:1:`, `field "id" stands twice`}},
		{"an unknown question", smallSuite, `{"id":"a","group":"g","question":"no-such","answer":"x"}`, []string{`has no question "no-such"`}},
		{"a case without a group", smallSuite, `{"id":"a","question":"mentoring","answer":"x"}`, []string{`"group" must not be empty`}},
		{"an id that a baseline would take for a remark", smallSuite, `{"id":"#1","group":"g","question":"mentoring","answer":"x"}`, []string{`the id "#1" must not begin with #`}},
		{"a group on two lines", smallSuite, `{"id":"a","group":"ann\n# suite: other@1","question":"mentoring","answer":"x"}`, []string{`must be on one line without control characters`}},
		{"an id given twice", smallSuite, smallCases + smallCases, []string{`cases.jsonl:3:1: the id "a" is taken by line 1`, `cases.jsonl:4:1`}},
		{"a level in quotes", smallSuite, strings.Replace(smallCases, `"level":3`, `"level":"3"`, 1), []string{`cases.jsonl:1:`, `"labels/0/level" should be a whole number, and is a text`}},
		{"a level between two", smallSuite, strings.Replace(smallCases, `"level":3`, `"level":3.5`, 1), []string{`"labels/0/level" should be a whole number, and is a number with a fraction`}},
		{"a level that no number holds", smallSuite, strings.Replace(smallCases, `"level":3`, `"level":99999999999999999999`, 1), []string{`"labels/0/level" should be a whole number, and is out of range`}},
		{"a level out of range", smallSuite, strings.Replace(smallCases, `"level":3`, `"level":6`, 1), []string{"kim gives action level 6, and there are 1 to 5"}},
		{"an unknown criterion", smallSuite, strings.Replace(smallCases, `"action"`, `"charm"`, 1), []string{`has no criterion "charm"`}},
		{"a name misspelt throughout", smallSuite, strings.ReplaceAll(smallCases, `"action"`, `"actoin"`) + strings.ReplaceAll(strings.ReplaceAll(smallCases, `"action"`, `"actoin"`), `"id":"`, `"id":"2`),
			[]string{`cases.jsonl:1:1: the question mentoring has no criterion "actoin"; did you mean action?`, "\nand 1 more on line 3"}},
		{"cases in place of a suite", smallCases, smallCases, []string{"suite.yaml: holds lines of JSON, as cases are: a suite is a YAML file that names them"}},
		{"a bound of a part that no case has", smallSuite + "gate: {thresholds: [{figure: error, of: actoin, at_most: 1}]}\n", smallCases,
			[]string{`suite.yaml:7:41: no case has a criterion, a kind of question or a slice "actoin" (a slice is NAME=VALUE); did you mean action?`}},
		{"a bound that no kappa reaches", smallSuite + "gate: {thresholds: [{figure: kappa, at_least: 60}]}\n", smallCases, []string{`"60" should be a plain number from -1 to 1, as kappa is`}},
		{"a figure misspelt", smallSuite + "gate: {thresholds: [{figure: kapa, at_least: 0.6}]}\n", smallCases, []string{"did you mean kappa?"}},
		{"two labels by one rater", smallSuite, strings.Replace(smallCases, "lee", "kim", 1), []string{"kim labels action twice"}},
		{"no cases", smallSuite, "\n", []string{"holds no cases"}},
		{"levels that are not the median of their readings", smallSuite + "layout: graded\n",
			`{"id":"a","question":"mentoring","author":"x","kind":"y","answer":"z","levels":{"task":3},"readings":{"r":{"task":2}}}`,
			[]string{"levels give task 3, and the median of the readings is 2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := folder(t, "suite.yaml", tt.suite, "cases.jsonl", tt.cases)
			_, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
			var ps evals.Problems
			require.ErrorAs(t, err, &ps)
			require.Regexp(t, `^load suite: \d+ problems?\n`, err.Error())
			for _, want := range tt.want {
				require.ErrorContains(t, err, want)
			}
		})
	}
}

func TestLabelsOfAnEditedCriterionAreStale(t *testing.T) {
	var now strings.Builder
	require.NoError(t, evals.WriteFingerprints(&now, guide(t)))
	dir := folder(t, "suite.yaml", smallSuite+"criteria: given\n", "cases.jsonl", smallCases, "given", now.String())
	s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
	require.NoError(t, err)
	require.Zero(t, s.Stale)

	other := strings.Replace(now.String(), "\n", "\n"+strings.Fields(now.String())[0]+" 01234567\n", 1)
	_, err = evals.Load(filepath.Join(folder(t, "suite.yaml", smallSuite+"criteria: given\n", "cases.jsonl", smallCases, "given", other), "suite.yaml"), guide(t))
	require.ErrorContains(t, err, "given:2:1: ")
	require.ErrorContains(t, err, "has the fingerprint")

	foreign := "elsewhere/action 01234567\n"
	_, err = evals.Load(filepath.Join(folder(t, "suite.yaml", smallSuite+"criteria: given\n", "cases.jsonl", smallCases, "given", foreign), "suite.yaml"), guide(t))
	require.ErrorContains(t, err, "names no criterion of senior-ai-engineer")

	edited := ownGuide(t)
	for i, q := range edited.Questions {
		for j := range q.Criteria {
			if q.ID == "mentoring" && q.Criteria[j].ID == "action" {
				edited.Questions[i].Criteria[j].Meaning = "something else now"
			}
		}
	}
	s, err = evals.Load(filepath.Join(dir, "suite.yaml"), edited)
	require.NoError(t, err)
	require.Equal(t, 2, s.Stale)
}

func TestTheHashOfASuiteCoversItsCases(t *testing.T) {
	load := func(cases string) string {
		dir := folder(t, "suite.yaml", smallSuite, "cases.jsonl", cases)
		s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
		require.NoError(t, err)
		return s.Hash
	}
	require.Equal(t, load(smallCases), load(smallCases))
	require.NotEqual(t, load(smallCases), load(strings.Replace(smallCases, "a month", "a week", 1)))
}

func TestADamagedHeaderSaysWhatItShouldHold(t *testing.T) {
	dir := t.TempDir()
	for text, want := range map[string]string{
		`{"per_criterion":"yes"}`:        `"per_criterion" should be true or false, and is a text`,
		`{"effect":"much"}`:              `"effect" should be a number, and is a text`,
		`{"relations":[{"allow":true}]}`: `"relations/0/allow" should be a number, and is true`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "run.json"), []byte(text), 0o600))
		_, _, err := evals.Results(dir)
		require.ErrorContains(t, err, want)
	}
}
