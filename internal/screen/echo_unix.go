//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package screen

import (
	"syscall"

	"github.com/charmbracelet/x/term"
)

// mute switches off what a terminal itself shows of what is typed. Signals
// such as Ctrl-C keep working.
func mute(fd uintptr) (restore func(), err error) {
	was, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	muted := *was
	muted.Lflag &^= syscall.ECHO
	if err := term.SetState(fd, &muted); err != nil {
		return nil, err
	}
	return func() { _ = term.SetState(fd, was) }, nil
}
