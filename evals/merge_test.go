package evals_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/evals/metric"
	"mockstar/interviewer"
	"mockstar/rubric"
)

func TestShardsMergeToTheReportOfTheWhole(t *testing.T) {
	s := small(t)
	grader := []interviewer.Grader{flat(3)}
	whole := asJSON(t, report(t, run(t, s, evals.Runner{Graders: grader})))
	var dirs []string
	for i := 3; i > 0; i-- {
		dirs = append(dirs, run(t, s, evals.Runner{Graders: grader, Shard: evals.Shard{Index: i, Of: 3}}))
	}
	require.Equal(t, whole, asJSON(t, report(t, dirs...)))
	missing := 0
	for i := range dirs {
		missing += report(t, dirs[i], dirs[(i+1)%3]).Missing
	}
	require.Equal(t, s.Count, missing, "a part is not taken for the whole")
}

func TestMergeRefusesReadingsThatAreThereTwice(t *testing.T) {
	s := small(t)
	shard := func(i, of int) string {
		return run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(3)}, Shard: evals.Shard{Index: i, Of: of}})
	}
	one, two, third, whole := shard(1, 2), shard(2, 2), shard(1, 3), shard(0, 0)
	for name, tt := range map[string]struct {
		dirs []string
		err  string
	}{
		"a shard that is named twice":     {[]string{one, one, two}, "they are shard 1/2 and shard 1/2, which have readings in common"},
		"a shard that was made twice":     {[]string{one, shard(1, 2), two}, "name the folder of each shard once"},
		"shards of different numbers":     {[]string{one, two, third}, "shard 1/2 and shard 1/3"},
		"a whole run beside a shard":      {[]string{whole, one}, "the whole run and shard 1/2"},
		"a whole run that is named twice": {[]string{whole, whole}, "the whole run and the whole run"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := evals.Results(tt.dirs...)
			require.ErrorContains(t, err, tt.err)
		})
	}
	t.Run("results of another shard", func(t *testing.T) {
		b, err := os.ReadFile(filepath.Join(whole, "results.jsonl"))
		require.NoError(t, err)
		for _, dir := range []string{one, two} {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "results.jsonl"), b, 0o600))
		}
		h, results, err := evals.Results(one, two)
		require.NoError(t, err)
		_, err = evals.NewReport(h, results)
		require.ErrorContains(t, err, "is not of shard ")
	})
}

func TestMergeRefusesMixedVersions(t *testing.T) {
	s := small(t)
	a := run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(3)}})
	dir := t.TempDir()
	other := header(s)
	other.Program = "another build"
	st, err := evals.Create(dir, other)
	require.NoError(t, err)
	require.NoError(t, st.Close())
	_, _, err = evals.Results(a, dir)
	require.ErrorContains(t, err, "the program differs: test, and now another build")
	_, err = evals.Resume(dir, header(s))
	require.ErrorContains(t, err, "the program differs")
}

func TestMergeAndResumeRefuseAnotherPromptAndAnotherWayOfAsking(t *testing.T) {
	s := small(t)
	made := func(shard int, change func(*evals.Header)) (string, evals.Header) {
		h := header(s)
		h.Shard, h.Prompts = evals.Shard{Index: shard, Of: 2}.String(), []string{"grade@1:aaaa"}
		change(&h)
		dir := t.TempDir()
		st, err := evals.Create(dir, h)
		require.NoError(t, err)
		require.NoError(t, st.Close())
		return dir, h
	}
	first, h := made(1, func(*evals.Header) {})
	for want, change := range map[string]func(*evals.Header){
		"the prompt differs: grade@1:aaaa, and now grade@1:bbbb":                            func(h *evals.Header) { h.Prompts = []string{"grade@1:bbbb"} },
		"the prompt differs: grade@1:aaaa, and now none that is named":                      func(h *evals.Header) { h.Prompts = nil },
		"the way of asking differs: all criteria in one call, and now one criterion a call": func(h *evals.Header) { h.PerCriterion = true },
	} {
		second, _ := made(2, change)
		_, _, err := evals.Results(first, second)
		require.ErrorContains(t, err, want)
		again := h
		change(&again)
		_, err = evals.Resume(first, again)
		require.ErrorContains(t, err, want)
	}
}

