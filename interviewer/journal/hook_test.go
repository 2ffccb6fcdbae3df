//go:build unix

package journal

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
)

// A fatalDisk is a real folder on which the process is killed at one of its
// operations: before it happens, or, when half is set, in the middle of a write.
// It does not really sync, which takes long: a kill loses nothing that was written.
type fatalDisk struct {
	rootDisk
	left *int // operations until the last
	half bool
}

func (d fatalDisk) at(op string) {
	if *d.left--; *d.left > 0 {
		return
	}
	fmt.Println("killed at", op)
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {} // until the signal arrives
}

func (d fatalDisk) open(name string, flag int) (file, error) {
	if flag&(os.O_CREATE|os.O_TRUNC) != 0 {
		d.at("create " + name)
	}
	f, err := d.rootDisk.open(name, flag)
	if err != nil {
		return nil, err
	}
	return fatalFile{f, d, name}, nil
}

func (d fatalDisk) mkdir(name string) error {
	d.at("mkdir")
	return d.rootDisk.mkdir(name)
}

func (d fatalDisk) rename(from, to string) error {
	d.at("rename")
	return d.rootDisk.rename(from, to)
}

func (d fatalDisk) removeAll(name string) error {
	d.at("remove")
	return d.rootDisk.removeAll(name)
}

func (d fatalDisk) syncDir(name string) error {
	d.at("fsync of a folder")
	return nil
}

func (d fatalDisk) lock(name string) (io.Closer, error) {
	d.at("lock")
	return d.rootDisk.lock(name)
}

type fatalFile struct {
	file
	d    fatalDisk
	name string
}

func (f fatalFile) WriteAt(p []byte, off int64) (int, error) {
	if *f.d.left == 1 && f.d.half {
		if n, err := f.file.WriteAt(p[:len(p)/2], off); err != nil {
			return n, err
		}
	}
	f.d.at("write " + f.name)
	return f.file.WriteAt(p, off)
}

func (f fatalFile) Sync() error {
	f.d.at("fsync of a file")
	return nil
}

func (f fatalFile) Truncate(size int64) error {
	f.d.at("truncate")
	return f.file.Truncate(size)
}

func openFatal(home string, n int, half bool) (*Store, error) {
	d, err := makeRoot(filepath.Join(home, "sessions"))
	if err != nil {
		return nil, err
	}
	return openOn(fatalDisk{d, &n, half}, Options{})
}

// never is more operations than there are.
const never = 1 << 30

// childInterview holds the interview of [baker] until it is killed at the nth
// operation on the disk, or to its end.
func childInterview(home string, args []string) error {
	n, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	store, err := openFatal(home, n, args[1] == "half")
	if err != nil {
		return err
	}
	return hold(context.Background(), store, plain(), &script{}, func(t interviewer.Turn) { fmt.Println("kept", t.Seq) })
}

// killedAtEach holds the interview in a child again and again, and kills it at
// its first operation on the disk, its second, and so on to its last. Each time
// the interview goes on from what is there.
func killedAtEach(t *testing.T) {
	var whole []interviewer.Turn
	store, err := openFatal(t.TempDir(), never, false)
	require.NoError(t, err)
	require.NoError(t, hold(t.Context(), store, plain(), &script{}, func(turn interviewer.Turn) { whole = append(whole, turn) }))
	require.NoError(t, store.Close())
	want := course(whole)
	require.Len(t, said(whole), len(baker), "the interview has come to take another course; change baker")

	var ops []string // what the disk is asked to do, in order
	at := map[string]int{}
	kill := func(n int, how string) bool {
		home := filepath.Join(t.TempDir(), "home")
		var out bytes.Buffer
		c := command(t, "interview", home, strconv.Itoa(n), how)
		c.Stdout, c.Stderr = &out, os.Stderr
		if c.Run() == nil {
			return false // it has fewer operations than n
		}
		require.Equal(t, syscall.SIGKILL, c.ProcessState.Sys().(syscall.WaitStatus).Signal())
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		op, found := strings.CutPrefix(lines[len(lines)-1], "killed at ")
		require.True(t, found, out.String())
		kind, _, _ := strings.Cut(op, " ")
		ops = append(ops, kind)
		at[kind]++
		require.Equal(t, want, course(resumed(t, home, strings.Count(out.String(), "kept "))), "killed at operation %d, %s", n, op)
		return true
	}
	for n := 1; kill(n, "before"); n++ {
	}
	for i, kind := range slices.Clone(ops) {
		if kind == "write" {
			require.True(t, kill(i+1, "half"))
		}
	}
	kills := len(ops)
	require.Greater(t, at["write"], 2*len(whole))
	require.Greater(t, at["fsync"], len(whole))
	require.Positive(t, at["rename"])
	t.Attr("promise", fmt.Sprintf("hooks: %d of %d resumed; %d kills at or in a write, %d at an fsync, %d at a rename", kills, kills, at["write"], at["fsync"], at["rename"]))
}

func said(turns []interviewer.Turn) []interviewer.Turn {
	var all []interviewer.Turn
	for _, t := range turns {
		if t.Kind == interviewer.Replied {
			all = append(all, t)
		}
	}
	return all
}

// resumed goes on with the interview in home to its end and returns its turns.
// At least so many turns must be there already.
func resumed(t *testing.T, home string, kept int) []interviewer.Turn {
	t.Helper()
	store, err := openFatal(home, never, false)
	require.NoError(t, err)
	defer store.Close()
	sums, err := store.List()
	require.NoError(t, err)
	turns := 0
	for _, s := range sums {
		require.NotEqual(t, IsDamaged, s.State)
		if s.State != IsEmpty {
			past, err := store.Read(s.ID)
			require.NoError(t, err)
			turns = len(past)
		}
	}
	require.GreaterOrEqual(t, turns, kept, "what was durable is there")
	if len(sums) == 0 || sums[0].State != IsClosed {
		require.NoError(t, hold(t.Context(), store, plain(), &script{}, func(interviewer.Turn) {}))
	}
	sums, err = store.List()
	require.NoError(t, err)
	for _, s := range sums {
		if s.State == IsClosed {
			past, err := store.Read(s.ID)
			require.NoError(t, err)
			return past
		}
	}
	require.Fail(t, "no interview came to its end")
	return nil
}
