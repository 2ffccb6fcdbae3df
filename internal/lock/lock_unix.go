//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package lock

import (
	"os"
	"syscall"
)

// take takes an advisory lock that the system releases when the process
// ends, however it ends.
func take(f *os.File) (held bool, err error) {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == syscall.EINTR {
			continue
		}
		return err == syscall.EWOULDBLOCK, err
	}
}
