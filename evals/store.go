package evals

import (
	"bufio"
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

	"mockstar/internal/strictjson"

	json "github.com/go-json-experiment/json/v1" // as encoding/json, in two thirds of the time
)

// The files of a run.
const (
	headerFile  = "run.json"
	resultsFile = "results.jsonl"
)

// syncEvery is how many results may be lost to a power cut. A killed process
// loses none.
const syncEvery = 256

// A Store keeps the results of a run in a folder, one line each, in the order
// in which they are finished.
type Store struct {
	mu      sync.Mutex
	file    *os.File
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

// Create begins a run in dir, which must not hold one.
func Create(dir string, h Header) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create run: %w", err)
	}
	if _, err := os.Stat(filepath.Join(dir, headerFile)); err == nil {
		return nil, fmt.Errorf("create run: %s holds one already\nadd --resume to go on with it, or name another folder", dir)
	}
	b, err := json.MarshalIndent(h, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("create run: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, resultsFile), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("create run: %w", err)
	}
	// The header comes last: where it stands, the run can be resumed.
	if err := writeWhole(filepath.Join(dir, headerFile), append(b, '\n')); err != nil {
		return nil, errors.Join(fmt.Errorf("create run: %w", err), f.Close())
	}
	return &Store{file: f, done: map[reading]bool{}}, nil
}

// writeWhole leaves either all of b under name or nothing.
func writeWhole(name string, b []byte) error {
	if err := os.WriteFile(name+".tmp", b, 0o600); err != nil {
		return err
	}
	return os.Rename(name+".tmp", name)
}

// Resume goes on with the run in dir, or begins it. A run that was made of
// anything else than h is refused. A last line that was cut off is removed.
func Resume(dir string, h Header) (*Store, error) {
	was, err := readHeader(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return Create(dir, h)
	}
	if err == nil {
		err = was.same(h)
	}
	if err == nil && was.Shard != h.Shard {
		err = fmt.Errorf("it is shard %q and this is %q", was.Shard, h.Shard)
	}
	if err != nil {
		return nil, fmt.Errorf("resume run in %s: %w", dir, err)
	}
	f, err := os.OpenFile(filepath.Join(dir, resultsFile), os.O_RDWR, 0)
	if err != nil {
		return nil, fmt.Errorf("resume run: %w", err)
	}
	s := &Store{file: f, done: map[reading]bool{}}
	var whole int64
	br := bufio.NewReaderSize(f, 64<<10)
	for {
		text, err := br.ReadBytes('\n')
		if err != nil {
			break // what is behind the last line end was never finished
		}
		var r Result
		if err := json.Unmarshal(text, &r); err != nil {
			return nil, errors.Join(fmt.Errorf("resume run: %s is damaged: %w", f.Name(), err), f.Close())
		}
		if r.Error == "" {
			s.done[r.reading()] = true
		}
		s.cost += r.Cost
		whole += int64(len(text))
	}
	_, err = f.Seek(whole, io.SeekStart)
	if err := errors.Join(err, f.Truncate(whole)); err != nil {
		return nil, errors.Join(fmt.Errorf("resume run: %w", err), f.Close())
	}
	return s, nil
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

// Close makes what was kept durable.
func (s *Store) Close() error { return errors.Join(s.file.Sync(), s.file.Close()) }

func readHeader(dir string) (Header, error) {
	var h Header
	b, err := os.ReadFile(filepath.Join(dir, headerFile))
	if err == nil {
		err = strictjson.Unmarshal(b, &h)
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
			err = json.Unmarshal(line.text, &r)
		}
		if err == nil && !shard.Has(r.ID) {
			err = fmt.Errorf("case %s is not of %s", r.ID, shard.named())
		}
		if err != nil {
			return yield(r, fmt.Errorf("read results: %s:%d: %w", f.Name(), line.number, err))
		}
		if !yield(r, nil) {
			return false
		}
	}
	return true
}
