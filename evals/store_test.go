package evals_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
)

func TestARunLeavesAFileThatIsCalledLockAlone(t *testing.T) {
	s, dir := small(t), folder(t, "lock", "not to be lost")
	st, err := evals.Create(dir, header(s))
	require.NoError(t, err)
	require.NoError(t, st.Close())
	b, err := os.ReadFile(filepath.Join(dir, "lock"))
	require.NoError(t, err)
	require.Equal(t, "not to be lost", string(b))
}

// The folder of a run is an artifact that people download and go on with.
func TestARunWritesThroughNoLinkOutOfItsFolder(t *testing.T) {
	s := small(t)
	for _, name := range []string{".mockstar.lock", "run.json.tmp", "results.jsonl"} {
		for made, open := range map[string]func(string, evals.Header) (*evals.Store, error){"create": evals.Create, "resume": evals.Resume} {
			t.Run(name+" at "+made, func(t *testing.T) {
				outside := filepath.Join(folder(t, "precious", "not to be lost\n"), "precious")
				dir := t.TempDir()
				if err := os.Symlink(outside, filepath.Join(dir, name)); err != nil {
					t.Skip("no links here: ", err)
				}
				_, err := open(dir, header(s))
				require.Error(t, err)
				b, err := os.ReadFile(outside)
				require.NoError(t, err)
				require.Equal(t, "not to be lost\n", string(b))
			})
		}
	}
}

func TestResumeFindsAResultOfAnotherShardBeforeItPays(t *testing.T) {
	s := some(t, 60)
	shard := func(i int) string {
		return run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(3)}, Shard: evals.Shard{Index: i, Of: 2}})
	}
	one, two := shard(1), shard(2)
	own, err := os.ReadFile(filepath.Join(one, "results.jsonl"))
	require.NoError(t, err)
	other, err := os.ReadFile(filepath.Join(two, "results.jsonl"))
	require.NoError(t, err)
	require.NotEmpty(t, own)
	require.NotEmpty(t, other)
	name := filepath.Join(one, "results.jsonl")
	require.NoError(t, os.WriteFile(name, append(own, other...), 0o600))
	h := header(s)
	h.Shard = "1/2"
	_, err = evals.Resume(one, h)
	var damage *evals.DamageError
	require.ErrorAs(t, err, &damage)
	require.Equal(t, strings.Count(string(own), "\n")+1, damage.Line)
	require.Regexp(t, `results\.jsonl:\d+ is of another run: case \S+ is not of shard 1/2\ndelete that line: this run lacks nothing without it$`, err.Error())
	_, err = evals.ReadMarks(one)
	require.ErrorContains(t, err, "delete that line: this run lacks nothing without it", "a report says the same")
	require.NoError(t, os.WriteFile(name, own, 0o600))
	st, err := evals.Resume(one, h)
	require.NoError(t, err, "as was advised")
	require.NoError(t, st.Close())
}
