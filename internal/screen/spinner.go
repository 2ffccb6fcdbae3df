package screen

import (
	"context"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
)

const (
	spinDelay = 200 * time.Millisecond // a shorter wait shows no spinner
	spinStep  = 120 * time.Millisecond
)

// Spin shows that the program waits for label, on a line of its own that goes
// away again. It ends with the context or with stop, which returns when the
// line is clean; until then nothing else may use the printer or print to the
// same terminal. Stop may be called again. Where the output is not a terminal
// Spin shows nothing.
func (p *Printer) Spin(ctx context.Context, label string) (stop func()) {
	if !p.live {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { p.spin(ctx, label) })
	return func() {
		cancel()
		wg.Wait()
	}
}

func (p *Printer) spin(ctx context.Context, label string) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(spinDelay):
	}
	tick := time.NewTicker(spinStep)
	defer tick.Stop()
	for i := 0; ; i++ {
		// A line that wrapped could not be taken back, so the label is cut
		// to what is there, with room for the frame and the cursor.
		frame := string([]rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")[i%10])
		text := ansi.Truncate(Clean(label), max(0, p.size()-3), "…")
		p.write("\r" + p.look(Accent).paint(frame) + " " + p.look(Dim).paint(text) + ansi.EraseLineRight)
		select {
		case <-ctx.Done():
			p.write("\r" + ansi.EraseEntireLine)
			return
		case <-tick.C:
		}
	}
}
