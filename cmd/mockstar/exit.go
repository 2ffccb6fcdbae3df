package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"mockstar/evals"
	"mockstar/internal/llm"
	"mockstar/internal/llm/replay"
	"mockstar/interviewer/journal"
	"mockstar/prompts"
	"mockstar/rubric"
)

// Exit codes; others rely on them.
const (
	exitGate         = 1
	exitUsage        = 2
	exitProvider     = 3
	exitDamaged      = 4
	exitStale        = 5
	exitInconclusive = 6
	exitInternal     = 70
	exitInterrupted  = 130
	exitPipe         = 141
)

// A usageError is the user's to fix: a flag, an argument, a file.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errInterrupted ends a command whose user pressed Ctrl-C and was told what
// becomes of the work.
var errInterrupted = errors.New("interrupted")

// mendable reports whether a session could not be used for a reason that the
// user can mend.
func mendable(err error) bool {
	for _, e := range []error{journal.ErrNoSpace, journal.ErrNoSession, journal.ErrBadID, journal.ErrEmpty} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// hintOf is what err says to do next, where it does not say so in its text.
func hintOf(err error) string {
	var call *llm.Error
	if errors.As(err, &call) && !strings.Contains(err.Error(), call.Hint) {
		return call.Hint
	}
	return ""
}

// exit prints err and turns it into an exit code. It is the one place that
// knows which error means which code.
func (a *app) exit(ctx context.Context, err error) int {
	if err == nil {
		return 0
	}
	var (
		usage    usageError
		problems rubric.Problems
		call     *llm.Error
		damage   *journal.DamageError
		results  *evals.DamageError
		locked   *journal.LockedError
		path     *fs.PathError
		broken   *prompts.BrokenError
	)
	code := exitInternal
	switch {
	case errors.Is(err, syscall.EPIPE):
		return exitPipe // nobody is left to tell
	case errors.Is(err, errInterrupted):
		return exitInterrupted
	case errors.Is(err, context.Canceled), ctx.Err() != nil:
		code = exitInterrupted
	case errors.Is(err, errGate):
		code = exitGate
	case errors.As(err, &damage), errors.As(err, &results), errors.Is(err, replay.ErrDamaged):
		code = exitDamaged
	case errors.As(err, &call) && call.Kind == llm.Stale:
		code = exitStale
	case errors.As(err, &usage), errors.As(err, &problems), errors.As(err, &path), errors.As(err, &locked), errors.As(err, &broken), mendable(err),
		errors.As(err, &call) && call.Kind == llm.Invalid && call.Status == 0: // a model that was never asked
		code = exitUsage
	case errors.As(err, &call):
		code = exitProvider
	case errors.Is(err, errInconclusive):
		code = exitInconclusive
	case strings.HasPrefix(err.Error(), "unknown command"):
		code = exitUsage
		err = fmt.Errorf("%w\nrun `mockstar --help` for the commands", err)
	}
	fmt.Fprintf(a.errw, "mockstar: %v\n", err)
	if errors.Is(err, journal.ErrNoSession) {
		fmt.Fprintln(a.errw, "`mockstar session list` shows the interviews there are")
	}
	if hint := hintOf(err); hint != "" {
		fmt.Fprintln(a.errw, hint)
	}
	if code == exitInternal {
		fmt.Fprintln(a.errw, "this should not happen; please report the command you ran and the line above")
	}
	return code
}
