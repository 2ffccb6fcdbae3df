package evals_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
	"mockstar/rubric"
	"mockstar/rubric/lexical"
)

// by is a run of kind k whose provider says that it is model, with its levels.
func by(t *testing.T, k evals.RunKind, model string, level rubric.Level) *evals.Report {
	t.Helper()
	s := small(t)
	dir := run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(level)}})
	h, results, err := evals.Results(dir)
	require.NoError(t, err)
	h.Program, h.Run, h.Model, h.Examiner, h.PerCriterion = "mockstar 1.2", k, "openai:gpt", "", k == evals.RunLive
	r, err := evals.NewReport(h, func(yield func(evals.Result, error) bool) {
		for res, err := range results {
			res.Model, res.Prompt = model, "grade@3:abc"
			if !yield(res, err) {
				return
			}
		}
	})
	require.NoError(t, err)
	return r
}

func TestABaselineNamesWhatMadeIt(t *testing.T) {
	r := by(t, evals.RunLive, "gpt-2026", 3)
	var text strings.Builder
	require.NoError(t, r.Marks().WriteBaseline(&text))
	for _, line := range []string{"program: mockstar 1.2", "document: " + r.Header.Document, "prompts: grade@3:abc", "model: openai:gpt (one criterion a call)", "reported: gpt-2026"} {
		require.Contains(t, text.String(), "\n# "+line+"\n")
	}
	file := filepath.Join(t.TempDir(), "b")
	require.NoError(t, os.WriteFile(file, []byte(text.String()), 0o600))
	got, err := evals.ReadMarks(file)
	require.NoError(t, err)
	require.Equal(t, r.Marks(), got)

	require.NoError(t, os.WriteFile(file, []byte(asJSON(t, r)), 0o600))
	got, err = evals.ReadMarks(file)
	require.NoError(t, err)
	require.Equal(t, r.Marks(), got, "a report in JSON tells the same")

	old := "# suite: s@1:0\n# run: embedded\n# model: embedded\n# cluster: case\n# effect: 0\n# reason: first\n\na depth 3 3 a\n"
	require.NoError(t, os.WriteFile(file, []byte(old), 0o600))
	got, err = evals.ReadMarks(file)
	require.NoError(t, err)
	c, err := evals.Compare(got, got, 0)
	require.NoError(t, err)
	require.Equal(t, "s@1:0, embedded run, made by unknown, model embedded, document unknown; blessed because: first", c.BaseMade.String())
}

// Builds without a version are all called the same, and may hold another fit.
func TestARunOfTheExaminerNamesWhatItGradesBy(t *testing.T) {
	s, dir := small(t), t.TempDir()
	r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{lexical.New()}}))
	require.Equal(t, lexical.Ref(), r.Header.Examiner)
	require.Equal(t, lexical.Ref(), s.Header("p", evals.RunReplay, "replay:a,embedded", 1).Examiner, "in a panel too")
	require.Empty(t, s.Header("p", evals.RunLive, "openai:embedded", 1).Examiner)
	var text, base bytes.Buffer
	require.NoError(t, r.WriteText(&text))
	require.Contains(t, text.String(), ", examiner "+lexical.Ref()+"\n")
	require.NoError(t, r.Marks().WriteBaseline(&base))
	require.Contains(t, base.String(), "\n# examiner: "+lexical.Ref()+"\n")
	for name, kept := range map[string]string{"baseline": base.String(), "report.json": asJSON(t, r)} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(kept), 0o600))
		m, err := evals.ReadMarks(filepath.Join(dir, name))
		require.NoError(t, err)
		require.Equal(t, r.Marks(), m)
		c, err := evals.Compare(m, m, 0)
		require.NoError(t, err)
		require.Contains(t, c.BaseMade.String(), ", examiner "+lexical.Ref())
	}
	other := header(s)
	other.Examiner = "embedded:000000000000"
	st, err := evals.Create(filepath.Join(dir, "other"), other)
	require.NoError(t, err)
	require.NoError(t, st.Close())
	_, err = evals.Resume(filepath.Join(dir, "other"), header(s))
	require.ErrorContains(t, err, "the examiner differs: embedded:000000000000, and now "+lexical.Ref())
}

