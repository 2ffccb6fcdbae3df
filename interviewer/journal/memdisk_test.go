package journal

import (
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
)

// A memDisk is a disk whose power can be cut: it knows which bytes and which
// folder entries were synced. Every operation is traced and can be made to fail.
type memDisk struct {
	mu     sync.Mutex
	now    map[string]*node // what a program sees
	safe   map[string]*node // the folder entries that a power cut leaves for sure
	locked map[string]bool
	trace  []string
	fail   func(op string) error // asked before every operation; nil never fails
}

type node struct {
	dir        bool
	data, safe []byte
}

func newMemDisk() *memDisk {
	root := map[string]*node{".": {dir: true}}
	return &memDisk{now: root, safe: maps.Clone(root), locked: map[string]bool{}}
}

func (d *memDisk) do(op string) error {
	d.trace = append(d.trace, op)
	if d.fail == nil {
		return nil
	}
	return d.fail(op)
}

// powerCut returns the disk that is found when the power comes back: of each
// folder either its synced entries or all of them, of each file what was
// synced and any part of what was not, with zeros in place of lost blocks.
func (d *memDisk) powerCut(rng *rand.Rand) *memDisk {
	d.mu.Lock()
	defer d.mu.Unlock()
	after := newMemDisk()
	kept := map[string]bool{".": true} // whether all entries of a folder survived
	for _, name := range slices.Sorted(maps.Keys(d.now)) {
		kept[name] = rng.IntN(2) == 0
	}
	found := maps.Clone(d.now)
	maps.Copy(found, d.safe)
	for _, name := range slices.Sorted(maps.Keys(found)) { // parents come first
		from := d.safe
		if kept[path.Dir(name)] {
			from = d.now
		}
		n, there := from[name]
		if _, parent := after.now[path.Dir(name)]; !there || !parent || name == "." {
			continue
		}
		data := n.leftover(rng)
		after.now[name] = &node{dir: n.dir, data: data, safe: slices.Clone(data)}
	}
	after.safe = maps.Clone(after.now)
	return after
}

func (n *node) leftover(rng *rand.Rand) []byte {
	if rng.IntN(4) == 0 {
		return slices.Clone(n.safe)
	}
	same := 0
	for same < min(len(n.data), len(n.safe)) && n.data[same] == n.safe[same] {
		same++
	}
	left := slices.Clone(n.data[:same+rng.IntN(len(n.data)-same+1)])
	if rng.IntN(2) == 0 {
		left = append(left, make([]byte, rng.IntN(len(n.data)-len(left)+1))...)
	}
	return left
}

func (d *memDisk) open(name string, flag int) (file, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n, there := d.now[name]
	switch _, parent := d.now[path.Dir(name)]; {
	case !parent, !there && flag&os.O_CREATE == 0:
		return nil, fs.ErrNotExist
	case there && flag&os.O_EXCL != 0:
		return nil, fs.ErrExist
	}
	if flag&(os.O_CREATE|os.O_TRUNC) != 0 {
		if err := d.do("create " + name); err != nil {
			return nil, err
		}
	}
	if !there {
		n = new(node)
		d.now[name] = n
	}
	if flag&os.O_TRUNC != 0 {
		n.data = nil
	}
	return &memFile{d, name, n}, nil
}

func (d *memDisk) mkdir(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, there := d.now[name]; there {
		return fs.ErrExist
	}
	if err := d.do("mkdir " + name); err != nil {
		return err
	}
	d.now[name] = &node{dir: true}
	return nil
}

func (d *memDisk) rename(from, to string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.do("rename " + from + " " + to); err != nil {
		return err
	}
	d.now[to] = d.now[from]
	delete(d.now, from)
	return nil
}

func (d *memDisk) removeAll(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.do("remove " + name); err != nil {
		return err
	}
	maps.DeleteFunc(d.now, func(at string, _ *node) bool {
		return at == name || strings.HasPrefix(at, name+"/")
	})
	return nil
}

func (d *memDisk) list(name string) ([]string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, there := d.now[name]; !there {
		return nil, fs.ErrNotExist
	}
	var names []string
	for at := range d.now {
		if at != "." && path.Dir(at) == name {
			names = append(names, path.Base(at))
		}
	}
	return names, nil
}

func (d *memDisk) syncDir(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.do("syncdir " + name); err != nil {
		return err
	}
	in := func(at string, _ *node) bool { return at != "." && path.Dir(at) == name }
	maps.DeleteFunc(d.safe, in)
	for at, n := range d.now {
		if in(at, n) {
			d.safe[at] = n
		}
	}
	return nil
}

func (d *memDisk) lock(name string) (io.Closer, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, parent := d.now[path.Dir(name)]; !parent {
		return nil, fs.ErrNotExist
	}
	if d.locked[name] {
		return nil, &LockedError{PID: 4711}
	}
	d.locked[name] = true
	return memLock{d, name}, nil
}

func (d *memDisk) Close() error { return nil }

type memLock struct {
	d    *memDisk
	name string
}

func (l memLock) Close() error {
	l.d.mu.Lock()
	defer l.d.mu.Unlock()
	delete(l.d.locked, l.name)
	return nil
}

type memFile struct {
	d    *memDisk
	name string
	n    *node
}

func (f *memFile) ReadAt(p []byte, off int64) (int, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if off >= int64(len(f.n.data)) {
		return 0, io.EOF
	}
	n := copy(p, f.n.data[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// WriteAt writes half before it fails, as a disk does that fills up.
func (f *memFile) WriteAt(p []byte, off int64) (int, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	err := f.d.do("write " + f.name)
	if err != nil {
		p = p[:len(p)/2]
	}
	if end := int(off) + len(p); end > len(f.n.data) {
		f.n.data = append(f.n.data, make([]byte, end-len(f.n.data))...)
	}
	return copy(f.n.data[off:], p), err
}

// Sync keeps nothing for sure when it fails.
func (f *memFile) Sync() error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if err := f.d.do("sync " + f.name); err != nil {
		return err
	}
	f.n.safe = slices.Clone(f.n.data)
	return nil
}

func (f *memFile) Truncate(size int64) error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if err := f.d.do("truncate " + f.name); err != nil {
		return err
	}
	f.n.data = f.n.data[:size:size]
	return nil
}

func (f *memFile) Close() error { return nil }
