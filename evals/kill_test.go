//go:build unix && !race

// The race detector in this process sees nothing of the children that are
// killed here.

package evals_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
)

// TestARunKilledAgainAndAgainPaysForNothingTwice kills a run of 5,000 cases
// twenty times, each time at another moment, and lets it come to its end.
func TestARunKilledAgainAndAgainPaysForNothingTwice(t *testing.T) {
	const cases, kills, part = 5000, 20, 200
	s := large(t, cases)
	whole := asJSON(t, report(t, run(t, s, evals.Runner{Graders: []interviewer.Grader{graderFunc(instant)}})))

	rng := rand.New(rand.NewPCG(5000, 0))
	dir := filepath.Join(t.TempDir(), "run")
	kept := map[string]bool{}
	for n := 0; ; n++ {
		self, err := os.Executable()
		require.NoError(t, err)
		left := 1 + rng.IntN(part)
		stop := left + rng.IntN(cases/kills-part) + 1
		if n == kills {
			left, stop = 0, 0
		}
		c := exec.Command(self, s.File(), dir, strconv.Itoa(stop))
		c.Env, c.Stderr = append(os.Environ(), childEnv+"=1"), os.Stderr
		out, err := c.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, c.Start())
		told := bufio.NewScanner(out)
		for told.Scan() {
			require.False(t, kept[told.Text()], "%s was kept before, and is paid for again", told.Text())
			kept[told.Text()] = true
			if left--; left == 0 {
				require.NoError(t, c.Process.Kill())
			}
		}
		if err := c.Wait(); n == kills {
			require.NoError(t, err)
			break
		} else {
			require.ErrorContains(t, err, "killed")
		}
		onDisk := map[string]bool{}
		for _, line := range strings.SplitAfter(content(t, filepath.Join(dir, "results.jsonl")), "\n") {
			var r evals.Result
			if strings.HasSuffix(line, "\n") {
				require.NoError(t, json.Unmarshal([]byte(line), &r))
				require.False(t, onDisk[r.ID], "%s is there twice", r.ID)
				onDisk[r.ID] = true
			}
		}
		for id := range kept {
			require.True(t, onDisk[id], "%s was kept, and is lost", id)
		}
		require.LessOrEqual(t, len(onDisk)-len(kept), 2*childCalls, "what was kept and not told of yet")
		kept = onDisk
	}
	require.Equal(t, whole, asJSON(t, report(t, dir)))
	t.Attr("promise", fmt.Sprintf("evals: %d of %d kills of a run of %d cases resumed to the same report", kills, kills, cases))
}

func content(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(b)
}