// A run that was resumed before headers named the prompt may hold two.
func TestAReportOfTwoPromptsSaysThatItMeasuresNone(t *testing.T) {
	n := 0
	mixed := graderFunc(func(ctx context.Context, q rubric.Question, a rubric.Answer) (rubric.Sheet, error) {
		sheet, err := flat(3)(ctx, q, a)
		n++
		sheet.Origin.Prompt = []string{"grade@1:aaaa", "grade@1:bbbb"}[n%2]
		return sheet, err
	})
	claims := report(t, run(t, small(t), evals.Runner{Graders: []interviewer.Grader{mixed}})).Claims
	require.Contains(t, strings.Join(claims, "\n"), "2 versions of the prompt made these results")
}

func TestShardsAreReadStrictly(t *testing.T) {
	for _, bad := range []string{"0/3", "4/3", "1", "1/", "a/b", "1/3x", "01/3", "-1/3"} {
		_, err := evals.ParseShard(bad)
		require.ErrorContains(t, err, "give I/N", bad)
	}
	sh, err := evals.ParseShard("2/8")
	require.NoError(t, err)
	require.Equal(t, evals.Shard{Index: 2, Of: 8}, sh)
}

func TestAReportSaysWhichReadingsAreMissing(t *testing.T) {
	dir := folder(t, "suite.yaml", smallSuite+"relations:\n  - {change: pad, expect: [{must: not-rise}]}\n  - {change: i-to-we, expect: [{must: not-rise}]}\n",
		"cases.jsonl", smallCases)
	s, err := evals.Load(filepath.Join(dir, "suite.yaml"), guide(t))
	require.NoError(t, err)
	require.Equal(t, 2+1, s.Changed, "one of the two answers says I")
	two := []interviewer.Grader{flat(3), flat(3)}
	whole := run(t, s, evals.Runner{Graders: two})
	require.Empty(t, report(t, whole).Lacks())
	base := report(t, whole).Marks()
	b, err := os.ReadFile(filepath.Join(whole, "results.jsonl"))
	require.NoError(t, err)
	all := strings.SplitAfter(string(b), "\n")[:7]
	for name, tt := range map[string]struct {
		without []string // of each line
		want    string
	}{
		"a second reading":          {[]string{`"id":"b","sample":1`}, "1 of 7 readings are missing"},
		"a changed answer":          {[]string{`"sample":0,"change":"i-to-we"`}, "1 of 7 readings are missing"},
		"a reading and all changed": {[]string{`"id":"b","sample":1`, `"change":`}, "4 of 7 readings are missing"},
		"a case":                    {[]string{`"id":"b"`}, "1 of 2 cases and 3 of 7 readings are missing"},
	} {
		t.Run(name, func(t *testing.T) {
			var kept strings.Builder
			for _, line := range all {
				if !slices.ContainsFunc(tt.without, func(part string) bool { return strings.Contains(line, part) }) {
					kept.WriteString(line)
				}
			}
			require.NoError(t, os.WriteFile(filepath.Join(whole, "results.jsonl"), []byte(kept.String()), 0o600))
			r := report(t, whole)
			require.Equal(t, tt.want, r.Lacks())
			var text bytes.Buffer
			require.NoError(t, r.WriteText(&text))
			require.Contains(t, text.String(), "readings of each: 2; "+strings.ToUpper(tt.want)+"\n")
			file := filepath.Join(t.TempDir(), "report.json")
			require.NoError(t, os.WriteFile(file, []byte(asJSON(t, r)), 0o600))
			for _, from := range []string{whole, file} {
				_, err := evals.ReadBlessing(from)
				require.ErrorContains(t, err, tt.want)
				m, err := evals.ReadMarks(from)
				require.NoError(t, err)
				c, err := evals.Compare(base, m, 0)
				require.NoError(t, err)
				for _, e := range m.Entries {
					require.Positive(t, e.Level, "what is missing is no abstention")
				}
				if c.Dropped > 0 {
					require.Equal(t, metric.Inconclusive, c.Outcome, "and no loss")
				}
				require.Equal(t, strings.Contains(tt.want, "case") || slices.Contains(tt.without, `"id":"b","sample":1`), c.Dropped > 0)
			}
		})
	}
	failed := strings.Replace(all[0], `"usage"`, `"error":"gone","usage"`, 1)
	require.NoError(t, os.WriteFile(filepath.Join(whole, "results.jsonl"), []byte(failed+strings.Join(all, "")), 0o600))
	require.Empty(t, report(t, whole).Lacks(), "a reading that was made again counts once")
}
