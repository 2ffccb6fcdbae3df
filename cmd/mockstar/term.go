package main

// How mockstar speaks:
//
//   - Questions and results go to standard output, everything else (notes,
//     progress, errors) to standard error.
//   - Notes and errors are lower case and say what to do next.
//   - Text that is not ours is shown through package screen, which makes
//     control characters harmless, in a pipe as on a terminal.
//   - Colour helps and never carries meaning alone.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"mockstar/internal/screen"
	"mockstar/interviewer"
	"mockstar/interviewer/journal"
	"mockstar/rubric"
)

const helpText = `/repeat   hear the question again
/hint     get a hint about what would help
/skip     pass on this question or follow-up
/end      stop here and go to the debrief
/pause    leave; "mockstar resume" continues at this point (so does /quit)
/help     this list`

// A candidate is the person at the terminal, or whatever writes into the pipe.
type candidate struct {
	a     *app
	p     *screen.Printer
	log   *journal.Session
	state interviewer.State
	read  func(ctx context.Context) (string, error)
	leave func() // gives the terminal back as it was
}

func (a *app) candidate(log *journal.Session) *candidate {
	c := &candidate{a: a, p: a.printer(), log: log, leave: func() {}}
	if screen.Interactive(a.streams.in, a.streams.out, a.getenv) {
		c.read, c.leave = c.edit, screen.Mute(a.streams.in)
	} else {
		if screen.IsTerminal(a.streams.in) { // no box says how to send
			c.note("end a reply with a line that holds a single dot; /help lists commands")
		}
		c.read = c.pipe(screen.NewReader(a.streams.in))
	}
	return c
}

// Reply shows the words as they arrive and returns what the candidate sends.
func (c *candidate) Reply(ctx context.Context, words iter.Seq2[interviewer.Piece, error]) (string, error) {
	c.p.Println(screen.Plain, "")
	done := c.a.errw.Spin(ctx, "thinking")
	s := c.p.Stream(screen.Heading, "", "")
	for piece, err := range words {
		done()
		if err != nil {
			s.End()
			return "", err
		}
		if piece.Afresh != "" {
			s.End()
			c.note("the model could not word this (%s)\ngoing on in plain words", piece.Afresh)
			s = c.p.Stream(screen.Heading, "", "")
		}
		s.Print(piece.Text)
	}
	done()
	s.End()
	c.focus()
	for {
		if err := c.p.Err(); err != nil {
			return "", err
		}
		text, err := c.read(ctx)
		if err != nil {
			return "", err
		}
		if reply, ok, err := c.obey(text); ok || err != nil {
			return reply, err
		}
	}
}

// policy are the commands that the interview itself answers.
var policy = []string{"repeat", "hint", "skip", "end"}

// obey handles what is not a reply: help, and text that cannot be taken. A
// reply, or a command for the policy, is passed on with ok; the error is
// [io.EOF] when the candidate leaves.
func (c *candidate) obey(text string) (reply string, ok bool, err error) {
	command, isCommand := screen.Command(text)
	switch command = strings.ToLower(command); {
	case !isCommand && len(text) > rubric.MaxAnswer:
		c.note("that is %d KiB, and at most %d can be graded; it is kept as a draft, please shorten it", len(text)>>10, rubric.MaxAnswer>>10)
		if err := c.log.SaveDraft(text); err != nil {
			c.note("keep draft: %v", err)
		}
		return "", false, nil
	case !isCommand:
		return text, true, nil
	case command == "quit" || command == "pause":
		return "", false, io.EOF
	case slices.Contains(policy, command):
		return "/" + command, true, nil
	case command != "help":
		c.note("there is no command /%s", command)
	}
	c.p.Println(screen.Dim, helpText)
	return "", false, nil
}

func (c *candidate) note(format string, args ...any) {
	fmt.Fprintf(c.a.errw, format+"\n", args...)
}

// pipe reads replies from something that is no terminal.
func (c *candidate) pipe(r *screen.Reader) func(context.Context) (string, error) {
	type result struct {
		text, draft string
		err         error
	}
	return func(ctx context.Context) (string, error) {
		for {
			got := make(chan result, 1)
			go func() { // a read of a pipe cannot be cancelled
				text, draft, err := r.ReadReply()
				got <- result{text, draft, err}
			}()
			var res result
			select {
			case <-ctx.Done():
				return "", ctx.Err()
			case res = <-got:
			}
			var encoding *screen.EncodingError
			switch {
			case errors.Is(res.err, io.EOF) && res.draft != "":
				if err := c.log.SaveDraft(res.draft); err != nil {
					return "", err
				}
				c.note("the input ended in the middle of a reply; what was written is kept as a draft\na reply ends at a line with a single dot")
				return "", io.EOF
			case errors.Is(res.err, screen.ErrTooLong), errors.As(res.err, &encoding):
				c.note("that reply was not taken: %v; please send it again", res.err)
			default:
				return res.text, res.err
			}
		}
	}
}