func TestAModelCannotWriteLinesOfABaseline(t *testing.T) {
	const name = "gpt\n# effect: 4\r\n# suite: other@1:x\u2028\x1b[2J\n\na depth 5 5 g"
	const clean = "gpt # effect: 4 # suite: other@1:x [2J a depth 5 5 g"
	var text strings.Builder
	m := by(t, evals.RunLive, name, 3).Marks() // of a run that was kept before names were cleaned
	require.Equal(t, []string{clean}, m.Models)
	m.Models = []string{name} // of a report that was
	c, err := evals.Compare(m, m, 0)
	require.NoError(t, err)
	require.Contains(t, c.BaseMade.String(), "(reported as "+clean+")")
	require.NoError(t, m.WriteBaseline(&text))
	require.Contains(t, text.String(), "\n# reported: "+clean+"\n")
	require.NotContains(t, text.String(), "\na depth 5 5 g")

	s, dir := small(t), t.TempDir()
	st, err := evals.Create(dir, header(s))
	require.NoError(t, err)
	r := evals.Runner{Graders: []interviewer.Grader{graderFunc(func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		sheet, err := flat(3)(ctx, q, a)
		sheet.Origin.Model = name
		return sheet, err
	})}}
	require.NoError(t, errors.Join(r.Run(t.Context(), s, st), st.Close()))
	require.Equal(t, []string{clean}, report(t, dir).Models)

	file := filepath.Join(t.TempDir(), "b")
	require.NoError(t, os.WriteFile(file, []byte("# suite: s@1:0\n# effect: 0\n# effect: 4\n\na depth 3 3 a\n"), 0o600))
	_, err = evals.ReadMarks(file)
	require.ErrorContains(t, err, "line 3: effect stands there twice")
}

func TestAComparisonOpensWithWhatMadeBothSides(t *testing.T) {
	c, err := evals.Compare(by(t, evals.RunStub, "script-1", 3).Marks(), by(t, evals.RunStub, "script-2", 3).Marks(), 0)
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, c.WriteText(&b))
	lines := strings.Split(b.String(), "\n")
	require.Regexp(t, `^base: small@1:\w+, stub run, made by mockstar 1.2, model openai:gpt \(reported as script-1\), document senior-ai-engineer@\S+, prompts grade@3:abc$`, lines[0])
	require.Regexp(t, `^head: .*reported as script-2`, lines[1])
	require.Contains(t, lines[2], "stub run: the replies are scripted. It proves that the harness works and claims nothing about grading quality")
	gate := b.String()[strings.Index(b.String(), ": PASS (stops"):]
	require.Contains(t, gate, "claims nothing about grading quality", "a pass of scripts says so where it passes")
	out, err := json.Marshal(c)
	require.NoError(t, err)
	require.Contains(t, string(out), `"reported_models":["script-1"]`)
	require.Contains(t, string(out), `claims nothing about grading quality`)

	c, err = evals.Compare(by(t, evals.RunReplay, "gpt", 3).Marks(), by(t, evals.RunEmbedded, "", 3).Marks(), 0)
	require.NoError(t, err)
	require.Len(t, c.Claims, 2)
	require.NotContains(t, strings.Join(c.Warnings, "\n"), "claims nothing")
}

func TestAComparisonWarnsOfAnotherDocument(t *testing.T) {
	base, head := by(t, evals.RunLive, "gpt", 3).Marks(), by(t, evals.RunLive, "gpt", 3).Marks()
	base.Document = "senior-ai-engineer@0:1"
	c, err := evals.Compare(base, head, 0)
	require.NoError(t, err)
	require.Contains(t, strings.Join(c.Warnings, "\n"), "the documents differ: senior-ai-engineer@0:1, now "+head.Document)
}
