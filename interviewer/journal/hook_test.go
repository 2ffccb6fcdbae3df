//go:build unix

package journal

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"mockstar/interviewer"
)

// A fatalDisk is a real folder on which the process is killed at one of its
// operations: before it happens, or, when half is set, in the middle of a write.
// It does not really sync, which takes long: a kill loses nothing that was written.
type fatalDisk struct {
	rootDisk
	left *int // operations until the last
	half bool
}

func (d fatalDisk) at(op string) {
	if *d.left--; *d.left > 0 {
		return
	}
	fmt.Println("killed at", op)
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {} // until the signal arrives
}

func (d fatalDisk) open(name string, flag int) (file, error) {
	if flag&(os.O_CREATE|os.O_TRUNC) != 0 {
		d.at("create " + name)
	}
	f, err := d.rootDisk.open(name, flag)
	if err != nil {
		return nil, err
	}
	return fatalFile{f, d, name}, nil
}

func (d fatalDisk) mkdir(name string) error {
	d.at("mkdir")
	return d.rootDisk.mkdir(name)
}

func (d fatalDisk) rename(from, to string) error {
	d.at("rename")
	return d.rootDisk.rename(from, to)
}

func (d fatalDisk) removeAll(name string) error {
	d.at("remove")
	return d.rootDisk.removeAll(name)
}

func (d fatalDisk) syncDir(name string) error {
	d.at("fsync of a folder")
	return nil
}

func (d fatalDisk) lock(name string) (io.Closer, error) {
	d.at("lock")
	return d.rootDisk.lock(name)
}

type fatalFile struct {
	file
	d    fatalDisk
	name string
}

func (f fatalFile) WriteAt(p []byte, off int64) (int, error) {
	if *f.d.left == 1 && f.d.half {
		if n, err := f.file.WriteAt(p[:len(p)/2], off); err != nil {
			return n, err
		}
	}
	f.d.at("write " + f.name)
	return f.file.WriteAt(p, off)
}

func (f fatalFile) Sync() error {
	f.d.at("fsync of a file")
	return nil
}

func (f fatalFile) Truncate(size int64) error {
	f.d.at("truncate")
	return f.file.Truncate(size)
}

func openFatal(home string, n int, half bool) (*Store, error) {
	d, err := makeRoot(filepath.Join(home, "sessions"))
	if err != nil {
		return nil, err
	}
	return openOn(fatalDisk{d, &n, half}, Options{})
}

// never is more operations than there are.
const never = 1 << 30

// childInterview holds the interview of [baker] until it is killed at the nth
// operation on the disk, or to its end.
func childInterview(home string, args []string) error {
	n, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	store, err := openFatal(home, n, args[1] == "half")
	if err != nil {
		return err
	}
	return hold(context.Background(), store, plain(), &script{}, func(t interviewer.Turn) { fmt.Println("kept", t.Seq) })
}
