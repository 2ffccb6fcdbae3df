package evals

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"

	json "github.com/go-json-experiment/json/v1" // as encoding/json, in two thirds of the time

	"mockstar/internal/lock"
	"mockstar/internal/strictjson"
)

// The files of a run.
const (
	headerFile  = "run.json"
	resultsFile = "results.jsonl"
	lockFile    = ".mockstar.lock" // held by the process that makes the run
)

// syncEvery is how many results may be lost to a power cut. A killed process
// loses none.
const syncEvery = 256

// A Store keeps the results of a run in a folder, one line each, in the order
// in which they are finished.
type Store struct {
	mu      sync.Mutex
	file    *os.File
	lock    *os.File // held while the store is open
	done    map[reading]bool
	pending int
	cost    float64 // of what was kept before this process
}

// A reading names one result.
type reading struct {
	id     string
	sample int
	change Change
}

func (r Result) reading() reading { return reading{r.ID, r.Sample, r.Change} }

// String names the case, and how its answer was changed.
func (r reading) String() string {
	if r.change != "" {
		return "case " + r.id + " changed by " + string(r.change)
	}
	return "case " + r.id
}

// Create begins a run in dir, which must not hold one. Until it is closed, no
// other process can write there: the error is a [*lock.HeldError] then.
func Create(dir string, h Header) (*Store, error) {
	return open(dir, func(root *os.Root) (*Store, error) {
		if _, err := root.Lstat(headerFile); err == nil {
			return nil, fmt.Errorf("create run: %s holds one already\nadd --resume to go on with it, or name another folder", dir)
		}
		return begin(root, h)
	})
}

// open locks dir for the store that is made in it. What is written stays in
// dir: the folder can be of someone else's making, with links to anywhere.
func open(dir string, made func(*os.Root) (*Store, error)) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open run: %w\nname a folder that you can write to", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open run: %w", err)
	}
	defer root.Close()
	f, err := lock.Take(root, lockFile)
	if err != nil {
		return nil, fmt.Errorf("open run in %s: %w%s", dir, err, unwritable(root, err))
	}
	s, err := made(root)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	s.lock = f
	return s, nil
}

// unwritable says what to do where the system lets nobody write into root, such
// as a folder that was mounted to be read.
func unwritable(root *os.Root, err error) string {
	if path := (*fs.PathError)(nil); !errors.As(err, &path) {
		return ""
	}
	if _, err := root.Lstat(headerFile); err == nil {
		return fmt.Sprintf("\nto report on what is there without writing to it: mockstar eval merge %s\nto go on with the run: copy it to a folder that you can write to", root.Name())
	}
	return "\nname a folder that you can write to"
}

func begin(root *os.Root, h Header) (*Store, error) {
	b, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("create run: %w", err)
	}
	f, err := root.OpenFile(resultsFile, os.O_CREATE|os.O_TRUNC|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("create run: %w", err)
	}
	// The header comes last: where it stands, the run can be resumed.
	if err := writeWhole(root, headerFile, append(b, '\n')); err != nil {
		return nil, errors.Join(fmt.Errorf("create run: %w", err), f.Close())
	}
	return &Store{file: f, done: map[reading]bool{}}, nil
}

// writeWhole leaves either all of b under name or nothing.
func writeWhole(root *os.Root, name string, b []byte) error {
	if err := root.WriteFile(name+".tmp", b, 0o600); err != nil {
		return err
	}
	return root.Rename(name+".tmp", name)
}

// Resume goes on with the run in dir, or begins it. A run that was made of
// anything else than h is refused. A last line that was cut off is removed.
// Like [Create] it keeps other processes out.
func Resume(dir string, h Header) (*Store, error) {
	return open(dir, func(root *os.Root) (*Store, error) {
		was, err := readHeader(dir)
		if errors.Is(err, fs.ErrNotExist) {
			return begin(root, h)
		}
		if err == nil {
			err = was.same(h)
		}
		if err == nil && was.Shard != h.Shard {
			err = fmt.Errorf("it is shard %q and this is %q", was.Shard, h.Shard)
		}
		var shard Shard
		if err == nil {
			shard, err = ParseShard(h.Shard)
		}
		if err != nil {
			return nil, fmt.Errorf("resume run in %s: %w", dir, err)
		}
		s, err := reopen(root, shard)
		if err != nil {
			return nil, fmt.Errorf("resume run: %w", err)
		}
		return s, nil
	})
}

