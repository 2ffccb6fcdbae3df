//go:build !race

// The race detector in this process sees nothing of the children that are
// killed here.

package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"mockstar/interviewer"
)

// kills is how many processes are killed, unless MOCKSTAR_KILLS says how many.
const kills = 30

// A deed is what a turn says and does, without when it happened.
type deed struct {
	Kind     interviewer.Kind
	Question string
	Move     interviewer.Move
	Probe    string
	Text     string
	As       interviewer.Reply
	Score    float64
}

func deeds(turns []interviewer.Turn) []deed {
	var all []deed
	for _, t := range turns {
		if t.Kind == interviewer.Resumed {
			continue
		}
		d := deed{Kind: t.Kind, Question: t.Question, Move: t.Move, Probe: t.Probe, Text: t.Text, As: t.As}
		if t.Sheet != nil && t.Sheet.Score != nil {
			d.Score = *t.Sheet.Score
		}
		all = append(all, d)
	}
	return all
}

// An interview that is killed, and killed again while it resumes, ends with
// the very transcript that it would have had.
func TestFault85AnInterviewKilledAnywhereGoesOnAsIfItHadNot(t *testing.T) {
	whole := newWorld(t)
	code, _, errs := whole.run(piped(life...), lifeArgs...)
	require.Zero(t, code, errs)
	want := deeds(whole.turns())
	require.Equal(t, life, said(whole.turns()), "the interview has come to take other replies; change life")

	left := kills
	if s := os.Getenv("MOCKSTAR_KILLS"); s != "" {
		var err error
		left, err = strconv.Atoi(s)
		require.NoError(t, err)
	}
	all := left
	chance := rand.New(rand.NewPCG(20261122, 1))
	for left > 0 {
		w, args := newWorld(t), lifeArgs
		for killed := 0; ; killed++ {
			before := w.turns()
			run := w.start(w.file(piped(life[len(said(before)):]...)), args...)
			if killed == 3 || left == 0 {
				require.Zero(t, run.end(), run.stderr())
				require.Contains(t, run.stdout(), "Practise first")
				break
			}
			if w.killAt(run, len(before)+chance.IntN(len(want)-len(before)+1), time.Duration(chance.IntN(3000))*time.Microsecond) {
				left--
			}
			after := w.turns()
			if n := len(before); n > 0 {
				require.Equal(t, before[n-1], after[n-1], "what was on disk stays as it was")
			}
			require.GreaterOrEqual(t, len(said(after)), heard(run.stdout(), want, len(said(before))), "a reply that was answered is on disk")
			if len(after) == 0 {
				require.Empty(t, run.stdout(), "nothing is asked before the session is on disk")
				w, args = newWorld(t), lifeArgs
				continue
			}
			if after[len(after)-1].Kind == interviewer.Closed {
				break
			}
			args = []string{"resume"}
		}
		require.Equal(t, want, deeds(w.turns()))
	}
	t.Attr("promise", fmt.Sprintf("kills: %d of %d killed interviews resumed to the very same end", all, all))
}

// killAt kills the process a moment after the transcript has so many turns, if
// it lives so long, and reports whether it did.
func (w *world) killAt(run *process, turns int, moment time.Duration) bool {
	w.t.Helper()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = run.Wait() // to be killed is no failure here
	}()
	for {
		select {
		case <-ended:
			return false
		case <-time.After(200 * time.Microsecond):
		}
		name := w.transcript()
		if turns > 0 && name == "" {
			continue
		}
		if turns == 0 || bytes.Count([]byte(content(w.t, name)), []byte("\n")) >= turns {
			time.Sleep(moment)
			require.NoError(w.t, ignoreDone(run.Process.Signal(syscall.SIGKILL)))
			<-ended
			return run.ProcessState.Sys().(syscall.WaitStatus).Signaled()
		}
	}
}

// heard is how many replies must have been taken for what stdout shows: what
// the interviewer says is an answer to the replies before it.
func heard(stdout string, story []deed, before int) int {
	shown := strings.Join(strings.Fields(stdout), " ")
	replies, answered := 0, before
	for _, d := range story {
		switch d.Kind {
		case interviewer.Replied:
			replies++
		case interviewer.Asked:
			if strings.Contains(shown, strings.Join(strings.Fields(d.Text), " ")) {
				answered = max(answered, replies)
			}
		}
	}
	return answered
}
