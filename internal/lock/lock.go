// Package lock keeps a second process out of what only one may write.
package lock

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// A HeldError means that another process holds the lock.
type HeldError struct {
	PID int // 0 if unknown
}

func (e *HeldError) Error() string {
	who := "another process"
	if e.PID > 0 {
		who = fmt.Sprintf("process %d", e.PID)
	}
	return who + " has it open; finish there first"
}

// Take locks f, which must be open for reading and writing, until it is closed
// or the process ends, however it ends. Where another process has it, the error
// is a [*HeldError].
func Take(f *os.File) error {
	held, err := take(f)
	if held {
		return &HeldError{readPID(f)}
	}
	if err != nil {
		return err
	}
	// The pid is for the message that others get. The lock holds without it,
	// so that a full disk does not matter.
	_ = f.Truncate(0)
	_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return nil
}

func readPID(f *os.File) int {
	b, _ := io.ReadAll(io.LimitReader(f, 32))
	pid, _ := strconv.Atoi(strings.TrimSpace(string(b)))
	return pid
}
