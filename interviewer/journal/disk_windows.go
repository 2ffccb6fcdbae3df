package journal

import (
	"errors"
	"os"
	"syscall"
	"unsafe"
)

// Windows numbers that package syscall does not name.
const (
	lockNow          = 0x1 // LOCKFILE_FAIL_IMMEDIATELY
	lockExclusive    = 0x2 // LOCKFILE_EXCLUSIVE_LOCK
	errLockViolation = syscall.Errno(33)
	errHandleFull    = syscall.Errno(39)
	errDiskFull      = syscall.Errno(112)
)

// lockFile takes a lock that the system releases when the process ends,
// however it ends. It covers one byte far behind the pid, because locked
// bytes cannot be read.
func lockFile(f *os.File) (held bool, err error) {
	at := syscall.Overlapped{OffsetHigh: 1}
	proc := syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")
	ok, _, err := proc.Call(f.Fd(), lockNow|lockExclusive, 0, 1, 0, uintptr(unsafe.Pointer(&at)))
	if ok != 0 {
		return false, nil
	}
	return err == errLockViolation, err
}

// syncFolder has nothing to do: entries are durable with the file they name.
func syncFolder(*os.File) error { return nil }

func noSpace(err error) bool {
	return errors.Is(err, errDiskFull) || errors.Is(err, errHandleFull)
}
