package screen

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
)

const (
	spinDelay = 200 * time.Millisecond // a shorter wait shows no spinner
	spinStep  = 120 * time.Millisecond
)

// Notes are what is told beside the results: whole lines, cleaned, and on a
// terminal a spinner, which makes way for a line that is written meanwhile.
type Notes struct {
	mu       sync.Mutex
	p        *Printer
	w        io.Writer // cleans, and writes where p does
	spinning bool      // the line of the cursor holds a frame
}

// NewNotes returns notes on w, usually standard error, styled as by
// [NewPrinter].
func NewNotes(w io.Writer, getenv func(string) string) *Notes {
	return &Notes{p: NewPrinter(w, getenv), w: NewWriter(w)}
}

// Write shows one or more whole lines.
func (n *Notes) Write(lines []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.clear()
	return n.w.Write(lines)
}

// Spin shows that the program waits for label, on a line of its own that goes
// away again. It ends with the context or with stop, which returns when the
// line is clean; until then only these notes may print to the same terminal.
// Stop may be called again. Where the output is not a terminal Spin shows
// nothing.
func (n *Notes) Spin(ctx context.Context, label string) (stop func()) {
	if !n.p.live {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { n.spin(ctx, label) })
	return func() {
		cancel()
		wg.Wait()
	}
}

func (n *Notes) spin(ctx context.Context, label string) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(spinDelay):
	}
	tick := time.NewTicker(spinStep)
	defer tick.Stop()
	for i := 0; ; i++ {
		n.frame(i, label)
		select {
		case <-ctx.Done():
			n.mu.Lock()
			defer n.mu.Unlock()
			n.clear()
			return
		case <-tick.C:
		}
	}
}

// frame draws the ith picture. A line that wrapped could not be taken back, so
// the label is cut to what is there, with room for the picture and the cursor.
func (n *Notes) frame(i int, label string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	picture := string([]rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")[i%10])
	text := ansi.Truncate(Clean(label), max(0, n.p.size()-3), "…")
	n.p.write("\r" + n.p.look(Accent).paint(picture) + " " + n.p.look(Dim).paint(text) + ansi.EraseLineRight)
	n.spinning = true
}

// clear takes a frame back.
func (n *Notes) clear() {
	if n.spinning {
		n.p.write("\r" + ansi.EraseEntireLine)
		n.spinning = false
	}
}
