package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"mockstar/internal/lock"
)

// A disk is the folder of all sessions: the few operations that durability
// rests on, so that tests can make each of them fail and can cut the power
// between them. Names are relative to the folder and cannot leave it.
type disk interface {
	open(name string, flag int) (file, error) // creates with mode 0600
	mkdir(name string) error                  // with mode 0700
	rename(from, to string) error
	removeAll(name string) error
	list(name string) ([]string, error)
	syncDir(name string) error           // makes the entries of a folder durable
	lock(name string) (io.Closer, error) // until closed or the process dies; a [*LockedError] where another process has it
	io.Closer
}

// A file is an open file. All writing is at a stated offset, so that a second
// attempt overwrites what a failed one left.
type file interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Sync() error
	Truncate(size int64) error
}

// rootDisk is a real folder. The modes are given when a thing is made, never
// after: a umask can narrow them and nothing can see them wider.
type rootDisk struct{ *os.Root }

// makeRoot opens dir after making it and its parents, each durable before the next.
func makeRoot(dir string) (rootDisk, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return rootDisk{}, err
	}
	var missing []string
	for at := dir; ; at = filepath.Dir(at) {
		info, err := os.Stat(at)
		if err == nil && !info.IsDir() {
			return rootDisk{}, fmt.Errorf("%s is not a folder; name another one", at)
		}
		if err == nil || at == filepath.Dir(at) {
			break
		}
		missing = append(missing, at)
	}
	for _, at := range slices.Backward(missing) {
		if err := os.Mkdir(at, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return rootDisk{}, err
		}
		if err := syncPath(filepath.Dir(at)); err != nil {
			return rootDisk{}, err
		}
	}
	return openRoot(dir)
}

func openRoot(dir string) (rootDisk, error) {
	root, err := os.OpenRoot(dir)
	return rootDisk{root}, err
}

func (d rootDisk) open(name string, flag int) (file, error) {
	f, err := d.OpenFile(name, flag, 0o600)
	if err != nil {
		return nil, err // not f: a nil *os.File is no nil file
	}
	return f, nil
}

func (d rootDisk) mkdir(name string) error      { return d.Mkdir(name, 0o700) }
func (d rootDisk) rename(from, to string) error { return d.Rename(from, to) }
func (d rootDisk) removeAll(name string) error  { return d.RemoveAll(name) }

func (d rootDisk) list(name string) ([]string, error) {
	f, err := d.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Readdirnames(-1)
}

func (d rootDisk) syncDir(name string) error {
	f, err := d.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return syncFolder(f)
}

func syncPath(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return syncFolder(f)
}

func (d rootDisk) lock(name string) (io.Closer, error) {
	f, err := lock.Take(d.Root, name)
	if err != nil {
		return nil, err // not f: a nil *os.File is no nil closer
	}
	return f, nil
}
