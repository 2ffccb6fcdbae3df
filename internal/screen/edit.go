package screen

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// ErrInterrupted is returned when the candidate leaves with Ctrl-C.
var ErrInterrupted = errors.New("edit reply: interrupted")

const (
	defaultRows = 10              // how high the box grows
	minRows     = 3               // how high it is at first
	saveEvery   = 2 * time.Second // between two drafts
	refresh     = time.Second     // of the status line, which may show a clock
)

// EditOptions are the options of [Printer.Edit]. The zero value works.
type EditOptions struct {
	Status func() string      // one line about where the interview stands; asked each second
	Draft  string             // the text to begin with
	Save   func(string) error // keeps a draft; called on change, at most every two seconds, never after Edit returned; a failure is shown under the box
	Keys   string             // what the keys do, shown under the box; "" for those of an interview
	Height int                // rows that the box may grow to; 0 means 10
}

// Edit lets the candidate write a reply in a box below what is on the screen,
// and returns it when it is sent: at most [maxReply] bytes of UTF-8 with
// newlines for line ends, else exactly as written or pasted. The box then
// gives way to the reply, wrapped, so that the screen reads as a transcript.
// A [Command] on the only line is sent by Enter.
//
// With [ErrInterrupted], with the cause of a cancelled ctx, and with the error
// of a failing terminal Edit returns the text so far, which it has also given
// to Save. in and the printer's output must be a terminal: see [Interactive].
func (p *Printer) Edit(ctx context.Context, in io.Reader, o EditOptions) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	e := newEditor(p, o, ctx.Done())
	program := tea.NewProgram(e,
		tea.WithInput(in), tea.WithOutput(p.w), tea.WithWindowSize(e.columns, e.lines),
		tea.WithoutSignalHandler(), // the program's own handler cancels ctx
	)
	stop := context.AfterFunc(ctx, func() { program.Send(cancelled{}) })
	defer stop()

	_, err := program.Run()
	switch {
	case err != nil:
		e.save()
		return e.text, fmt.Errorf("edit reply: %w", err)
	case e.result == sent:
		p.Wrap(Plain, e.text, "> ", "  ")
		return e.text, p.err
	case e.result == interrupted:
		return e.text, ErrInterrupted
	default:
		return e.text, context.Cause(ctx)
	}
}

// result is how an edit ended.
type result int

const (
	open result = iota // not yet, or by the context
	sent
	interrupted
)

type (
	tick      time.Time
	cancelled struct{}
)

// An editor is the box: a bubbletea model over a buffer.
type editor struct {
	buffer
	EditOptions
	done    <-chan struct{}
	look    func(Style) Style
	columns int // of the terminal
	lines   int // of the terminal

	rows    []row // in view
	cur     int   // the cursor's among them
	goal    int   // the column that moves up and down keep to; -1 when the last key was another
	notice  string
	saved   string
	savedAt time.Time
	result  result
	closed  bool
}

func newEditor(p *Printer, o EditOptions, done <-chan struct{}) *editor {
	e := &editor{
		buffer: buffer{text: o.Draft, pos: len(o.Draft)}, saved: o.Draft,
		EditOptions: o, done: done, look: p.look, columns: p.size(), lines: 24, goal: -1,
	}
	if e.Height <= 0 {
		e.Height = defaultRows
	}
	if e.Keys == "" {
		e.Keys = keyHelp
	}
	e.scroll()
	return e
}

func (e *editor) Init() tea.Cmd { return e.wait }

// wait ends with the next tick or with Edit, so that no goroutine outlives it.
func (e *editor) wait() tea.Msg {
	timer := time.NewTimer(refresh)
	defer timer.Stop()
	select {
	case now := <-timer.C:
		return tick(now)
	case <-e.done:
		return nil
	}
}

func (e *editor) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if e.closed {
		return e, nil // keys typed after the one that sent
	}
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		e.columns, e.lines = msg.Width, msg.Height
	case tea.PasteMsg:
		e.goal, e.notice = -1, ""
		e.insert(msg.Content)
	case tea.KeyPressMsg:
		cmd = e.press(msg)
	case tick:
		if time.Time(msg).Sub(e.savedAt) >= saveEvery && e.save() {
			e.savedAt = time.Time(msg)
		}
		cmd = e.wait
	case cancelled:
		cmd = e.close(open)
	}
	e.scroll()
	return e, cmd
}

// insert puts text at the cursor, if the reply has room for all of it.
func (e *editor) insert(text string) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(text, "\ufffd"))
	if len(e.text)+len(text) > maxReply {
		e.notice = fmt.Sprintf("No room: a reply may have %d KiB. Nothing was added.", maxReply>>10)
		return
	}
	e.replace(e.pos, e.pos, text)
}

// enter makes a new line, or sends where the line says so.
func (e *editor) enter() tea.Cmd {
	if _, ok := Command(e.text); ok {
		return e.send()
	}
	if start := e.lineStart(); e.text[start:] == sendLine && strings.TrimSpace(e.text[:start]) != "" {
		e.replace(max(0, start-1), len(e.text), "")
		return e.send()
	}
	e.insert("\n")
	return nil
}

// send ends the edit with the reply, unless there is none.
func (e *editor) send() tea.Cmd {
	if strings.TrimSpace(e.text) == "" {
		e.notice = nothingYet
		if e.Keys == keyHelp {
			e.notice += " /skip and Enter passes this question."
		}
		return nil
	}
	return e.close(sent)
}

// close ends the edit. What was not sent is saved.
func (e *editor) close(r result) tea.Cmd {
	e.result, e.closed = r, true
	if r != sent {
		e.save()
	}
	return tea.Quit
}

// save hands the text to Save if it changed since it was last saved, and
// reports whether it did.
func (e *editor) save() bool {
	if e.Save == nil || e.text == e.saved {
		return false
	}
	if err := e.Save(e.text); err != nil {
		e.notice = fmt.Sprintf("Not saved while you write: %v", err)
		return true
	}
	e.saved = e.text
	return true
}

// scroll brings the rows in view up to date after anything that moved them.
func (e *editor) scroll() {
	top := 0
	if len(e.rows) > 0 {
		top = e.rows[0].from
	}
	e.rows, e.cur = e.window(e.room(), e.height(), top)
}
