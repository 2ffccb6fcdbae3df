package evals_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"mockstar/evals"
)

func oneMark() *evals.Blessing {
	return &evals.Blessing{Marks: evals.Marks{Suite: "s@1:0", Entries: []evals.Entry{{Case: "c", Criterion: "depth", Level: 3, Group: "g"}}}}
}

func TestBlessesAtOneTimeLeaveEachOtherAlone(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "b")
	b := oneMark()
	var all errgroup.Group
	for range 8 {
		all.Go(func() error {
			for range 20 {
				if err := b.Write(name); err != nil {
					return err
				}
			}
			return nil
		})
	}
	require.NoError(t, all.Wait())
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 1)
}

func TestABlessClearsAwayOnlyWhatNobodyWrites(t *testing.T) {
	self, err := os.Executable()
	require.NoError(t, err)
	ended := exec.Command(self, "-test.run=^$")
	ended.Env = append(os.Environ(), "MOCKSTAR_EVALS_CHILD=")
	require.NoError(t, ended.Run())
	gone, alive := ".b.blessing-"+strconv.Itoa(ended.Process.Pid), ".b.blessing-"+strconv.Itoa(os.Getppid())
	dir := folder(t, gone, "", gone+"-X", "", alive, "", alive+"-X", "", alive+"-OLD", "", ".b.blessing-notes", "", ".c.blessing-1", "")
	old := time.Now().Add(-2 * time.Hour)
	require.NoError(t, os.Chtimes(filepath.Join(dir, alive+"-OLD"), old, old))
	require.NoError(t, oneMark().Write(filepath.Join(dir, "b")))
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	var left []string
	for _, f := range files {
		left = append(left, f.Name())
	}
	require.ElementsMatch(t, []string{"b", alive, alive + "-X", ".b.blessing-notes", ".c.blessing-1"}, left)
}

func TestABlessKeepsALink(t *testing.T) {
	dir := folder(t, "real", "", "other", "not to be lost")
	link, dangling := filepath.Join(dir, "link"), filepath.Join(dir, "dangling")
	if err := os.Symlink("real", link); err != nil {
		t.Skip("no links here: ", err)
	}
	require.NoError(t, os.Symlink("nowhere", dangling))
	b := oneMark()
	require.NoError(t, b.Write(link))
	text, err := os.ReadFile(filepath.Join(dir, "real"))
	require.NoError(t, err)
	require.Contains(t, string(text), "depth")
	require.ErrorContains(t, b.Write(dangling), dangling+" is a link to what is not there: name the file itself")
	for name, to := range map[string]string{link: "real", dangling: "nowhere"} {
		is, err := os.Readlink(name)
		require.NoError(t, err, "a link still")
		require.Equal(t, to, is)
	}
	require.NoFileExists(t, filepath.Join(dir, "nowhere"))
}
