package screen

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// plainNotes are notes that are not styled, and what they have printed.
func plainNotes(columns int) (*Notes, *bytes.Buffer) {
	p, out := plainPrinter(columns)
	return &Notes{p: p, w: NewWriter(out)}, out
}

func TestSpinnerTakesItsLineBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, out := plainNotes(40)
		n.p.live = true
		stop := n.Spin(t.Context(), "thinking")
		time.Sleep(spinDelay + 2*spinStep + spinStep/2)
		synctest.Wait()
		require.Equal(t, "\r⠋ thinking\x1b[K\r⠙ thinking\x1b[K\r⠹ thinking\x1b[K", out.String())
		stop()
		require.True(t, strings.HasSuffix(out.String(), "\r\x1b[2K"))
		stop() // again is harmless
	})
}

func TestSpinnerShowsNothingForAShortWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, out := plainNotes(40)
		n.p.live = true
		stop := n.Spin(t.Context(), "thinking")
		time.Sleep(spinDelay / 2)
		stop()
		require.Empty(t, out.String())
	})
}

func TestSpinnerEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, out := plainNotes(40)
		n.p.live = true
		ctx, cancel := context.WithCancel(t.Context())
		stop := n.Spin(ctx, "thinking")
		time.Sleep(time.Second)
		cancel()
		synctest.Wait()
		require.True(t, strings.HasSuffix(out.String(), "\r\x1b[2K"))
		stop()
	})
}

func TestSpinnerFitsOneCleanLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, out := plainNotes(12)
		n.p.live = true
		stop := n.Spin(t.Context(), "a\x1b[2Jlong label")
		time.Sleep(spinDelay + spinStep/2)
		synctest.Wait()
		require.Equal(t, "\r⠋ a\\x1b[2J…\x1b[K", out.String())
		stop()
	})
}

func TestSpinnerIsSilentInAPipe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, out := plainNotes(40)
		stop := n.Spin(t.Context(), "thinking")
		time.Sleep(time.Second)
		stop()
		require.Empty(t, out.String())
	})
}

func TestSpinnerMakesWayForALine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n, out := plainNotes(40)
		n.p.live = true
		stop := n.Spin(t.Context(), "thinking")
		time.Sleep(spinDelay + spinStep/2)
		synctest.Wait()
		fmt.Fprintln(n, "waiting 3s\x1b[2J")
		time.Sleep(spinStep)
		synctest.Wait()
		stop()
		require.Equal(t, "\r⠋ thinking\x1b[K\r\x1b[2Kwaiting 3s\\x1b[2J\n\r⠙ thinking\x1b[K\r\x1b[2K", out.String())
	})
}
