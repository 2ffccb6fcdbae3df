//go:build unix

package journal

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// The test binary is its own child: with this variable set it does what the
// arguments say instead of running tests.
const childEnv = "MOCKSTAR_JOURNAL_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) == "" {
		os.Exit(m.Run())
	}
	if err := child(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func child(what, home string, args []string) error {
	switch what {
	case "umask":
		return childUnderUmask(home, args[0])
	case "interview":
		return childInterview(home, args)
	}
	store, err := Open(home, Options{})
	if err != nil {
		return err
	}
	s, past, err := openLatest(store)
	if err != nil {
		return err
	}
	if what == "hold" {
		fmt.Println("held")
		_, err := io.Copy(io.Discard, os.Stdin) // until killed
		return err
	}
	for k := after(past); ; {
		if err := s.SaveDraft(fmt.Sprint("draft ", k.seq)); err != nil {
			return err
		}
		t := k.replied(saidAt(k.seq))
		if err := s.Record(t); err != nil {
			return err
		}
		fmt.Println(t.Seq) // acknowledged
	}
}

// saidAt is a text of its own for each turn, of very different lengths.
func saidAt(seq int) string { return fmt.Sprint(seq, strings.Repeat(" and so on", seq*seq%977)) }

// nobody is an account without any rights of root.
const nobody = 65534

func childUnderUmask(home, mask string) error {
	bits, err := strconv.ParseInt(mask, 8, 32)
	if err != nil {
		return err
	}
	syscall.Umask(int(bits))
	if os.Getuid() == 0 {
		if err := syscall.Setuid(nobody); err != nil {
			return err
		}
	}
	store, err := Open(home, Options{})
	if err != nil {
		return err
	}
	s, err := store.Create()
	if err != nil {
		return err
	}
	for _, t := range conversation() {
		if err := s.Record(t); err != nil {
			return err
		}
	}
	return s.SaveDraft("so far")
}

func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	c := exec.Command(self, args...)
	c.Env = append(os.Environ(), childEnv+"=1")
	return c
}

// The rows of the fault table that need a second process or a real disk.
func TestFaultOfProcess(t *testing.T) {
	t.Run("80 a folder that cannot be written is refused at once", readOnly)
	t.Run("81 a session that is open in another process is refused until that ends", secondProcess)
}

func secondProcess(t *testing.T) {
	home := t.TempDir()
	store, err := Open(home, Options{})
	require.NoError(t, err)
	s, err := store.Create()
	require.NoError(t, err)
	recordAll(t, s, conversation()...)
	require.NoError(t, s.Close())

	c := command(t, "hold", home)
	_, err = c.StdinPipe()
	require.NoError(t, err)
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	_, err = bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)

	_, _, err = store.Resume(s.ID())
	held := new(LockedError)
	require.ErrorAs(t, err, &held)
	require.Equal(t, c.Process.Pid, held.PID)
	require.ErrorContains(t, err, fmt.Sprintf("process %d has it open", c.Process.Pid))
	t.Attr("promise", fmt.Sprintf("lock: refused, and process %d named", c.Process.Pid))
	require.ErrorAs(t, store.Delete(s.ID()), &held)

	require.NoError(t, c.Process.Kill())
	require.Error(t, c.Wait())
	_, _, err = store.Resume(s.ID())
	require.NoError(t, err, "a lock dies with its process")
}

// homeOfNobody is a home that the child may use without the rights of root.
func homeOfNobody(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "journal")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(dir)) })
	if os.Getuid() == 0 {
		require.NoError(t, os.Chown(dir, nobody, nobody))
	}
	return dir
}

func TestModes(t *testing.T) {
	for _, mask := range []string{"0000", "0022", "0077"} {
		t.Run("nobody else can read a thing under umask "+mask, func(t *testing.T) {
			home := homeOfNobody(t)
			out, err := command(t, "umask", filepath.Join(home, "new"), mask).CombinedOutput()
			require.NoError(t, err, "%s", out)
			seen := 0
			require.NoError(t, filepath.WalkDir(filepath.Join(home, "new"), func(name string, e fs.DirEntry, err error) error {
				require.NoError(t, err)
				info, err := e.Info()
				require.NoError(t, err)
				want := fs.FileMode(0o600)
				if e.IsDir() {
					want = fs.ModeDir | 0o700
				}
				require.Equal(t, want, info.Mode(), name)
				seen++
				return nil
			}))
			require.Equal(t, 6, seen, "new, sessions, the session, transcript, draft and lock")
		})
	}
	for _, mask := range []string{"0777", "0700", "0200", "0400", "0100"} {
		t.Run("a umask that shuts out the owner is refused at once: "+mask, func(t *testing.T) {
			home := homeOfNobody(t)
			out, err := command(t, "umask", home, mask).CombinedOutput()
			require.Error(t, err)
			require.Contains(t, string(out), "open store: ")
			require.Contains(t, string(out), "permission denied")
		})
	}
}

func readOnly(t *testing.T) {
	home := homeOfNobody(t)
	require.NoError(t, os.Chmod(home, 0o500))
	out, err := command(t, "umask", home, "0022").CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "open store: ")
	require.Contains(t, string(out), "permission denied")

	require.NoError(t, os.Chmod(home, 0o700))
	store, err := Open(home, Options{})
	require.NoError(t, err)
	require.NoError(t, store.Close())
	require.NoError(t, os.Chmod(filepath.Join(home, "sessions"), 0o555))
	out, err = command(t, "umask", home, "0022").CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "no answers can be kept in "+filepath.Join(home, "sessions"))
}
