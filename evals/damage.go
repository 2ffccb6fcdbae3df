package evals

import (
	"errors"
	"fmt"
	"io"
	"os"

	json "github.com/go-json-experiment/json/v1"
)

// A DamageError says what of a run that was kept cannot be read any more, and
// what to do about it.
type DamageError struct {
	File  string // empty where it is not known
	Line  int    // from 1; 0 where it is no matter of a line
	Torn  bool   // the line is the last and was never finished
	Stray bool   // the line is whole and belongs to another run
	Err   error
}

func (e *DamageError) Error() string {
	switch {
	case e.File == "":
		return fmt.Sprintf("the results are damaged: %v\nbegin the run anew in another folder", e.Err)
	case e.Torn:
		return fmt.Sprintf("%s:%d was cut off: the run was killed, or goes on still\ngo on with it by its own command and --resume, which takes half a line away and makes it again", e.File, e.Line)
	case e.Stray:
		return fmt.Sprintf("%s:%d is of another run: %v\ndelete that line: this run lacks nothing without it", e.File, e.Line, e.Err)
	case e.Line > 0:
		return fmt.Sprintf("%s:%d is damaged: %v\ndelete that line, then go on with the run by its own command and --resume: only what stood there is made again", e.File, e.Line, e.Err)
	}
	return fmt.Sprintf("%s is damaged, or of another version of mockstar: %v\ntake it from a copy of the run, such as an artifact of CI, or begin the run anew in another folder", e.File, e.Err)
}

func (e *DamageError) Unwrap() error { return e.Err }

// strayed is the error of the line of f that holds r, which is not of shard.
func strayed(f *os.File, line int, r Result, shard Shard) error {
	return &DamageError{File: f.Name(), Line: line, Stray: true, Err: fmt.Errorf("case %s is not of %s", r.ID, shard.named())}
}

// parseResult reads a line of results. What a flipped bit makes of it is mostly
// no JSON, or names no case.
func parseResult(text []byte) (Result, error) {
	var r Result
	err := json.Unmarshal(text, &r)
	if err == nil && r.ID == "" {
		err = errors.New("it names no case")
	}
	return r, err
}

// torn reports whether l is the last line of f and lacks its end.
func torn(f *os.File, l line) bool {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return false
	}
	last := make([]byte, 1)
	if _, err := f.ReadAt(last, info.Size()-1); err != nil || last[0] == '\n' {
		return false
	}
	n := 0
	for other := range lines(io.NewSectionReader(f, 0, info.Size())) {
		n = other.number
	}
	return n == l.number
}
