package journal

import (
	"errors"
	"os"
	"syscall"
)

// Windows numbers that package syscall does not name.
const (
	errHandleFull = syscall.Errno(39)
	errDiskFull   = syscall.Errno(112)
)

// syncFolder has nothing to do: entries are durable with the file they name.
func syncFolder(*os.File) error { return nil }

func noSpace(err error) bool {
	return errors.Is(err, errDiskFull) || errors.Is(err, errHandleFull)
}
