// Package replay keeps the replies of a model in a directory and gives them
// again, so that a prompt can be measured without the model. A request that
// was not recorded is an error that says what changed; replay never connects
// to anything.
package replay

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"mockstar/internal/llm"
	"mockstar/internal/meant"
	"mockstar/internal/shell"
)

// A Recording is one request and the whole reply to it. It holds no header and
// no key.
type Recording struct {
	Key     string      `json:"key"`
	Spec    string      `json:"spec"`   // the model as asked for, such as openai:NAME
	Prompt  string      `json:"prompt"` // name@version:hash
	At      time.Time   `json:"at"`
	Request llm.Request `json:"request"`
	Reply   Reply       `json:"reply"`
}

// Reply is what the model said, its chunks merged.
type Reply struct {
	Text   string     `json:"text"`
	Finish llm.Finish `json:"finish"`
	Usage  llm.Usage  `json:"usage,omitzero"`
	Model  string     `json:"model,omitempty"` // as reported
}

// Key is the hash of everything that may change the reply of the model spec.
func Key(spec string, r llm.Request) string {
	b, err := json.Marshal(r)
	if err != nil {
		panic(err) // only a Schema that is no JSON fails, and schemas are ours
	}
	return keyOf(spec, b)
}

func keyOf(spec string, request []byte) string {
	h := sha256.New()
	h.Write([]byte(spec + "\x00"))
	h.Write(request)
	return hex.EncodeToString(h.Sum(nil))
}

// save writes r to dir: whole or not at all, for the owner's eyes.
func (r Recording) save(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	f, err := os.CreateTemp(dir, ".recording-*") // created with mode 0600
	if err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	defer os.Remove(f.Name()) // after the rename there is nothing of that name
	_, werr := f.Write(append(b, '\n'))
	if err := errors.Join(werr, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	if err := os.Rename(f.Name(), filepath.Join(dir, r.Key+".json")); err != nil {
		return fmt.Errorf("save recording: %w", err)
	}
	return nil
}

// A kept recording is what playing it needs. Its request, which is long and
// of which only the key is looked up, stays on disk.
type kept struct {
	spec  string
	reply Reply
}

// Any reports whether dir holds recordings.
func Any(dir string) bool {
	names, _ := fs.Glob(os.DirFS(dir), "*.json") // the pattern is one
	return len(names) > 0
}

// load reads all recordings of dir, by key. That takes longer than to play
// them, so all processors do it.
func load(dir string) (map[string]kept, error) {
	switch info, err := os.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, stale(strings.TrimPrefix(sibling(dir)+"\n"+recordHint("", dir), "\n"), "read recordings: there is no folder %s", dir)
	case err == nil && !info.IsDir():
		return nil, stale("name the folder that it is in", "read recordings: %s is no folder", dir)
	case err != nil:
		return nil, stale("", "read recordings: %w", err)
	}
	names, err := fs.Glob(os.DirFS(dir), "*.json")
	if err != nil {
		return nil, fmt.Errorf("read recordings: %w", err)
	}
	found, errs := make([]kept, len(names)), make([]error, len(names))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(names); i = int(next.Add(1)) - 1 {
				found[i], errs[i] = check(dir, names[i])
			}
		})
	}
	wg.Wait()
	all := make(map[string]kept, len(names))
	spec := ""
	for i, name := range names {
		all[strings.TrimSuffix(name, ".json")] = found[i]
		spec = cmp.Or(spec, found[i].spec)
	}
	for i, name := range names {
		if errs[i] != nil { // the first of them, whoever came to it first
			return nil, damaged(spec, dir, name, errs[i])
		}
	}
	return all, nil
}

// sibling asks whether a folder beside dir that holds recordings is meant.
func sibling(dir string) string {
	parent, name := filepath.Split(filepath.Clean(dir))
	all, err := os.ReadDir(cmp.Or(parent, "."))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range all {
		if Any(filepath.Join(parent, e.Name())) {
			names = append(names, e.Name())
		}
	}
	return meant.Ask(name, names)
}

// ErrDamaged is what is wrong with a recording that is no longer as it was made.
var ErrDamaged = errors.New("it is damaged")

// damaged is the error for a recording that can't be used. While it is there,
// nothing can be recorded beside it.
func damaged(spec, dir, name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return stale("", "read recording: %w", err)
	}
	file := filepath.Join(dir, name)
	return stale("delete it: rm "+shell.Word(file)+"\n"+recordHint(spec, dir), "read recording %s: %w", name, err)
}

// check reads a recording and sees that its request is the one it was made of.
func check(dir, name string) (kept, error) {
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return kept{}, err
	}
	var r struct {
		Key     string         `json:"key"`
		Spec    string         `json:"spec"`
		Request jsontext.Value `json:"request"`
		Reply   Reply          `json:"reply"`
	}
	if err := jsonv2.Unmarshal(b, &r); err != nil {
		return kept{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	// What we wrote is the JSON that was hashed, but for white space.
	same := r.Request.Compact() == nil && keyOf(r.Spec, r.Request) == r.Key
	if !same {
		var req llm.Request
		if err := json.Unmarshal(r.Request, &req); err != nil {
			return kept{}, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		same = Key(r.Spec, req) == r.Key
	}
	if !same || r.Key+".json" != name {
		return kept{spec: r.Spec}, fmt.Errorf("%w: its request was changed after it was recorded", ErrDamaged)
	}
	return kept{r.Spec, r.Reply}, nil
}

// read reads a recording whole.
func read(dir, key string) (Recording, error) {
	var r Recording
	b, err := os.ReadFile(filepath.Join(dir, key+".json"))
	if err == nil {
		err = json.Unmarshal(b, &r)
	}
	return r, err
}

func stale(hint, format string, args ...any) error {
	return &llm.Error{Kind: llm.Stale, Provider: "replay", Tries: 1, Hint: hint, Err: fmt.Errorf(format, args...)}
}

// recordHint is how to get recordings of spec into dir. SUITE is for whoever
// knows the suite to fill in.
func recordHint(spec, dir string) string {
	model, to := shell.Word(spec), shell.Word(dir)
	if strings.HasPrefix(spec, "stub:") {
		return "these recordings were made by a script (" + spec + "), not by a model\n" +
			"how many are stale: mockstar eval plan SUITE --model " + model + " -o " + to + "\n" +
			"make them anew the way they were made; those that mockstar ships with: go test ./evals -run ShippedRecordings -update\n" +
			"or record a model: mockstar eval record SUITE --model openai:NAME -o DIR"
	}
	if spec == "" {
		return "record a model: mockstar eval record SUITE --model openai:NAME -o " + to
	}
	return "record again: mockstar eval record SUITE --model " + model + " -o " + to
}
