// Package lock keeps a second process out of what only one may write.
package lock

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
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

// A ForeignError means that what stands in the place of the lock is nothing
// that this package made. It was left as it is.
type ForeignError struct {
	File string
	Is   string // what it is instead
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%s is %s and no lock of mockstar; it was left alone\nmove it elsewhere, or name another folder", e.File, e.Is)
}

// Take locks the file called name in root, which it makes where there is none,
// until that is closed or the process ends, however it ends. Where another
// process has it, the error is a [*HeldError]. A link is not followed and a file
// of anyone else is not written to: the error is a [*ForeignError].
func Take(root *os.Root, name string) (*os.File, error) {
	f, err := open(root, name)
	if err != nil {
		return nil, err
	}
	if err := hold(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// open opens what has that very name. A root keeps what is opened inside, but
// follows links there: hence the look at the name before, and the comparison.
func open(root *os.Root, name string) (*os.File, error) {
	is, err := root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		f, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
		is, err = root.Lstat(name) // another process was faster
		if err != nil {
			return nil, err
		}
	} else if err != nil {
		return nil, err
	}
	file := filepath.Join(root.Name(), name)
	switch {
	case is.Mode()&fs.ModeSymlink != 0:
		return nil, &ForeignError{file, "a link"}
	case !is.Mode().IsRegular():
		return nil, &ForeignError{file, "not a file"}
	}
	f, err := root.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	opened, err := f.Stat()
	if err == nil && !os.SameFile(is, opened) {
		err = &ForeignError{file, "being replaced"}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func hold(f *os.File) error {
	held, err := take(f)
	if held {
		pid, _ := readPID(f)
		return &HeldError{pid}
	}
	if err != nil {
		return fmt.Errorf("lock %s: %w\nname a folder on a disk that can lock files", f.Name(), err)
	}
	if _, ours := readPID(f); !ours {
		return &ForeignError{f.Name(), "a file of something else"}
	}
	// The pid is for the message that others get. The lock holds without it,
	// so that a full disk does not matter.
	_ = f.Truncate(0)
	_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return nil
}

// maxPID is more than any process number takes.
const maxPID = 32

// readPID returns the process number in f, and whether f holds nothing that
// Take does not leave there: a power cut can leave nothing of the number, or
// zeros.
func readPID(f *os.File) (pid int, ours bool) {
	b, err := io.ReadAll(io.NewSectionReader(f, 0, maxPID+1))
	pid, _ = strconv.Atoi(strings.TrimSpace(string(b)))
	return pid, err == nil && len(b) <= maxPID && strings.Trim(string(b), "0123456789\n\x00") == ""
}