// reopen goes on behind the results that are whole in root.
func reopen(root *os.Root, shard Shard) (*Store, error) {
	f, err := root.OpenFile(resultsFile, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	s := &Store{done: map[reading]bool{}}
	whole, err := s.recall(f, shard)
	if err == nil {
		err = f.Truncate(whole)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	s.file, err = root.OpenFile(resultsFile, os.O_WRONLY|os.O_APPEND, 0)
	return s, err
}

// recall takes in the results in f and returns how many bytes of it are whole:
// what is behind the last line end was never finished.
func (s *Store) recall(f *os.File, shard Shard) (whole int64, err error) {
	br := bufio.NewReaderSize(f, 64<<10)
	for n := 1; ; n++ {
		text, err := br.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return whole, nil
		}
		if err != nil {
			return whole, err
		}
		if whole += int64(len(text)); len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		r, err := parseResult(text)
		if err != nil {
			return whole, &DamageError{File: f.Name(), Line: n, Err: err}
		}
		if !shard.Has(r.ID) {
			return whole, strayed(f, n, r, shard)
		}
		if r.Error == "" {
			s.done[r.reading()] = true
		}
		s.cost += r.Cost
	}
}

// finished reports whether the reading needs no call any more.
func (s *Store) finished(r reading) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.done[r]
}

// Append keeps r. When it returns, no end of the process can lose it.
func (s *Store) Append(r Result) error {
	b, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("keep result: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.file.Write(append(b, '\n')); err != nil {
		return fmt.Errorf("keep result: %w", err)
	}
	if s.pending++; s.pending >= syncEvery {
		s.pending = 0
		if err := s.file.Sync(); err != nil {
			return fmt.Errorf("keep result: %w", err)
		}
	}
	return nil
}

// Close makes what was kept durable, and lets others in.
func (s *Store) Close() error { return errors.Join(s.file.Sync(), s.file.Close(), s.lock.Close()) }

func readHeader(dir string) (Header, error) {
	var h Header
	name := filepath.Join(dir, headerFile)
	b, err := os.ReadFile(name)
	if err == nil {
		if err = strictjson.Unmarshal(b, &h); err != nil {
			err = &DamageError{File: name, Err: err}
		}
	}
	return h, err
}

// same says what sets the makers of two runs apart, shards aside.
func (h Header) same(other Header) error {
	h.Shard, other.Shard = "", ""
	for _, f := range []struct{ what, a, b string }{
		{"program", h.Program, other.Program}, {"kind of run", string(h.Run), string(other.Run)},
		{"suite", h.Suite, other.Suite}, {"document", h.Document, other.Document}, {"model", h.Model, other.Model},
		{"examiner", h.examiner(), other.examiner()},
		{"number of samples", fmt.Sprint(h.Samples), fmt.Sprint(other.Samples)},
		{"prompt", h.prompts(), other.prompts()}, {"way of asking", h.asking(), other.asking()},
	} {
		if f.a != f.b {
			return fmt.Errorf("the %s differs: %s, and now %s", f.what, f.a, f.b)
		}
	}
	if !reflect.DeepEqual(h, other) {
		return errors.New("the settings of the suite differ")
	}
	return nil
}

func (h Header) prompts() string {
	return cmp.Or(strings.Join(h.Prompts, " and "), "none that is named")
}

func (h Header) examiner() string { return cmp.Or(h.Examiner, "none that is named") }

func (h Header) asking() string {
	if h.PerCriterion {
		return "one criterion a call"
	}
	return "all criteria in one call"
}

// Results reads the runs in dirs as one, in no particular order. The header is
// that of the whole. Runs that something else made are refused, and so are
// runs of which two have the same readings.
func Results(dirs ...string) (Header, iter.Seq2[Result, error], error) {
	var whole Header
	shards := make([]Shard, len(dirs))
	for i, dir := range dirs {
		h, err := readHeader(dir)
		if err == nil {
			shards[i], err = ParseShard(h.Shard)
		}
		if err != nil {
			return whole, nil, fmt.Errorf("read run in %s: %w", dir, err)
		}
		if i == 0 {
			whole = h
		} else if err := whole.same(h); err != nil {
			return whole, nil, fmt.Errorf("merge %s and %s: %w", dirs[0], dir, err)
		}
		for j, s := range shards[:i] {
			if s == shards[i] || s.Of != shards[i].Of {
				return whole, nil, fmt.Errorf("merge %s and %s: they are %s and %s, which have readings in common\nname the folder of each shard once", dirs[j], dir, s.named(), shards[i].named())
			}
		}
	}
	if len(dirs) > 1 || shards[0].Of == 0 {
		whole.Shard = ""
	}
	return whole, func(yield func(Result, error) bool) {
		for i, dir := range dirs {
			if !readResults(dir, shards[i], yield) {
				return
			}
		}
	}, nil
}

func readResults(dir string, shard Shard, yield func(Result, error) bool) bool {
	f, err := os.Open(filepath.Join(dir, resultsFile))
	if err != nil {
		return yield(Result{}, fmt.Errorf("read results: %w", err))
	}
	defer f.Close()
	for line, err := range lines(f) {
		var r Result
		if err == nil {
			r, err = parseResult(line.text)
		}
		if err == nil && !shard.Has(r.ID) {
			return yield(r, fmt.Errorf("read results: %w", strayed(f, line.number, r, shard)))
		}
		if err != nil {
			return yield(r, fmt.Errorf("read results: %w", &DamageError{File: f.Name(), Line: line.number, Torn: torn(f, line), Err: err}))
		}
		if !yield(r, nil) {
			return false
		}
	}
	return true
}
