package lock_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/internal/lock"
)

func folder(t *testing.T) (*os.Root, string) {
	t.Helper()
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, root.Close()) })
	return root, dir
}

func TestALockIsHeldUntilItIsClosed(t *testing.T) {
	root, dir := folder(t)
	f, err := lock.Take(root, "l")
	require.NoError(t, err)
	b, err := os.ReadFile(filepath.Join(dir, "l"))
	require.NoError(t, err)
	require.Equal(t, strconv.Itoa(os.Getpid())+"\n", string(b))
	_, err = lock.Take(root, "l")
	var held *lock.HeldError
	require.ErrorAs(t, err, &held)
	require.Equal(t, os.Getpid(), held.PID)
	require.NoError(t, f.Close())
	f, err = lock.Take(root, "l")
	require.NoError(t, err, "what an ended process left is taken over")
	require.NoError(t, f.Close())
}

func TestALockIsTakenOverWhateverAnEndOfItsProcessLeft(t *testing.T) {
	for name, left := range map[string]string{"a pid": "2466\n", "half a pid": "24", "nothing": "", "zeros": "\x00\x00\x00\x00\x00"} {
		t.Run(name, func(t *testing.T) {
			root, dir := folder(t)
			require.NoError(t, os.WriteFile(filepath.Join(dir, "l"), []byte(left), 0o600))
			f, err := lock.Take(root, "l")
			require.NoError(t, err)
			require.NoError(t, f.Close())
		})
	}
}

func TestALockTouchesNothingThatIsNotOurs(t *testing.T) {
	const text = "not to be lost"
	link := func(to string) func(*testing.T, string) {
		return func(t *testing.T, at string) {
			if err := os.Symlink(to, at); err != nil {
				t.Skip("no links here: ", err)
			}
		}
	}
	for name, put := range map[string]func(*testing.T, string){
		"a file":                    func(t *testing.T, at string) { require.NoError(t, os.WriteFile(at, []byte(text), 0o600)) },
		"a long number":             func(t *testing.T, at string) { require.NoError(t, os.WriteFile(at, make([]byte, 33), 0o600)) },
		"a folder":                  func(t *testing.T, at string) { require.NoError(t, os.Mkdir(at, 0o700)) },
		"a link within the folder":  link("inside"),
		"a link out of the folder":  link(filepath.Join("..", "precious")),
		"a link to what is no file": link("nothing"),
		"a link to a lock of ours":  link("lock"),
	} {
		t.Run(name, func(t *testing.T) {
			above := t.TempDir()
			dir := filepath.Join(above, "run")
			at := filepath.Join(dir, "l")
			require.NoError(t, os.Mkdir(dir, 0o700))
			kept := map[string]string{filepath.Join(above, "precious"): text, filepath.Join(dir, "inside"): "", filepath.Join(dir, "lock"): "1\n"}
			for name, text := range kept {
				require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
			}
			put(t, at)
			was, _ := os.ReadFile(at)
			root, err := os.OpenRoot(dir)
			require.NoError(t, err)
			defer root.Close()
			f, err := lock.Take(root, "l")
			var foreign *lock.ForeignError
			require.ErrorAs(t, err, &foreign)
			require.Nil(t, f)
			is := "a file of something else"
			switch {
			case strings.HasPrefix(name, "a link"):
				is = "a link"
			case name == "a folder":
				is = "not a file"
			}
			require.ErrorContains(t, err, at+" is "+is+" and no lock of mockstar")
			require.ErrorContains(t, err, "move it elsewhere")
			for name, text := range kept {
				b, err := os.ReadFile(name)
				require.NoError(t, err)
				require.Equal(t, text, string(b), name)
			}
			now, _ := os.ReadFile(at)
			require.Equal(t, was, now)
			require.NoFileExists(t, filepath.Join(dir, "nothing"))
		})
	}
}
