//go:build unix

package evals_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
)

// blessing is the first argument of a child that blesses.
const blessing = "bless"

// manyMarks are a baseline that takes many writes.
func manyMarks() *evals.Blessing {
	b := &evals.Blessing{Marks: evals.Marks{Suite: "s@1:0"}}
	for i := range 20_000 {
		b.Entries = append(b.Entries, evals.Entry{Case: fmt.Sprintf("c%05d", i), Criterion: "depth", Level: 3, Group: "g"})
	}
	return b
}

// blessAgainAndAgain writes a baseline until it is killed.
func blessAgainAndAgain(name string) error {
	b := manyMarks()
	for {
		if err := b.Write(name); err != nil {
			return err
		}
	}
}

func TestABlessThatIsKilledHarmsNothingAndIsClearedAway(t *testing.T) {
	dir := t.TempDir()
	name, other := filepath.Join(dir, "b"), filepath.Join(dir, ".b.notes")
	var whole bytes.Buffer
	require.NoError(t, manyMarks().WriteBaseline(&whole))
	require.NoError(t, os.WriteFile(name, []byte("# suite: s@1:0\n\na depth 1 - g\n"), 0o600))
	require.NoError(t, os.WriteFile(other, []byte("not to be lost"), 0o600))
	files := func() []string {
		all, err := filepath.Glob(filepath.Join(dir, "*b*"))
		require.NoError(t, err)
		return all
	}
	self, err := os.Executable()
	require.NoError(t, err)
	left := 0
	for kills := 0; left < 2; kills++ { // the second finds what the first left
		require.Less(t, kills, 100, "no kill came while it wrote")
		was, err := os.ReadFile(name)
		require.NoError(t, err)
		c := exec.Command(self, blessing, name)
		c.Env, c.Stderr = append(os.Environ(), childEnv+"=1"), os.Stderr
		require.NoError(t, c.Start())
		before := files()
		for tries := 0; slices.Equal(files(), before) && tries < 10_000; tries++ {
			time.Sleep(time.Millisecond / 10)
		}
		require.NoError(t, c.Process.Kill())
		if err := c.Wait(); err != nil { // else it was done before the signal came
			require.ErrorContains(t, err, "killed")
		}
		is, err := os.ReadFile(name)
		require.NoError(t, err)
		if !bytes.Equal(is, was) {
			require.Equal(t, whole.String(), string(is), "a baseline is there whole or not at all")
		}
		if len(files()) == 3 {
			left++
		}
	}
	require.NoError(t, manyMarks().Write(name))
	require.ElementsMatch(t, []string{name, other}, files(), "nothing is left of any")
	is, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, whole.String(), string(is))
	info, err := os.Stat(name)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode(), "as it was")
}
