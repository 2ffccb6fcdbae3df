package evals

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// abandoned is the age at which a file that was begun is no one's any more,
// though its process number lives: the system gave it to another process.
const abandoned = time.Hour

// sweep removes the files in dir whose names are begun and the number of a
// process that is gone. Those of a process that writes now are its own.
func sweep(dir, begun string) error {
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		rest, found := strings.CutPrefix(f.Name(), begun)
		number, _, _ := strings.Cut(rest, "-")
		pid, err := strconv.Atoi(number)
		if !found || err != nil || pid <= 0 {
			continue
		}
		if alive(pid) {
			if info, err := f.Info(); err != nil || time.Since(info.ModTime()) < abandoned {
				continue // it is being written, or was put in its place just now
			}
		}
		if err := os.Remove(filepath.Join(dir, f.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// alive reports whether there is a process of that number. On Windows finding
// it tells; elsewhere signal 0 does, which nothing receives.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	_ = p.Release()
	return !errors.Is(err, os.ErrProcessDone)
}
