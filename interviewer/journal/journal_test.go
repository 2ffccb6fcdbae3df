package journal

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSessionOnARealDisk(t *testing.T) {
	home := filepath.Join(t.TempDir(), "new", "home")
	store, err := Open(home, Options{})
	require.NoError(t, err)
	defer store.Close()
	turns := conversation()

	s, err := store.Create()
	require.NoError(t, err)
	recordAll(t, s, turns[:2]...)
	require.NoError(t, s.SaveDraft("so far"))
	_, _, err = store.Resume(s.ID())
	held := new(LockedError)
	require.ErrorAs(t, err, &held)
	require.Equal(t, os.Getpid(), held.PID)
	require.NoError(t, s.Close())

	transcript := filepath.Join(home, "sessions", s.ID(), transcriptFile)
	f, err := os.OpenFile(transcript, os.O_WRONLY|os.O_APPEND, 0)
	require.NoError(t, err)
	_, err = f.WriteString(`{"seq":2,`)
	require.NoError(t, err)
	require.NoError(t, f.Close())

	s, got, err := store.Resume(s.ID())
	require.NoError(t, err)
	require.Equal(t, turns[:2], got)
	require.NotEmpty(t, s.Note())
	draft, err := s.Draft()
	require.NoError(t, err)
	require.Equal(t, "so far", draft)
	recordAll(t, s, turns[2:]...)
	require.NoError(t, s.Close())

	b, err := os.ReadFile(transcript)
	require.NoError(t, err)
	require.Equal(t, string(encode(t, turns...)), string(b))
	require.Equal(t, []string{
		"sessions", "sessions/" + s.ID(), "sessions/" + s.ID() + "/lock",
		"sessions/" + s.ID() + "/transcript.jsonl", "sessions/" + s.ID() + "/transcript.torn-1",
	}, tree(t, home))

	require.NoError(t, store.Delete(s.ID()))
	require.Equal(t, []string{"sessions"}, tree(t, home))
	require.ErrorIs(t, store.Delete(s.ID()), ErrNoSession)
}

// tree lists what is below dir, sorted.
func tree(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	require.NoError(t, fs.WalkDir(os.DirFS(dir), ".", func(name string, _ fs.DirEntry, err error) error {
		if name != "." {
			names = append(names, name)
		}
		return err
	}))
	return names
}

func TestOpen(t *testing.T) {
	t.Run("a file where a folder belongs is refused by name", func(t *testing.T) {
		dir := t.TempDir()
		for _, home := range []string{"file", "file/below", "home"} {
			require.NoError(t, os.MkdirAll(filepath.Join(dir, "home"), 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o600))
			require.NoError(t, os.WriteFile(filepath.Join(dir, "home", "sessions"), nil, 0o600))
			_, err := Open(filepath.Join(dir, home), Options{})
			require.ErrorContains(t, err, "is not a folder; name another one")
		}
	})
	t.Run("a store that should exist is not made", func(t *testing.T) {
		home := filepath.Join(t.TempDir(), "home")
		_, err := Open(home, Options{Existing: true})
		require.ErrorIs(t, err, fs.ErrNotExist)
		require.NoDirExists(t, home)
	})
	t.Run("a folder that is there is used, and what else is in it is left alone", func(t *testing.T) {
		home := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(home, "progress.json"), []byte("{}"), 0o644))
		store, err := Open(home, Options{})
		require.NoError(t, err)
		require.NoError(t, store.Close())
		require.Equal(t, []string{"progress.json", "sessions"}, tree(t, home))
	})
}

