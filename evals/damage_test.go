package evals_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/internal/lock"
	"mockstar/interviewer"
)

func TestFault81TwoProcessesCannotWriteOneRun(t *testing.T) {
	s, dir := small(t), t.TempDir()
	for _, open := range []func(string, evals.Header) (*evals.Store, error){evals.Create, evals.Resume} {
		st, err := open(dir, header(s))
		require.NoError(t, err)
		for _, again := range []func(string, evals.Header) (*evals.Store, error){evals.Create, evals.Resume} {
			_, err := again(dir, header(s))
			var held *lock.HeldError
			require.ErrorAs(t, err, &held)
			require.Equal(t, os.Getpid(), held.PID)
			require.ErrorContains(t, err, "finish there first")
		}
		require.NoError(t, st.Close())
	}
	other := header(s)
	other.Model = "another"
	_, err := evals.Resume(dir, other)
	require.ErrorContains(t, err, "the model differs")
	st, err := evals.Resume(dir, header(s))
	require.NoError(t, err, "who was refused left no lock behind")
	require.NoError(t, st.Close())
}

// Whatever writes there too destroys nothing that stands there.
func TestResultsAreAddedAtTheEndOfTheFile(t *testing.T) {
	s, dir := small(t), t.TempDir()
	st, err := evals.Create(dir, header(s))
	require.NoError(t, err)
	require.NoError(t, st.Append(evals.Result{ID: "a"}))
	name := filepath.Join(dir, "results.jsonl")
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString("\n\n")
	require.NoError(t, errors.Join(err, f.Close()))
	require.NoError(t, st.Append(evals.Result{ID: "b"}))
	require.NoError(t, st.Close())
	st, err = evals.Resume(dir, header(s))
	require.NoError(t, err)
	require.NoError(t, errors.Join(st.Append(evals.Result{ID: "c"}), st.Close()))
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Regexp(t, `^{[^\n]*"id":"a"[^\n]*}\n\n\n{[^\n]*"id":"b"[^\n]*}\n{[^\n]*"id":"c"[^\n]*}\n$`, string(b))
}

func TestDamagedResultsSayWhatToDo(t *testing.T) {
	s := some(t, 60)
	good := run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(3)}})
	b, err := os.ReadFile(filepath.Join(good, "results.jsonl"))
	require.NoError(t, err)
	h, err := os.ReadFile(filepath.Join(good, "run.json"))
	require.NoError(t, err)
	lines := strings.SplitAfter(string(b), "\n")
	lines = lines[:len(lines)-1]
	last := len(lines) - 1
	with := func(i int, text string) string {
		return strings.Join(lines[:i], "") + text + strings.Join(lines[i+1:], "")
	}
	for name, tt := range map[string]struct{ results, header, want string }{
		"a quote is another byte":   {with(1, strings.Replace(lines[1], `"seq"`, `"seq!`, 1)), string(h), `results\.jsonl:2 is damaged: .*\ndelete that line, then go on with the run by its own command and --resume`},
		"a line without a case":     {with(0, strings.Replace(lines[0], `"id"`, `"ie"`, 1)), string(h), `results\.jsonl:1 is damaged: it names no case\n`},
		"half a line in the middle": {with(1, lines[1][:20]+"\n"), string(h), `results\.jsonl:2 is damaged`},
		"half of the header":        {string(b), string(h[:len(h)/2]), `run\.json is damaged, or of another version of mockstar: .*\ntake it from a copy of the run`},
		"the last line is cut":      {with(last, lines[last][:20]), string(h), `results\.jsonl:\d+ was cut off: the run was killed, or goes on still\ngo on with it by its own command and --resume`},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, "results.jsonl", tt.results, "run.json", tt.header)
			_, err := evals.ReadMarks(dir)
			var damage *evals.DamageError
			require.ErrorAs(t, err, &damage)
			require.Regexp(t, tt.want, err.Error())
			st, err := evals.Resume(dir, header(s))
			if damage.Torn {
				require.NoError(t, errors.Join(err, st.Close()))
				_, err = evals.ReadMarks(dir)
				require.NoError(t, err, "resuming mended it")
				return
			}
			require.ErrorAs(t, err, &damage)
			require.Regexp(t, tt.want, err.Error())
		})
	}
	twice := folder(t, "results.jsonl", string(b)+strings.Replace(lines[0], `"sample":0`, `"sample":9`, 1), "run.json", string(h))
	_, err = evals.ReadMarks(twice)
	var damage *evals.DamageError
	require.ErrorAs(t, err, &damage)
	require.ErrorContains(t, err, "the results are damaged: a reading of case")
}
