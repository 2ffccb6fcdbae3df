//go:build unix && !race

// The race detector in this process sees nothing of the children that are
// killed here.

package journal

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
)

// The rows of the fault table in which a child is killed, again and again.
func TestFaultOfKills(t *testing.T) {
	t.Run("85 kill -9 at any point loses no acknowledged turn", killLosesNothing)
	t.Run("85 kill -9 at each write, fsync and rename changes no interview", killedAtEach)
}

// A child that records as fast as it can is killed at random points: while it
// starts, or after some turns. Nothing it acknowledged is lost, and the next
// child goes on.
func killLosesNothing(t *testing.T) {
	kills := 40
	if n, err := strconv.Atoi(os.Getenv("MOCKSTAR_KILLS")); err == nil {
		kills = n
	}
	home := t.TempDir()
	rng := rand.New(rand.NewPCG(85, 0))
	recorded := -1
	for range kills {
		acked := killed(t, rng, home)
		store, err := Open(home, Options{})
		require.NoError(t, err)
		s, turns, err := openLatest(store)
		require.NoError(t, err, "the session can be resumed")
		require.GreaterOrEqual(t, len(turns)-1, max(acked, recorded), "what was acknowledged is there")
		for _, turn := range turns {
			require.Equal(t, saidAt(turn.Seq), turn.Text)
		}
		draft, err := s.Draft()
		require.NoError(t, err)
		require.Contains(t, []string{"", fmt.Sprint("draft ", len(turns))}, draft)
		recorded = len(turns) - 1
		require.NoError(t, s.Close())
		require.NoError(t, store.Close())
	}
	require.Positive(t, recorded, "some turns were recorded between the kills")
	t.Attr("promise", fmt.Sprintf("store: %d of %d killed writers resumed, 0 of %d turns lost", kills, kills, recorded+1))
}

// killed runs a child until it is killed and returns the last turn it
// acknowledged, or -1.
func killed(t *testing.T, rng *rand.Rand, home string) int {
	t.Helper()
	c := command(t, "record", home)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())

	more := rng.IntN(15)
	wait := time.Duration(rng.IntN(20_000)) * time.Microsecond
	if rng.IntN(4) > 0 { // else it may die before its first turn
		wait /= 20
		more++
	} else {
		more = 0
	}
	acked := -1
	lines := bufio.NewScanner(out)
	read := func() bool {
		if !lines.Scan() {
			return false
		}
		acked, err = strconv.Atoi(lines.Text())
		require.NoError(t, err)
		return true
	}
	for ; more > 0 && read(); more-- {
	}
	time.Sleep(wait)
	require.NoError(t, c.Process.Kill())
	for read() {
	}
	require.ErrorContains(t, c.Wait(), "killed", "it did not end by itself")
	return acked
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
