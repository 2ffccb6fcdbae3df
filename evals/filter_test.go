package evals_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
)

func TestFiltersKeepWhatAllOfThemKeep(t *testing.T) {
	tests := []struct {
		name    string
		filters []string
		want    []string
	}{
		{"an id", []string{"id=a"}, []string{"a"}},
		{"a star", []string{"id=*"}, []string{"a", "b"}},
		{"a group", []string{"group=bob"}, []string{"b"}},
		{"a question", []string{"question=ment*"}, []string{"a", "b"}},
		{"two that hold", []string{"id=?", "group=ann"}, []string{"a"}},
		{"a slice", []string{"kind=vag*"}, []string{"b"}},
		{"a slice that no case has", []string{"mood=*"}, nil},
		{"two that never hold together", []string{"id=a", "group=bob"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := small(t)
			var keep []evals.Filter
			for _, text := range tt.filters {
				f, err := evals.ParseFilter(text)
				require.NoError(t, err)
				keep = append(keep, f)
			}
			err := s.Keep(keep)
			if tt.want == nil {
				require.ErrorIs(t, err, evals.ErrNothingKept)
				return
			}
			require.NoError(t, err)
			var got []string
			for c, err := range s.Cases() {
				require.NoError(t, err)
				got = append(got, c.ID)
			}
			require.Equal(t, tt.want, got)
			require.Equal(t, len(got), s.Count)
			r := report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(3)}}))
			require.Equal(t, len(got), r.Cases)
			require.Zero(t, r.Missing)
			require.Equal(t, tt.filters, r.Header.Filters)
		})
	}
	for _, text := range []string{"", "id", "=a", "id=[a"} {
		_, err := evals.ParseFilter(text)
		require.ErrorContains(t, err, "give KEY=PATTERN", text)
	}
}

func TestRunsOfOtherFiltersAreNotMerged(t *testing.T) {
	s := small(t)
	whole := run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(3)}})
	require.NoError(t, s.Keep([]evals.Filter{{Key: "id", Pattern: "*"}}))
	_, _, err := evals.Results(whole, run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(3)}}))
	require.ErrorContains(t, err, "the settings of the suite differ")
}

func TestMarksWithinAPart(t *testing.T) {
	all := evals.Marks{Entries: []evals.Entry{{Case: "a", Criterion: "x"}, {Case: "b", Criterion: "x"}}}
	require.Equal(t, all.Entries[1:], all.Within(evals.Marks{Entries: []evals.Entry{{Case: "b", Criterion: "y"}}}).Entries)
}
