package evals_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/rubric"
)

// inGroups is a report on groups of four answers each, of whose length the
// levels know nothing.
func inGroups(t *testing.T, groups int, level func(i int, ref rubric.Level) rubric.Level) *evals.Report {
	t.Helper()
	r, err := evals.NewReport(evals.Header{Suite: "s@1:0", Samples: 1, Cases: 4 * groups}, func(yield func(evals.Result, error) bool) {
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

func TestAJudgeThatGivesNoLevelIsNotAskedForMoreCases(t *testing.T) {
	r := inGroups(t, 12, func(int, rubric.Level) rubric.Level { return 0 })
	var b strings.Builder
	require.NoError(t, r.WriteText(&b))
	require.Contains(t, b.String(), "nearer than length alone: no mark has a level")
}
