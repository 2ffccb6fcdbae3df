package evals_test

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/rubric"
)

// inGroups is a report on groups of four answers each, of whose length the
// levels know nothing.
func inGroups(t *testing.T, groups int, level func(i int, ref rubric.Level) rubric.Level) *evals.Report {
	return inGroupsOf(t, evals.Header{}, groups, level)
}

func inGroupsOf(t *testing.T, h evals.Header, groups int, level func(i int, ref rubric.Level) rubric.Level) *evals.Report {
	t.Helper()
	h.Suite, h.Samples, h.Cases = "s@1:0", 1, 4*groups
	r, err := evals.NewReport(h, func(yield func(evals.Result, error) bool) {
		for i := range 4 * groups {
			ref := rubric.Level(1 + 4*(i%2))
			m := evals.Mark{Criterion: "depth", Level: level(i, ref), Top: 5, Reference: ref, Ratings: map[string]rubric.Level{"kim": ref}}
			if m.Level == 0 {
				m.Unscored = rubric.Invalid
			}
			if !yield(evals.Result{Seq: i, ID: fmt.Sprint(i), Group: fmt.Sprint("g", i/4), Question: "q", Kind: rubric.Story, Words: 100 + i/2%2, Marks: []evals.Mark{m}}, nil) {
				return
			}
		}
	})
	require.NoError(t, err)
	return r
}

func TestFewGroupsDoNotTellThatAJudgeBeatsLength(t *testing.T) {
	tests := []struct {
		groups    int
		told, few bool
		says      string
	}{
		{1, false, false, "~ constant and length are fitted on other groups, and there are none; about 24 marks of 6 groups would tell"},
		{2, false, true, "about 24 marks of 6 groups would tell"},
		{5, false, true, "about 24 marks of 6 groups would tell"},
		{6, true, true, "nearer than length alone by"},
		{12, true, false, "nearer than length alone by"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.groups), func(t *testing.T) {
			r := inGroups(t, tt.groups, func(i int, ref rubric.Level) rubric.Level {
				if i%8 == 1 { // now and then a level off, so that there are intervals
					return ref - 1
				}
				return ref
			})
			require.Equal(t, tt.told, r.Overall.Nearer.Told)
			require.Equal(t, tt.told, r.Overall.Needed == 0)
			for name, write := range map[string]func(io.Writer) error{"text": r.WriteText, "html": r.WriteHTML, "md": r.WriteMarkdown} {
				var b strings.Builder
				require.NoError(t, write(&b))
				if name != "md" { // a summary has the table alone
					require.Contains(t, b.String(), tt.says, name)
				}
				require.Equal(t, !tt.told, strings.Contains(b.String(), "of 6 groups would tell"), name)
				require.Equal(t, tt.few, strings.Contains(b.String(), "intervals marked ! rest on fewer than 10 groups"), name)
				require.Equal(t, tt.few, strings.Contains(strings.ReplaceAll(b.String(), `\[`, "["), "]!"), name)
			}
		})
	}
}

func TestAJudgeThatDoesNotBeatLengthHasAHeadline(t *testing.T) {
	right := func(_ int, ref rubric.Level) rubric.Level { return ref }
	middle := func(int, rubric.Level) rubric.Level { return 3 }
	wrong := func(_ int, ref rubric.Level) rubric.Level { return 6 - ref }
	const otherwise = ". The embedded examiner reads how somebody tells of their work: grade answers of another kind with a model (--model)"
	for name, tt := range map[string]struct {
		h      evals.Header
		groups int
		level  func(int, rubric.Level) rubric.Level
		want   string // as a pattern, or empty
	}{
		"a judge that is right":        {evals.Header{}, 12, right, ""},
		"on a handful of answers":      {evals.Header{}, 2, right, `! the judge is not shown to beat the length of the answer here: its mean error is 0.00 levels, that of a line through the length 2.00 \(p 0.5000; about 24 marks of 6 groups would tell\)`},
		"one that says the middle":     {evals.Header{}, 12, middle, `! the judge does not beat the length of the answer here: its mean error is 2.00 levels, that of a line through the length 2.00 \(p 1.0000; about \d+ marks of \d+ groups would tell\)`},
		"one that is upside down":      {evals.Header{}, 12, wrong, `! the judge does not beat the length of the answer here: its mean error is 4.00 levels, that of a line through the length 2.00 \(p 0.0005\)`},
		"the examiner":                 {evals.Header{Run: evals.RunEmbedded}, 12, wrong, `\(p 0.0005\)` + regexp.QuoteMeta(otherwise)},
		"the examiner where it learnt": {evals.Header{Run: evals.RunEmbedded, Fitted: true}, 12, wrong, `\(p 0.0005\)`},
		"a script":                     {evals.Header{Run: evals.RunStub}, 12, wrong, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := inGroupsOf(t, tt.h, tt.groups, tt.level)
			var found []string
			for _, c := range r.Claims {
				if strings.Contains(c, "beat the length") {
					found = append(found, c)
				}
			}
			if tt.want == "" {
				require.Empty(t, found)
				return
			}
			require.Len(t, found, 1)
			require.Regexp(t, "^.*"+tt.want+"$", found[0])
		})
	}
}

func TestAJudgeThatGivesNoLevelIsNotAskedForMoreCases(t *testing.T) {
	r := inGroups(t, 12, func(int, rubric.Level) rubric.Level { return 0 })
	var b strings.Builder
	require.NoError(t, r.WriteText(&b))
	require.Contains(t, b.String(), "nearer than length alone: no mark has a level")
}