// watch follows the interview: it keeps the state for the status line, and in
// coached mode it tells how an answer came out as soon as the question is left,
// whether the last follow-up was answered or passed on. Where the interview ends
// with it the debrief follows at once.
func (c *candidate) watch(st interviewer.State, t interviewer.Turn) {
	c.state = st
	if st.Plan().Mode != interviewer.Coached || t.Kind != interviewer.Graded && t.Kind != interviewer.Replied {
		return
	}
	es := st.Exchanges()
	next, asks := st.Next().(interviewer.Ask)
	if !asks || next.Move != interviewer.AskQuestion || es[len(es)-1].Sheet == nil {
		return
	}
	c.p.Println(screen.Plain, "")
	printFeedback(c.p, es[len(es)-1].Review())
}

// focus tells, in coached mode, what a new question listens for.
func (c *candidate) focus() {
	es := c.state.Exchanges()
	if c.state.Plan().Mode != interviewer.Coached || len(es) == 0 {
		return
	}
	e := es[len(es)-1]
	if len(e.Said) > 1 {
		return
	}
	var own, common []string
	for _, q := range e.Question.Criteria {
		if isCommon(c.state.Document(), q.ID) {
			common = append(common, q.Name())
		} else {
			own = append(own, q.Name())
		}
	}
	between := ", "
	if slices.ContainsFunc(own, func(name string) bool { return strings.Contains(name, " ") }) {
		between = " · "
	}
	line := "listening for: " + strings.Join(own, between)
	switch {
	case len(own) == 0:
		line += strings.Join(common, ", ")
	case len(common) > 0:
		line += " · and as always " + strings.Join(common, ", ")
	}
	c.p.Wrap(screen.Dim, line, "", "  ")
}

// isCommon reports whether most questions of the document have a criterion, so
// that it says little about this one.
func isCommon(d *rubric.Document, id string) bool {
	n := 0
	for _, q := range d.Questions {
		if _, ok := q.Criterion(id); ok {
			n++
		}
	}
	return n > 1 && 2*n > len(d.Questions)
}

// status is the line under the editor.
func (c *candidate) status() string {
	st := c.state
	es := st.Exchanges()
	if len(es) == 0 {
		return ""
	}
	e := es[len(es)-1]
	parts := []string{fmt.Sprintf("question %d of %d", min(len(es), len(st.Plan().Questions)), len(st.Plan().Questions))}
	if e.Question.Kind == rubric.Closing {
		parts[0] = "your questions"
	}
	if n := e.Probes(); e.Pressed {
		parts = append(parts, "twist")
	} else if n > 0 {
		parts = append(parts, fmt.Sprintf("follow-up %d", n))
	}
	spent := st.Elapsed().Round(time.Minute)
	if b := st.Plan().Budget; b > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d min", int(spent.Minutes()), int(b.Minutes())))
	} else {
		parts = append(parts, fmt.Sprintf("%d min", int(spent.Minutes())))
	}
	return strings.Join(parts, " · ")
}

// edit lets the candidate write in the box.
func (c *candidate) edit(ctx context.Context) (string, error) {
	draft, err := c.log.Draft()
	if err != nil {
		c.note("read draft: %v", err)
	}
	c.p.Println(screen.Plain, "") // air between what is asked and the box
	if draft != "" {
		c.p.Println(screen.Dim, "your draft is in the box")
	}
	var unsaved error
	text, err := c.p.Edit(ctx, c.a.streams.in, screen.EditOptions{
		Status: c.status, Draft: draft,
		Save: func(text string) error {
			unsaved = c.log.SaveDraft(text)
			return unsaved
		},
	})
	if err != nil && unsaved != nil {
		c.note("what you were writing is not kept: %v", unsaved)
		c.p.Wrap(screen.Plain, text, "> ", "  ") // there is no other copy
	}
	if errors.Is(err, screen.ErrInterrupted) {
		return "", errInterrupted
	}
	return text, err
}

// debrief shows the end of an interview.
func (c *candidate) debrief(st interviewer.State) {
	c.p.Println(screen.Plain, "")
	c.p.Wrap(screen.Heading, st.Farewell(), "", "")
	c.p.Println(screen.Plain, "")
	printDebrief(c.p, st.Debrief())
}
