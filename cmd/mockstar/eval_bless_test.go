package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBlessRefusesWhatIsNoWholeRun(t *testing.T) {
	suite, dir := littleSuite(t), t.TempDir()
	whole, out := filepath.Join(dir, "run"), filepath.Join(dir, "b")
	code, report, errs := mockstar(t, "eval", "run", suite, "--out", whole, "--format", "json")
	require.Equal(t, 0, code, errs)
	b, err := os.ReadFile(filepath.Join(whole, "results.jsonl"))
	require.NoError(t, err)
	header, err := os.ReadFile(filepath.Join(whole, "run.json"))
	require.NoError(t, err)
	first, _, _ := strings.Cut(string(b), "\n")
	// kept writes a run with the given results, as one that was stopped leaves.
	kept := func(name, results string) string {
		run := filepath.Join(dir, name)
		require.NoError(t, os.Mkdir(run, 0o700))
		require.NoError(t, os.WriteFile(filepath.Join(run, "run.json"), header, 0o600))
		require.NoError(t, os.WriteFile(filepath.Join(run, "results.jsonl"), []byte(results), 0o600))
		return run
	}
	file := func(name, text string) string {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
		return filepath.Join(dir, name)
	}
	shard := filepath.Join(dir, "shard")
	code, _, errs = mockstar(t, "eval", "run", suite, "--shard", "1/2", "--out", shard)
	require.Equal(t, 0, code, errs)
	failed := strings.NewReplacer(`"level":1`, `"level":0,"unscored":"failed"`, `"level":2`, `"level":0,"unscored":"failed"`, `"level":3`, `"level":0,"unscored":"failed"`,
		`"level":4`, `"level":0,"unscored":"failed"`, `"level":5`, `"level":0,"unscored":"failed"`)
	tests := []struct{ name, run, err string }{
		{"a run that was stopped", kept("stopped", first+"\n"), "1 of 2 cases are missing\ngo on with it"},
		{"a report of such a run", file("stopped.json", strings.Replace(report, `"missing": 0`, `"missing": 1`, 1)), "1 of 2 cases are missing\ngo on with it"},
		{"a shard", shard, "it is shard 1/2\nput the shards together first"},
		{"a run whose provider failed", kept("failed", failed.Replace(first)+strings.TrimPrefix(string(b), first)), "1 of 2 cases failed at the provider"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, _, errs := mockstar(t, "eval", "bless", tt.run, "--reason", "x", "-o", out)
			require.Equal(t, 2, code, errs)
			require.Contains(t, errs, tt.err)
			require.NoFileExists(t, out)
		})
	}
	other := file("notes.txt", "not to be lost")
	code, _, errs = mockstar(t, "eval", "bless", whole, "--reason", "x", "-o", other)
	require.Equal(t, 2, code, errs)
	require.Contains(t, errs, "stands there already and is no baseline")
	text, err := os.ReadFile(other)
	require.NoError(t, err)
	require.Equal(t, "not to be lost", string(text))

	one, two := file("one.json", report), file("two.json", report)
	for out, why := range map[string]string{one: "is what is to be blessed", two: "stands there already and is no baseline"} {
		code, _, errs = mockstar(t, "eval", "bless", one, "--reason", "x", "-o", out)
		require.Equal(t, 2, code, errs)
		require.Contains(t, errs, why)
		text, err = os.ReadFile(out)
		require.NoError(t, err)
		require.Equal(t, report, string(text))
	}
	base, link := filepath.Join(dir, "baseline"), filepath.Join(dir, "link")
	require.NoError(t, os.WriteFile(base, nil, 0o640))
	require.NoError(t, os.Symlink(base, link))
	code, _, errs = mockstar(t, "eval", "bless", one, "--reason", "x", "-o", link)
	require.Equal(t, 0, code, errs)
	info, err := os.Lstat(base)
	require.NoError(t, err)
	require.Positive(t, info.Size(), "the file that the link leads to")
	require.Equal(t, os.FileMode(0o640), info.Mode())
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	require.NoError(t, err)
	require.Empty(t, left, "nothing stays beside it")
}

