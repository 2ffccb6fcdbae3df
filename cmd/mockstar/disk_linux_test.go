package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFault80AHomeThatCannotBeWrittenIsRefusedBeforeTheFirstQuestion(t *testing.T) {
	w := newWorld(t)
	w.mount("size=64k")
	require.NoError(t, syscall.Mount("none", w.home, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	code, out, errs := w.run(piped(life...), lifeArgs...)
	require.Equal(t, exitUsage, code)
	require.Empty(t, out)
	require.Contains(t, errs, "read-only file system")
}

func TestFault78AReplyThatFindsNoSpaceIsNotTakenAndNothingElseIsLost(t *testing.T) {
	w := newWorld(t)
	w.mount("size=256k")
	run, answer := w.asking(incidentArgs...)
	ballast := filepath.Join(w.home, "ballast")
	fill(t, ballast)

	replies := slices.Clone(incident)
	replies[0] += strings.Repeat(" I wrote down what I saw at each step.", 120) // more than is left of a block
	_, err := answer.WriteString(piped(replies...))
	require.NoError(t, err)
	require.Equal(t, exitUsage, run.end())
	require.Contains(t, run.stderr(), "no space left on the disk; free some and try again")
	require.Contains(t, run.stderr(), "your last reply is not kept, all before it is")
	require.Contains(t, run.stderr(), "continue with `mockstar resume")
	require.Empty(t, said(w.turns()))

	code, out, errs := w.run(piped(incident...), "interview")
	require.Equal(t, exitUsage, code, "a new one is refused as well")
	require.Empty(t, out)
	require.Contains(t, errs, "no space left on the disk")

	require.NoError(t, os.Remove(ballast))
	code, out, errs = w.run(piped(replies...), "resume")
	require.Zero(t, code, errs)
	require.Contains(t, out, "Practise first")
	require.Equal(t, replies, said(w.turns()))
}

// mount puts a file system of its own under the home.
func (w *world) mount(options string) {
	w.t.Helper()
	require.NoError(w.t, os.Mkdir(w.home, 0o700))
	if err := syscall.Mount("none", w.home, "tmpfs", 0, options); err != nil {
		w.t.Skipf("mounting a small file system needs more rights: %v", err)
	}
	w.t.Cleanup(func() { require.NoError(w.t, syscall.Unmount(w.home, 0)) })
}

// fill writes to a file until the disk takes no more.
func fill(t *testing.T, name string) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY, 0o600)
	require.NoError(t, err)
	defer f.Close()
	for block := make([]byte, 4096); err == nil; {
		_, err = f.Write(block)
	}
	require.ErrorIs(t, err, syscall.ENOSPC)
}