func TestCreate(t *testing.T) {
	t.Run("ids tell the minute and are told apart", func(t *testing.T) {
		store := memStore(t, newMemDisk(), 1)
		seen := map[string]bool{}
		for range 50 {
			s, err := store.Create()
			require.NoError(t, err)
			require.True(t, validID(s.ID()), s.ID())
			require.True(t, strings.HasPrefix(s.ID(), "20261122-1200-"), s.ID())
			seen[s.ID()] = true
		}
		require.Len(t, seen, 50)
	})
	t.Run("an id that is taken is not used again", func(t *testing.T) {
		store := memStore(t, newMemDisk(), 1)
		store.rand = bytes.NewReader([]byte("aaaaaaaabbbb"))
		first, err := store.Create()
		require.NoError(t, err)
		second, err := store.Create()
		require.NoError(t, err)
		require.NotEqual(t, first.ID(), second.ID())
	})
	t.Run("chance that never changes is an error", func(t *testing.T) {
		store := memStore(t, newMemDisk(), 1)
		store.rand = zeros{}
		_, err := store.Create()
		require.NoError(t, err)
		_, err = store.Create()
		require.ErrorContains(t, err, "random source")
	})
	t.Run("a failure leaves nothing behind", func(t *testing.T) {
		for _, op := range []string{"mkdir", "create", "syncdir"} {
			d := newMemDisk()
			store := memStore(t, d, 1)
			d.fail = failing(op, fs.ErrPermission)
			_, err := store.Create()
			require.ErrorIs(t, err, fs.ErrPermission, op)
			require.Len(t, d.now, 1, op)
			require.Empty(t, d.locked, op)
		}
	})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestNoSession(t *testing.T) {
	d := newMemDisk()
	store := memStore(t, d, 1)
	empty, err := store.Create()
	require.NoError(t, err)
	require.NoError(t, empty.Close())
	require.NoError(t, d.mkdir("20261122-1200-haff")) // killed before it had a transcript

	for id, want := range map[string]error{
		"20261122-1200-aaaa": ErrNoSession,
		"../secret":          ErrBadID,
		"":                   ErrBadID,
		empty.ID():           ErrEmpty,
		"20261122-1200-haff": ErrEmpty,
	} {
		before := len(d.now)
		_, err := store.Read(id)
		require.ErrorIs(t, err, want, id)
		_, _, err = store.Resume(id)
		require.ErrorIs(t, err, want, id)
		if want != ErrEmpty {
			require.ErrorIs(t, store.Delete(id), want, id)
		}
		require.Len(t, d.now, before, id)
		require.Empty(t, d.locked, id)
	}
}

func FuzzSessionID(f *testing.F) {
	for _, id := range []string{
		"", ".", "..", "../", "../secret", "..\\secret", "/etc/passwd", "C:\\secret", "\\\\host\\share", "CON", "NUL.txt", "COM1",
		"lock", "a/../../secret", "20261122-1200-aaaa", "20261122-1200-aaaa/..", "20261122-1200-aaaa\x00", "20261122-1200-aaaa\n",
		"\x0020261122-1200-aaa", "20261122-1200-AAAA", "20261122-1200-aa/a", "2026/122-1200-aaaa", "20261122/1200-aaaa", "..261122-1200-aaaa", "20261122-1200-a..a", "２0261122-1200-aa", "%2e%2e%2fsecret",
		strings.Repeat("a", 1<<16), strings.Repeat("../", 1000) + "etc/passwd", "sessions", ".probe-aaaa", "20261122-1200-aaaa:stream",
	} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		home := t.TempDir()
		secret := filepath.Join(home, "secret", transcriptFile)
		require.NoError(t, os.Mkdir(filepath.Dir(secret), 0o700))
		require.NoError(t, os.Mkdir(filepath.Join(home, "sessions"), 0o700))
		require.NoError(t, os.WriteFile(secret, encode(t, conversation()...), 0o600))
		before := tree(t, home)

		store, err := Open(home, Options{Existing: true})
		require.NoError(t, err)
		defer store.Close()
		want := ErrBadID
		if validID(id) {
			want = ErrNoSession
			require.Equal(t, filepath.Base(id), id)
			require.True(t, filepath.IsLocal(id))
		}
		_, err = store.Read(id)
		require.ErrorIs(t, err, want)
		_, _, err = store.Resume(id)
		require.ErrorIs(t, err, want)
		require.ErrorIs(t, store.Delete(id), want)
		require.Equal(t, before, tree(t, home))
	})
}

// TestNoIDLeavesTheFolder tries every path that lists of traversals know, where
// they are on this machine, on one store beside a secret.
func TestNoIDLeavesTheFolder(t *testing.T) {
	ids := []string{"..", "../secret", "../../etc/passwd", "..\\secret", "%2e%2e%2fsecret", "20261122-1200-aaaa/../../secret"}
	for _, name := range []string{"path_traversal.txt", "path_traversal_exotic.txt"} {
		if b, err := os.ReadFile("../../../shared/data/naughty/payloadsallthethings/" + name); err == nil {
			ids = append(ids, strings.Split(string(b), "\n")...)
		}
	}
	home := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(home, "secret"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(home, "secret", transcriptFile), encode(t, conversation()...), 0o600))
	store, err := Open(home, Options{})
	require.NoError(t, err)
	defer store.Close()
	before := tree(t, home)
	for _, id := range ids {
		_, err := store.Read(id)
		require.ErrorIs(t, err, ErrBadID, id)
		_, _, err = store.Resume(id)
		require.ErrorIs(t, err, ErrBadID, id)
		require.ErrorIs(t, store.Delete(id), ErrBadID, id)
		// The check of the form is not all: the folder itself lets nothing out.
		for _, name := range []string{id, path.Join(id, transcriptFile), "../secret/" + transcriptFile} {
			if f, err := store.disk.open(name, os.O_RDONLY); err == nil {
				f.Close()
				require.True(t, filepath.IsLocal(name), name)
			}
		}
	}
	require.Equal(t, before, tree(t, home))
	t.Attr("promise", fmt.Sprintf("ids: %d paths as session ids, 0 left the folder", len(ids)))
}