func TestBlessWarnsAndSaysWhatItChanges(t *testing.T) {
	suite, dir := littleSuite(t), t.TempDir()
	run, out := filepath.Join(dir, "run"), filepath.Join(dir, "b")
	bless := func(report string) (string, string) {
		code, text, errs := mockstar(t, "eval", "bless", report, "--reason", "x", "-o", out)
		require.Equal(t, 0, code, errs)
		return text, errs
	}
	code, _, errs := mockstar(t, "eval", "run", suite, "--out", run)
	require.Equal(t, 0, code, errs)
	text, errs := bless(run)
	require.Regexp(t, `^blessed little@1:[0-9a-f]{12} in \S+: \d+ marks of 2 cases, \d+ with a level, 2 with a reference\n$`, text)
	require.Equal(t, "warning: this baseline will hardly stop a change: to show a loss takes at least 5 cases that all lose, and there are 2. "+
		"What helps: more cases; `thresholds` in the suite's gate, which hold whatever chance does\n", errs)

	b, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Regexp(t, `(?m)^a action [24] 3 ann$`, string(b))
	was := strings.NewReplacer("a action 2 3", "a action 3 3", "a action 4 3", "a action 3 3", "little@", "other@").Replace(string(b))
	require.NoError(t, os.WriteFile(out, []byte(was), 0o600))
	text, errs = bless(run)
	require.Contains(t, text, "1 levels changed")
	require.Regexp(t, `a action: \d, was 3`, text)
	require.Contains(t, errs, "warning: "+out+" was the baseline of the suite other, and this is a run of little")
	again, err := os.ReadFile(out)
	require.NoError(t, err)
	require.Equal(t, string(b), string(again))

	require.NoError(t, os.WriteFile(out, []byte("# suite: little@1:0\n\nz action 1 - zoe\n"), 0o600))
	_, errs = bless(run)
	require.Contains(t, errs, "no case and criterion in common")

	s, err := os.ReadFile(suite)
	require.NoError(t, err)
	bounded := strings.Replace(string(s), "{cluster: case}", "{cluster: case, thresholds: [{figure: score, at_least: 5}]}", 1)
	require.NoError(t, os.WriteFile(suite, []byte(bounded), 0o600))
	code, report, errs := mockstar(t, "eval", "run", suite, "--model", "hostile:parrot", "--filter", "group=ann", "--format", "json")
	require.Equal(t, 1, code, errs)
	file := filepath.Join(dir, "r.json")
	require.NoError(t, os.WriteFile(file, []byte(report), 0o600))
	_, errs = bless(file)
	require.Contains(t, errs, "warning: stub run: the replies are scripted")
	require.Contains(t, errs, "warning: it has only the cases chosen by group=ann")
	require.Contains(t, errs, "warning: the suite asks for score at least 5")

	code, text, errs = mockstar(t, "eval", "bless", run, "--reason", "x", "-o", "-")
	require.Equal(t, 0, code, errs)
	require.Equal(t, string(b), text, "nothing but the baseline")
	require.Contains(t, errs, "blessed little@1:")
}

func TestBlessDoubtsAReportOfBeforeThereWereOutcomes(t *testing.T) {
	suite, dir := littleSuite(t), t.TempDir()
	s, err := os.ReadFile(suite)
	require.NoError(t, err)
	broken := strings.Replace(string(s), "gate:", "relations: [{change: repeat, allow: 0, expect: [{must: drop}]}]\ngate:", 1)
	require.NoError(t, os.WriteFile(suite, []byte(broken), 0o600))
	code, report, errs := mockstar(t, "eval", "run", suite, "--format", "json")
	require.Equal(t, 1, code, errs)
	relations := strings.Index(report, `"relations": [`)
	require.Positive(t, relations)
	old := report[:relations] + regexp.MustCompile(`"outcome": "[a-z]+",|"broken": \{[^}]*\},|,\s*"allow": 0`).ReplaceAllString(report[relations:], "")
	require.Contains(t, old, `"failed": true`)
	for _, tt := range []struct{ name, text, doubt string }{
		{"new.json", report, "did not drop, as they must"},
		{"old.json", old, "more than the suite allows are not as they must be"},
	} {
		file := filepath.Join(dir, tt.name)
		require.NoError(t, os.WriteFile(file, []byte(tt.text), 0o600))
		code, _, errs = mockstar(t, "eval", "bless", file, "--reason", "x", "-o", filepath.Join(dir, tt.name+".baseline"))
		require.Equal(t, 0, code, errs)
		require.Regexp(t, `warning: answers changed by repeat: of \d+ marks .*`+tt.doubt, errs)
	}
}
