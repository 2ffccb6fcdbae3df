package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// An event is a line of `go test -json`.
type event struct {
	Action, Package, Test, Key, Value, Output string
}

// notHere begins the figure of a test that this machine cannot run.
const notHere = "not measured here"

// results are what came of the tests of a run.
type results struct {
	passed, failed map[string]bool   // by package and test
	said           map[string]string // by the name of a promise, of tests that passed
	outputs        int64             // bytes
	leaks          []string          // where the canary was found
	planted        bool              // the canary stood in the environment
}

func readFile(name string) (*results, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := read(f)
	if err == nil {
		r.planted = slices.ContainsFunc(os.Environ(), func(v string) bool { return strings.Contains(v, canary) })
	}
	return r, err
}

func read(in io.Reader) (*results, error) {
	r := &results{passed: map[string]bool{}, failed: map[string]bool{}, said: map[string]string{}}
	said := map[string][]event{}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		r.outputs += int64(len(lines.Bytes()))
		if leaks(lines.Bytes()) {
			r.leaks = append(r.leaks, "the output of the tests")
		}
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			continue // what a build says is no event
		}
		key := e.Package + " " + e.Test
		switch e.Action {
		case "attr":
			if e.Key == "promise" {
				said[key] = append(said[key], e)
			}
		case "pass", "skip":
			r.passed[key] = e.Action == "pass"
			for _, s := range said[key] {
				name, figure, _ := strings.Cut(s.Value, ": ")
				if e.Action == "pass" || strings.HasPrefix(figure, notHere) {
					r.said[name] = figure
				}
			}
		case "fail":
			r.failed[key] = true
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read tests: %w", err)
	}
	if len(r.passed) == 0 {
		return nil, errors.New("read tests: no test passed")
	}
	return r, nil
}

// leaks finds the canary, however it was written down.
func leaks(b []byte) bool {
	for _, form := range []string{canary, strings.ToUpper(canary), strings.ReplaceAll(canary, "-", "%2D"), canary[10:]} {
		if bytes.Contains(b, []byte(form)) {
			return true
		}
	}
	return false
}

// runTests runs the tests that promises stand on, with the full numbers and
// with the canary in place of every key.
func runTests() (*results, error) {
	temp, err := os.MkdirTemp("", "promises-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	if err := os.Chmod(temp, 0o711); err != nil { // some tests act as another account
		return nil, err
	}
	c := command("test", "-json", "-count=1", "-timeout=30m", "-run", pattern(), "./...")
	c.Env = append(os.Environ(), "MOCKSTAR_KILLS=200", "MOCKSTAR_FULL=1", "TMPDIR="+temp)
	for _, name := range keyVars {
		c.Env = append(c.Env, name+"="+canary)
	}
	var out bytes.Buffer
	c.Stdout = io.MultiWriter(&out, &failures{})
	ended := c.Run() // its exit code is in the events too
	r, err := read(&out)
	if err != nil {
		return nil, errors.Join(err, ended)
	}
	r.planted = true
	return r, r.search(temp)
}

// keyVars are the variables that hold keys.
var keyVars = []string{
	"OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY",
	"MISTRAL_API_KEY", "AWS_BEARER_TOKEN_BEDROCK",
}

// failures shows what failed while the tests run.
type failures struct{}

func (failures) Write(p []byte) (int, error) {
	for line := range bytes.Lines(p) {
		var e event
		if json.Unmarshal(line, &e) == nil && e.Action == "fail" && e.Test != "" {
			fmt.Fprintln(os.Stderr, "failed:", e.Package, e.Test)
		}
	}
	return len(p), nil
}

// search looks for the canary in what the tests left behind.
func (r *results) search(dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(name)
		if err == nil && leaks(b) {
			r.leaks = append(r.leaks, name)
		}
		return err
	})
}

var faultRow = regexp.MustCompile(`(?:Fault|/)(\d\d)(?:_|[A-Z]|$)`)

// faults counts the rows of the fault table that a passed test names.
func (r *results) faults() (figure string, err error) {
	rows := map[string]int{}
	for key, ok := range r.passed {
		if _, test, _ := strings.Cut(key, " "); ok && strings.Contains(test, "Fault") {
			if m := faultRow.FindStringSubmatch(test); m != nil {
				rows[m[1]]++
			}
		}
	}
	var missing []string
	tests := 0
	for n := 1; n <= 89; n++ {
		row := fmt.Sprintf("%02d", n)
		if rows[row] == 0 {
			missing = append(missing, row)
		}
		tests += rows[row]
	}
	figure = fmt.Sprintf("%d of 89 rows, by %d tests", 89-len(missing), tests)
	if missing != nil {
		return figure, fmt.Errorf("no passed test names %s", strings.Join(missing, ", "))
	}
	for key := range r.failed {
		if strings.Contains(key, "Fault") {
			return figure, fmt.Errorf("%s failed", key)
		}
	}
	return figure, nil
}

// keys says whether the canary was found.
func (r *results) keys() (figure string, err error) {
	figure = fmt.Sprintf("0 times in %.1f MB of output and in what was left", float64(r.outputs)/1e6)
	switch {
	case !r.planted:
		err = errors.New("no canary stood in the environment")
	case r.leaks != nil:
		figure = fmt.Sprintf("%d times", len(r.leaks))
		err = fmt.Errorf("found in %s", r.leaks[0])
	}
	return figure, err
}

// targets counts the named fuzz targets whose seeds passed.
func (r *results) targets() (figure string, err error) {
	n, seeds := 0, 0
	var missing []string
	for _, t := range fuzzTargets {
		if !r.passed[t.pkg+" "+t.name] {
			missing = append(missing, t.name)
			continue
		}
		n++
		for key := range r.passed {
			if strings.HasPrefix(key, t.pkg+" "+t.name+"/") {
				seeds++
			}
		}
	}
	if missing != nil {
		err = fmt.Errorf("not passed: %s", strings.Join(missing, ", "))
	}
	return fmt.Sprintf("%d of %d targets, %d seeds", n, len(fuzzTargets), seeds), err
}
