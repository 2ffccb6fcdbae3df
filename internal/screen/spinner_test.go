package screen

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestSpinnerTakesItsLineBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, out := plainPrinter(40)
		p.live = true
		stop := p.Spin(t.Context(), "thinking")
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
		p, out := plainPrinter(40)
		p.live = true
		stop := p.Spin(t.Context(), "thinking")
		time.Sleep(spinDelay / 2)
		stop()
		require.Empty(t, out.String())
	})
}

func TestSpinnerEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, out := plainPrinter(40)
		p.live = true
		ctx, cancel := context.WithCancel(t.Context())
		stop := p.Spin(ctx, "thinking")
		time.Sleep(time.Second)
		cancel()
		synctest.Wait()
		require.True(t, strings.HasSuffix(out.String(), "\r\x1b[2K"))
		stop()
	})
}

func TestSpinnerFitsOneCleanLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, out := plainPrinter(12)
		p.live = true
		stop := p.Spin(t.Context(), "a\x1b[2Jlong label")
		time.Sleep(spinDelay + spinStep/2)
		synctest.Wait()
		require.Equal(t, "\r⠋ a\\x1b[2J…\x1b[K", out.String())
		stop()
	})
}

func TestSpinnerIsSilentInAPipe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, out := plainPrinter(40)
		stop := p.Spin(t.Context(), "thinking")
		time.Sleep(time.Second)
		stop()
		require.Empty(t, out.String())
	})
}
