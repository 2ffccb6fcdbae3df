package lock

import (
	"os"
	"syscall"
	"unsafe"
)

// Windows numbers that package syscall does not name.
const (
	lockNow          = 0x1 // LOCKFILE_FAIL_IMMEDIATELY
	lockExclusive    = 0x2 // LOCKFILE_EXCLUSIVE_LOCK
	errLockViolation = syscall.Errno(33)
)

// take takes a lock that the system releases when the process ends,
// however it ends. It covers one byte far behind the pid, because locked
// bytes cannot be read.
func take(f *os.File) (held bool, err error) {
	at := syscall.Overlapped{OffsetHigh: 1}
	proc := syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")
	ok, _, err := proc.Call(f.Fd(), lockNow|lockExclusive, 0, 1, 0, uintptr(unsafe.Pointer(&at)))
	if ok != 0 {
		return false, nil
	}
	return err == errLockViolation, err
}
