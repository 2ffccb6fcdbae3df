package evals_test

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/evals"
	"mockstar/interviewer"
)

// unprivileged makes the files of this thread those of nobody in particular:
// root can write to any folder.
func unprivileged(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	runtime.LockOSThread()
	require.NoError(t, syscall.Setfsuid(65534))
	t.Cleanup(func() {
		require.NoError(t, syscall.Setfsuid(0))
		runtime.UnlockOSThread()
	})
}

func TestARunInAFolderThatIsOnlyReadIsReportedOnInstead(t *testing.T) {
	s := small(t)
	dir := run(t, s, evals.Runner{Graders: []interviewer.Grader{flat(3)}})
	empty := t.TempDir()
	require.NoError(t, os.Remove(filepath.Join(dir, ".mockstar.lock")))
	for _, dir := range []string{dir, empty} {
		require.NoError(t, os.Chmod(filepath.Dir(dir), 0o755)) // for whom unprivileged is
		require.NoError(t, os.Chmod(dir, 0o555))
		t.Cleanup(func() { require.NoError(t, os.Chmod(dir, 0o700)) })
	}
	unprivileged(t)
	_, err := evals.Resume(dir, header(s))
	require.ErrorIs(t, err, os.ErrPermission)
	require.ErrorContains(t, err, "\nto report on what is there without writing to it: mockstar eval merge "+dir+"\nto go on with the run: copy it to a folder")
	for _, name := range []string{empty, filepath.Join(empty, "new")} {
		_, err = evals.Create(name, header(s))
		require.ErrorIs(t, err, os.ErrPermission)
		require.ErrorContains(t, err, "\nname a folder that you can write to")
	}
}
